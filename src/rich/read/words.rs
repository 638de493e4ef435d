//! Words for values in messages.

use serde_json::Value as Json;

use crate::diagnostic::did_you_mean;
use crate::text::shortened;

/// How much of a text a message shows.
const SHOWN: usize = 40;
/// No name that is longer is compared with those that exist.
const LONGEST_NAME: usize = 64;

/// A value as a message names it.
pub(super) fn value(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(flag) => format!("`{flag}`"),
        Json::Number(number) => format!("the number {number}"),
        Json::String(text) if text.is_empty() => "an empty text".to_owned(),
        Json::String(text) => format!("the text {}", quoted(text)),
        Json::Array(_) => "a list".to_owned(),
        Json::Object(_) => "an object".to_owned(),
    }
}

/// A text in a message.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", shortened(text, SHOWN))
}

/// What to do about a text that is too long.
pub(super) fn shorten(text: &str, by: usize) -> String {
    let end = if by == 1 { "" } else { "s" };
    format!("Shorten it by {by} character{end}: {}.", quoted(text))
}

/// What is probably meant.
pub(super) fn meant<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if wrong.chars().nth(LONGEST_NAME).is_some() { None } else { did_you_mean(wrong, known) }
}
