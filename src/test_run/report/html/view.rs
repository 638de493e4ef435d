//! A case as its page shows it.

use serde::Serialize;

use super::bubble::{self, Bubble};
use super::trace_table::TraceTable;
use crate::replay::{FilePlace, PlayedTurn};
use crate::terminal::{printable, printable_line};
use crate::test_run::report::act::{self, time};
use crate::test_run::report::finding::Finding;
use crate::test_run::report::roll::{LEFT_OUT, Listed};
use crate::test_run::report::told::{Ending, Told};
use crate::test_run::report::words;
use crate::trace::{TraceEvent, VariableChange};

#[derive(Debug, Default, Serialize)]
pub(super) struct CaseView {
    /// `passed`, `failed`, `skipped`.
    state: &'static str,
    file: String,
    line: usize,
    name: String,
    tags: Vec<String>,
    channel: &'static str,
    /// How long it took on its own clock.
    clock: String,
    /// Why it was not played.
    reason: String,
    findings: Vec<FindingView>,
    turns: Vec<TurnView>,
}

#[derive(Debug, Serialize)]
struct FindingView {
    message: String,
    place: String,
    cause: String,
    /// Why, and with which variables.
    reasons: Vec<String>,
}

#[derive(Debug, Serialize)]
struct TurnView {
    number: usize,
    place: String,
    has_failed: bool,
    bubbles: Vec<Bubble>,
    /// What does not hold, and what else went wrong.
    wrong: Vec<String>,
    variables: Vec<VariableView>,
    calls: Vec<CallView>,
    /// The places of its entries in the table of all.
    trace: String,
}

#[derive(Debug, Serialize)]
struct VariableView {
    name: String,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct CallView {
    integration: String,
    request: String,
    body: String,
    answer: String,
    failed: bool,
}

impl CaseView {
    pub(super) fn new(told: &Told<'_>, table: &mut TraceTable) -> Self {
        let (planned, outcome) = (told.planned, &told.result.outcome);
        let (state, reason) = match &told.ending {
            Ending::Passed => ("passed", ""),
            Ending::Failed(_) => ("failed", ""),
            Ending::Skipped(reason) => ("skipped", *reason),
        };
        let findings = told.failure().map_or(&[][..], |failure| &failure.findings);
        let turns = &outcome.turns;
        Self {
            state,
            tags: told.tags().iter().map(|tag| line(tag)).collect(),
            channel: outcome.turns.last().map_or("", |turn| turn.trace.after.channel),
            clock: if outcome.clock_ms > 0 { time(outcome.clock_ms) } else { String::new() },
            reason: line(reason),
            findings: findings.iter().map(finding).collect(),
            turns: (0..turns.len()).filter_map(|last| TurnView::new(&turns[..=last], table)).collect(),
            ..Self::listed(&Listed::new(planned))
        }
    }

    /// A case that the run did not come to.
    pub(super) fn left_out(listed: &Listed) -> Self {
        Self { state: "skipped", reason: LEFT_OUT.to_owned(), ..Self::listed(listed) }
    }

    fn listed(listed: &Listed) -> Self {
        Self { file: line(&listed.file), line: listed.line, name: line(&listed.name), ..Self::default() }
    }
}

fn line(text: &str) -> String {
    printable_line(text).into_owned()
}

fn at(place: &FilePlace) -> String {
    line(&place.to_string())
}

fn finding(finding: &Finding) -> FindingView {
    let cause = finding.cause.as_ref().map(at).unwrap_or_default();
    let reasons = finding.reasons().collect();
    FindingView { message: line(&finding.message), place: at(&finding.place), cause, reasons }
}

impl TurnView {
    /// The last of these turns.
    fn new(turns: &[PlayedTurn], table: &mut TraceTable) -> Option<Self> {
        let turn = turns.last()?;
        let happens = act::in_chat(turns).into_iter().map(bubble::of_heard);
        let lines = turn.lines.iter().filter_map(|line| bubble::of_line(turn, line));
        let unmet = turn.unmet.iter().map(|unmet| line(&words::unmet(unmet)));
        let troubles = turn.troubles.iter().map(|trouble| line(&words::trouble(trouble)));
        let trace: Vec<String> = turn.trace.events.iter().map(|event| table.add(event).to_string()).collect();
        Some(Self {
            number: turn.number,
            place: turn.place.as_ref().map(at).unwrap_or_default(),
            has_failed: !turn.agrees(),
            bubbles: happens.chain(lines).collect(),
            wrong: unmet.chain(troubles).collect(),
            variables: turn.trace.variables.iter().map(variable).collect(),
            calls: calls(turn),
            trace: trace.join(" "),
        })
    }
}

fn variable(change: &VariableChange) -> VariableView {
    let shown = |value: &Option<String>| value.as_ref().map(|value| printable(value).into_owned());
    VariableView { name: line(&change.name), before: shown(&change.before), after: shown(&change.after) }
}

/// The calls of a turn. A call in the background may have been made in an earlier one, so an end without its
/// request is told too.
fn calls(turn: &PlayedTurn) -> Vec<CallView> {
    let mut calls: Vec<CallView> = Vec::new();
    let mut ended = turn.calls.iter();
    for event in &turn.trace.events {
        match event {
            TraceEvent::Call { integration, method, url, body, file, .. } => calls.push(CallView {
                integration: line(&integration.name),
                request: format!("{} {}", method, line(url)),
                body: printable(body.as_deref().or(file.as_deref()).unwrap_or_default()).into_owned(),
                ..CallView::default()
            }),
            TraceEvent::CallEnded { integration, result, status, explanation } => {
                let name = line(&integration.name);
                let status = status.map(|status| format!(" {status}")).unwrap_or_default();
                let mock = ended.next().and_then(|call| call.mock.as_ref());
                let mock = mock.map(|place| format!(" ({})", at(place))).unwrap_or_default();
                let answer = format!("{}{status}: {}{mock}", result.name(), line(explanation));
                let failed = result.name() == "failure";
                let open = |call: &&mut CallView| call.integration == name && call.answer.is_empty();
                match calls.iter_mut().rev().find(open) {
                    Some(call) => (call.answer, call.failed) = (answer, failed),
                    None => {
                        calls.push(CallView { integration: name, answer, failed, ..CallView::default() });
                    }
                }
            }
            _ => {}
        }
    }
    calls
}
