//! New names, and the references that only follow them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::value::{CodeText, Concept, MaskedText, Value};

/// What has another name in the new bot.
#[derive(Default)]
pub(super) struct Renames {
    names: HashMap<(Concept, Arc<str>), (Arc<str>, usize)>,
}

/// A value as it reads with the new names, and which of them it takes.
pub(super) struct Followed {
    pub(super) value: Value,
    pub(super) renames: Vec<usize>,
}

const ALL: [Concept; 6] = [
    Concept::Interaction,
    Concept::Integration,
    Concept::Intent,
    Concept::Entity,
    Concept::KnowledgeBase,
    Concept::Dialog,
];

impl Renames {
    /// Notes a new name, and the number by which it is told.
    pub(super) fn add(&mut self, concept: Concept, old: Arc<str>, new: Arc<str>, number: usize) {
        self.names.insert((concept, old), (new, number));
    }

    /// The number of a new name.
    pub(super) fn number(&self, concept: Concept, old: &Arc<str>) -> Option<usize> {
        self.names.get(&(concept, old.clone())).map(|(_, number)| *number)
    }

    /// The value with the new names; `None` where it names nothing that has one.
    pub(super) fn followed(&self, value: &Value) -> Option<Followed> {
        if self.names.is_empty() {
            return None;
        }
        match value {
            Value::Name(concept, name) => {
                let (new, number) = self.names.get(&(*concept, name.clone()))?;
                Some(Followed { value: Value::Name(*concept, new.clone()), renames: vec![*number] })
            }
            Value::Text(text) => {
                let (text, renames) = self.rewritten(text, &in_text(text))?;
                Some(Followed { value: Value::Text(text.into()), renames })
            }
            Value::Masked(masked) => {
                let (text, renames) = self.rewritten(&masked.text, &in_text(&masked.text))?;
                let shown = masked.shown.clone();
                Some(Followed { value: Value::Masked(MaskedText { text: text.into(), shown }), renames })
            }
            Value::Code(code) => {
                let (text, renames) = self.rewritten(&code.text, &in_code(&code.text))?;
                Some(Followed { value: Value::Code(CodeText { text: text.into(), written: None }), renames })
            }
            Value::Word(_) | Value::Keys(_) | Value::List(_) => None,
        }
    }

    fn rewritten(&self, text: &str, mentions: &[Mention]) -> Option<(String, Vec<usize>)> {
        let (mut rewritten, mut renames, mut at) = (String::with_capacity(text.len()), Vec::new(), 0);
        for mention in mentions {
            let name: Arc<str> = text[mention.place.clone()].into();
            let found = mention.concepts.iter().find_map(|one| self.names.get(&(*one, name.clone())));
            let Some((new, number)) = found.filter(|_| mention.place.start >= at) else { continue };
            rewritten.push_str(&text[at..mention.place.start]);
            rewritten.push_str(new);
            at = mention.place.end;
            renames.push(*number);
        }
        rewritten.push_str(&text[at..]);
        (!renames.is_empty()).then_some((rewritten, renames))
    }
}

/// A stretch of a text that may be a name.
struct Mention {
    place: Range<usize>,
    concepts: &'static [Concept],
}

impl Mention {
    fn new(place: Range<usize>, concepts: &'static [Concept]) -> Self {
        Self { place, concepts }
    }
}

/// `{Integration.field}`, `{$.api_Integration.path}`, `Integration.field`, `@ENTITY`.
fn in_text(text: &str) -> Vec<Mention> {
    let mut mentions = Vec::new();
    if let Some(end) = text.find('.') {
        mentions.push(Mention::new(0..end, &[Concept::Integration]));
    }
    for (at, opening) in text.match_indices(['{', '@']) {
        let start = at + opening.len();
        if opening == "@" {
            let rest = &text[start..];
            let length =
                rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
            mentions.push(Mention::new(start..start + length, &[Concept::Entity]));
            continue;
        }
        let start = if text[start..].starts_with("$.api_") { start + "$.api_".len() } else { start };
        let length = text[start..].find(['.', '}', '[']).unwrap_or(0);
        mentions.push(Mention::new(start..start + length, &[Concept::Integration]));
    }
    mentions
}

/// What stands between quotes, alone or behind `api_`.
fn in_code(code: &str) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut rest = 0;
    while let Some(found) = code[rest..].find(['\'', '"', '`']) {
        let start = rest + found + 1;
        let quote = &code[start - 1..start];
        let line = code[start..].lines().next().unwrap_or_default();
        let Some(length) = line.find(quote) else {
            rest = start;
            continue;
        };
        let text = &code[start..start + length];
        if text.starts_with("api_") {
            mentions.push(Mention::new(start + "api_".len()..start + length, &[Concept::Integration]));
        } else {
            mentions.push(Mention::new(start..start + length, &ALL));
        }
        rest = start + length + 1;
    }
    mentions
}
