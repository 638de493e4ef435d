//! Reports: pure functions of what came of a run.
//!
//! A report is told of the run as it goes on and gives back the text to be written next; the command
//! line says where to. What went wrong, and why, is found out once for all of them ([`Inquiry`]); how it is worded is
//! in `finding`, `act`, `shown` and `words`, and how it looks in the file or folder of each report.
//!
//! Texts in results and causes are masked already; names that an author gave are shown as they are.

mod act;
mod excerpt;
mod finding;
mod github;
mod html;
mod human;
mod json;
mod junit;
mod problem;
mod quiet;
mod roll;
mod shown;
mod summary;
mod tap;
mod told;
mod words;

pub use finding::Finding;
pub use github::{Github, GithubSummary};
pub use html::Html;
pub use human::Human;
pub use json::{Json, RunEvent, TEST_REPORT_VERSION, VerdictName};
pub use junit::Junit;
pub use problem::FileProblem;
pub use quiet::Quiet;
pub use summary::Summary;
pub use tap::Tap;
pub use told::{Inquiry, Told};

use super::plan::Plan;
use super::run::Totals;
use crate::diagnostic::Diagnostic;
use crate::replay::UnusedMock;
use crate::source::Sources;

/// What is going to be played.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'r> {
    /// Every case.
    pub plan: &'r Plan,
    /// The places of those that were chosen.
    pub chosen: &'r [usize],
    /// The files, for excerpts.
    pub sources: &'r Sources,
}

/// What is wrong beside the cases: a run with such problems is not green.
#[derive(Clone, Copy, Debug)]
pub struct Problems<'r> {
    /// What is wrong with the files; those cases that they keep from being played are not in the plan.
    pub diagnostics: &'r [Diagnostic],
    /// Entries of default mocks that no case of their file used, although all were played.
    pub unused_defaults: &'r [UnusedMock],
    /// The files.
    pub sources: &'r Sources,
}

/// A report of a run.
pub trait Report {
    /// Whether it tells the turns of cases that passed, so that they must be kept.
    fn tells_passed(&self) -> bool {
        false
    }

    /// The run begins.
    fn begin(&mut self, _beginning: &Beginning<'_>) -> String {
        String::new()
    }

    /// A case is over; cases come in the order of the plan.
    fn case(&mut self, _told: &Told<'_>) -> String {
        String::new()
    }

    /// The run is over.
    fn end(&mut self, totals: &Totals, problems: &Problems<'_>) -> String;
}
