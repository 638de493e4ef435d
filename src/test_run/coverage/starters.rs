//! What starts dialogs, and which of it an earlier starter takes away.

use std::collections::HashSet;

use crate::bot::{Bot, Dialog, DialogKind, DialogStarter, InteractionKind};
use crate::linked::{DialogId, LinkedBot};
use crate::source::Span;

/// A starter's pattern.
pub(super) struct StarterPattern<'b> {
    /// Its place among all patterns, as the engine counts them.
    pub(super) index: usize,
    pub(super) dialog: DialogId,
    pub(super) text: &'b str,
    pub(super) span: Span,
    /// Where its Dialog Starter stands.
    pub(super) starter: Span,
}

/// An intent that a starter names, or that its meta intent wraps.
pub(super) struct StarterIntent {
    pub(super) dialog: DialogId,
    /// Its place in the bot's list.
    pub(super) intent: usize,
    pub(super) span: Span,
    /// Where its Dialog Starter stands.
    pub(super) starter: Span,
}

/// A starter with its dialog and its place.
struct Starter<'b> {
    id: DialogId,
    dialog: &'b Dialog,
    written: &'b DialogStarter,
    place: Span,
}

/// The starters that the linker indexes, in its order.
fn starters(written: &Bot) -> impl Iterator<Item = Starter<'_>> {
    let dialogs = written.dialogs.iter().enumerate();
    let startable =
        dialogs.filter(|(_, dialog)| matches!(dialog.kind, DialogKind::Standard | DialogKind::FileUpload));
    startable.flat_map(|(index, dialog)| {
        let items = dialog.interactions.iter().filter(|item| item.is_enabled());
        items.filter_map(move |item| match &item.kind {
            InteractionKind::DialogStarter(written) => {
                Some(Starter { id: DialogId::new(index), dialog, written, place: item.kind_span })
            }
            _ => None,
        })
    })
}

/// Whether a starter is counted: its dialog takes part and is played.
fn counts(bot: &LinkedBot, id: DialogId) -> bool {
    let dialog = bot.dialog(id);
    dialog.enabled && dialog.not_simulated.is_none()
}

/// The patterns that may start a dialog. One that stands before in the bot, letter by letter, takes every
/// message, unless an exclude keyword may keep its own dialog from starting.
pub(super) fn patterns<'b>(written: &'b Bot, bot: &LinkedBot) -> Vec<StarterPattern<'b>> {
    let mut found = Vec::new();
    let mut taken = HashSet::new();
    let mut index = 0;
    for Starter { id, dialog, written, place } in starters(written) {
        for pattern in &written.patterns {
            let own = index;
            index += 1;
            let text = pattern.as_str();
            let key = text.trim().to_lowercase();
            if counts(bot, id) && !taken.contains(&key) {
                found.push(StarterPattern {
                    index: own,
                    dialog: id,
                    text,
                    span: pattern.span(),
                    starter: place,
                });
            }
            if dialog.is_enabled() && written.exclude.is_empty() {
                taken.insert(key);
            }
        }
    }
    found
}

/// The intents that may start a dialog. Where several starters name one, the first of them in the order of
/// precedence starts, unless an exclude keyword may keep its dialog from that.
pub(super) fn intents(written: &Bot, bot: &LinkedBot) -> Vec<StarterIntent> {
    let excluding: HashSet<DialogId> = starters(written)
        .filter(|starter| !starter.written.exclude.is_empty())
        .map(|starter| starter.id)
        .collect();
    let mut found = Vec::new();
    for starter in starters(written).filter(|starter| counts(bot, starter.id)) {
        let Some(name) = &starter.written.intent else { continue };
        let dialog = starter.id;
        let Some(named) = bot.intents.find(name.as_str()) else { continue };
        for intent in meant(written, bot, named) {
            let before = bot.starters.by_intent(intent).iter().take_while(|other| other.dialog != dialog);
            let is_free = |other: DialogId| bot.dialog(other).enabled && !excluding.contains(&other);
            if !before.map(|other| other.dialog).any(is_free) {
                found.push(StarterIntent { dialog, intent, span: name.span(), starter: starter.place });
            }
        }
    }
    found
}

/// The intents that a message may mean where one is named: itself, or those that it wraps (spec 4.4.1).
fn meant(written: &Bot, bot: &LinkedBot, named: usize) -> Vec<usize> {
    let wrapped = written.intents.get(named).map_or(&[][..], |intent| &intent.intents);
    let wrapped: Vec<usize> = wrapped.iter().filter_map(|child| bot.intents.find(child.as_str())).collect();
    if wrapped.is_empty() { vec![named] } else { wrapped }
}
