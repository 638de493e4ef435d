//! The training phrases by their words: which intents a message is near to, and how near.
//!
//! The measure is Dice's: twice the weight of the words that message and phrase share, divided by the
//! weight of both. Of the message's own words at most as much counts as the phrase weighs, so that a
//! phrase that stands whole in a long message still reaches `GOOD`. An intent is as near as its nearest
//! phrase. All of it is done in whole numbers, so the result is the same on every machine.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::near_words::{NearWords, is_one_slip};
use super::words::Word;

/// The weight of a word that only one intent has.
const RAREST: u64 = 1000;
/// No word of meaning weighs less.
const COMMONEST: u64 = 200;
/// The weight of a word that carries little meaning.
const LIGHT: u64 = 150;
/// Of a word's weight, in percent, what counts where it is mistyped.
const MISTYPED: u64 = 80;
/// The best score of a message that is no phrase, in hundredths of a percent.
const BEST: u64 = 9_500;
/// How many phrases a message is compared with before its commoner words are left to those. Only a bot
/// with thousands of phrases that share a word gets there.
const COMPARISONS: usize = 4_096;

/// The words of all phrases.
#[derive(Debug, Default)]
pub(super) struct PhraseIndex {
    numbers: HashMap<Arc<str>, u32>,
    known: Vec<KnownWord>,
    near: NearWords,
    phrases: Vec<Phrase>,
    /// The words of the phrases, one phrase after the other.
    words: Vec<u32>,
}

#[derive(Debug)]
struct KnownWord {
    text: Arc<str>,
    weight: u64,
    is_light: bool,
    /// How many intents have it, and the last of them.
    intents: (u64, u32),
    /// The phrases that have it, the shortest first.
    phrases: Vec<u32>,
}

#[derive(Debug)]
struct Phrase {
    intent: u32,
    first_word: u32,
    end: u32,
    weight: u64,
}

/// A phrase that is the nearest one of its intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NearPhrase {
    /// Its intent.
    pub(super) intent: usize,
    /// Its place among all phrases.
    pub(super) phrase: usize,
    /// Hundredths of a percent.
    pub(super) score: u32,
}

/// A word of a message, as a phrase may have it.
#[derive(Clone, Copy, Debug)]
pub(super) struct SaidWord {
    /// The phrases' word; `None` if no phrase has it.
    pub(super) known: Option<u32>,
    /// Thousandths.
    pub(super) weight: u64,
    /// It is written with one slip.
    pub(super) is_mistyped: bool,
}

impl SaidWord {
    /// What it counts where a phrase has it too.
    pub(super) fn shared_weight(&self) -> u64 {
        if self.is_mistyped { self.weight * MISTYPED / 100 } else { self.weight }
    }
}

impl PhraseIndex {
    /// Learns phrases with their intents, all phrases of an intent together.
    pub(super) fn new(phrases: impl Iterator<Item = (usize, Vec<Word>)>) -> Self {
        let mut index = Self::default();
        for (intent, words) in phrases {
            let intent = intent as u32;
            let first_word = index.words.len();
            for word in words {
                let number = index.number(&word.folded);
                let known = &mut index.known[number as usize];
                known.is_light |= word.is_light;
                if known.intents.1 != intent {
                    known.intents = (known.intents.0 + 1, intent);
                }
                index.words.push(number);
            }
            index.words[first_word..].sort_unstable();
            index.dedup_from(first_word);
            let end = index.words.len() as u32;
            index.phrases.push(Phrase { intent, first_word: first_word as u32, end, weight: 0 });
        }
        index.known.iter_mut().for_each(|word| word.weight = weight(word.intents.0, word.is_light));
        index.post();
        index.near = NearWords::new(index.known.iter().map(|word| &*word.text));
        index
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let (number, text) = (self.known.len() as u32, Arc::from(word));
        self.numbers.insert(Arc::clone(&text), number);
        let intents = (0, u32::MAX);
        self.known.push(KnownWord { text, weight: 0, is_light: false, intents, phrases: Vec::new() });
        number
    }

    /// Takes out repeated words of the last phrase, which is sorted.
    fn dedup_from(&mut self, first: usize) {
        let mut kept = first;
        for index in first..self.words.len() {
            if index == first || self.words[index] != self.words[kept - 1] {
                self.words[kept] = self.words[index];
                kept += 1;
            }
        }
        self.words.truncate(kept);
    }

    /// Lists each phrase under its words.
    fn post(&mut self) {
        for number in 0..self.phrases.len() {
            let words = &self.words[self.words_of(number)];
            let weight = words.iter().map(|word| self.known[*word as usize].weight).sum();
            self.phrases[number].weight = weight;
        }
        let mut order: Vec<u32> = (0..self.phrases.len() as u32).collect();
        order.sort_by_key(|phrase| self.phrases[*phrase as usize].weight);
        for phrase in order {
            for place in self.words_of(phrase as usize) {
                self.known[self.words[place] as usize].phrases.push(phrase);
            }
        }
    }

