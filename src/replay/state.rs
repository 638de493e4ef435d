//! What holds when a turn is over.

use std::collections::BTreeMap;

use super::Place;
use super::consumer::Consumer;
use super::notes::{Actual, UnmetNotes};
use super::observed::CodeNotes;
use super::outcome::Unmet;
use super::script::Script;
use super::told::Telling;
use crate::bot::When;
use crate::integration::mock::{MockedCall, unmet};
use crate::play::{CallRecord, Conversation};
use crate::source::{Span, Spanned};
use crate::transcript::{CallsExpected, Expectation, ExpectedState, VariableExpected};

/// The calls of a conversation by integration, kept up as it goes on.
#[derive(Debug, Default)]
pub(super) struct CallsMade {
    by_integration: BTreeMap<Place, Vec<usize>>,
    known: usize,
}

impl CallsMade {
    /// Takes note of the calls since it was last asked.
    pub(super) fn keep_up(&mut self, script: &Script, conversation: &Conversation) {
        for (place, call) in conversation.calls().iter().enumerate().skip(self.known) {
            if let Some(bot) = script.cast.find_bot(&call.bot.name) {
                self.by_integration.entry((bot, call.integration)).or_default().push(place);
            }
        }
        self.known = conversation.calls().len();
    }
}

/// Compares the state of a conversation with what is expected of it.
pub(super) struct Comparing<'c> {
    pub(super) consumer: &'c Consumer<'c>,
    pub(super) script: &'c Script,
    pub(super) conversation: &'c Conversation,
    pub(super) calls: &'c CallsMade,
    /// What bot code has done since the last `expect`.
    pub(super) code: &'c CodeNotes,
    pub(super) telling: Telling<'c>,
}

