//! Which words of a text are not those that the transcript says.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

/// Texts of more letters than this are not compared word by word.
const MOST: usize = 20_000;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    /// `del` for what only the transcript says, `ins` for what only the bot says.
    pub(super) tag: &'static str,
    pub(super) text: String,
}

impl Part {
    pub(super) fn plain(text: &str) -> Vec<Self> {
        vec![Self { tag: "", text: text.to_owned() }]
    }
}

/// Both texts in one, word by word.
pub(super) fn compare(expected: &str, actual: &str) -> Vec<Part> {
    if expected.len() + actual.len() > MOST {
        let whole = |tag, text: &str| Part { tag, text: text.to_owned() };
        return vec![whole("del", expected), whole("ins", actual)];
    }
    let diff = TextDiff::from_unicode_words(expected, actual);
    let mut parts: Vec<Part> = Vec::new();
    for change in diff.iter_all_changes() {
        let tag = match change.tag() {
            ChangeTag::Equal => "",
            ChangeTag::Delete => "del",
            ChangeTag::Insert => "ins",
        };
        match parts.last_mut().filter(|last| last.tag == tag) {
            Some(last) => last.text.push_str(change.value()),
            None => parts.push(Part { tag, text: change.value().to_owned() }),
        }
    }
    parts
}
