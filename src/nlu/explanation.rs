//! Why a message got its score for an intent: for people who ask (spec 18.2).

use std::collections::HashSet;
use std::sync::Arc;

use super::phrase_index::PhraseIndex;
use super::words::Word;
use super::{DecidedBy, Score};

/// Why an intent got its score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The intent that was scored; for a meta intent, its best child.
    pub intent: usize,
    /// Its score, also where it is `POOR`.
    pub score: Score,
    /// What decided.
    pub by: DecidedBy,
    /// Its nearest training phrase.
    pub phrase: Arc<str>,
    /// The words of both.
    pub words: ComparedWords,
}

/// The words of a message and of a phrase, each in their order and as they are written; a regular-expression
/// entity's match is `@NAME`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComparedWords {
    /// What both have.
    pub shared: Vec<SharedWord>,
    /// What the message lacks.
    pub missing: Vec<String>,
    /// What the phrase lacks.
    pub besides: Vec<String>,
}

/// A word that a message shares with a training phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedWord {
    /// As the message has it.
    pub said: String,
    /// As the phrase has it.
    pub phrase: String,
    /// How much it counts, in thousandths: 1000 for a word that only one intent has, 150 for one that
    /// carries little meaning; a fifth less where it is mistyped.
    pub weight: u32,
}

impl PhraseIndex {
    /// Compares a message with a phrase, word by word; what is repeated counts once.
    pub(super) fn compare(&self, message: &[Word], phrase: &[Word]) -> ComparedWords {
        let mut compared = ComparedWords::default();
        let mut met: HashSet<&str> = HashSet::new();
        for word in unique(message) {
            let said = self.said_word(word);
            let same = said.and_then(|said| {
                let is_same =
                    |other: &&Word| said.known == self.said_word(other).and_then(|other| other.known);
                phrase.iter().find(is_same).map(|other| (said, other))
            });
            match same {
                Some((said, other)) if met.insert(&other.folded) => compared.shared.push(SharedWord {
                    said: word.written.clone(),
                    phrase: other.written.clone(),
                    weight: said.shared_weight() as u32,
                }),
                Some(_) => {}
                None => compared.besides.push(word.written.clone()),
            }
        }
        let missing = unique(phrase).filter(|word| !met.contains(word.folded.as_str()));
        compared.missing = missing.map(|word| word.written.clone()).collect();
        compared
    }
}

fn unique(words: &[Word]) -> impl Iterator<Item = &Word> {
    let mut seen = HashSet::new();
    words.iter().filter(move |word| seen.insert(word.folded.as_str()))
}
