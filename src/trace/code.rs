//! What bot code does, as a trace tells it.

use super::Writer;
use super::entry::TraceEvent as To;
use super::outcome::TriggerOutcome;
use super::place::CodePlaceTrace;
use crate::bot::CodeHook;
use crate::engine::{CodePlace, Triggered, literals};
use crate::script::Failure;

impl Writer<'_> {
    /// Where a piece of code belongs.
    pub(super) fn code(&self, place: CodePlace) -> CodePlaceTrace {
        CodePlaceTrace {
            at: place.interaction.map(|id| self.interaction(id)),
            hook: place.hook.map_or(literals::INIT_CONVERSATION, CodeHook::key),
        }
    }

    pub(super) fn triggered(&self, place: CodePlace, name: &str, outcome: Triggered) -> To {
        let (outcome, to) = match outcome {
            Triggered::Interaction(id) => (TriggerOutcome::Goes, Some(self.interaction(id))),
            Triggered::Rematch => (TriggerOutcome::Rematch, None),
            Triggered::Unknown => (TriggerOutcome::Unknown, None),
        };
        To::Triggered { code: self.code(place), name: self.text(name), outcome, to }
    }

    /// What happened to a piece of code, and where: `TypeError: x is null (bot.yaml:12:5)`.
    pub(super) fn failure(&self, failure: &Failure) -> String {
        let message = self.text(&failure.message);
        let Some(span) = failure.at else { return message };
        let (file, line, column) = self.position(span);
        format!("{message} ({file}:{line}:{column})")
    }
}
