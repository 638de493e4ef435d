//! How reports word what they have in common.

use crate::replay::{Trouble, TroubleKind, Unmet};
use crate::terminal::printable_line;
use crate::text::shortened;

/// So many characters of a text stand in a sentence.
const MOST: usize = 160;

/// A text in a sentence: on one line, in quotation marks, shortened where it is long.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", brief(text))
}

/// A text on one line, shortened where it is long.
pub(super) fn brief(text: &str) -> String {
    shortened(&printable_line(text.trim()), MOST)
}

/// What does not hold after a turn: `state: open; expected: closed`.
pub(super) fn unmet(unmet: &Unmet) -> String {
    let Unmet { what, expected, actual, .. } = unmet;
    match is_about_one_call(what) && actual != "no call" {
        // What differs in a call is a sentence of its own.
        true => format!("{what}: {actual}"),
        false => format!("{what}: {actual}; expected: {expected}"),
    }
}

fn is_about_one_call(what: &str) -> bool {
    what.starts_with("calls.") && [".first", ".last", ".some"].iter().any(|end| what.ends_with(end))
}

/// What went wrong beside the conversation, with where it comes from.
pub(super) fn trouble(trouble: &Trouble) -> String {
    let nearest = if trouble.kind == TroubleKind::Call { "it stands at " } else { "" };
    match &trouble.place {
        Some(place) => format!("{} ({nearest}{place})", trouble.message),
        None => trouble.message.clone(),
    }
}

/// That a case does not go the same way each time.
pub(super) fn unsteady(repetition: usize) -> String {
    format!(
        "repetition {repetition} went another way than the first one: something outside of the transcript decides \
         how it goes, such as a live service"
    )
}
