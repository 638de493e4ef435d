//! Sums of money, and percentages.

use iso_currency::Currency;

use super::{Match, Message};

/// Signs that stand for one currency. `$` is the one of the United States unless letters before it say
/// otherwise.
const SIGNS: [(&str, &str); 5] = [("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("₹", "INR")];

/// Letters before `$`.
const DOLLARS: [(&str, &str); 9] = [
    ("us", "USD"),
    ("a", "AUD"),
    ("au", "AUD"),
    ("c", "CAD"),
    ("ca", "CAD"),
    ("nz", "NZD"),
    ("hk", "HKD"),
    ("s", "SGD"),
    ("sg", "SGD"),
];

/// Words behind a number. A pound is a weight as well, so it is not among them.
const WORDS: [(&str, &str); 5] =
    [("dollar", "USD"), ("dollars", "USD"), ("euro", "EUR"), ("euros", "EUR"), ("yen", "JPY")];

fn code_of(known: &[(&str, &'static str)], text: &str) -> Option<&'static str> {
    known.iter().find(|(name, _)| *name == text).map(|(_, code)| *code)
}

/// MONEY: the amount and the currency's three letters, `19.99 EUR`.
pub(super) fn find(message: &Message<'_>, at: usize) -> Match {
    let (end, amount, code) = sign_first(message, at).or_else(|| amount_first(message, at))?;
    let is_sum = message.stands_alone(at, end) && !message.is_multiplied(end);
    is_sum.then(|| (end, format!("{amount} {code}")))
}

type Sum = Option<(usize, String, &'static str)>;

/// `$5`, `€ 19.99`, `US$5`, `EUR 5`.
fn sign_first(message: &Message<'_>, at: usize) -> Sum {
    let token = message.token(at)?;
    let (code, next) = if token.is_word() && message.is_joined(at + 1) && message.is_symbol(at + 1, "$") {
        (code_of(&DOLLARS, &token.lower)?, at + 2)
    } else {
        (code_of(&SIGNS, token.text).or_else(|| iso_code(token.text))?, at + 1)
    };
    let amount = message.quantities.number(next).filter(|_| message.figure(next).is_some())?;
    Some((amount.end, amount.value.clone(), code))
}

/// `5 €`, `5 EUR`, `five dollars`.
fn amount_first(message: &Message<'_>, at: usize) -> Sum {
    let amount = message.quantities.number(at)?;
    let unit = message.token(amount.end)?;
    let code = code_of(&SIGNS, unit.text)
        .or_else(|| iso_code(unit.text))
        .or_else(|| code_of(&WORDS, message.word(amount.end)))?;
    Some((amount.end + 1, amount.value.clone(), code))
}

/// A currency's letters, in capitals only: `all` and `try` are words.
fn iso_code(text: &str) -> Option<&'static str> {
    let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code.then(|| Currency::from_code(text)).flatten().map(|currency| currency.code())
}

/// PERCENT: the number and `%`.
pub(super) fn find_percent(message: &Message<'_>, at: usize) -> Match {
    let number = message.quantities.number(at)?;
    let end = number.end;
    let end = match message.word(end) {
        "percent" => end + 1,
        "per" if message.word(end + 1) == "cent" => end + 2,
        _ if message.is_symbol(end, "%") => end + 1,
        _ => return None,
    };
    message.stands_alone(at, end).then(|| (end, format!("{}%", number.value)))
}
