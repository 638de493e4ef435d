//! The report for those who want to hear of failures only: a line each.

use super::{Problems, Report};
use crate::replay::{ExpectedLine, Line, Mark, Outcome, PlayedTurn};
use crate::terminal::printable_line;
use crate::test_run::{CaseResult, Plan, Totals};
use crate::text::shortened;

/// How much of a text is quoted.
const QUOTED: usize = 60;

/// `file:line: name: what is wrong first`.
#[derive(Debug, Default)]
pub struct Quiet;

impl Report for Quiet {
    fn case(&mut self, plan: &Plan, result: &CaseResult) -> String {
        if !result.has_failed() {
            return String::new();
        }
        let planned = &plan.cases[result.case];
        let (line, what) = match first(&result.outcome) {
            Some((line, what)) => (line, what),
            None => (None, beside(result)),
        };
        let place = line.unwrap_or_else(|| format!("{}:{}", planned.file, planned.line));
        let secrets = planned.script.cast().gateway().secrets();
        let text = format!("{place}: {}: {what}", planned.name());
        format!("{}\n", printable_line(&secrets.mask(&text)))
    }

    fn end(&mut self, _totals: &Totals, problems: &Problems<'_>) -> String {
        let line = |mock: &crate::replay::UnusedMock| {
            let text = format!(
                "{}:{}: no transcript uses this default mock of `{}`",
                mock.place.file, mock.place.line, mock.integration
            );
            format!("{}\n", printable_line(&text))
        };
        problems.unused_defaults.iter().map(line).collect()
    }
}

/// The first thing that is wrong, with its place.
fn first(outcome: &Outcome) -> Option<(Option<String>, String)> {
    let turn = outcome.turns.iter().find(|turn| !turn.agrees())?;
    let place = turn.place.as_ref().map(|place| format!("{}:{}", place.file, place.line));
    if turn.is_refused() {
        return turn.troubles.first().map(|trouble| (place, trouble.message.clone()));
    }
    let wrong = turn.lines.iter().find(|line| line.mark != Mark::Agrees);
    if let Some(line) = wrong {
        let own =
            line.expected.as_ref().map(|expected| format!("{}:{}", expected.place.file, expected.place.line));
        return Some((own.or(place), words(line, turn)));
    }
    if let Some(unmet) = turn.unmet.first() {
        let place = format!("{}:{}", unmet.place.file, unmet.place.line);
        return Some((
            Some(place),
            format!("{}: {}; expected: {}", unmet.what, unmet.actual, unmet.expected),
        ));
    }
    turn.troubles.first().map(|trouble| (place, trouble.message.clone()))
}

fn words(line: &Line, turn: &PlayedTurn) -> String {
    let quoted = |text: &str| format!("\"{}\"", shortened(text.trim(), QUOTED));
    let shown = line.shown.and_then(|shown| turn.trace.events.get(shown));
    let actual = shown.and_then(|event| super::human::said(event, "Bot")).map(|(_, text)| quoted(&text));
    let actual = actual.unwrap_or_default();
    let expected = |expected: &ExpectedLine| match expected.text.is_empty() {
        true => format!("`{}`", expected.kind),
        false => quoted(&expected.text),
    };
    match (&line.expected, line.mark) {
        (Some(line), Mark::Differs) => match line.differences.first() {
            Some(one) => {
                let actual = one.actual.as_deref().map_or_else(|| "nothing".to_owned(), quoted);
                format!("{} is {actual}; expected: {}", one.what, quoted(&one.expected))
            }
            None => format!("{actual} is not as expected"),
        },
        (Some(line), Mark::Moved) => format!("{} comes elsewhere", expected(line)),
        (Some(line), _) => format!("{} is missing", expected(line)),
        (None, Mark::MovedHere) => format!("{actual} is expected elsewhere"),
        (None, _) => format!("{actual} is not in the transcript"),
    }
}

/// What is wrong where every turn is right.
fn beside(result: &CaseResult) -> String {
    match (result.outcome.unused_mocks.first(), result.unsteady) {
        (Some(mock), _) => format!(
            "no call uses the mock of `{}` at {}:{}",
            mock.integration, mock.place.file, mock.place.line
        ),
        (None, Some(repetition)) => format!("repetition {repetition} went another way than the first one"),
        (None, None) => "failed".to_owned(),
    }
}
