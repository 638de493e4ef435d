//! The platform's own entities (spec 4.5), as far as rules find them without guessing.
//!
//! The rules know figures in every language, number words in eight, and the words around them (months,
//! units, currencies) in English. What can be read in two ways is not found.

mod date;
mod duration;
mod money;
mod quantity;
mod time;
mod token;

use std::ops::Range;

use text2num::Language as NumberWords;

use super::Language;
use quantity::Quantities;
use token::{Token, tokens};

/// An entity that the platform defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BuiltIn {
    Person,
    Organization,
    Number,
    Money,
    Duration,
    Set,
    Ordinal,
    Date,
    Time,
    Percent,
    Location,
    Color,
}

impl BuiltIn {
    /// All of them.
    pub(super) const ALL: [Self; 12] = [
        Self::Person,
        Self::Organization,
        Self::Number,
        Self::Money,
        Self::Duration,
        Self::Set,
        Self::Ordinal,
        Self::Date,
        Self::Time,
        Self::Percent,
        Self::Location,
        Self::Color,
    ];

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Organization => "ORGANIZATION",
            Self::Number => "NUMBER",
            Self::Money => "MONEY",
            Self::Duration => "DURATION",
            Self::Set => "SET",
            Self::Ordinal => "ORDINAL",
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Percent => "PERCENT",
            Self::Location => "LOCATION",
            Self::Color => "COLOR",
        }
    }

    /// Whether there are rules that find it.
    pub(super) fn is_detected(self) -> bool {
        !matches!(self, Self::Person | Self::Organization | Self::Set | Self::Location | Self::Color)
    }
}

/// One that stands in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundBuiltIn {
    pub(super) kind: BuiltIn,
    /// The bytes of the message.
    pub(super) range: Range<usize>,
    /// In its normal form.
    pub(super) value: String,
}

/// What one rule sees: the message's tokens and the quantities in them.
struct Message<'m> {
    tokens: Vec<Token<'m>>,
    quantities: Quantities,
    is_english: bool,
}

/// What a rule found: the token after it, and its value.
type Match = Option<(usize, String)>;

/// A rule: whether something stands in a message from a token on.
type Rule = fn(&Message<'_>, usize) -> Match;

/// The rules in their order. A piece of a message belongs to one of them only: `5` in `5 dollars` is no
/// NUMBER.
const RULES: [(BuiltIn, Rule); 7] = [
    (BuiltIn::Date, date::find),
    (BuiltIn::Time, time::find),
    (BuiltIn::Money, money::find),
    (BuiltIn::Percent, money::find_percent),
    (BuiltIn::Duration, duration::find),
    (BuiltIn::Ordinal, quantity::find_ordinal),
    (BuiltIn::Number, quantity::find_number),
];

/// The rules with what they know of a language.
pub(super) struct BuiltIns {
    language: Language,
    number_words: Option<NumberWords>,
}

impl std::fmt::Debug for BuiltIns {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("BuiltIns").field("language", &self.language).finish_non_exhaustive()
    }
}

impl BuiltIns {
    /// The rules for a language.
    pub(super) fn new(language: Language) -> Self {
        Self { language, number_words: language.number_words() }
    }

    /// Everything that they find, by its place.
    pub(super) fn find(&self, message: &str) -> Vec<FoundBuiltIn> {
        let tokens = tokens(message);
        let is_english = self.language == Language::English;
        let quantities = Quantities::new(&tokens, is_english, self.number_words.as_ref());
        let message = Message { tokens, quantities, is_english };
        let mut is_taken = vec![false; message.tokens.len()];
        let mut found = Vec::new();
        for (kind, rule) in RULES {
            let mut at = 0;
            while at < message.tokens.len() {
                let matched = if is_taken[at] { None } else { rule(&message, at) };
                match matched.filter(|(end, _)| !is_taken[at..*end].contains(&true)) {
                    Some((end, value)) => {
                        is_taken[at..end].fill(true);
                        found.push(FoundBuiltIn { kind, range: message.range(at..end), value });
                        at = end;
                    }
                    None => at += 1,
                }
            }
        }
        found.sort_by_key(|found| found.range.start);
        found
    }
}

impl<'m> Message<'m> {
    fn range(&self, tokens: Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].range.start..self.tokens[tokens.end - 1].range.end
    }

    fn token(&self, at: usize) -> Option<&Token<'m>> {
        self.tokens.get(at)
    }

    /// The lower-case word at a place of an English message; empty where there is none.
    fn word(&self, at: usize) -> &str {
        let word = self.token(at).filter(|token| token.is_word() && self.is_english);
        word.map_or("", |token| &token.lower)
    }

    /// The figure at a place.
    fn figure(&self, at: usize) -> Option<&'m str> {
        self.token(at).filter(|token| token.is_figure()).map(|token| token.text)
    }

    fn is_symbol(&self, at: usize, symbol: &str) -> bool {
        self.token(at).is_some_and(|token| token.text == symbol)
    }

    /// Whether a token touches the one before it.
    fn is_joined(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.is_joined)
    }

    /// Whether nothing is glued to a match: `2026-11-22T10`, `v14:30`, `1/2` of something longer.
    fn stands_alone(&self, start: usize, end: usize) -> bool {
        let after = !self.is_joined(end) || !self.token(end).is_some_and(Token::binds);
        after && self.begins(start)
    }

    /// Whether nothing is glued to the front of a token.
    fn begins(&self, start: usize) -> bool {
        const OPENING: [&str; 10] = ["(", "[", "\"", "'", ",", ":", ";", "\u{201c}", "\u{2018}", "\u{201e}"];
        start == 0 || !self.is_joined(start) || OPENING.contains(&self.tokens[start - 1].text)
    }
}

#[cfg(test)]
mod tests;
