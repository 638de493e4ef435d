//! The run as a stream of events for programs: one JSON object a line.

mod event;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod schema_tests;

pub use event::{RunEvent, VerdictName};

use super::problem::file_problems;
use super::told::Ending;
use super::{Beginning, Problems, Report, Told};
use crate::terminal::escape_json;
use crate::test_run::Totals;

/// The version of the schema. It grows when a field or a word changes its meaning or goes; new events,
/// fields and words do not count.
pub const TEST_REPORT_VERSION: u32 = 1;

/// Writes a line for each event.
#[derive(Debug, Default)]
pub struct Json;

impl Report for Json {
    fn begin(&mut self, beginning: &Beginning<'_>) -> String {
        line(&RunEvent::RunBegins {
            version: TEST_REPORT_VERSION,
            cases: beginning.plan.cases.len(),
            chosen: beginning.chosen.len(),
        })
    }

    fn case(&mut self, told: &Told<'_>) -> String {
        let (planned, outcome) = (told.planned, &told.result.outcome);
        let (verdict, reason) = match &told.ending {
            Ending::Passed => (VerdictName::Passed, None),
            Ending::Failed(_) => (VerdictName::Failed, None),
            Ending::Skipped(reason) => (VerdictName::Skipped, Some(*reason)),
        };
        let failure = told.failure();
        line(&RunEvent::Case {
            file: &planned.file,
            line: planned.line,
            name: &told.name,
            tags: told.tags(),
            verdict,
            reason,
            findings: failure.map_or(&[], |failure| &failure.findings),
            unsteady: told.result.unsteady,
            unused_mocks: &outcome.unused_mocks,
            turns_played: outcome.played,
            clock_ms: outcome.clock_ms,
            turns: failure.map_or(&[], |_| &outcome.turns),
        })
    }

    fn end(&mut self, totals: &Totals, problems: &Problems<'_>) -> String {
        let problems = file_problems(problems);
        let Totals { passed, failed, skipped, left_out, turns, .. } = *totals;
        line(&RunEvent::RunEnds { passed, failed, skipped, left_out, turns_played: turns, problems })
    }
}

fn line(event: &RunEvent<'_>) -> String {
    // Nothing that is told here has a form that JSON lacks.
    let text = serde_json::to_string(event).unwrap_or_default();
    format!("{}\n", escape_json(&text))
}
