//! What is read from a message or a training phrase.

use std::ops::Range;
use std::sync::Arc;

use super::Language;
use super::words::{Word, words};
use crate::text::RegexRule;

/// A text in the two forms in which it is compared.
pub(super) struct Reading {
    comparable: String,
    words: Vec<Word>,
}

impl Reading {
    /// Reads a text; what the entities match in it is replaced by their names (spec 4.5).
    pub(super) fn new(text: &str, entities: &[(Arc<str>, RegexRule)], language: Language) -> Self {
        let mut read = Self { comparable: String::new(), words: Vec::new() };
        let mut from = 0;
        for (range, name) in replaced(text, entities) {
            read.take(&text[from..range.start], language);
            let word = Word::entity(name);
            read.push(&word.written);
            read.words.push(word);
            from = range.end;
        }
        read.take(&text[from..], language);
        let end = read.comparable.trim_end_matches(['.', '!', '?', ' ']).len();
        read.comparable.truncate(end);
        read
    }

    /// What is the same for two texts that are one phrase: case, surrounding and repeated white space,
    /// and punctuation marks at the end do not count.
    pub(super) fn comparable(&self) -> &str {
        &self.comparable
    }

    /// Its words in their order.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Its words in their order.
    pub(super) fn into_words(self) -> Vec<Word> {
        self.words
    }

    fn take(&mut self, text: &str, language: Language) {
        text.split_whitespace().for_each(|word| self.push(&word.to_lowercase()));
        words(text, language, &mut self.words);
    }

    fn push(&mut self, word: &str) {
        if !self.comparable.is_empty() {
            self.comparable.push(' ');
        }
        self.comparable.push_str(word);
    }
}

/// What two phrases have in common that are one phrase. Without entities, which only a bot's model knows.
pub fn phrase_key(text: &str) -> String {
    Reading::new(text, &[], Language::Other).comparable
}

/// What regular-expression entities match in a text: from its start on, the first entity's match where
/// several begin in one place. A regex that gives up on the text matches nothing in it.
fn replaced<'e>(text: &str, entities: &'e [(Arc<str>, RegexRule)]) -> Vec<(Range<usize>, &'e str)> {
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for (name, regex) in entities {
        let ranges = regex.find_all(text).unwrap_or_default();
        found.extend(ranges.into_iter().map(|range| (range, &**name)));
    }
    found.sort_by_key(|(range, _)| range.start);
    let mut end = 0;
    found.retain(|(range, _)| {
        let is_free = range.start >= end;
        if is_free {
            end = range.end;
        }
        is_free
    });
    found
}
