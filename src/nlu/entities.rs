//! Values of entities in what the consumer says (spec 4.5).

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::built_in::{BuiltIn, BuiltIns};
use super::{Engine, Language};
use crate::text::{PhraseSet, RegexFailure, RegexRule};

/// An entity of a bot.
#[derive(Clone, Debug)]
pub struct EntityDefinition {
    /// Its name, without the `@`.
    pub name: Arc<str>,
    /// What it is found by.
    pub kind: EntityKind,
}

/// What an entity is found by.
#[derive(Clone, Debug)]
pub enum EntityKind {
    /// Words and phrases.
    Values(Vec<EntityValue>),
    /// A regular expression; LivePerson engine only.
    Regex(RegexRule),
}

/// One value of a value set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityValue {
    /// What consumers say.
    pub phrase: Arc<str>,
    /// What it stands for.
    pub value: Arc<str>,
}

impl EntityValue {
    /// Reads `phrase` or `phrase~value`.
    pub fn parse(text: &str) -> Self {
        let (phrase, value) = text.split_once('~').unwrap_or((text, text));
        let value = if value.trim().is_empty() { phrase } else { value };
        Self { phrase: phrase.trim().into(), value: value.trim().into() }
    }
}

/// A value of an entity, found in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundEntity {
    /// The entity, an index into the model's list.
    pub entity: usize,
    /// What stands in the message.
    pub phrase: Arc<str>,
    /// What it stands for; the phrase where the entity gives no other value.
    pub value: Arc<str>,
    /// Where the phrase begins in the message, in bytes.
    pub start: usize,
}

/// What was found in a message, and which entities could not be looked for.
#[derive(Clone, Debug, Default)]
pub struct Detected {
    /// By their places; those of one place in the order of definition.
    pub found: Vec<FoundEntity>,
    /// Entities whose regular expression gave up on the message.
    pub failed: Vec<(usize, RegexFailure)>,
}

/// Why an entity is never found here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDetected {
    /// The platform finds it with a model of language; guessing would be wrong too often.
    PlatformOnly,
    /// A regular-expression entity, which the bot's engine does not have (spec 4.5).
    NotWithThisEngine,
}

/// All entities of a bot: its own, then those of the platform that it does not define itself.
#[derive(Debug)]
pub struct EntityModel {
    names: Vec<Arc<str>>,
    by_name: HashMap<Arc<str>, usize>,
    own: Vec<EntityKind>,
    /// Those behind the bot's own, in the order of `names`.
    built_in: Vec<BuiltIn>,
    in_slots: Box<[usize]>,
    engine: Engine,
    language: Language,
    /// Built with the first message.
    values: OnceLock<Values>,
    built_ins: OnceLock<BuiltIns>,
}

/// The value sets, ready to be looked for.
#[derive(Debug)]
struct Values {
    set: PhraseSet,
    /// For each phrase its entity and what it stands for.
    of_phrase: Vec<(usize, Arc<str>)>,
}

impl Default for EntityModel {
    fn default() -> Self {
        Self::new(Vec::new(), Engine::LivePerson, Language::English)
    }
}

impl EntityModel {
    /// Takes a bot's entities; their places in the list are their indices. One that is named like one of
    /// the platform's takes its place.
    pub fn new(definitions: Vec<EntityDefinition>, engine: Engine, language: Language) -> Self {
        let (mut names, own): (Vec<_>, Vec<_>) =
            definitions.into_iter().map(|entity| (entity.name, entity.kind)).unzip();
        let mut by_name = HashMap::new();
        for (index, name) in names.iter().enumerate() {
            by_name.entry(name.clone()).or_insert(index);
        }
        let mut built_in = Vec::new();
        for kind in BuiltIn::ALL {
            if !by_name.contains_key(kind.name()) {
                let name: Arc<str> = kind.name().into();
                by_name.insert(name.clone(), names.len());
                names.push(name);
                built_in.push(kind);
            }
        }
        Self {
            names,
            by_name,
            own,
            built_in,
            in_slots: Box::default(),
            engine,
            language,
            values: OnceLock::new(),
            built_ins: OnceLock::new(),
        }
    }

    /// Says which entities slots take their values from.
    pub fn used_in_slots(mut self, mut entities: Vec<usize>) -> Self {
        entities.sort_unstable();
        entities.dedup();
        self.in_slots = entities.into_boxed_slice();
        self
    }

    /// The entities that slots take their values from, sorted. Where there are none, no message needs to
    /// be searched for the sake of slots.
    pub fn in_slots(&self) -> &[usize] {
        &self.in_slots
    }

    /// Everything that is found, by its place in the message.
    pub fn find(&self, message: &str) -> Vec<FoundEntity> {
        self.detect(message, &|_| true).found
    }

    /// The entities that slots use, and no others, which costs less.
    pub fn find_for_slots(&self, message: &str) -> Detected {
        if self.in_slots.is_empty() {
            return Detected::default();
        }
        self.detect(message, &|entity| self.in_slots.binary_search(&entity).is_ok())
    }

