//! What triggers dialogs.

use std::collections::{HashMap, HashSet};

use super::DialogId;
use crate::text::{Keywords, Pattern, PatternSet};

/// All starters' patterns in one index, so that the cost of a message grows slowly with their number.
///
/// Disabled dialogs are in it as well: they are never triggered, but an author wants to know that one
/// would have been.
#[derive(Debug)]
pub struct Starters {
    set: PatternSet,
    owners: Vec<(DialogId, Pattern)>,
    patterns_in_use: usize,
    excluded: HashMap<DialogId, Keywords>,
    disabled: HashSet<DialogId>,
    by_intent: HashMap<usize, Vec<IntentStarter>>,
}

/// A starter's pattern that a message matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StarterMatch {
    /// The dialog.
    pub dialog: DialogId,
    /// Which of all starters' patterns, for [`Starters::pattern`].
    pub pattern: usize,
}

/// A starter that an intent reaches. They are ordered as they win where the scores are equal: a starter
/// of the intent itself before one of its meta intent (spec U-05), then by the dialogs' definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IntentStarter {
    /// The meta intent that the starter names, if it does not name the intent itself (spec 4.4.1).
    pub meta: Option<usize>,
    /// The dialog.
    pub dialog: DialogId,
}

/// What keeps a starter that fits from being triggered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    /// Its dialog is disabled.
    Disabled,
    /// An exclude keyword is in the message; it bars patterns and the intent (spec U-28).
    Excluded,
}

/// What one dialog's starter adds to [`Starters`].
#[derive(Debug)]
pub(super) struct StarterDefinition {
    pub(super) dialog: DialogId,
    pub(super) is_enabled: bool,
    pub(super) patterns: Vec<Pattern>,
    pub(super) exclude: Option<Keywords>,
    /// The intent it names, and where that is a meta intent the intents that it wraps.
    pub(super) intent: Option<(usize, Vec<usize>)>,
}

impl Starters {
    pub(super) fn new(definitions: Vec<StarterDefinition>) -> Self {
        let (mut owners, mut patterns_in_use) = (Vec::new(), 0);
        let (mut excluded, mut disabled) = (HashMap::new(), HashSet::new());
        let mut by_intent: HashMap<usize, Vec<IntentStarter>> = HashMap::new();
        for StarterDefinition { dialog, is_enabled, patterns, exclude, intent } in definitions {
            if is_enabled {
                patterns_in_use += patterns.len();
            } else {
                disabled.insert(dialog);
            }
            owners.extend(patterns.into_iter().map(|pattern| (dialog, pattern)));
            excluded.extend(exclude.map(|words| (dialog, words)));
            if let Some((intent, children)) = intent {
                let reach = |child, meta| (child, IntentStarter { meta, dialog });
                let by_meta = children.into_iter().map(|child| reach(child, Some(intent)));
                for (intent, starter) in std::iter::once(reach(intent, None)).chain(by_meta) {
                    by_intent.entry(intent).or_default().push(starter);
                }
            }
        }
        by_intent.values_mut().for_each(|reached| reached.sort_unstable());
        let set = PatternSet::new(owners.iter().map(|(_, pattern)| pattern));
        Self { set, owners, patterns_in_use, excluded, disabled, by_intent }
    }

    /// Every pattern that the message matches, in the order of definition, with what keeps its dialog
    /// from being triggered.
    pub fn matches(&self, message: &str) -> impl Iterator<Item = (StarterMatch, Option<Barred>)> {
        let mut found = Vec::new();
        self.set.matches(message, &mut found);
        found.into_iter().map(move |pattern| {
            let dialog = self.owners[pattern].0;
            (StarterMatch { dialog, pattern }, self.barred(dialog, message))
        })
    }

    /// The starters that an intent reaches, the one that wins first.
    pub fn by_intent(&self, intent: usize) -> &[IntentStarter] {
        self.by_intent.get(&intent).map_or(&[], Vec::as_slice)
    }

    /// The dialog that an intent starts, whatever the message: the first of its starters that is enabled.
    pub fn dialog_of(&self, intent: usize) -> Option<DialogId> {
        let mut dialogs = self.by_intent(intent).iter().map(|starter| starter.dialog);
        dialogs.find(|dialog| !self.disabled.contains(dialog))
    }

    /// What keeps a dialog from being triggered by a message that fits its starter.
    pub fn barred(&self, dialog: DialogId, message: &str) -> Option<Barred> {
        if self.disabled.contains(&dialog) {
            return Some(Barred::Disabled);
        }
        let words = self.excluded.get(&dialog)?;
        words.find(message).map(|_| Barred::Excluded)
    }

    /// A pattern's text as written.
    pub fn pattern(&self, index: usize) -> &str {
        self.owners[index].1.source()
    }

    /// The patterns of a dialog's starters.
    pub fn patterns_of(&self, dialog: DialogId) -> impl Iterator<Item = &Pattern> {
        self.owners.iter().filter(move |(owner, _)| *owner == dialog).map(|(_, pattern)| pattern)
    }

    /// The intents that trigger a dialog, those that its meta intent wraps among them, in the order of definition.
    pub fn intents_of(&self, dialog: DialogId) -> Vec<usize> {
        let own =
            self.by_intent.iter().filter(|(_, owners)| owners.iter().any(|owner| owner.dialog == dialog));
        let mut intents: Vec<usize> = own.map(|(intent, _)| *intent).collect();
        intents.sort_unstable();
        intents
    }

    /// The exclude keyword of a dialog's starter that stands in a message.
    pub fn excluded_by(&self, dialog: DialogId, message: &str) -> Option<&str> {
        let keywords = self.excluded.get(&dialog)?;
        keywords.find(message).map(|number| keywords.word(number))
    }

    /// How many patterns of enabled dialogs there are.
    pub fn len(&self) -> usize {
        self.patterns_in_use
    }

    /// Whether no pattern could trigger anything.
    pub fn is_empty(&self) -> bool {
        self.patterns_in_use == 0
    }
}
