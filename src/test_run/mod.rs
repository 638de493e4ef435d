//! Replays many transcripts: what is to be played, in parallel, and what is reported of it.
//!
//! A [`Plan`] holds every case of the files that were found; [`run`] plays the chosen ones on threads and
//! hands out their results in the plan's order, whatever the number of threads. Reports are pure
//! functions of results.

pub mod cause;
pub mod coverage;
mod filter;
mod plan;
pub mod report;
mod run;
mod shard;
mod shared_mocks;

pub use filter::{Filter, FilterProblem};
pub use plan::{Plan, Planned};
pub use report::{Beginning, Problems, Report};
pub use run::{CaseResult, CaseWatcher, RunOptions, Silent, Totals, run};
pub use shard::{Shard, ShardProblem};
pub use shared_mocks::SharedMocks;
