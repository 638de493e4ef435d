//! Where the flow begins.

use std::collections::HashSet;

use super::landing::Landing;
use super::{Destination, Ending};
use crate::bot::{DialogKind, InteractionKind};
use crate::linked::{DialogId, InteractionId, Names};

/// A place where the flow begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The dialog that begins.
    pub dialog: DialogId,
    /// Its first interaction that is played, if it has one.
    pub to: Destination,
    /// What makes it begin.
    pub cause: Trigger,
}

/// What makes a dialog begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// This starter's patterns or its intent; also what tells of an upload comes to the starters.
    Starter(InteractionId),
    /// Nothing else takes a message.
    Fallback,
    /// Several intents are in question.
    Disambiguation,
    /// Too many fallbacks in one question.
    AutoEscalation,
    /// The conversation is over.
    Survey,
    /// A consumer wants to send a file, the platform's newer way.
    Upload,
}

/// Every place where the flow of a bot begins, dialog by dialog.
pub(super) fn entries(names: &Names<'_>, landing: &Landing) -> Vec<Entry> {
    let bot = names.bot();
    let mut entries = Vec::new();
    let (mut first, mut seen) = (0, HashSet::new());
    for (index, dialog) in bot.dialogs.iter().enumerate() {
        let own = first..first + dialog.interactions.len();
        first = own.end;
        if !dialog.is_enabled() {
            continue;
        }
        let to = landing
            .first_of(own.clone())
            .map_or(Destination::End(Ending::Complete), Destination::Interaction);
        let entry = |cause| Entry { dialog: DialogId::new(index), to, cause };
        let starters = own.filter(|&place| triggers(names, InteractionId::new(place)));
        if has_starter(&dialog.kind) {
            entries.extend(starters.map(|place| entry(Trigger::Starter(InteractionId::new(place)))));
        }
        // Of each kind the first enabled one.
        if let Some(trigger) = of_its_own(&dialog.kind).filter(|_| seen.insert(dialog.kind.key())) {
            entries.push(entry(trigger));
        }
    }
    entries
}

fn has_starter(kind: &DialogKind) -> bool {
    matches!(kind, DialogKind::Standard | DialogKind::FileUpload)
}

fn triggers(names: &Names<'_>, id: InteractionId) -> bool {
    let interaction = names.at(id).1;
    let InteractionKind::DialogStarter(starter) = &interaction.kind else { return false };
    interaction.is_enabled() && (!starter.patterns.is_empty() || starter.intent.is_some())
}

/// What makes a dialog begin by its kind.
fn of_its_own(kind: &DialogKind) -> Option<Trigger> {
    match kind {
        DialogKind::Standard => None,
        DialogKind::FileUpload => Some(Trigger::Upload),
        DialogKind::Fallback => Some(Trigger::Fallback),
        DialogKind::Disambiguation { .. } => Some(Trigger::Disambiguation),
        DialogKind::AutoEscalation { .. } => Some(Trigger::AutoEscalation),
        DialogKind::Survey => Some(Trigger::Survey),
    }
}
