//! What can be taken back, and what of it can be done again.
//!
//! Whatever changes the conversation is a [`Change`]. Before each one the chat keeps the moment, so that
//! going back is restoring it; doing a change again is playing it again, on whatever the conversation is
//! by then.

use std::collections::VecDeque;
use std::sync::Arc;

use super::chat::{Chat, Turn};
use crate::bot::Channel;
use crate::engine::Input;
use crate::linked::IntegrationId;
use crate::play::Checkpoint;

/// So many changes can be taken back; a pipe may be endless.
pub(super) const MOST: usize = 1_000;

/// Something that changes the conversation.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// The consumer does something, or the platform.
    Input(Input),
    /// A slash command: its name and what follows it.
    Command(&'static str, String),
    /// Session variables are set, as a transcript says.
    Set(Vec<(Arc<str>, Arc<str>)>),
    /// The conversation goes on on another channel, as a transcript says.
    Channel(Channel),
}

impl Change {
    /// Whether it is the consumer who does it.
    fn is_consumers(&self) -> bool {
        matches!(self, Self::Input(input) if !matches!(input, Input::Event(_) | Input::TimePassed(_)))
    }

    /// Whether the conversation goes on by it, so that what was taken back before is not waited for any
    /// more. What only prepares the ground (`/set`, `/mock`, `/fixture`, `/clock`, `/channel`) leaves it to be played again: that
    /// is how "what if" is asked.
    fn goes_on(&self) -> bool {
        !matches!(
            self,
            Self::Command("set" | "mock" | "fixture" | "clock" | "channel", _)
                | Self::Input(Input::TimePassed(_))
                | Self::Set(_)
                | Self::Channel(_)
        )
    }
}

/// All of a chat that belongs to one moment of its conversation.
#[derive(Debug)]
pub(super) struct Moment {
    pub(super) checkpoint: Checkpoint,
    /// The turn that was the last one then.
    pub(super) last: Option<Arc<Turn>>,
    turns: usize,
    logged: usize,
}

/// A change, and what the conversation was before it.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) change: Change,
    pub(super) before: Moment,
    /// The live calls that it made when it was done before, if it was; mocks may have answered since.
    made_before: Vec<LiveCall>,
}

/// An integration whose real service was called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LiveCall {
    pub(super) integration: IntegrationId,
    pub(super) name: String,
}

/// A change that was taken back.
#[derive(Clone, Debug)]
pub(super) struct Undone {
    pub(super) step: Arc<Step>,
    /// The live calls that it made this time, in order.
    pub(super) live: Vec<LiveCall>,
}

impl Undone {
    /// The live calls that it has ever made.
    pub(super) fn ever_made(&self) -> Vec<LiveCall> {
        let mut all = self.step.made_before.clone();
        for call in &self.live {
            if !all.contains(call) {
                all.push(call.clone());
            }
        }
        all
    }
}

/// The changes of a conversation: those that led here, and those that were taken back. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Past {
    done: VecDeque<Arc<Step>>,
    /// The one that is done again next is the last.
    undone: Vec<Undone>,
    /// Whether earlier steps are not kept any more.
    pub(super) is_cut: bool,
    /// The live calls that the change under way made before, where it is done again.
    made_before: Vec<LiveCall>,
    /// Whether a change is under way, to which whatever happens belongs.
    is_open: bool,
}

impl Past {
    /// How many changes can be taken back.
    pub(super) fn len(&self) -> usize {
        self.done.len()
    }

    /// The steps, the newest first.
    pub(super) fn steps(&self) -> impl Iterator<Item = &Arc<Step>> {
        self.done.iter().rev()
    }

    /// How many changes there are from the consumer's last turn on, that included, with its step.
    pub(super) fn last_input(&self) -> Option<(usize, &Arc<Step>)> {
        let found = self.steps().position(|step| step.change.is_consumers())?;
        self.steps().nth(found).map(|step| (found + 1, step))
    }

    /// What would be done again next.
    pub(super) fn next(&self) -> Option<&Undone> {
        self.undone.last()
    }

