//! What is not as a transcript says, thing by thing, each as a sentence at its place.

use serde::Serialize;

use super::cause::cause;
use super::shown::{brief, quoted, shown};
use crate::replay::{
    Difference, ExpectedLine, FilePlace, Line, Mark, PlayedTurn, Trouble, TroubleKind, Unmet,
};
use crate::terminal::printable_line;
use crate::test_run::{CaseResult, Planned};

/// Something that is not as a transcript says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// What, as a sentence without a full stop.
    pub message: String,
    /// The line of the transcript.
    pub place: FilePlace,
    /// The line of the bot that it comes from, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<FilePlace>,
}

/// Everything that is not as a transcript says, in the order of the conversation.
pub(super) fn findings(planned: &Planned, result: &CaseResult) -> Vec<Finding> {
    let own = FilePlace { file: planned.file.to_string(), line: planned.line };
    let outcome = &result.outcome;
    let mut found: Vec<Finding> = outcome.turns.iter().flat_map(|turn| of_turn(turn, &own)).collect();
    found.extend(outcome.unused_mocks.iter().map(|mock| Finding {
        message: format!("no call uses this mock of `{}`", mock.integration),
        place: mock.place.clone(),
        cause: None,
    }));
    found.extend(result.unsteady.map(|number| Finding {
        message: format!("the conversation goes another way when it is played for the time number {number}"),
        place: own,
        cause: None,
    }));
    found
}

/// The first of them in one sentence, with the number of those that follow.
pub(super) fn headline(findings: &[Finding]) -> String {
    match findings {
        [] => "the conversation is not as the transcript says".to_owned(),
        [only] => only.message.clone(),
        [first, rest @ ..] => format!("{} (and {} more)", first.message, rest.len()),
    }
}

/// All of them, each with its place in front and the line of the bot behind.
pub(super) fn listed(findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let at = |place: &FilePlace| format!("{}:{}", printable_line(&place.file), place.line);
        let cause = finding.cause.as_ref().map(|cause| format!(" (from {})", at(cause)));
        format!("{}: {}{}\n", at(&finding.place), finding.message, cause.unwrap_or_default())
    };
    findings.iter().map(line).collect()
}

fn of_turn(turn: &PlayedTurn, own: &FilePlace) -> Vec<Finding> {
    let begin = turn.place.as_ref().unwrap_or(own);
    let mut found = Vec::new();
    // What the transcript does not mention belongs behind the item before it.
    let mut before = begin;
    for line in &turn.lines {
        if let Some(expected) = &line.expected {
            before = &expected.place;
        }
        let cause = || cause(turn, line);
        let sentences = sentences(turn, line).into_iter();
        found.extend(sentences.map(|message| Finding { message, place: before.clone(), cause: cause() }));
    }
    found.extend(turn.unmet.iter().map(of_unmet));
    found.extend(turn.troubles.iter().map(|trouble| of_trouble(trouble, begin)));
    found
}

fn of_unmet(unmet: &Unmet) -> Finding {
    let Unmet { what, expected, actual, place } = unmet;
    let message = format!("`{what}`: {}, expected: {}", brief(actual), brief(expected));
    Finding { message, place: place.clone(), cause: None }
}

/// What cannot be played stands in the bot, everything else in the transcript.
fn of_trouble(trouble: &Trouble, begin: &FilePlace) -> Finding {
    let message = brief(&trouble.message);
    match (trouble.kind, &trouble.place) {
        (TroubleKind::NotSimulated, cause) => Finding { message, place: begin.clone(), cause: cause.clone() },
        (_, Some(place)) => Finding { message, place: place.clone(), cause: None },
        (_, None) => Finding { message, place: begin.clone(), cause: None },
    }
}

fn sentences(turn: &PlayedTurn, line: &Line) -> Vec<String> {
    let expected = line.expected.as_ref();
    match (line.mark, expected) {
        // What has moved is told where the transcript says it.
        (Mark::Agrees | Mark::MovedHere, _) => Vec::new(),
        (Mark::Differs, Some(expected)) => {
            expected.differences.iter().map(|difference| of_difference(expected, difference)).collect()
        }
        (Mark::Missing, Some(expected)) => vec![missing(expected)],
        (Mark::Moved, Some(expected)) => {
            vec![format!("this comes in another place of the turn: {}", wanted(expected))]
        }
        _ => vec![extra(turn, line)],
    }
}

fn of_difference(expected: &ExpectedLine, difference: &Difference) -> String {
    let Difference { what, expected: wanted, actual } = difference;
    let actual = actual.as_deref();
    match (expected.kind, what.as_str(), actual) {
        ("bot", "text", Some(actual)) if expected.is_exact => {
            format!("the bot says {} instead of {}", quoted(actual), quoted(wanted))
        }
        ("bot", "text", Some(actual)) => {
            format!("the bot says {}, expected is `{}`", quoted(actual), brief(wanted))
        }
        (kind, what, actual) => {
            let whose = if kind == "bot" { String::new() } else { format!("{kind}, ") };
            let actual = actual.map_or("nothing".to_owned(), brief);
            format!("{whose}{}: {actual} instead of {}", brief(what), brief(wanted))
        }
    }
}

/// What is expected, in a sentence.
fn wanted(expected: &ExpectedLine) -> String {
    match (expected.is_exact, expected.text.as_str()) {
        (true, text) => quoted(text),
        (false, "") => format!("`{}`", expected.kind),
        (false, text) => format!("`{}`", brief(text)),
    }
}

fn missing(expected: &ExpectedLine) -> String {
    let wanted = wanted(expected);
    match (expected.kind, expected.text.as_str()) {
        ("bot", _) if expected.is_exact => format!("the bot does not say {wanted}"),
        ("bot", "any") => "the bot says nothing more".to_owned(),
        ("bot", _) => format!("the bot says nothing that is as expected: {wanted}"),
        ("private", _) => format!("agents are not told {wanted}"),
        ("link", _) => format!("no page is opened: {wanted}"),
        ("transfer", _) => format!("the consumer is not transferred: {wanted}"),
        ("closed", "") => "the conversation is not closed".to_owned(),
        ("closed", how) => format!("the conversation is not closed {how}"),
        (kind, _) => format!("`{kind}` does not happen: {wanted}"),
    }
}

fn extra(turn: &PlayedTurn, line: &Line) -> String {
    let event = line.shown.and_then(|place| turn.trace.events.get(place));
    let Some(shown) = event.and_then(shown) else {
        return "something happens that the transcript does not mention".to_owned();
    };
    let what = match shown.kind {
        "bot" => format!("the bot says {}", quoted(&shown.text)),
        "private" => format!("agents are told {}", quoted(&shown.text)),
        "link" => format!("a page is opened ({})", brief(&shown.text)),
        "transfer" => format!("the consumer is transferred ({})", brief(&shown.text)),
        _ => format!("the conversation is closed {}", shown.text),
    };
    format!("{what}, which the transcript does not mention")
}