    /// The entities that are wanted. A value of one entity may be, or lie in, a value of another one; the
    /// platform's own never overlap each other, and of one entity's values that overlap the one that
    /// begins first is found, of those the longest.
    pub fn detect(&self, message: &str, wanted: &dyn Fn(usize) -> bool) -> Detected {
        let mut detected = Detected::default();
        self.detect_values(message, wanted, &mut detected.found);
        for (entity, kind) in self.own.iter().enumerate().filter(|(entity, _)| wanted(*entity)) {
            let EntityKind::Regex(regex) = kind else { continue };
            if self.engine != Engine::LivePerson {
                continue;
            }
            match regex.find_all(message) {
                Ok(ranges) => detected.found.extend(ranges.into_iter().map(|range| {
                    let phrase: Arc<str> = message[range.clone()].into();
                    FoundEntity { entity, value: phrase.clone(), phrase, start: range.start }
                })),
                Err(failure) => detected.failed.push((entity, failure)),
            }
        }
        self.detect_built_in(message, wanted, &mut detected.found);
        detected.found.sort_by_key(|found| (found.start, found.entity));
        detected
    }

    fn detect_values(&self, message: &str, wanted: &dyn Fn(usize) -> bool, out: &mut Vec<FoundEntity>) {
        let values = self.values.get_or_init(|| Values::new(&self.own));
        let mut places = values.set.find_all(message);
        places.retain(|place| wanted(values.of_phrase[place.phrase].0));
        places.sort_by_key(|place| {
            let (entity, _) = values.of_phrase[place.phrase];
            (entity, place.range.start, std::cmp::Reverse(place.range.end), place.phrase)
        });
        let mut last = (usize::MAX, 0);
        for place in places {
            let (entity, value) = &values.of_phrase[place.phrase];
            if last.0 == *entity && place.range.start < last.1 {
                continue;
            }
            last = (*entity, place.range.end);
            let (phrase, start) = (message[place.range.clone()].into(), place.range.start);
            out.push(FoundEntity { entity: *entity, phrase, value: value.clone(), start });
        }
    }

    fn detect_built_in(&self, message: &str, wanted: &dyn Fn(usize) -> bool, out: &mut Vec<FoundEntity>) {
        let own = self.own.len();
        let is_needed = |(index, kind): (usize, &BuiltIn)| kind.is_detected() && wanted(own + index);
        if !self.built_in.iter().enumerate().any(is_needed) {
            return;
        }
        let built_ins = self.built_ins.get_or_init(|| BuiltIns::new(self.language));
        for found in built_ins.find(message) {
            // One that the bot defines itself is not looked for under the platform's rules.
            let Some(index) = self.built_in.iter().position(|kind| *kind == found.kind) else { continue };
            if wanted(own + index) {
                let (phrase, start) = (message[found.range.clone()].into(), found.range.start);
                out.push(FoundEntity { entity: own + index, phrase, value: found.value.into(), start });
            }
        }
    }

    /// Why an entity is never found here; `None` for one that is looked for.
    pub fn not_detected(&self, entity: usize) -> Option<NotDetected> {
        match self.own.get(entity) {
            Some(EntityKind::Regex(_)) if self.engine != Engine::LivePerson => {
                Some(NotDetected::NotWithThisEngine)
            }
            Some(_) => None,
            None => {
                let kind = self.built_in.get(entity - self.own.len());
                kind.is_some_and(|kind| !kind.is_detected()).then_some(NotDetected::PlatformOnly)
            }
        }
    }

    /// The names of the platform's own entities (spec 4.5).
    pub fn built_in_names() -> [&'static str; 12] {
        BuiltIn::ALL.map(BuiltIn::name)
    }

    /// The regular expressions of entities, by name.
    pub fn regexes(&self) -> Vec<(Arc<str>, RegexRule)> {
        let named = self.names.iter().zip(&self.own);
        let regexes = named.filter_map(|(name, kind)| match kind {
            EntityKind::Regex(regex) => Some((name.clone(), regex.clone())),
            EntityKind::Values(_) => None,
        });
        regexes.collect()
    }

    /// Whether an entity of that name, unless a bot defines it, is found by the platform only.
    pub fn is_platform_only(name: &str) -> bool {
        BuiltIn::ALL.iter().any(|kind| kind.name() == name && !kind.is_detected())
    }

    /// The entity of a name.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// An entity's name.
    pub fn name(&self, entity: usize) -> &Arc<str> {
        &self.names[entity]
    }
}

impl Values {
    fn new(own: &[EntityKind]) -> Self {
        let mut of_phrase = Vec::new();
        let mut phrases = Vec::new();
        for (entity, kind) in own.iter().enumerate() {
            let EntityKind::Values(values) = kind else { continue };
            for value in values {
                phrases.push(&*value.phrase);
                of_phrase.push((entity, value.value.clone()));
            }
        }
        Self { set: PhraseSet::new(phrases), of_phrase }
    }
}
