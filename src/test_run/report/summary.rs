//! What a run amounts to, in one line.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::replay::Verdict;
use crate::terminal::{Style, Terminal, count, printable_line};
use crate::test_run::{CaseResult, Totals};

/// With more reasons for skipping than these, they are only counted.
const REASONS: usize = 3;

/// The word behind which the reasons stand.
const SKIPPED: &str = "skipped";

/// Counts what the totals do not tell.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Why cases were skipped, and how many for each reason.
    skipped: BTreeMap<String, usize>,
}

impl Summary {
    /// Takes note of a result.
    pub fn note(&mut self, result: &CaseResult) {
        if let Verdict::Skipped(reason) = &result.outcome.verdict {
            *self.skipped.entry(reason.clone()).or_default() += 1;
        }
    }

    /// `2 failed, 10 passed, 1 skipped (not on the channel `sms`) of 13 transcripts; 61 turns in 20 ms`
    ///
    /// Problems are what is wrong beside the cases; where there are any, all that passed is not all that counts.
    pub fn line(&self, totals: &Totals, problems: usize, terminal: &Terminal) -> String {
        let Totals { passed, failed, skipped, left_out, turns, took } = *totals;
        let what = counted(totals, |style, text| match text.ends_with(SKIPPED) {
            true => format!("{}{}", terminal.paint(style, text), self.reasons()),
            false => terminal.paint(style, text),
        });
        let all = passed + failed + skipped + left_out;
        let files = match problems {
            0 => String::new(),
            _ => format!(
                ", {}",
                terminal.paint(Style::Error, &format!("{} in the files", count(problems, "problem")))
            ),
        };
        format!(
            "{what} of {}{files}; {} in {}",
            count(all, "transcript"),
            count(turns, "turn"),
            seconds(took)
        )
    }

    fn reasons(&self) -> String {
        if self.skipped.is_empty() || self.skipped.len() > REASONS {
            return String::new();
        }
        let one = |(reason, number): (&String, &usize)| {
            let times =
                if self.skipped.len() > 1 && *number > 1 { format!("{number}: ") } else { String::new() };
            format!("{times}{}", printable_line(reason))
        };
        let reasons: Vec<String> = self.skipped.iter().map(one).collect();
        format!(" ({})", reasons.join("; "))
    }
}

/// `2 failed, 10 passed, 1 skipped`
pub(super) fn counts(totals: &Totals) -> String {
    counted(totals, |_, text| text.to_owned())
}

fn counted(totals: &Totals, painted: impl Fn(Style, &str) -> String) -> String {
    let parts = [
        (totals.failed, "failed", Style::Error),
        (totals.passed, "passed", Style::Success),
        (totals.skipped, SKIPPED, Style::Warning),
        (totals.left_out, "not played after the first failure", Style::Warning),
    ];
    let there = parts.into_iter().filter(|(number, ..)| *number > 0);
    let told: Vec<String> =
        there.map(|(number, word, style)| painted(style, &format!("{number} {word}"))).collect();
    if told.is_empty() { "nothing played".to_owned() } else { told.join(", ") }
}

/// `20 ms`, `12.3 s`, `2 min 5 s`.
fn seconds(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 60.. => format!("{} min {} s", seconds / 60, seconds % 60),
        10.. => format!("{:.1} s", time.as_secs_f64()),
        1.. => format!("{:.2} s", time.as_secs_f64()),
        0 => format!("{} ms", time.as_millis()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_there_is_is_counted() {
        let line = |totals: &Totals, summary: &Summary| summary.line(totals, 0, &Terminal::plain());
        let totals = Totals { passed: 1, turns: 1, took: Duration::from_millis(12), ..Totals::default() };
        assert_eq!(line(&totals, &Summary::default()), "1 passed of 1 transcript; 1 turn in 12 ms");
        assert_eq!(
            Summary::default().line(&totals, 2, &Terminal::plain()),
            "1 passed of 1 transcript, 2 problems in the files; 1 turn in 12 ms"
        );
        let skipped = BTreeMap::from([("later".to_owned(), 1), ("not on the channel `sms`".to_owned(), 2)]);
        let totals = Totals {
            failed: 2,
            skipped: 3,
            left_out: 4,
            turns: 30,
            took: Duration::from_secs(125),
            ..totals
        };
        assert_eq!(
            line(&totals, &Summary { skipped }),
            "2 failed, 1 passed, 3 skipped (later; 2: not on the channel `sms`), 4 not played after the first failure \
             of 10 transcripts; 30 turns in 2 min 5 s"
        );
    }
}
