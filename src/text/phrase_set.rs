//! Many words and phrases looked for at once (spec 4.5).

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::fold::fold;
use super::keyword::{is_in_word, normalized};

/// Phrases that are looked for together, in one pass over a text.
///
/// One is found where it stands as whole words, whatever the case; a run of white space is as good as
/// one space. In scripts without spaces between words it is found anywhere.
#[derive(Debug)]
pub struct PhraseSet {
    /// `None` where there is nothing to find.
    automaton: Option<AhoCorasick>,
    /// What the automaton's patterns are the phrases of: several may be written alike.
    phrases: Vec<Vec<usize>>,
}

/// A phrase that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhrasePlace {
    /// The phrase, by its place in the set.
    pub phrase: usize,
    /// The bytes of the text.
    pub range: Range<usize>,
}

impl PhraseSet {
    /// Takes phrases as they are written; empty ones are never found.
    pub fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let mut numbers = std::collections::HashMap::new();
        let mut patterns = Vec::new();
        let mut of_pattern: Vec<Vec<usize>> = Vec::new();
        for (number, phrase) in phrases.into_iter().enumerate() {
            let phrase = normalized(phrase);
            if phrase.is_empty() {
                continue;
            }
            let pattern = *numbers.entry(phrase.clone()).or_insert(patterns.len());
            if pattern == patterns.len() {
                patterns.push(phrase);
                of_pattern.push(Vec::new());
            }
            of_pattern[pattern].push(number);
        }
        let automaton = (!patterns.is_empty())
            .then(|| AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns).ok())
            .flatten();
        Self { automaton, phrases: of_pattern }
    }

    /// Every place of every phrase, also where they overlap, by their ends.
    pub fn find_all(&self, text: &str) -> Vec<PhrasePlace> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = Folded::new(text);
        let mut found = Vec::new();
        for place in automaton.find_overlapping_iter(&folded.text) {
            if !is_whole(&folded.text, place.range()) {
                continue;
            }
            let range = folded.range(place.range());
            let phrases = &self.phrases[place.pattern().as_usize()];
            found.extend(phrases.iter().map(|&phrase| PhrasePlace { phrase, range: range.clone() }));
        }
        found
    }
}

/// A text in the form in which it is compared, with the way back to what was written.
struct Folded {
    text: String,
    /// For each byte of `text` the byte where the character begins that it comes from, and its length.
    origins: Vec<(u32, u8)>,
}

impl Folded {
    fn new(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), origins: Vec::new() };
        let mut buffer = [0; 4];
        for (at, character) in text.char_indices() {
            let origin = (at as u32, character.len_utf8() as u8);
            if character.is_whitespace() {
                if !folded.text.ends_with(' ') {
                    folded.text.push(' ');
                }
            } else {
                folded.text.push_str(&fold(character.encode_utf8(&mut buffer)));
            }
            folded.origins.resize(folded.text.len(), origin);
        }
        folded
    }

    fn range(&self, range: Range<usize>) -> Range<usize> {
        let (start, _) = self.origins[range.start];
        let (last, length) = self.origins[range.end - 1];
        start as usize..last as usize + usize::from(length)
    }
}

fn is_whole(text: &str, range: Range<usize>) -> bool {
    let found = &text[range.clone()];
    let joined = |left: Option<char>, right: Option<char>| {
        let in_word = |letter: char| is_in_word(letter) && !is_unspaced(letter);
        left.is_some_and(in_word) && right.is_some_and(in_word)
    };
    !joined(text[..range.start].chars().next_back(), found.chars().next())
        && !joined(found.chars().next_back(), text[range.end..].chars().next())
}

/// Letters of scripts that set no spaces between words: Thai and Lao, Burmese, Khmer, kana, Han.
fn is_unspaced(letter: char) -> bool {
    matches!(u32::from(letter), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF
        | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}
