//! What was done since the conversation began, and what came of each thing.

use std::sync::Arc;

use crate::chat::chat::{Chat, Turn};
use crate::chat::past::{Change, MOST, Step};
use crate::engine::Input;
use crate::play::Happened;
use crate::text::shortened;

/// A conversation from its beginning.
pub(super) struct History<'h> {
    pub(super) done: Vec<Done<'h>>,
    /// How many calls there were before it began.
    pub(super) first_call: usize,
}

/// Something that was done; where there is no change, the conversation began.
#[derive(Clone, Copy)]
pub(super) struct Done<'h> {
    pub(super) step: Option<&'h Step>,
    /// The turn that it led to, if it did.
    pub(super) turn: Option<&'h Turn>,
}

impl<'h> History<'h> {
    /// The conversation of the branch that is played, since it began or began anew.
    pub(super) fn of(chat: &'h Chat<'_>) -> Result<Self, String> {
        let mut steps: Vec<&Arc<Step>> = Vec::new();
        let mut reset = None;
        for step in chat.past.steps() {
            if matches!(&step.change, Change::Command("reset", _)) {
                reset = Some(step);
                break;
            }
            steps.push(step);
        }
        if reset.is_none() && chat.past.is_cut {
            return Err(format!(
                "only the last {MOST} changes of a conversation are kept, and this one had more: save it earlier, \
                 or begin anew with /reset"
            ));
        }
        steps.reverse();
        let last = |place: usize| match steps.get(place) {
            Some(step) => step.before.last.as_ref(),
            None => chat.last.as_ref(),
        };
        let mut done = vec![Done { step: None, turn: last(0).map(|turn| &**turn) }];
        for (place, step) in steps.iter().enumerate() {
            let (before, after) = (last(place), last(place + 1));
            let is_new = match (before, after) {
                (Some(before), Some(after)) => !Arc::ptr_eq(before, after),
                (before, after) => before.is_none() && after.is_some(),
            };
            done.push(Done { step: Some(step), turn: after.filter(|_| is_new).map(|turn| &**turn) });
        }
        let first_call = reset.map_or(0, |step| step.before.checkpoint.calls());
        Ok(Self { done, first_call })
    }

    /// What the consumer says first, for the transcript's name.
    pub(super) fn title(&self) -> String {
        /// A name that fits into a line of a report.
        const LONGEST: usize = 40;
        let said = self.done.iter().find_map(|done| match &done.step?.change {
            Change::Input(Input::Text(text)) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            _ => None,
        });
        let said = said.filter(|said| !said.is_empty() && !said.contains('{'));
        said.map_or_else(|| "Conversation".to_owned(), |said| shortened(&said, LONGEST))
    }
}

impl<'h> Done<'h> {
    pub(super) fn events(&self) -> &'h [Happened] {
        self.turn.map_or(&[], |turn| &turn.events)
    }

    /// Whether the conversation began here.
    pub(super) fn is_start(&self) -> bool {
        self.step.is_none()
    }

    /// Whether something happened to the bot.
    pub(super) fn is_input(&self) -> bool {
        match self.step.map(|step| &step.change) {
            None | Some(Change::Input(_)) => true,
            Some(Change::Set(_) | Change::Channel(_)) => false,
            Some(Change::Command(name, _)) => !matches!(*name, "set" | "mock" | "channel"),
        }
    }

    /// Whether an answer is to be expected, so that none is worth saying.
    pub(super) fn speaks_to_bot(&self) -> bool {
        let change = self.step.map(|step| &step.change);
        matches!(change, Some(Change::Input(input)) if !matches!(input, Input::TimePassed(_)))
    }
}
