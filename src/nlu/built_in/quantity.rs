//! Numbers and ordinals, in figures and in words.

use text2num::{Language as NumberWords, find_numbers};

use super::token::Token;
use super::{Match, Message};

/// The numbers of a message, by the tokens at which they begin.
pub(super) struct Quantities {
    at: Vec<Option<Quantity>>,
}

/// A number, or a place in an order.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    /// The token after it.
    pub(super) end: usize,
    /// Digits, with a `.` before decimals.
    pub(super) value: String,
    pub(super) is_ordinal: bool,
    in_words: bool,
}

impl Quantities {
    pub(super) fn new(tokens: &[Token<'_>], is_english: bool, words: Option<&NumberWords>) -> Self {
        let mut at: Vec<Option<Quantity>> = vec![None; tokens.len()];
        for (index, token) in tokens.iter().enumerate().filter(|(_, token)| token.is_figure()) {
            let value = numeral(token.text, is_english);
            at[index] =
                value.map(|value| Quantity { end: index + 1, value, is_ordinal: false, in_words: false });
        }
        let in_words = words.map(|words| find_numbers(tokens.iter(), words, 0.0)).unwrap_or_default();
        for found in in_words {
            // Beyond this a float no longer holds every whole number.
            let is_exact = found.value.is_finite() && found.value.abs() < 9e15;
            let is_inside = found.start < found.end && found.end <= tokens.len();
            if is_exact && is_inside && tokens[found.start..found.end].iter().all(Token::is_word) {
                at[found.start] = Some(Quantity {
                    end: found.end,
                    value: found.value.to_string(),
                    is_ordinal: found.is_ordinal,
                    in_words: true,
                });
            }
        }
        Self { at }
    }

    /// The number that begins at a token; not a place in an order.
    pub(super) fn number(&self, at: usize) -> Option<&Quantity> {
        self.at.get(at)?.as_ref().filter(|quantity| !quantity.is_ordinal)
    }

    fn ordinal(&self, at: usize) -> Option<&Quantity> {
        self.at.get(at)?.as_ref().filter(|quantity| quantity.is_ordinal)
    }
}

/// A figure as a number: digits; in English also with groups of three digits and with decimals, which
/// other languages write the other way round.
fn numeral(figure: &str, is_english: bool) -> Option<String> {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits(figure) {
        return Some(figure.to_owned());
    }
    let (whole, decimals) = match figure.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (figure, None),
    };
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_grouped = !whole.contains(',') || first.len() <= 3;
    let others_are_three = groups.all(|group| group.len() == 3 && is_digits(group));
    let is_number =
        is_english && is_digits(first) && is_grouped && others_are_three && decimals.is_none_or(is_digits);
    is_number.then(|| figure.replace(',', ""))
}

/// Words that make a larger number of the one before them.
const MULTIPLIERS: [&str; 9] =
    ["hundred", "thousand", "million", "millions", "billion", "billions", "trillion", "dozen", "k"];

/// Words that say many, not how many.
const VAGUE: [&str; 5] = ["hundreds", "thousands", "millions", "billions", "trillions"];

impl Message<'_> {
    /// Whether a number is only a part of one: `5 million`, `3 dozen`.
    pub(super) fn is_multiplied(&self, end: usize) -> bool {
        MULTIPLIERS.contains(&self.word(end))
    }

    /// The place in an order that begins at a token: `3rd`, `third`.
    pub(super) fn ordinal(&self, at: usize) -> Match {
        if let Some(figure) = self.figure(at) {
            let number: u64 = figure.parse().ok()?;
            let right = match (number % 10, number % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            let is_ordinal = self.is_joined(at + 1) && self.word(at + 1) == right;
            return is_ordinal.then(|| (at + 2, number.to_string()));
        }
        let ordinal = self.quantities.ordinal(at)?;
        Some((ordinal.end, ordinal.value.clone()))
    }
}

/// ORDINAL: its number.
pub(super) fn find_ordinal(message: &Message<'_>, at: usize) -> Match {
    // A second is a time as well.
    let is_time = message.word(at) == "second" && (at == 0 || message.word(at - 1) != "the");
    let (end, value) = message.ordinal(at).filter(|_| !is_time)?;
    message.stands_alone(at, end).then_some((end, value))
}

/// NUMBER: its digits, without the marks between groups.
pub(super) fn find_number(message: &Message<'_>, at: usize) -> Match {
    if message.is_symbol(at, "-") && message.is_joined(at + 1) && message.begins(at) {
        let number = message.quantities.number(at + 1).filter(|number| !number.in_words)?;
        let is_whole = message.stands_alone(at, number.end) && !message.is_multiplied(number.end);
        return is_whole.then(|| (number.end, format!("-{}", number.value)));
    }
    let number = message.quantities.number(at)?;
    // `this one` counts nothing.
    let is_pronoun = number.in_words && message.word(at) == "one" && number.end == at + 1;
    let is_alone = message.tokens.len() == 1;
    // `5 million`, of which the figure is left out already; `millions of people` say no number.
    let is_rest = at > 0 && message.is_multiplied(at) && message.figure(at - 1).is_some();
    let is_vague = VAGUE.contains(&message.word(at));
    let is_number = (!is_pronoun || is_alone)
        && !is_rest
        && !is_vague
        && !message.is_multiplied(number.end)
        && message.stands_alone(at, number.end);
    is_number.then(|| (number.end, number.value.clone()))
}
