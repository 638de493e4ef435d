//! The report for those who want to hear of failures only: a line each.

use super::finding::headline;
use super::problem::unused_default;
use super::{Problems, Report, Told};
use crate::terminal::printable_line;
use crate::test_run::Totals;

/// `file:line: name: what is wrong first`.
#[derive(Debug, Default)]
pub struct Quiet;

impl Report for Quiet {
    fn case(&mut self, told: &Told<'_>) -> String {
        let Some(failure) = told.failure() else { return String::new() };
        let place = failure.findings.first().map_or_else(|| told.place(), |first| first.place.clone());
        line(&format!("{place}: {}: {}", told.name, headline(&failure.findings)))
    }

    fn end(&mut self, _totals: &Totals, problems: &Problems<'_>) -> String {
        problems.unused_defaults.iter().map(|mock| line(&unused_default(mock).placed())).collect()
    }
}

fn line(text: &str) -> String {
    format!("{}\n", printable_line(text))
}
