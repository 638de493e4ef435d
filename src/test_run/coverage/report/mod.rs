//! What is told of coverage: a table for people, a page for people, and files for programs. Pure: who
//! writes it somewhere is somebody else.

mod cobertura;
mod html;
mod json;
mod lcov;
mod source_line;
mod table;

pub use cobertura::cobertura;
pub use html::{Texts, html};
pub use json::json;
pub use lcov::lcov;
pub use table::table;

/// Why a report cannot be made. Nothing that anybody could write into a bot leads to it: a mistake of this
/// program.
#[derive(Debug, thiserror::Error)]
#[error("the {report} report cannot be made, which is a mistake of dialogsim: {reason}")]
pub struct ReportError {
    report: &'static str,
    reason: String,
}

impl ReportError {
    fn new(report: &'static str, reason: &impl ToString) -> Self {
        Self { report, reason: reason.to_string() }
    }
}
