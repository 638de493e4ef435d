//! What would mend a problem, as edits of the author's text.

use crate::source::Span;

/// Edits that together mend one problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a command without a full stop: "Write `next: end`".
    pub title: String,
    /// Whether it can be applied unseen.
    pub safety: Safety,
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
}

/// Whether a fix can be applied without somebody looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// The conversation stays as the author meant it.
    Safe,
    /// It may mean another conversation, as where a name is guessed.
    Unsafe,
}

/// A stretch of a file and what is to stand in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What stands there afterwards; empty where something is taken out.
    pub text: String,
}

impl Fix {
    /// A fix that replaces one stretch.
    pub fn replace(title: impl Into<String>, safety: Safety, span: Span, text: impl Into<String>) -> Self {
        Self { title: title.into(), safety, edits: vec![Edit { span, text: text.into() }] }
    }
}
