//! The state of a conversation before and after a turn.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::choice::EntityFound;
use super::place::{InteractionPlace, NamedPlace};
use super::writer::{Writer, milliseconds};
use crate::bot::Scope;
use crate::engine::Session;

/// The state of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StateTrace {
    /// The bot that the conversation is with.
    pub bot: String,
    /// The conversation's clock, in milliseconds since it began.
    pub clock_ms: u64,
    /// The channel that it runs on, as in the bot file.
    pub channel: &'static str,
    /// Who has the conversation.
    pub state: SessionState,
    /// The dialogs under way, the one that plays last.
    pub stack: Vec<FrameTrace>,
}

/// Who has a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// The bot.
    Open,
    /// An agent.
    WithAgent,
    /// The bot's survey.
    Surveying,
    /// Nobody; the next message begins a new one.
    Closed,
}

/// A dialog on the stack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FrameTrace {
    /// The dialog.
    pub dialog: NamedPlace,
    /// The question or File Upload that waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_at: Option<InteractionPlace>,
    /// Fallbacks in a row in the question that waits.
    pub fallbacks: u32,
    /// What the consumer has given of each entity since the dialog began.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<EntityFound>,
    /// In a disambiguation dialog: the intents in question, the best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub in_question: Vec<String>,
}

/// A variable that is not what it was before the turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VariableChange {
    /// Its name; slots are `slot.NAME`.
    pub name: String,
    /// Where it lives.
    pub scope: VariableScope,
    /// For `dialog`: the dialog.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dialog: Option<String>,
    /// What it was; absent where it was not set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What it is; absent where it is not set any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// Where a variable lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VariableScope {
    /// In the session.
    Session,
    /// In a dialog that is under way.
    Dialog,
    /// In the request: from a message to the bot's answer.
    Request,
    /// In the stored answers of integrations.
    Answer,
}

/// A variable's scope, its dialog, and its name.
type Key = (VariableScope, Option<Arc<str>>, Arc<str>);
/// What a variable was and what it is, where it was and is set.
type Change = (Option<Arc<str>>, Option<Arc<str>>);

impl Writer<'_> {
    /// The state of a session.
    pub fn state(&self, session: &Session) -> StateTrace {
        let frame = |frame: &crate::engine::Frame| FrameTrace {
            dialog: self.dialog(frame.dialog),
            waiting_at: frame.waiting.map(|id| self.interaction(id)),
            fallbacks: frame.fallbacks,
            entities: self.entities(&frame.entities),
            in_question: frame
                .doubtful
                .iter()
                .flat_map(|all| all.iter())
                .map(|id| self.intent(*id))
                .collect(),
        };
        StateTrace {
            bot: self.text(&self.bot.name),
            clock_ms: milliseconds(session.now()),
            channel: session.channel(self.bot).name(),
            state: match () {
                () if session.is_closed() => SessionState::Closed,
                () if session.is_with_agent() => SessionState::WithAgent,
                () if session.is_surveying() => SessionState::Surveying,
                () => SessionState::Open,
            },
            stack: session.stack().iter().map(frame).collect(),
        }
    }

    /// Every variable of a session.
    pub(super) fn variables(&self, session: &Session) -> BTreeMap<Key, Arc<str>> {
        let mut all = BTreeMap::new();
        for (scope, name, value) in session.variables() {
            let scope = match scope {
                Scope::Session => VariableScope::Session,
                Scope::Request => VariableScope::Request,
                // They are told with their dialogs below.
                Scope::Dialog => continue,
            };
            all.insert((scope, None, name), value);
        }
        for frame in session.stack() {
            let dialog = &self.bot.dialog(frame.dialog).name;
            for (name, value) in &frame.variables {
                all.insert((VariableScope::Dialog, Some(dialog.clone()), name.clone()), value.to_text());
            }
        }
        for (name, value) in session.results() {
            all.insert((VariableScope::Answer, None, name), value);
        }
        all
    }
}

/// What differs between two states, in the order of scopes and names.
pub(super) fn changes(
    writer: &Writer<'_>,
    mut before: BTreeMap<Key, Arc<str>>,
    after: BTreeMap<Key, Arc<str>>,
) -> Vec<VariableChange> {
    let mut changed: BTreeMap<Key, Change> = BTreeMap::new();
    for (key, value) in after {
        let earlier = before.remove(&key);
        if earlier.as_ref() != Some(&value) {
            changed.insert(key, (earlier, Some(value)));
        }
    }
    changed.extend(before.into_iter().map(|(key, value)| (key, (Some(value), None))));
    let told = |value: Option<Arc<str>>| value.map(|value| writer.text(&value));
    let change = |((scope, dialog, name), (before, after)): (Key, Change)| VariableChange {
        name: writer.text(&name),
        scope,
        dialog: told(dialog),
        before: told(before),
        after: told(after),
    };
    changed.into_iter().map(change).collect()
}