impl Comparing<'_> {
    /// Everything that does not hold.
    pub(super) fn unmet(&self, expected: &Expectation) -> Vec<UnmetNotes> {
        let mut found = Vec::new();
        self.compare_place(expected, &mut found);
        for variable in &expected.variables {
            found.extend(self.variable(variable));
        }
        for calls in &expected.calls {
            self.compare_calls(calls, &mut found);
        }
        self.compare_code(expected, &mut found);
        found
    }

    /// `actual` in words, and as a transcript would say it.
    fn one(&self, what: &str, expected: String, actual: (String, Actual), span: Span) -> UnmetNotes {
        let (shown, actual) = actual;
        let masked = self.telling.text(&shown);
        let actual = if masked == shown { actual } else { Actual::Unsayable("it holds a secret") };
        let expected = self.telling.text(&expected);
        let unmet =
            Unmet { what: what.to_owned(), expected, actual: masked, place: self.telling.place(span) };
        UnmetNotes { unmet, span, actual }
    }

    /// Where the conversation is, and who has it.
    fn compare_place(&self, expected: &Expectation, found: &mut Vec<UnmetNotes>) {
        let (bot, session) = (self.conversation.bot(), &self.conversation.session);
        if let Some(wanted) = &expected.waiting_at {
            let waiting = session.waiting_at().map(|id| bot.interaction(id));
            let name = waiting.and_then(|waiting| waiting.name.as_deref());
            let is_met = match &wanted.value {
                Some(wanted) => name == Some(wanted.as_str()),
                None => waiting.is_none(),
            };
            if !is_met {
                let actual = match (waiting, name) {
                    (None, _) => ("nothing waits".to_owned(), Actual::Text(None)),
                    (Some(_), Some(name)) => in_words(name),
                    (Some(waiting), None) => {
                        let place = self.telling.sources.place(waiting.span);
                        let shown = format!("the {} at {place}, which has no name", waiting.title);
                        (shown, Actual::Unsayable("the interaction that waits has no name"))
                    }
                };
                let expected = wanted.value.as_ref().map_or("nothing waits".to_owned(), ToString::to_string);
                found.push(self.one("waiting_at", expected, actual, wanted.span));
            }
        }
        if let Some(wanted) = &expected.stack {
            let actual: Vec<&str> =
                session.stack().iter().map(|frame| &*bot.dialog(frame.dialog).name).collect();
            let names: Vec<&str> = wanted.value.iter().map(|name| name.as_str()).collect();
            if names != actual {
                let says = Actual::Names(actual.iter().map(|name| (*name).to_owned()).collect());
                found.push(self.one("stack", list(&names), (list(&actual), says), wanted.span));
            }
        }
        if let Some(wanted) = expected.state {
            let actual = match session {
                _ if session.is_closed() => ExpectedState::Closed,
                _ if session.is_with_agent() => ExpectedState::WithAgent,
                _ if session.is_surveying() => ExpectedState::Surveying,
                _ => ExpectedState::Open,
            };
            if actual != wanted.value {
                let expected = wanted.value.name().to_owned();
                found.push(self.one("state", expected, in_words(actual.name()), wanted.span));
            }
        }
        if let Some(wanted) = expected.bot.as_ref().filter(|wanted| wanted.as_str() != &*bot.name) {
            found.push(self.one("bot", wanted.to_string(), in_words(&bot.name), wanted.span()));
        }
        if let Some(wanted) = expected.clock {
            let actual = self.script.case.clock.after(session.now());
            if actual != wanted.value {
                let actual = in_words(&actual.to_string());
                found.push(self.one("clock", wanted.value.to_string(), actual, wanted.span));
            }
        }
    }

    fn variable(&self, expected: &VariableExpected) -> Option<UnmetNotes> {
        let actual = self.conversation.session.variable(expected.name.as_str());
        let wanted = expected.value.as_ref().map(|wanted| self.consumer.predicate(&wanted.value));
        let is_met = match (&wanted, &actual) {
            (None, actual) => actual.is_none(),
            (Some(_), None) => false,
            (Some(wanted), Some(actual)) => wanted.is_match(actual).unwrap_or(false),
        };
        if is_met {
            return None;
        }
        let shown = wanted.map_or("not set".to_owned(), |wanted| wanted.to_string());
        let actual = match actual {
            None => ("not set".to_owned(), Actual::Text(None)),
            Some(actual) => in_words(&actual),
        };
        Some(self.one(
            &format!("variables.{}", self.telling.text(expected.name.as_str())),
            shown,
            actual,
            expected.span,
        ))
    }

    fn compare_calls(&self, expected: &CallsExpected, found: &mut Vec<UnmetNotes>) {
        let name = expected.integration.as_str();
        // The name was found when the case was prepared.
        let Some(place) = self.script.cast.find_integration(name) else { return };
        let made = self.calls.by_integration.get(&place).map_or(&[][..], Vec::as_slice);
        let what = |part: &str| format!("calls.{}.{part}", self.telling.text(name));
        if let Some(count) = expected.count.filter(|count| count.value as usize != made.len()) {
            let actual = (made.len().to_string(), Actual::Number(made.len()));
            found.push(self.one(&what("count"), count.value.to_string(), actual, count.span));
        }
        let record = |index: &usize| &self.conversation.calls()[*index];
        for (part, wanted, number) in [("first", &expected.first, 1), ("last", &expected.last, made.len())] {
            let Some(wanted) = wanted else { continue };
            match number.checked_sub(1).and_then(|place| made.get(place)) {
                None => found.push(self.no_call(&what(part), wanted.span)),
                Some(index) => {
                    let differences = self.differences(&wanted.value, record(index), number);
                    found.extend(self.unmet_call(&what(part), wanted, differences));
                }
            }
        }
        if let Some(wanted) = &expected.some {
            let all = made
                .iter()
                .zip(1..)
                .map(|(index, number)| self.differences(&wanted.value, record(index), number));
            let nearest = all.min_by_key(Vec::len);
            match nearest {
                None => found.push(self.no_call(&what("some"), wanted.span)),
                Some(differences) => found.extend(self.unmet_call(&what("some"), wanted, differences)),
            }
        }
    }

    /// What bot code has logged, and where it has let the flow go.
    fn compare_code(&self, expected: &Expectation, found: &mut Vec<UnmetNotes>) {
        let CodeNotes { log, triggered } = self.code;
        if let Some(wanted) = &expected.log {
            let predicates: Vec<_> =
                wanted.value.iter().map(|line| self.consumer.predicate(&line.value)).collect();
            let mut rest = log.iter();
            let is_met = match predicates.is_empty() {
                true => log.is_empty(),
                false => {
                    predicates.iter().all(|wanted| rest.any(|line| wanted.is_match(line).unwrap_or(false)))
                }
            };
            if !is_met {
                let wanted_lines: Vec<String> = predicates.iter().map(|wanted| wanted.to_string()).collect();
                let expected = match wanted_lines.is_empty() {
                    true => "nothing is logged".to_owned(),
                    false => list(&wanted_lines),
                };
                let actual = if log.is_empty() { "nothing is logged".to_owned() } else { list(log) };
                found.push(self.one("log", expected, (actual, LINES), wanted.span));
            }
        }
        if let Some(wanted) = &expected.triggered
            && wanted.value.as_ref().map(|name| name.as_str()) != triggered.as_deref()
        {
            let expected = wanted.value.as_ref().map_or_else(nothing_triggered, ToString::to_string);
            let actual = match triggered {
                Some(name) => in_words(name),
                None => (nothing_triggered(), Actual::Text(None)),
            };
            found.push(self.one("triggered", expected, actual, wanted.span));
        }
    }

    fn differences(&self, wanted: &When, record: &CallRecord, number: usize) -> Vec<String> {
        let wanted = wanted.filled(&|text| self.consumer.words(text).into_owned());
        let call = MockedCall { request: &record.request, file_type: record.file_type };
        unmet(&wanted, call, u32::try_from(number).unwrap_or(u32::MAX))
    }

    fn no_call(&self, what: &str, span: Span) -> UnmetNotes {
        self.one(what, "a call".to_owned(), ("no call".to_owned(), LIKE), span)
    }

    fn unmet_call(&self, what: &str, wanted: &Spanned<When>, differences: Vec<String>) -> Option<UnmetNotes> {
        let expected =
            self.telling.sources.slice(wanted.span).split_whitespace().collect::<Vec<_>>().join(" ");
        (!differences.is_empty())
            .then(|| self.one(what, expected, (differences.join("; "), LIKE), wanted.span))
    }
}

/// What a call must be like is the author's choice among all that could be said of it.
const LIKE: Actual = Actual::Unsayable("what a call must be like is for you to say");

/// Which lines matter is the author's choice too.
const LINES: Actual = Actual::Unsayable("which lines matter is for you to say");

fn nothing_triggered() -> String {
    "nothing is triggered".to_owned()
}

fn list(texts: &[impl AsRef<str>]) -> String {
    format!("[{}]", texts.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "))
}

fn in_words(text: &str) -> (String, Actual) {
    (text.to_owned(), Actual::Text(Some(text.to_owned())))
}
