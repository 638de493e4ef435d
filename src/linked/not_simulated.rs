//! What a bot has and this version does not play.

use super::domain::entity_name;
use super::{LinkedInteraction, Step};
use crate::bot::{Bot, DialogKind, SetSlot};
use crate::nlu::EntityModel;
use crate::source::Span;

/// What a bot has and this version does not play, so that nobody takes the conversation for more than
/// it is.
pub(super) fn not_simulated(
    bot: &Bot,
    interactions: &[LinkedInteraction],
    entities: &EntityModel,
) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    for dialog in &bot.dialogs {
        if matches!(dialog.kind, DialogKind::FileUpload) {
            found.push((format!("{} `{}`", dialog.kind.key(), dialog.name), dialog.kind_span));
        }
    }
    for dialog in &bot.dialogs {
        if let DialogKind::Disambiguation { domains, .. } = &dialog.kind
            && let Some(first) = domains.first()
        {
            let what = format!("the choice of domains of `{}` (all intents are of one)", dialog.name);
            found.push((what, first.span()));
        }
    }
    for ((_, interaction), linked) in bot.interactions().zip(interactions) {
        if let Step::NotSimulated(kind) = linked.step {
            found.push((kind.to_owned(), interaction.kind_span));
        }
        let slots = interaction.rules.iter().filter_map(|rule| rule.slot.as_ref());
        let name = |slot: &SetSlot| entity_name(&slot.value).and_then(|name| entities.index_of(name));
        for slot in
            slots.filter(|slot| name(slot).is_some_and(|entity| entities.not_detected(entity).is_some()))
        {
            let what = format!("the entity `{}` of the slot `{}`", slot.value.as_str().trim(), slot.name);
            found.push((what, slot.value.span()));
        }
    }
    found
}
