//! What holds when a turn is over.

use std::collections::BTreeMap;

use super::Place;
use super::consumer::Consumer;
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
    pub(super) telling: Telling<'c>,
}

impl Comparing<'_> {
    /// Everything that does not hold.
    pub(super) fn unmet(&self, expected: &Expectation) -> Vec<Unmet> {
        let mut found = Vec::new();
        self.compare_place(expected, &mut found);
        for variable in &expected.variables {
            found.extend(self.variable(variable));
        }
        for calls in &expected.calls {
            self.compare_calls(calls, &mut found);
        }
        found
    }

    fn one(&self, what: &str, expected: String, actual: String, span: Span) -> Unmet {
        Unmet {
            what: what.to_owned(),
            expected: self.telling.text(&expected),
            actual: self.telling.text(&actual),
            place: self.telling.place(span),
        }
    }

    /// Where the conversation is, and who has it.
    fn compare_place(&self, expected: &Expectation, found: &mut Vec<Unmet>) {
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
                    (None, _) => "nothing waits".to_owned(),
                    (Some(_), Some(name)) => name.to_owned(),
                    (Some(waiting), None) => {
                        let place = self.telling.sources.place(waiting.span);
                        format!("the {} at {place}, which has no name", waiting.title)
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
                let list = |names: &[&str]| format!("[{}]", names.join(", "));
                found.push(self.one("stack", list(&names), list(&actual), wanted.span));
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
                let (expected, actual) = (wanted.value.name().to_owned(), actual.name().to_owned());
                found.push(self.one("state", expected, actual, wanted.span));
            }
        }
        if let Some(wanted) = expected.bot.as_ref().filter(|wanted| wanted.as_str() != &*bot.name) {
            found.push(self.one("bot", wanted.to_string(), bot.name.to_string(), wanted.span()));
        }
        if let Some(wanted) = expected.clock {
            let actual = self.script.case.clock.after(session.now());
            if actual != wanted.value {
                found.push(self.one("clock", wanted.value.to_string(), actual.to_string(), wanted.span));
            }
        }
    }

    fn variable(&self, expected: &VariableExpected) -> Option<Unmet> {
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
        let actual = actual.map_or("not set".to_owned(), |actual| actual.to_string());
        Some(self.one(&format!("variables.{}", expected.name), shown, actual, expected.span))
    }

    fn compare_calls(&self, expected: &CallsExpected, found: &mut Vec<Unmet>) {
        let name = expected.integration.as_str();
        // The name was found when the case was prepared.
        let Some(place) = self.script.cast.find_integration(name) else { return };
        let made = self.calls.by_integration.get(&place).map_or(&[][..], Vec::as_slice);
        let what = |part: &str| format!("calls.{name}.{part}");
        if let Some(count) = expected.count.filter(|count| count.value as usize != made.len()) {
            found.push(self.one(&what("count"), count.value.to_string(), made.len().to_string(), count.span));
        }
        let record = |index: &usize| &self.conversation.calls()[*index];
        for (part, wanted, number) in [("first", &expected.first, 1), ("last", &expected.last, made.len())] {
            let Some(wanted) = wanted else { continue };
            match number.checked_sub(1).and_then(|place| made.get(place)) {
                None => {
                    found.push(self.one(&what(part), "a call".to_owned(), "no call".to_owned(), wanted.span))
                }
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
                None => found.push(self.one(
                    &what("some"),
                    "a call".to_owned(),
                    "no call".to_owned(),
                    wanted.span,
                )),
                Some(differences) => found.extend(self.unmet_call(&what("some"), wanted, differences)),
            }
        }
    }

    fn differences(&self, wanted: &When, record: &CallRecord, number: usize) -> Vec<String> {
        let wanted = wanted.filled(&|text| self.consumer.words(text).into_owned());
        let call = MockedCall { request: &record.request, file_type: record.file_type };
        unmet(&wanted, call, u32::try_from(number).unwrap_or(u32::MAX))
    }

    fn unmet_call(&self, what: &str, wanted: &Spanned<When>, differences: Vec<String>) -> Option<Unmet> {
        let expected =
            self.telling.sources.slice(wanted.span).split_whitespace().collect::<Vec<_>>().join(" ");
        (!differences.is_empty()).then(|| self.one(what, expected, differences.join("; "), wanted.span))
    }
}
