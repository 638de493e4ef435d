//! What the parser finds wrong, in words for people who write bots.

use std::ops::Range;

use super::problem::Problem;

/// What the parser says.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) message: String,
    pub(super) places: Vec<Range<usize>>,
}

/// The problems that the parser found in a text.
pub(super) fn in_our_words(found: &[Found], text: &str) -> Vec<Problem> {
    // What is wrong inside of a token is often followed by this, for the same token.
    let is_vague = |found: &&Found| found.message == "Unexpected token";
    let has_other = !found.iter().all(|found| is_vague(&found));
    found.iter().filter(|found| !(has_other && is_vague(found))).map(|found| problem(found, text)).collect()
}

fn problem(found: &Found, text: &str) -> Problem {
    let message = found.message.as_str();
    let place = found.places.first().map_or(0..0, |place| within(place, text));
    if message == "Unexpected token" {
        return unexpected(place, text);
    }
    if message.starts_with("Expected a semicolon") {
        let next = next_token(text, place.end);
        if next.is_empty() {
            return ends_early(next);
        }
        let message = format!("{} does not go on with what stands before it", shown(text, &next));
        return Problem::syntax(next, message).label("something is missing before this").help(
            "Between two statements stands `;`, between two values an operator. A quotation mark inside a text needs a \
             backslash: `'It\\'s fine'`.",
        );
    }
    if let Some((expected, _)) =
        message.strip_prefix("Expected ").and_then(|rest| rest.split_once(" but found "))
    {
        return missing(expected, place, found, text);
    }
    if message.contains("can only be used within a function body") {
        return Problem::syntax(place, "`return` stands outside of a function")
            .label("nothing to return from")
            .help("Global functions run from the top to the end: put what may end early into a function.");
    }
    if message.ends_with("has already been declared") {
        let again = found.places.get(1).map_or(place.clone(), |place| within(place, text));
        let message = format!("{} is declared already", shown(text, &again));
        return Problem::syntax(again, message)
            .label("declared again")
            .began(place, "declared here")
            .help("Give one of the two another name.");
    }
    if is_about_modules(message) {
        return Problem::syntax(place, "the platform has no modules")
            .label("cannot stand in a script")
            .help("Write what you need into the global functions: every piece of code sees them.");
    }
    Problem::syntax(place, as_clause(message))
}

fn is_about_modules(message: &str) -> bool {
    message.starts_with("Cannot use") && message.ends_with("outside a module")
        || message.starts_with("import.meta")
        || message.starts_with("Unexpected export")
}

fn unexpected(place: Range<usize>, text: &str) -> Problem {
    if place.is_empty() {
        return ends_early(place);
    }
    let message = format!("{} is not expected here", shown(text, &place));
    Problem::syntax(place, message).label("something is wrong here, or right before")
}

fn missing(expected: &str, place: Range<usize>, found: &Found, text: &str) -> Problem {
    // What may follow is given as code: "`)`", "`)` or `,`".
    let message = if place.is_empty() {
        format!("the code ends where {expected} is missing")
    } else {
        format!("{expected} is missing before {}", shown(text, &place))
    };
    let problem = Problem::syntax(place, message).label("before this");
    match found.places.get(1) {
        Some(opened) => problem.began(within(opened, text), "it belongs to this"),
        None => problem,
    }
}

fn ends_early(place: Range<usize>) -> Problem {
    Problem::syntax(place, "the code ends in the middle of a statement").label("something is missing here")
}

/// A place cut to the text, at letters.
fn within(place: &Range<usize>, text: &str) -> Range<usize> {
    let cut = |offset: usize| letter_start(text, offset);
    let start = cut(place.start);
    start..cut(place.end).max(start)
}

/// The start of the letter that an offset lies in.
fn letter_start(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|start| text.is_char_boundary(*start)).unwrap_or(0)
}

/// The word or sign that comes next.
fn next_token(text: &str, from: usize) -> Range<usize> {
    let rest = &text[letter_start(text, from)..];
    let start = text.len() - rest.trim_start().len();
    let token = &text[start..];
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
    let word = token.find(|letter| !is_part(letter)).unwrap_or(token.len());
    let length = if word > 0 { word } else { token.chars().next().map_or(0, char::len_utf8) };
    start..start + length
}

/// What stands at a place, short enough for a sentence.
fn shown(text: &str, place: &Range<usize>) -> String {
    let written = text[place.clone()].lines().next().unwrap_or("");
    let mut letters = written.chars();
    let short: String = letters.by_ref().take(30).collect();
    let more = if letters.next().is_some() { "…" } else { "" };
    format!("`{short}{more}`")
}

/// A sentence as the rest of another one: without a capital letter and without a full stop.
fn as_clause(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) if letters.clone().next().is_some_and(char::is_lowercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => sentence.to_owned(),
    }
}
