//! A turn as one object.

use serde::Serialize;

use super::entry::TraceEvent;
use super::state::{StateTrace, VariableChange, changes};
use super::{SCHEMA_VERSION, Writer};
use crate::engine::Session;
use crate::integration::Secrets;
use crate::linked::LinkedBot;
use crate::play::Happened;
use crate::source::Sources;

/// One turn: from something that happens to a conversation to the point where it waits again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TurnTrace {
    /// The version of the schema; it grows when a field or a word changes its meaning or goes.
    pub schema_version: u32,
    /// The turn's number, from 1.
    pub turn: usize,
    /// The state before it.
    pub before: StateTrace,
    /// What happened, in order.
    pub events: Vec<TraceEvent>,
    /// Variables that are not what they were before; none where another bot has the conversation now, as
    /// variables do not travel.
    pub variables: Vec<VariableChange>,
    /// The state after it.
    pub after: StateTrace,
}

/// A conversation at one moment, with the bot that it is with.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'m> {
    /// The bot.
    pub bot: &'m LinkedBot,
    /// The session.
    pub session: &'m Session,
}

/// Tells a turn. `number` counts from 1; events may be of several bots, each with its own ids.
pub fn turn(
    sources: &Sources,
    secrets: &Secrets,
    number: usize,
    before: Moment<'_>,
    events: &[Happened],
    after: Moment<'_>,
) -> TurnTrace {
    let writer = |bot| Writer { bot, sources, secrets };
    let (earlier, later) = (writer(before.bot), writer(after.bot));
    let stayed = before.bot.name == after.bot.name;
    let was = if stayed { earlier.variables(before.session) } else { later.variables(after.session) };
    TurnTrace {
        schema_version: SCHEMA_VERSION,
        turn: number,
        before: earlier.state(before.session),
        events: events.iter().map(|happened| writer(&happened.bot).event(&happened.event)).collect(),
        variables: changes(&later, was, later.variables(after.session)),
        after: later.state(after.session),
    }
}
