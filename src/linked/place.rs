//! An interaction as it is written, with where it stands.

use super::{InteractionId, Names};
use crate::bot::{Dialog, Interaction};

/// An interaction with where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Place<'b> {
    /// Its id.
    pub id: InteractionId,
    /// The dialog that holds it.
    pub dialog: &'b Dialog,
    /// What is written there.
    pub interaction: &'b Interaction,
}

impl Place<'_> {
    /// Whether the flow can ever stop at it.
    pub fn is_live(&self) -> bool {
        self.dialog.is_enabled() && self.interaction.is_enabled()
    }
}

impl<'b> Names<'b> {
    /// The interaction of an id.
    pub fn place(&self, id: InteractionId) -> Place<'b> {
        let (dialog, interaction) = self.at(id);
        Place { id, dialog, interaction }
    }

    /// Every interaction of the bot.
    pub fn all_places(&self) -> impl Iterator<Item = Place<'b>> + use<'_, 'b> {
        (0..self.len()).map(|index| self.place(InteractionId::new(index)))
    }
}
