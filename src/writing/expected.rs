//! Items that say what holds when a turn is over.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::items::{text, texts};
use crate::integration::MASK;
use crate::replay::PlayedTurn;
use crate::trace::{NameAndValue, SessionState, TraceEvent, VariableScope};
use crate::transcript::ExpectedState;

/// What is said of turns beside what shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asserted {
    /// Where the conversation is, who has it, and the variables that changed.
    pub state: bool,
    /// How many calls there were, and what the last one was like.
    pub calls: bool,
}

/// Writes what holds after each turn of a conversation, one turn after the other.
#[derive(Clone, Debug, Default)]
pub struct Expecting {
    asserted: Asserted,
    names_bots: bool,
    /// How many calls there were of each integration.
    counts: BTreeMap<String, u32>,
    /// Variables that were set elsewhere than in the session too, so that one of them hides the other.
    ambiguous: BTreeSet<String>,
}

impl Expecting {
    /// Before the first turn. With several bots, integrations and the conversation's bot are named with them.
    pub fn new(asserted: Asserted, names_bots: bool) -> Self {
        Self { asserted, names_bots, ..Self::default() }
    }

    /// The `expect` item after the next turn; nothing where there is nothing to say.
    pub fn after(&mut self, turn: &PlayedTurn) -> Option<Value> {
        let mut expected = Map::new();
        let elsewhere = turn.trace.variables.iter().filter(|change| change.scope != VariableScope::Session);
        self.ambiguous.extend(elsewhere.map(|change| change.name.clone()));
        if self.asserted.state {
            self.state(turn, &mut expected);
        }
        let calls = self.calls(turn);
        if self.asserted.calls && !calls.is_empty() {
            expected.insert("calls".into(), Value::Object(calls));
        }
        (!expected.is_empty())
            .then(|| Value::Object(Map::from_iter([("expect".to_owned(), expected.into())])))
    }

    fn state(&self, turn: &PlayedTurn, expected: &mut Map<String, Value>) {
        let after = &turn.trace.after;
        let waiting = after.stack.last().and_then(|frame| frame.waiting_at.as_ref());
        match waiting.map(|waiting| waiting.name.as_deref()) {
            None => drop(expected.insert("waiting_at".into(), Value::Null)),
            Some(Some(name)) => drop(expected.insert("waiting_at".into(), text(name))),
            // What has no name cannot be named.
            Some(None) => {}
        }
        let variables = self.variables(turn);
        if !variables.is_empty() {
            expected.insert("variables".into(), Value::Object(variables));
        }
        let stack = after.stack.iter().map(|frame| frame.dialog.name.as_str());
        expected.insert("stack".into(), texts(stack));
        let state = match after.state {
            SessionState::Open => ExpectedState::Open,
            SessionState::WithAgent => ExpectedState::WithAgent,
            SessionState::Surveying => ExpectedState::Surveying,
            SessionState::Closed => ExpectedState::Closed,
        };
        expected.insert("state".into(), state.name().into());
        if self.names_bots {
            expected.insert("bot".into(), text(&after.bot));
        }
    }

    /// Session variables that changed; those that are masked cannot be said.
    fn variables(&self, turn: &PlayedTurn) -> Map<String, Value> {
        let changed = turn.trace.variables.iter().filter(|change| !self.ambiguous.contains(&change.name));
        let mut variables = Map::new();
        for change in changed {
            match &change.after {
                Some(value) if value.contains(MASK) => {}
                Some(value) => drop(variables.insert(change.name.clone(), text(value))),
                None => drop(variables.insert(change.name.clone(), Value::Null)),
            }
        }
        variables
    }

    /// The calls of a turn by integration.
    fn calls(&mut self, turn: &PlayedTurn) -> Map<String, Value> {
        let mut calls = Map::new();
        let mut bot = turn.trace.before.bot.as_str();
        for event in &turn.trace.events {
            let (integration, last) = match event {
                TraceEvent::TookOver { bot: next, .. } => {
                    bot = next;
                    continue;
                }
                TraceEvent::Call { integration, method, url, params, body, file, .. } => {
                    (&integration.name, like(method, url, params, body.as_deref(), file.as_deref()))
                }
                _ => continue,
            };
            let name = if self.names_bots { format!("{bot}/{integration}") } else { integration.clone() };
            let count = self.counts.entry(name.clone()).or_default();
            *count += 1;
            let mut keys = Map::from_iter([("count".to_owned(), Value::from(*count))]);
            if !last.is_empty() {
                keys.insert("last".into(), Value::Object(last));
            }
            calls.insert(name, Value::Object(keys));
        }
        calls
    }
}

/// What a call was like, as far as it shows no secret.
fn like(
    method: &str,
    url: &str,
    params: &[NameAndValue],
    body: Option<&str>,
    file: Option<&str>,
) -> Map<String, Value> {
    let mut like = Map::new();
    let mut add = |key: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty() && !value.contains(MASK)) {
            like.insert(key.to_owned(), text(value));
        }
    };
    // A search, a function, a mail: it has neither a verb nor an address.
    add("method", (!url.is_empty()).then_some(method));
    add("url", url.split(['?', '#']).next());
    add("body", body);
    let shown = params.iter().filter(|param| !param.value.contains(MASK));
    let params: Map<String, Value> = shown.map(|param| (param.name.clone(), text(&param.value))).collect();
    if !params.is_empty() {
        like.insert("params".into(), Value::Object(params));
    }
    if let Some(file) = file.filter(|file| !file.contains(MASK)) {
        like.insert("file".into(), Value::Object(Map::from_iter([("name".to_owned(), text(file))])));
    }
    like
}
