//! What goes wrong with a piece of code.

use std::sync::Arc;

use crate::source::Span;

/// A piece of code did not run to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What happened.
    pub kind: FailureKind,
    /// What the engine says of it, as one line without a full stop: `TypeError: x is null`.
    pub message: Arc<str>,
    /// Where, in the bot file or the file of the code.
    pub at: Option<Span>,
    /// Whether it happened while the global functions were set up, before the code itself ran.
    pub in_functions: bool,
    /// What to do about it, where that is known.
    pub help: Option<Arc<str>>,
}

/// Why a piece of code did not run to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// It is no JavaScript, so none of it ran.
    Syntax,
    /// It is not ES5, and the bot's settings refuse what is not; none of it ran.
    NotEs5,
    /// It threw an exception.
    Thrown,
    /// It ran for longer than the platform lets it (scripting spec 2.1).
    TimeOut,
    /// It took more memory than it may.
    OutOfMemory,
    /// It called itself too deeply.
    StackOverflow,
    /// It did more than one run may: messages, log lines.
    TooMuch,
}
