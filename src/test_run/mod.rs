//! Replays many transcripts: what is to be played, in parallel, and what is reported of it.
//!
//! A [`Plan`] holds every case of the files that were found; [`run`] plays the chosen ones on threads and
//! hands out their results in the plan's order, whatever the number of threads. Reports are pure
//! functions of results.

pub mod coverage;
mod defaults;
mod filter;
mod plan;
pub mod report;
mod run;
mod shard;

pub use defaults::DefaultMocks;
pub use filter::{Filter, FilterProblem};
pub use plan::{Plan, Planned};
pub use report::{Beginning, Problems, Report};
pub use run::{CaseResult, RunOptions, Silent, Totals, Watching, run};
pub use shard::{Shard, ShardProblem};
