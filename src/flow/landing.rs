//! Where a next action lands: what is disabled is passed over, as the engine does.

use std::ops::Range;

use super::{Destination, Ending};
use crate::bot::{Next, NextAction};
use crate::linked::{InteractionId, Names};

/// Knows where next actions land.
pub(super) struct Landing {
    /// The following enabled interaction of the dialog.
    following: Vec<Option<InteractionId>>,
    enabled: Vec<bool>,
    /// Whether its dialog takes part as well.
    live: Vec<bool>,
}

impl Landing {
    pub(super) fn new(names: &Names<'_>) -> Self {
        let enabled: Vec<bool> = names.all_places().map(|place| place.interaction.is_enabled()).collect();
        let live = names.all_places().map(|place| place.is_live()).collect();
        let mut following = vec![None; names.len()];
        let mut first = 0;
        for dialog in &names.bot().dialogs {
            let own = first..first + dialog.interactions.len();
            first = own.end;
            let mut next = None;
            for index in own.rev() {
                following[index] = next;
                if enabled[index] {
                    next = Some(InteractionId::new(index));
                }
            }
        }
        Self { following, enabled, live }
    }

    /// Whether the flow can stop at an interaction.
    pub(super) fn is_live(&self, id: InteractionId) -> bool {
        self.live[id.index()]
    }

    /// The first enabled interaction of a dialog.
    pub(super) fn first_of(&self, mut dialog: Range<usize>) -> Option<InteractionId> {
        dialog.find(|&index| self.enabled[index]).map(InteractionId::new)
    }

    /// Where a next action lands; the following interaction where none is written.
    pub(super) fn of(&self, names: &Names<'_>, from: InteractionId, next: Option<&Next>) -> Destination {
        match next.map_or(&NextAction::Next, |next| &next.action) {
            NextAction::Next => self.after(from),
            NextAction::Current => Destination::Interaction(from),
            NextAction::End => Destination::End(Ending::EndInteraction),
            NextAction::CloseDialog => Destination::End(Ending::CloseDialog),
            NextAction::CloseConversation => Destination::End(Ending::CloseConversation),
            NextAction::Interaction(name) => match names.interaction(name.as_str()) {
                Some(id) => self.at(names, id),
                None => Destination::End(Ending::Missing),
            },
        }
    }

    /// Where a jump to an interaction lands.
    pub(super) fn at(&self, names: &Names<'_>, id: InteractionId) -> Destination {
        if !names.place(id).dialog.is_enabled() {
            Destination::End(Ending::Complete)
        } else if self.enabled[id.index()] {
            Destination::Interaction(id)
        } else {
            self.after(id)
        }
    }

    /// The following enabled interaction of the dialog.
    pub(super) fn after(&self, id: InteractionId) -> Destination {
        self.following[id.index()].map_or(Destination::End(Ending::Complete), Destination::Interaction)
    }
}
