//! The rule that the product was commissioned for, decided in one place: a File Upload hands its file
//! to the very next interaction, which must be an enabled Integration of type File (seed; rulings,
//! section 1). `check` reports what breaks it, the linker builds the pair from what does not.

use super::{InteractionId, Names};
use crate::bot::{IntegrationKind, Interaction, InteractionKind};

/// Why a File Upload's file cannot go anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpaired {
    /// Nothing follows in the dialog.
    Last,
    /// What follows is not an Integration.
    NotAnIntegration(InteractionId),
    /// What follows is an Integration of another type.
    NotOfTypeFile(InteractionId),
    /// What follows is switched off.
    Disabled(InteractionId),
    /// What follows calls an integration that does not exist, which is a problem of its own.
    UnknownIntegration(InteractionId),
}

impl<'b> Names<'b> {
    /// The Integration interaction that takes the file of the File Upload `upload`.
    ///
    /// # Errors
    /// Why there is none.
    pub fn upload_pair(&self, upload: InteractionId) -> Result<InteractionId, Unpaired> {
        let (id, item) = self.following(upload).ok_or(Unpaired::Last)?;
        let InteractionKind::Integration(name) = &item.kind else {
            return Err(Unpaired::NotAnIntegration(id));
        };
        let integration = self.integration(name.as_str()).ok_or(Unpaired::UnknownIntegration(id))?;
        if !matches!(self.integration_at(integration).kind, IntegrationKind::File(..)) {
            return Err(Unpaired::NotOfTypeFile(id));
        }
        if item.is_enabled() { Ok(id) } else { Err(Unpaired::Disabled(id)) }
    }

    /// The very next item of the same dialog, enabled or not.
    pub fn following(&self, id: InteractionId) -> Option<(InteractionId, &'b Interaction)> {
        self.neighbour(id, id.index().checked_add(1)?)
    }

    /// The item right before it in the same dialog, enabled or not.
    pub fn preceding(&self, id: InteractionId) -> Option<(InteractionId, &'b Interaction)> {
        self.neighbour(id, id.index().checked_sub(1)?)
    }

    fn neighbour(&self, id: InteractionId, index: usize) -> Option<(InteractionId, &'b Interaction)> {
        if index >= self.len() {
            return None;
        }
        let other = InteractionId::new(index);
        (self.dialog_of(other) == self.dialog_of(id)).then(|| (other, self.at(other).1))
    }
}
