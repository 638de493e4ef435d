//! Why a piece of code cannot be read.

use std::ops::Range;

/// A place where code cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Whether the code is wrong, or only more than is read here.
    pub kind: ProblemKind,
    /// The place in the code.
    pub range: Range<usize>,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What about the place, in a few words.
    pub label: &'static str,
    /// What to do, where that can be said.
    pub help: Option<&'static str>,
    /// Where what is wrong began: a bracket that is closed by another one, the first declaration.
    pub began: Option<(Range<usize>, &'static str)>,
}

/// What kind of problem it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// It is no JavaScript.
    Syntax,
    /// It may be JavaScript; it is longer, deeper or less clear than what is read here.
    Limit,
}

impl Problem {
    /// A syntax error.
    pub(super) fn syntax(range: Range<usize>, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { kind: ProblemKind::Syntax, range, message, label: "", help: None, began: None }
    }

    /// Code that is not read here.
    pub(super) fn limit(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { kind: ProblemKind::Limit, ..Self::syntax(range, message) }
    }

    /// Says what about the place.
    pub(super) fn label(self, label: &'static str) -> Self {
        Self { label, ..self }
    }

    /// Says what to do.
    pub(super) fn help(self, help: &'static str) -> Self {
        Self { help: Some(help), ..self }
    }

    /// Says where it began.
    pub(super) fn began(self, range: Range<usize>, text: &'static str) -> Self {
        Self { began: Some((range, text)), ..self }
    }
}
