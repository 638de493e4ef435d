//! What is wrong with structured content, as values.

use crate::bot::Channel;

/// What was read, as far as it could be, with everything that is wrong with it.
#[derive(Clone, Debug)]
pub struct Reading<T> {
    /// What was read; `None` where there is nothing that could be.
    pub content: Option<T>,
    /// Everything that is wrong.
    pub violations: Vec<Violation>,
}

/// One thing that is wrong with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// In which part of the message.
    pub part: Part,
    /// Where in that part: a JSON pointer, empty for all of it.
    pub pointer: String,
    /// What becomes of it.
    pub consequence: Consequence,
    /// What is wrong, with the actual value and the limit, as one sentence without a full stop.
    pub message: String,
    /// The limit that is not kept, where it is a number.
    pub limit: Option<usize>,
    /// What to do.
    pub help: String,
}

/// A part of a message; each is JSON of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The structured content.
    Content,
    /// The quick replies beside it.
    QuickReplies,
    /// The message's metadata.
    Metadata,
}

/// What becomes of what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// The window refuses the whole of it: it would not be rendered.
    NotRendered,
    /// The window takes it and leaves this part out without a word.
    NotDrawn,
    /// The window of the schema takes it, this channel does not.
    ChannelLimit(Channel),
}

impl Violation {
    pub(super) fn new(
        (part, pointer): (Part, String),
        consequence: Consequence,
        message: String,
        help: impl Into<String>,
    ) -> Self {
        Self { part, pointer, consequence, message, limit: None, help: help.into() }
    }
}

/// How many there are of something: `1 card`, `3 cards`.
pub(super) fn counted(number: usize, noun: &str) -> String {
    let end = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{end}")
}

/// Words in a sentence: `a`, `b` or `c`.
pub(super) fn one_of<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} or {last}", before.join(", ")),
    }
}
