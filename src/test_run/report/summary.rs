//! What a run amounts to, in one line.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::replay::Verdict;
use crate::terminal::{Style, Terminal, printable_line};
use crate::test_run::{CaseResult, Totals};

/// With more reasons for skipping than these, they are only counted.
const REASONS: usize = 3;

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
    pub fn line(&self, totals: &Totals, terminal: &Terminal) -> String {
        let Totals { passed, failed, skipped, left_out, turns, took } = *totals;
        let part = |number: usize, word: &str, style: Style| {
            (number > 0).then(|| terminal.paint(style, &format!("{number} {word}")))
        };
        let skip = part(skipped, "skipped", Style::Warning).map(|text| format!("{text}{}", self.reasons()));
        let parts = [
            part(failed, "failed", Style::Error),
            part(passed, "passed", Style::Success),
            skip,
            part(left_out, "not played after the first failure", Style::Warning),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let all = passed + failed + skipped + left_out;
        let what = if parts.is_empty() { "nothing played".to_owned() } else { parts.join(", ") };
        format!("{what} of {}; {} in {}", count(all, "transcript"), count(turns, "turn"), seconds(took))
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

/// `20 ms`, `12.3 s`, `2 min 5 s`.
fn seconds(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 60.. => format!("{} min {} s", seconds / 60, seconds % 60),
        10.. => format!("{:.1} s", time.as_secs_f64()),
        1.. => format!("{:.2} s", time.as_secs_f64()),
        0 => format!("{} ms", time.as_millis()),
    }
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_there_is_is_counted() {
        let line = |totals: &Totals, summary: &Summary| summary.line(totals, &Terminal::plain());
        let totals = Totals { passed: 1, turns: 1, took: Duration::from_millis(12), ..Totals::default() };
        assert_eq!(line(&totals, &Summary::default()), "1 passed of 1 transcript; 1 turn in 12 ms");
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
