//! What triggers the bot's dialogs, as far as it takes part: patterns and intents of starters.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::Subject;
use super::rules::starters::has_starter;
use crate::bot::{Dialog, DialogStarter, InteractionKind};
use crate::linked::{DialogId, Names, intent_model};
use crate::nlu::IntentModel;
use crate::source::Text;
use crate::text::{Keywords, Pattern, PatternSet};

/// A starter that takes part, with its dialog.
#[derive(Clone, Copy, Debug)]
pub(super) struct Starter<'b> {
    pub(super) id: DialogId,
    pub(super) dialog: &'b Dialog,
    pub(super) starter: &'b DialogStarter,
}

impl Starter<'_> {
    /// Whether an exclude word of it stands in a message.
    pub(super) fn excludes(&self, message: &str) -> bool {
        let words = self.starter.exclude.iter().map(Text::as_str);
        !self.starter.exclude.is_empty() && Keywords::new(words).find(message).is_some()
    }

    /// Whether it takes every message that one of its patterns matches.
    pub(super) fn takes_all_it_matches(&self) -> bool {
        self.starter.exclude.is_empty()
    }
}

/// A starter's pattern that can be read.
#[derive(Clone, Debug)]
pub(super) struct Trigger<'b> {
    pub(super) of: Starter<'b>,
    pub(super) text: &'b Text,
    pub(super) pattern: Pattern,
}

/// Everything that triggers dialogs, in the order in which it is tried.
#[derive(Debug)]
pub(super) struct Triggers<'b> {
    pub(super) starters: Vec<Starter<'b>>,
    pub(super) list: Vec<Trigger<'b>>,
    set: OnceCell<PatternSet>,
    by_intent: OnceCell<HashMap<usize, Vec<usize>>>,
    intents: OnceCell<Option<IntentModel>>,
}

impl<'b> Triggers<'b> {
    pub(super) fn new(subject: &Subject<'b>) -> Self {
        let starters: Vec<Starter<'b>> = starters(subject).collect();
        let mut list = Vec::new();
        for of in &starters {
            for text in &of.starter.patterns {
                list.extend(subject.pattern(text).ok().map(|pattern| Trigger { of: *of, text, pattern }));
            }
        }
        Self { starters, list, set: OnceCell::new(), by_intent: OnceCell::new(), intents: OnceCell::new() }
    }

    /// Whether a message triggers a dialog, or may do so by what it means: the platform's model is another
    /// one than the one here, so the least likeness counts.
    pub(super) fn may_start(&self, names: &Names<'b>, message: &str) -> bool {
        let mut found = Vec::new();
        let set = self.set.get_or_init(|| PatternSet::new(self.list.iter().map(|trigger| &trigger.pattern)));
        set.matches(message, &mut found);
        if found.iter().any(|index| !self.list[*index].of.excludes(message)) {
            return true;
        }
        let by_intent = self.by_intent.get_or_init(|| by_intent(&self.starters, names));
        if by_intent.is_empty() {
            return false;
        }
        // Of a domain that cannot be read nobody knows what a message means.
        let Some(model) = self.intents.get_or_init(|| intent_model(names)) else { return true };
        let meant = model.understand(message);
        let intents =
            meant.ranked.iter().flat_map(|scored| [Some(scored.intent), model.meta_of(scored.intent)]);
        let mut reached = intents.flatten().filter_map(|intent| by_intent.get(&intent)).flatten();
        reached.any(|starter| !self.starters[*starter].excludes(message))
    }
}

/// The starters that name each intent.
fn by_intent(starters: &[Starter<'_>], names: &Names<'_>) -> HashMap<usize, Vec<usize>> {
    let mut by_intent: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, starter) in starters.iter().enumerate() {
        let intent = starter.starter.intent.as_ref().and_then(|name| names.intent_index(name.as_str()));
        if let Some(intent) = intent {
            by_intent.entry(intent).or_default().push(index);
        }
    }
    by_intent
}

fn starters<'b>(names: &Names<'b>) -> impl Iterator<Item = Starter<'b>> {
    let dialogs = names.bot().dialogs.iter().enumerate();
    let take_part = dialogs.filter(|(_, dialog)| dialog.is_enabled() && has_starter(&dialog.kind));
    take_part.flat_map(|(index, dialog)| {
        let enabled = dialog.interactions.iter().filter(|item| item.is_enabled());
        enabled.filter_map(move |item| match &item.kind {
            InteractionKind::DialogStarter(starter) => {
                Some(Starter { id: DialogId::new(index), dialog, starter })
            }
            _ => None,
        })
    })
}