    fn words_of(&self, phrase: usize) -> std::ops::Range<usize> {
        let phrase = &self.phrases[phrase];
        phrase.first_word as usize..phrase.end as usize
    }

    /// The words of a message, those that are repeated once; sorted by their numbers.
    pub(super) fn said(&self, words: &[Word]) -> Vec<SaidWord> {
        let mut unknown = HashSet::new();
        let mut said: Vec<SaidWord> = Vec::with_capacity(words.len());
        for word in words {
            match self.said_word(word) {
                Some(known) => said.push(known),
                None if unknown.insert(word.folded.as_str()) => {
                    let weight = if word.is_light { LIGHT } else { RAREST };
                    said.push(SaidWord { known: None, weight, is_mistyped: false });
                }
                None => {}
            }
        }
        said.sort_by_key(|word| (word.known, word.is_mistyped));
        said.dedup_by(|next, first| next.known.is_some() && next.known == first.known);
        said
    }

    /// A word that some phrase has, or that is one slip away from one.
    pub(super) fn said_word(&self, word: &Word) -> Option<SaidWord> {
        let known = |number: u32, is_mistyped| SaidWord {
            known: Some(number),
            weight: self.known[number as usize].weight,
            is_mistyped,
        };
        if let Some(number) = self.numbers.get(word.folded.as_str()) {
            return Some(known(*number, false));
        }
        let mut near: Option<u32> = None;
        for number in self.near.candidates(&word.folded) {
            // The one that most phrases have, of those the first.
            let is_commoner = near.is_none_or(|best| {
                self.known[number as usize].phrases.len() > self.known[best as usize].phrases.len()
            });
            if is_commoner && is_one_slip(&word.folded, &self.known[number as usize].text) {
                near = Some(number);
            }
        }
        near.map(|number| known(number, true))
    }

    /// The nearest phrase of each intent that shares a word with a message, in the order of definition.
    pub(super) fn nearest(&self, said: &[SaidWord]) -> Vec<NearPhrase> {
        let total: u64 = said.iter().map(|word| word.weight).sum();
        let mut near: Vec<NearPhrase> = Vec::new();
        for phrase in self.candidates(said) {
            let phrase = phrase as usize;
            let score = self.score(phrase, said, total);
            let intent = self.phrases[phrase].intent as usize;
            // Phrases come in order, so those of an intent come one after the other.
            match near.last_mut().filter(|last| last.intent == intent) {
                Some(last) if last.score >= score => {}
                Some(last) => (last.phrase, last.score) = (phrase, score),
                None => near.push(NearPhrase { intent, phrase, score }),
            }
        }
        near
    }

    /// The nearest phrase of one intent, whose phrases are `of_intent`.
    pub(super) fn nearest_of(
        &self,
        of_intent: std::ops::Range<usize>,
        said: &[SaidWord],
    ) -> Option<NearPhrase> {
        let total: u64 = said.iter().map(|word| word.weight).sum();
        let mut best: Option<NearPhrase> = None;
        for phrase in of_intent {
            let score = self.score(phrase, said, total);
            if score > best.map_or(0, |best| best.score) {
                best = Some(NearPhrase { intent: self.phrases[phrase].intent as usize, phrase, score });
            }
        }
        best
    }

    /// The phrases to be compared, sorted: those of the message's rarest words first, until they are enough.
    fn candidates(&self, said: &[SaidWord]) -> Vec<u32> {
        let known = said.iter().filter_map(|word| word.known);
        let mut lists: Vec<&[u32]> =
            known.map(|number| self.known[number as usize].phrases.as_slice()).collect();
        lists.sort_by_key(|list| list.len());
        let mut candidates = Vec::new();
        for list in lists {
            let left = COMPARISONS.saturating_sub(candidates.len());
            candidates.extend_from_slice(&list[..left.min(list.len())]);
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }

    /// How near a phrase is, in hundredths of a percent.
    fn score(&self, phrase: usize, said: &[SaidWord], total: u64) -> u32 {
        let words = &self.words[self.words_of(phrase)];
        let (mut shared, mut spent) = (0, 0);
        for word in words {
            if let Ok(at) = said.binary_search_by_key(&Some(*word), |said| said.known) {
                shared += said[at].shared_weight();
                spent += said[at].weight;
            }
        }
        let weight = self.phrases[phrase].weight;
        let missing = weight - shared;
        // A mistyped word is missing in part; it is not something else that was said besides.
        let besides = (total - spent).min(weight);
        let whole = 2 * shared + missing + besides;
        (2 * shared * BEST).checked_div(whole).unwrap_or(0) as u32
    }
}

/// The weight of a word that so many intents have: the fewer, the more.
///
/// It does not depend on how many intents there are, so an intent that has nothing to do with a message
/// changes nothing about it.
fn weight(intents: u64, is_light: bool) -> u64 {
    if is_light {
        return LIGHT;
    }
    let intents = intents.max(1);
    (RAREST * RAREST / intents).isqrt().max(COMMONEST)
}