    fn keep(&mut self, step: Step) {
        self.done.push_back(Arc::new(step));
        if self.done.len() > MOST {
            self.done.pop_front();
            self.is_cut = true;
        }
    }
}

impl Chat<'_> {
    /// Does what changes the conversation, in such a way that it can be taken back. What a change leads to
    /// is part of it.
    pub(super) fn change<T>(
        &mut self,
        change: Change,
        work: impl FnOnce(&mut Self) -> Result<T, String>,
    ) -> Result<T, String> {
        if self.past.is_open {
            return work(self);
        }
        let before = self.moment();
        self.past.is_open = true;
        let outcome = work(self);
        self.past.is_open = false;
        // What did not work has changed nothing.
        if outcome.is_ok() {
            if change.goes_on() {
                self.past.undone.clear();
            }
            let made_before = std::mem::take(&mut self.past.made_before);
            self.past.keep(Step { change, before, made_before });
        }
        outcome
    }

    /// Does something that is the ground on which all changes stand.
    pub(super) fn without_past(&mut self, work: impl FnOnce(&mut Self)) {
        let was_open = std::mem::replace(&mut self.past.is_open, true);
        work(self);
        self.past.is_open = was_open;
    }

    fn moment(&self) -> Moment {
        Moment {
            checkpoint: self.conversation.checkpoint(),
            last: self.last.clone(),
            turns: self.turns,
            logged: self.log.written(),
        }
    }

    fn restore(&mut self, moment: &Moment) {
        self.conversation.restore(&moment.checkpoint);
        self.options.channel = self.conversation.session.chosen_channel();
        self.last.clone_from(&moment.last);
        self.turns = moment.turns;
        self.log.truncate(moment.logged);
    }

    /// Takes so many changes back; gives them, the newest first. There must be so many.
    pub(super) fn take_back(&mut self, steps: usize) -> Vec<Undone> {
        let mut taken = Vec::new();
        let mut end = self.conversation.calls().len();
        for _ in 0..steps {
            let Some(step) = self.past.done.pop_back() else { break };
            let start = step.before.checkpoint.calls().min(end);
            let live = self.live_calls(start, end);
            end = start;
            taken.push(Undone { step, live });
        }
        if let Some(earliest) = taken.last() {
            self.restore(&earliest.step.before);
        }
        self.past.undone.extend(taken.iter().cloned());
        taken
    }

    /// Does the next of the changes that were taken back again, by `work`. If that does not work, it can
    /// still be done.
    pub(super) fn do_again(
        &mut self,
        work: impl FnOnce(&mut Self, &Step) -> Result<(), String>,
    ) -> Result<(), String> {
        let Some(next) = self.past.undone.pop() else { return Ok(()) };
        let rest = std::mem::take(&mut self.past.undone);
        self.past.made_before = next.ever_made();
        let outcome = work(self, &next.step);
        self.past.made_before.clear();
        self.past.undone = rest;
        if outcome.is_err() {
            self.past.undone.push(next);
        }
        outcome
    }

    /// The live calls among those from `start` to `end`.
    pub(super) fn live_calls(&self, start: usize, end: usize) -> Vec<LiveCall> {
        let calls = self.conversation.calls().get(start..end).unwrap_or_default();
        let reached = calls.iter().filter(|call| call.reached_a_service());
        reached
            .map(|call| LiveCall { integration: call.integration, name: call.request.integration.clone() })
            .collect()
    }

    /// The first of these calls that would reach the real service again, if it were made now. An answer of
    /// `/mock` is for every call; what `--mocks` brings may answer it or not.
    pub(super) fn would_call<'l>(&self, live: &'l [LiveCall]) -> Option<&'l str> {
        let conversation = &self.conversation;
        let mut again = live.iter().filter(|call| {
            conversation.live.includes(call.integration)
                && conversation.overrides.put_first_of(call.integration).is_empty()
        });
        again.next().map(|call| call.name.as_str())
    }
}
