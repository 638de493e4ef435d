//! Texts as scalars: without quotes where YAML reads the same text back, else in quotes or as a block.

use std::fmt::Write as _;

/// Where a scalar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarPlace {
    /// In brackets.
    Flow,
    /// Outside of brackets. A block scalar's lines begin in this column, counted from 0.
    Block(usize),
}

/// A text as a scalar: several lines as a block where that is possible, everything else in one line.
pub fn scalar(text: &str, place: ScalarPlace) -> String {
    match place {
        ScalarPlace::Block(column) if text.contains('\n') && fits_block(text) => {
            format!("|-{}", literal_lines(text, column))
        }
        ScalarPlace::Block(_) => in_one_line(text, false),
        ScalarPlace::Flow => in_one_line(text, true),
    }
}

/// A text as a scalar in one line.
pub fn in_one_line(text: &str, is_in_brackets: bool) -> String {
    if is_plain(text, is_in_brackets) { text.to_owned() } else { in_quotes(text) }
}

/// A text in the place of another, in the same style as far as that can hold it. `old` is the whole token;
/// `rest` is what follows it on its line. The line breaks of the new token are plain ones, and it ends as the
/// old one does.
pub fn scalar_like(text: &str, old: &str, rest: &str, place: ScalarPlace) -> String {
    let ends_line = old.ends_with('\n');
    let new = match (old.chars().next(), place) {
        (Some('"'), _) => in_double_quotes(text),
        (Some('\''), _) if !text.contains(needs_escape) => in_single_quotes(text),
        (Some('|'), ScalarPlace::Block(_)) => block_like(text, old, false).unwrap_or(scalar(text, place)),
        (Some('>'), ScalarPlace::Block(_)) => block_like(text, old, true).unwrap_or(scalar(text, place)),
        // A comment behind the text would become a part of a block's last line.
        _ if !rest.trim().is_empty() => in_one_line(text, place == ScalarPlace::Flow),
        _ => scalar(text, place),
    };
    if ends_line { format!("{new}\n") } else { new }
}

/// A text as the content of a block scalar with the header and the indentation of an old one.
fn block_like(text: &str, old: &str, is_folded: bool) -> Option<String> {
    if !fits_block(text) || is_folded && text.lines().any(|line| line.starts_with(char::is_whitespace)) {
        return None;
    }
    let (header, content) = old.split_once('\n')?;
    let first = content.lines().find(|line| !line.trim().is_empty())?;
    let column = first.len() - first.trim_start_matches(' ').len();
    let lines = match is_folded {
        true => literal_lines(&unfolded(text), column),
        false => literal_lines(text, column),
    };
    Some(format!("{}{lines}", header.trim_end_matches('\r')))
}

/// One line break more wherever there are some: folding takes it away.
fn unfolded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        out.push(letter);
        if letter == '\n' && letters.peek() != Some(&'\n') {
            out.push('\n');
        }
    }
    out
}

fn literal_lines(text: &str, column: usize) -> String {
    let mut lines = String::new();
    for line in text.split('\n') {
        match line {
            "" => lines.push('\n'),
            line => {
                let _ = write!(lines, "\n{:column$}{line}", "");
            }
        }
    }
    lines
}

/// Whether a block scalar without an indentation indicator holds a text as it is.
fn fits_block(text: &str) -> bool {
    let starts_and_ends_well =
        !text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace) && !text.is_empty();
    starts_and_ends_well
        && !text.contains(|letter| needs_escape(letter) && letter != '\n')
        // White space alone on a line, or at the end of one, is nothing that an editor leaves as it is.
        && text.split('\n').all(|line| !line.ends_with([' ', '\t']))
}

/// Whether YAML reads a text back as it stands there.
fn is_plain(text: &str, is_in_brackets: bool) -> bool {
    const INDICATORS: &[char] =
        &[',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '?', ':'];
    let Some(first) = text.chars().next() else { return false };
    let begins_well = !INDICATORS.contains(&first)
        && (first != '-' || text.chars().nth(1).is_some_and(|second| second.is_alphanumeric()))
        && !first.is_whitespace()
        && !text.starts_with("...");
    begins_well
        && !text.ends_with(char::is_whitespace)
        && !text.ends_with(':')
        && !text.contains(needs_escape)
        && !text.contains(": ")
        && !text.contains(" #")
        && !(is_in_brackets && text.contains([',', '[', ']', '{', '}']))
        // These would be nothing, and a merge key.
        && !matches!(text, "null" | "~" | "<<")
}

/// In double quotes, as most texts that need some; in single ones where that saves backslashes.
fn in_quotes(text: &str) -> String {
    let is_simple = !text.contains(needs_escape);
    match is_simple && text.contains(['"', '\\']) {
        true => in_single_quotes(text),
        false => in_double_quotes(text),
    }
}

fn in_single_quotes(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn in_double_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if needs_escape(letter) => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// Characters that YAML does not allow as they are, or takes for white space or line breaks.
fn needs_escape(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
