//! Which intents a message may mean (spec 4.3, 4.4).

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::phrase_index::PhraseIndex;
use super::reading::Reading;
use super::{Band, DecidedBy, Engine, Explanation, Language, Score, ScoredIntent, Understanding};
use crate::text::RegexRule;

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

impl IntentDefinition {
    /// Whether messages are compared with its phrases; a meta intent's are not (spec 4.4.1).
    fn is_trained(&self) -> bool {
        self.children.is_empty() && !self.phrases.is_empty()
    }
}

/// What a domain says besides its intents: with what they are recognised.
#[derive(Clone, Debug)]
pub struct DomainSettings {
    /// Whose bands count, and how many intents come out.
    pub engine: Engine,
    /// The bot's language.
    pub language: Language,
    /// Regular-expression entities by name: with the LivePerson engine their matches are replaced by
    /// the name before anything else (spec 4.5).
    pub entities: Vec<(Arc<str>, RegexRule)>,
}

impl Default for DomainSettings {
    fn default() -> Self {
        Self { engine: Engine::LivePerson, language: Language::English, entities: Vec::new() }
    }
}

/// All intents of a bot.
#[derive(Debug, Default)]
pub struct IntentModel {
    intents: Vec<IntentDefinition>,
    by_name: HashMap<Arc<str>, usize>,
    /// The meta intent that wraps an intent; an intent belongs to at most one (spec 4.4.1).
    meta: HashMap<usize, usize>,
    with: DomainSettings,
    has_phrases: bool,
    /// Learned with the first message: `check` never asks.
    learned: OnceLock<Learned>,
}

/// What is known of the training phrases.
#[derive(Debug)]
struct Learned {
    /// The intents that have a phrase, by what it comes down to.
    exact: HashMap<String, Vec<usize>>,
    index: PhraseIndex,
    /// Each phrase's text, in the order of the index.
    texts: Vec<Arc<str>>,
    /// Which of them are an intent's.
    ranges: Vec<Range<usize>>,
}

impl IntentModel {
    /// Takes intents for the LivePerson engine and English; their places in the list are their indices.
    pub fn new(intents: Vec<IntentDefinition>) -> Self {
        Self::with(intents, DomainSettings::default())
    }

    /// Takes intents and what they are recognised with.
    pub fn with(intents: Vec<IntentDefinition>, with: DomainSettings) -> Self {
        let mut model = Self { with, ..Self::default() };
        for (index, intent) in intents.iter().enumerate() {
            model.by_name.entry(intent.name.clone()).or_insert(index);
            for child in &intent.children {
                model.meta.entry(*child).or_insert(index);
            }
            model.has_phrases |= intent.is_trained();
        }
        model.intents = intents;
        model
    }

    /// What a message means.
    ///
    /// A message that is a training phrase means its intent without doubt. Else, and for all other
    /// intents, the words decide: see [docs/format.md](../../docs/format.md#intents).
    pub fn understand(&self, message: &str) -> Understanding {
        if !self.has_phrases {
            return Understanding::none();
        }
        let learned = self.learned();
        let message = self.read(message);
        let exact = learned.exact.get(message.comparable()).map_or(&[][..], Vec::as_slice);
        let mut ranked: Vec<ScoredIntent> =
            exact.iter().map(|intent| ScoredIntent { intent: *intent, score: Score::FULL }).collect();
        for near in learned.index.nearest(&learned.index.said(message.words())) {
            let score = Score::from_hundredths(near.score);
            if Band::of(score, self.with.engine) > Band::Poor && !exact.contains(&near.intent) {
                ranked.push(ScoredIntent { intent: near.intent, score });
            }
        }
        ranked.sort_by_key(|scored| (std::cmp::Reverse(scored.score), scored.intent));
        if self.with.engine == Engine::ThirdParty {
            // It names one intent only (spec 4.3.2).
            ranked.truncate(1);
        }
        let by = if exact.is_empty() { DecidedBy::Words } else { DecidedBy::Phrase };
        Understanding { by, ranked: ranked.into() }
    }

    /// Why an intent gets its score from a message, also a `POOR` one; `None` where they share no word.
    pub fn explain(&self, message: &str, intent: usize) -> Option<Explanation> {
        let children = &self.intents.get(intent)?.children;
        if !self.has_phrases {
            return None;
        }
        if children.is_empty() {
            return self.explain_own(message, intent);
        }
        let explanations = children.iter().filter_map(|child| self.explain_own(message, *child));
        explanations.reduce(|best, next| if next.score > best.score { next } else { best })
    }

    fn explain_own(&self, message: &str, intent: usize) -> Option<Explanation> {
        let learned = self.learned();
        let message = self.read(message);
        let phrases = learned.ranges.get(intent)?.clone();
        let is_exact =
            |phrase: &usize| self.read(&learned.texts[*phrase]).comparable() == message.comparable();
        let (phrase, score, by) = match phrases.clone().find(is_exact) {
            Some(phrase) => (phrase, Score::FULL, DecidedBy::Phrase),
            None => {
                let near = learned.index.nearest_of(phrases, &learned.index.said(message.words()))?;
                (near.phrase, Score::from_hundredths(near.score), DecidedBy::Words)
            }
        };
        let phrase = learned.texts[phrase].clone();
        let words = learned.index.compare(message.words(), self.read(&phrase).words());
        Some(Explanation { intent, score, by, phrase, words })
    }

    fn learned(&self) -> &Learned {
        self.learned.get_or_init(|| self.learn())
    }

    fn learn(&self) -> Learned {
        let mut exact: HashMap<String, Vec<usize>> = HashMap::new();
        let mut texts = Vec::new();
        let mut ranges = Vec::with_capacity(self.intents.len());
        let mut read = Vec::new();
        for (intent, definition) in self.intents.iter().enumerate() {
            let first = texts.len();
            let phrases = if definition.is_trained() { definition.phrases.as_slice() } else { &[] };
            for phrase in phrases {
                let reading = self.read(phrase);
                let intents = exact.entry(reading.comparable().to_owned()).or_default();
                if intents.last() != Some(&intent) {
                    intents.push(intent);
                }
                texts.push(phrase.clone());
                read.push((intent, reading.into_words()));
            }
            ranges.push(first..texts.len());
        }
        // Marks alone say nothing.
        exact.remove("");
        Learned { exact, index: PhraseIndex::new(read.into_iter()), texts, ranges }
    }

    fn read(&self, text: &str) -> Reading {
        let entities = match self.with.engine {
            Engine::LivePerson => self.with.entities.as_slice(),
            Engine::ThirdParty => &[],
        };
        Reading::new(text, entities, self.with.language)
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
        &self.intents[intent].name
    }

    /// What the consumer is shown of an intent (spec 3.5.2).
    pub fn display_name(&self, intent: usize) -> &Arc<str> {
        let definition = &self.intents[intent];
        definition.display_name.as_ref().unwrap_or(&definition.name)
    }

    /// The intent of a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// All names, in the order of definition.
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.intents.iter().map(|intent| &intent.name)
    }

    /// Whose bands count.
    pub fn engine(&self) -> Engine {
        self.with.engine
    }
}
