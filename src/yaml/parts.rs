//! A line of a broken file as its author saw it: item, key, value.

use std::ops::Range;

use super::lines::Line;
use super::repair::value_end;

/// A line taken apart as `- key: value`.
pub(super) struct Parts {
    /// The column at which the key, or the item's text, begins.
    pub(super) key: Range<usize>,
    pub(super) has_key: bool,
    pub(super) value: Range<usize>,
}

/// Takes a line apart.
pub(super) fn parts(text: &str, line: Line) -> Parts {
    let bytes = text.as_bytes();
    let blank = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t'));
    let skip = |mut at: usize| {
        while at < line.end && blank(at) {
            at += 1;
        }
        at
    };
    let mut at = skip(line.start);
    while at < line.end && bytes[at] == b'-' && (blank(at + 1) || at + 1 == line.end) {
        at = skip(at + 1);
    }
    let colon = key_colon(&text[at..line.end]).map(|length| at + length);
    let start = skip(colon.map_or(at, |colon| colon + 1)).min(line.end);
    let value = start..value_end(text, start, line.end).max(start);
    Parts { key: at..colon.unwrap_or(value.end), has_key: colon.is_some(), value }
}

/// The colon behind the key that a line begins with.
fn key_colon(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    let from = match first {
        '"' | '\'' => 1 + rest[1..].find(first)? + 1,
        '[' | '{' | '#' => return None,
        _ => 0,
    };
    let comment = rest.find(" #").unwrap_or(rest.len());
    let colons = rest[from..].match_indices(':').map(|(at, _)| from + at);
    let ends_key = |at: &usize| matches!(rest.as_bytes().get(at + 1), None | Some(b' ' | b'\t'));
    let colon = colons.take_while(|&at| at < comment).find(ends_key)?;
    (from == 0 || rest[from..colon].trim().is_empty()).then_some(colon)
}
