//! What is not as a transcript says, thing by thing, each as a sentence at its place.

use std::collections::BTreeMap;

use serde::Serialize;

use super::shown::{What, shown};
use super::words::{self, brief, quoted};
use crate::replay::{Difference, ExpectedLine, FilePlace, Line, Mark, PlayedTurn, Trouble, TroubleKind};
use crate::terminal::{printable, printable_line};
use crate::test_run::cause::Cause;
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
    /// The line of the bot that it comes from: whoever says it; of what is not said, what decided that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<FilePlace>,
    /// At the first finding of a turn: why the turn went as it did, a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
    /// At the first finding of a turn: the variables that mattered, with where their values come from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<String>,
}

impl Finding {
    fn new(message: impl Into<String>, place: FilePlace) -> Self {
        Self { message: message.into(), place, cause: None, why: Vec::new(), variables: Vec::new() }
    }

    /// `why: …` and `with: …`, a line each.
    pub(super) fn reasons(&self) -> impl Iterator<Item = String> {
        let why = self.why.iter().map(|reason| format!("why: {}", printable_line(reason)));
        why.chain(self.variables.iter().map(|variable| format!("with: {}", printable_line(variable))))
    }
}

/// Everything that is not as a transcript says, in the order of the conversation. `causes` are those of turns, by
/// their places.
pub(super) fn findings(
    planned: &Planned,
    result: &CaseResult,
    causes: &BTreeMap<usize, Cause>,
) -> Vec<Finding> {
    let own = FilePlace { file: planned.file.to_string(), line: planned.line };
    let outcome = &result.outcome;
    let mut found: Vec<Finding> = Vec::new();
    for (place, turn) in outcome.turns.iter().enumerate() {
        let mut these = of_turn(turn, &own);
        if let Some(cause) = causes.get(&place) {
            explain(&mut these, cause);
        }
        found.append(&mut these);
    }
    let unused = outcome.unused_mocks.iter();
    found.extend(unused.map(|mock| Finding::new(mock.to_string(), mock.place.clone())));
    found.extend(result.unsteady.map(|number| Finding::new(words::unsteady(number), own)));
    found
}

/// Whoever does what shows.
fn speaker(turn: &PlayedTurn, line: &Line) -> Option<FilePlace> {
    let shown = turn.trace.events.get(line.shown?).and_then(shown)?;
    shown.from.map(FilePlace::from)
}

/// Says why a turn went as it did.
fn explain(findings: &mut [Finding], cause: &Cause) {
    for finding in findings.iter_mut().filter(|finding| finding.cause.is_none()) {
        finding.cause = cause.place().cloned();
    }
    if let Some(first) = findings.first_mut() {
        first.why = cause.reasons.iter().map(|reason| reason.words.clone()).collect();
        first.variables.clone_from(&cause.variables);
    }
}

/// The first of them in one sentence, with the number of those that follow.
pub(super) fn headline(findings: &[Finding]) -> String {
    match findings {
        [] => "the conversation is not as the transcript says".to_owned(),
        [only] => only.message.clone(),
        [first, rest @ ..] => format!("{} (and {} more)", first.message, rest.len()),
    }
}

/// All of them, each with its place in front and the line of the bot behind, and the reasons beneath.
pub(super) fn listed(findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let cause = finding.cause.as_ref().map(|cause| format!(" (from {cause})")).unwrap_or_default();
        let line = format!("{}: {}{cause}", finding.place, finding.message);
        out.push_str(&printable(&line));
        finding.reasons().for_each(|reason| out.push_str(&format!("\n  {reason}")));
        out.push('\n');
    }
    out
}

fn of_turn(turn: &PlayedTurn, own: &FilePlace) -> Vec<Finding> {
    let begin = turn.place.as_ref().unwrap_or(own);
    let mut found = Vec::new();
    // What the transcript does not mention belongs behind the item before it.
    let mut before = begin;
    // Where nothing happened, whatever is expected is missing.
    let lines = if turn.is_refused() { &[] } else { turn.lines.as_slice() };
    for line in lines {
        if let Some(expected) = &line.expected {
            before = &expected.place;
        }
        let sentences = sentences(turn, line).into_iter();
        let cause = speaker(turn, line);
        found.extend(
            sentences
                .map(|message| Finding { cause: cause.clone(), ..Finding::new(message, before.clone()) }),
        );
    }
    if !turn.is_refused() {
        let unmet = turn.unmet.iter();
        found.extend(unmet.map(|unmet| Finding::new(brief(&words::unmet(unmet)), unmet.place.clone())));
    }
    found.extend(turn.troubles.iter().map(|trouble| of_trouble(trouble, begin)));
    found
}

/// What cannot be played stands in the bot, everything else in the transcript.
fn of_trouble(trouble: &Trouble, begin: &FilePlace) -> Finding {
    match (trouble.kind, &trouble.place) {
        (TroubleKind::NotSimulated | TroubleKind::Code, cause) => {
            Finding { cause: cause.clone(), ..Finding::new(brief(&trouble.message), begin.clone()) }
        }
        // Its place is that of the mock that comes nearest.
        (TroubleKind::Call, _) => Finding::new(brief(&words::trouble(trouble)), begin.clone()),
        (_, place) => Finding::new(brief(&trouble.message), place.as_ref().unwrap_or(begin).clone()),
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
    let (text, brief) = (&shown.text, brief(&shown.text));
    let what = match shown.what {
        What::Message => format!("the bot says {}", quoted(text)),
        What::Image => format!("the bot shows the picture {brief}"),
        What::RichLink => format!("the bot shows the link {}", quoted(text)),
        What::Private => format!("agents are told {}", quoted(text)),
        What::Link => format!("a page is opened ({brief})"),
        What::Transfer | What::HandOver => format!("the consumer is transferred ({brief})"),
        What::Closed { .. } => format!("the conversation is closed {text}"),
    };
    format!("{what}, which the transcript does not mention")
}
