//! Replays many transcripts: what is to be played, in parallel, and what is reported of it.
//!
//! A [`Plan`] holds every case of the files that were found; [`run`] plays the chosen ones on threads and
//! hands out their results in the plan's order, whatever the number of threads. Reports are pure
//! functions of results.

pub mod plan;
pub mod report;
pub mod run;

pub use plan::{Plan, Planned};
pub use report::{Beginning, Problems, Report};
pub use run::{CaseResult, RunOptions, Silent, Totals, Watching, run};
