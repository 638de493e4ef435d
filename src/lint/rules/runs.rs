//! What the consumer gets in one go: messages that follow each other without an answer between.

use crate::bot::{Interaction, InteractionKind, NextAction};
use crate::engine::literals;
use crate::linked::Names;
use crate::lint::visit::{Place, live_places};

/// The stretches of a bot's dialogs in which one message follows the other as they are listed. What takes them
/// elsewhere ends a run, and so do calls.
pub(super) fn runs<'b>(names: &Names<'b>) -> Vec<Vec<Place<'b>>> {
    let mut runs = Vec::new();
    let mut run: Vec<Place<'b>> = Vec::new();
    let mut dialog = None;
    for place in live_places(names) {
        let own = names.dialog_of(place.id);
        if dialog.replace(own) != Some(own) || !sends(place.interaction) {
            runs.push(std::mem::take(&mut run));
        }
        if sends(place.interaction) {
            run.push(place);
            if place.interaction.kind.waits() || !goes_on(place.interaction) {
                runs.push(std::mem::take(&mut run));
            }
        }
    }
    runs.push(run);
    runs.retain(|run| !run.is_empty());
    runs
}

/// Whether the consumer gets a message of it.
fn sends(interaction: &Interaction) -> bool {
    match &interaction.kind {
        InteractionKind::Text(text) => !is_order(text.as_str()),
        InteractionKind::Image(_) | InteractionKind::RichLink(_) | InteractionKind::Universal(_) => true,
        _ => interaction.kind.waits(),
    }
}

/// Texts that tell the platform something, and the consumer nothing.
fn is_order(text: &str) -> bool {
    let text = text.trim();
    text == literals::BLANK_MESSAGE || text.starts_with(literals::SET_USER_PROFILE)
}

/// Whether what follows in the list follows in the conversation.
pub(super) fn goes_on(interaction: &Interaction) -> bool {
    interaction.next.as_ref().is_none_or(|next| matches!(next.action, NextAction::Next))
}
