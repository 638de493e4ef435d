//! GitHub Actions: annotations at the lines of a pull request, and the summary of a job.
//!
//! Annotations are workflow commands in the job's log. Whatever a bot says stands inside of a command,
//! with its line breaks escaped, so that it cannot begin one itself.

mod summary;

pub use summary::GithubSummary;

use super::finding::{Finding, headline, listed};
use super::problem::unused_default;
use super::{Problems, Report, Told, summary::counts};
use crate::diagnostic::render::{self, command_data, command_property};
use crate::replay::FilePlace;
use crate::terminal::printable;
use crate::test_run::Totals;

/// Writes an error at the line of the transcript where a case fails first, and a notice at the line of the bot
/// that it comes from; GitHub shows ten of each in a step.
#[derive(Debug, Default)]
pub struct Github;

impl Report for Github {
    fn case(&mut self, told: &Told<'_>) -> String {
        let Some(failure) = told.failure() else { return String::new() };
        let (findings, name) = (failure.findings.as_slice(), told.name.as_str());
        let place = findings.first().map_or_else(|| told.place(), |first| first.place.clone());
        let text = match findings {
            [] => headline(findings),
            [only] => [only.message.clone()].into_iter().chain(only.reasons()).collect::<Vec<_>>().join("\n"),
            several => listed(several),
        };
        let mut out = command("error", Some(&place), name, text.trim_end());
        if let Some(Finding { message, place, cause: Some(cause), .. }) = findings.first() {
            let text = format!("{place} ({name}): {message}");
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
        format!("{out}{}\n", counts(totals))
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
