//! Which intents a message may mean (spec 4.3, 4.4).

use std::collections::HashMap;
use std::sync::Arc;

use super::{DecidedBy, Score, ScoredIntent, Understanding};

/// An intent to be recognised.
#[derive(Clone, Debug)]
pub struct IntentDefinition {
    /// Its name.
    pub name: Arc<str>,
    /// What the consumer is shown when asked which intent was meant; the name if absent.
    pub display_name: Option<Arc<str>>,
    /// Training phrases.
    pub phrases: Vec<Arc<str>>,
    /// For a meta intent: the intents that it wraps.
    pub children: Vec<usize>,
}

/// All intents of a bot.
#[derive(Debug, Default)]
pub struct IntentModel {
    names: Vec<(Arc<str>, Arc<str>)>,
    by_phrase: HashMap<String, usize>,
    /// The meta intent that wraps an intent; an intent belongs to at most one (spec 4.4.1).
    meta: HashMap<usize, usize>,
}

impl IntentModel {
    /// Learns the intents; their places in the list are their indices.
    pub fn new(intents: Vec<IntentDefinition>) -> Self {
        let mut model = Self::default();
        for (index, intent) in intents.into_iter().enumerate() {
            for phrase in &intent.phrases {
                model.by_phrase.entry(normalised(phrase)).or_insert(index);
            }
            model.meta.extend(intent.children.iter().map(|child| (*child, index)));
            let display = intent.display_name.unwrap_or_else(|| intent.name.clone());
            model.names.push((intent.name, display));
        }
        model
    }

    /// What a message means.
    pub fn understand(&self, message: &str) -> Understanding {
        if self.by_phrase.is_empty() {
            return Understanding::none();
        }
        let exact = self.by_phrase.get(&normalised(message)).copied();
        let ranked = exact.map(|intent| ScoredIntent { intent, score: Score::FULL });
        Understanding { by: DecidedBy::Phrase, ranked: ranked.into_iter().collect() }
    }

    /// Whether an intent is the one asked for, or one that it wraps.
    pub fn is_or_wraps(&self, asked: usize, intent: usize) -> bool {
        asked == intent || self.meta.get(&intent) == Some(&asked)
    }

    /// The meta intent that wraps an intent.
    pub fn meta_of(&self, intent: usize) -> Option<usize> {
        self.meta.get(&intent).copied()
    }

    /// An intent's name.
    pub fn name(&self, intent: usize) -> &Arc<str> {
        &self.names[intent].0
    }

    /// What the consumer is shown of an intent (spec 3.5.2).
    pub fn display_name(&self, intent: usize) -> &Arc<str> {
        &self.names[intent].1
    }

    /// The intent of a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|(own, _)| &**own == name)
    }

    /// All names, in the order of definition.
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.names.iter().map(|(name, _)| name)
    }
}

/// Phrases are compared without regard to case, surrounding and repeated white space, and a final
/// punctuation mark.
fn normalised(phrase: &str) -> String {
    let trimmed = phrase.trim().trim_end_matches(['.', '!', '?']);
    trimmed.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
