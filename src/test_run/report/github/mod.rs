//! GitHub Actions: annotations at the lines of a pull request, and the summary of a job.
//!
//! Annotations are workflow commands in the job's log. Whatever a bot says stands inside of a command,
//! with its line breaks escaped, so that it cannot begin one itself.

mod summary;

pub use summary::GithubSummary;

use super::finding::{Finding, findings, headline, listed};
use super::problem::unused_default;
use super::{Problems, Report};
use crate::diagnostic::render::{self, command_data, command_property};
use crate::replay::FilePlace;
use crate::terminal::printable;
use crate::test_run::{CaseResult, Plan, Totals};

/// Writes an error at the line of the transcript where a case fails first, and a notice at the line of the bot
/// that it comes from; GitHub shows ten of each in a step.
#[derive(Debug, Default)]
pub struct Github;

impl Report for Github {
    fn case(&mut self, plan: &Plan, result: &CaseResult) -> String {
        if !result.has_failed() {
            return String::new();
        }
        let planned = &plan.cases[result.case];
        let findings = findings(planned, result);
        let own = FilePlace { file: planned.file.to_string(), line: planned.line };
        let place = findings.first().map_or(&own, |first| &first.place);
        let text = match findings.as_slice() {
            [_, _, ..] => listed(&findings),
            _ => headline(&findings),
        };
        let mut out = command("error", Some(place), planned.name(), text.trim_end());
        if let Some(Finding { message, place, cause: Some(cause) }) = findings.first() {
            let text = format!("{}:{} ({}): {message}", place.file, place.line, planned.name());
            out.push_str(&command("notice", Some(cause), "A transcript fails from here", &text));
        }
        out
    }

    fn end(&mut self, totals: &Totals, problems: &Problems<'_>) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = render::github(problems.diagnostics, problems.sources, &mut out);
        for mock in problems.unused_defaults {
            let problem = unused_default(mock);
            out.push_str(&command("error", problem.place.as_ref(), "Unused mock", &problem.message));
        }
        let Totals { passed, failed, skipped, left_out, .. } = totals;
        let left_out = if *left_out > 0 { format!(", {left_out} left out") } else { String::new() };
        format!("{out}{passed} passed, {failed} failed, {skipped} skipped{left_out}\n")
    }
}

/// A workflow command.
fn command(name: &str, place: Option<&FilePlace>, title: &str, text: &str) -> String {
    let place = place.map(|place| format!("file={},line={},", command_property(&place.file), place.line));
    format!(
        "::{name} {}title={}::{}\n",
        place.unwrap_or_default(),
        command_property(title),
        command_data(&printable(text))
    )
}
