//! What triggers dialogs.

use std::collections::HashMap;

use super::DialogId;
use crate::text::{Keywords, Pattern, PatternSet};

/// All starters' patterns in one index, so that the cost of a message grows slowly with their number.
#[derive(Debug)]
pub struct Starters {
    set: PatternSet,
    owners: Vec<(DialogId, Pattern)>,
    excluded: HashMap<DialogId, Keywords>,
    by_intent: HashMap<usize, DialogId>,
}

/// A starter's pattern that a message matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StarterMatch {
    /// The dialog.
    pub dialog: DialogId,
    /// Which of all starters' patterns, for [`Starters::pattern`].
    pub pattern: usize,
}

impl Starters {
    pub(super) fn new(
        owners: Vec<(DialogId, Pattern)>,
        excluded: HashMap<DialogId, Keywords>,
        by_intent: HashMap<usize, DialogId>,
    ) -> Self {
        let set = PatternSet::new(owners.iter().map(|(_, pattern)| pattern));
        Self { set, owners, excluded, by_intent }
    }

    /// Every pattern that the message matches, in the order of definition, with whether an exclude
    /// keyword keeps its dialog from being triggered.
    pub fn matches(&self, message: &str) -> Vec<(StarterMatch, bool)> {
        let mut found = Vec::new();
        self.set.matches(message, &mut found);
        let matched = |pattern: usize| {
            let dialog = self.owners[pattern].0;
            (StarterMatch { dialog, pattern }, self.is_excluded(dialog, message))
        };
        found.into_iter().map(matched).collect()
    }

    /// The dialog that an intent triggers, with whether an exclude keyword forbids it (spec U-28).
    pub fn by_intent(&self, intent: usize, message: &str) -> Option<(DialogId, bool)> {
        let dialog = *self.by_intent.get(&intent)?;
        Some((dialog, self.is_excluded(dialog, message)))
    }

    /// A pattern's text as written.
    pub fn pattern(&self, index: usize) -> &str {
        self.owners[index].1.source()
    }

    /// The patterns of a dialog's starters.
    pub fn patterns_of(&self, dialog: DialogId) -> impl Iterator<Item = &Pattern> {
        self.owners.iter().filter(move |(owner, _)| *owner == dialog).map(|(_, pattern)| pattern)
    }

    /// The intents that trigger a dialog, in the order of definition.
    pub fn intents_of(&self, dialog: DialogId) -> Vec<usize> {
        let own = self.by_intent.iter().filter(|(_, owner)| **owner == dialog);
        let mut intents: Vec<usize> = own.map(|(intent, _)| *intent).collect();
        intents.sort_unstable();
        intents
    }

    /// The exclude keyword of a dialog's starter that stands in a message.
    pub fn excluded_by(&self, dialog: DialogId, message: &str) -> Option<&str> {
        let keywords = self.excluded.get(&dialog)?;
        keywords.find(message).map(|number| keywords.word(number))
    }

    /// How many patterns there are.
    pub fn len(&self) -> usize {
        self.owners.len()
    }

    /// Whether there are no patterns at all.
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    fn is_excluded(&self, dialog: DialogId, message: &str) -> bool {
        self.excluded.get(&dialog).is_some_and(|words| words.find(message).is_some())
    }
}
