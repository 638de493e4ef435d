//! Patterns of dialog starters and rules (spec 4.1).

mod compare;
mod messages;
mod miss;
mod parse;
mod program;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::fold::fold;
pub use compare::Effort;
pub use miss::PatternMiss;
use program::Program;

/// A pattern: `*` is any run of characters, `(a|b)` a choice, everything else stands for itself.
///
/// It is matched against the whole message without regard to case (spec 4.1.1, 4.1.3). White space
/// at the ends counts on neither side, `|` outside groups is a choice as well (U-01). Clones share
/// one pattern.
#[derive(Clone, Debug)]
pub struct Pattern(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    source: Box<str>,
    alternatives: Alternatives,
    shape: Shape,
    /// Built when a message first gets as far as this pattern: most never do.
    program: OnceLock<Program>,
}

/// One of several sequences.
pub(super) type Alternatives = Box<[Sequence]>;
/// One after the other.
pub(super) type Sequence = Box<[Node]>;

#[derive(Debug)]
pub(super) enum Node {
    /// Characters that stand for themselves, folded.
    Literal(Box<str>),
    /// `*`
    Any,
    /// `( | )`
    Group(Alternatives),
}

#[derive(Debug)]
enum Shape {
    /// No groups and no choice: literals with `*` between them, in order. The first and the last
    /// are tied to the ends of the message and may be empty.
    Glob(Box<[Box<str>]>),
    /// Everything else.
    Program,
}

/// What is wrong with a pattern, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternProblem {
    /// The bytes of the pattern that are wrong.
    pub range: Range<usize>,
    /// What is wrong with them.
    pub kind: PatternProblemKind,
}

/// The ways in which a pattern can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternProblemKind {
    /// Nothing, or white space only.
    Empty,
    /// `(` without `)`.
    UnclosedGroup,
    /// `)` without `(`.
    StrayClose,
    /// Longer than [`Pattern::MAX_LENGTH`].
    TooLong,
    /// Groups in groups deeper than [`Pattern::MAX_DEPTH`].
    TooDeep,
}

impl std::fmt::Display for PatternProblemKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the pattern is empty, so no message can match it"),
            Self::UnclosedGroup => formatter.write_str("this group is never closed: a `)` is missing"),
            Self::StrayClose => formatter.write_str("this `)` closes no group: a `(` is missing before it"),
            Self::TooLong => {
                write!(formatter, "the pattern is longer than {} bytes", Pattern::MAX_LENGTH)
            }
            Self::TooDeep => {
                write!(formatter, "groups are nested more than {} deep here", Pattern::MAX_DEPTH)
            }
        }
    }
}

impl Pattern {
    /// The longest pattern, in bytes.
    pub const MAX_LENGTH: usize = 4096;
    /// How deep groups may be nested.
    pub const MAX_DEPTH: usize = 32;

    /// Reads a pattern, or says everything that is wrong with it.
    pub fn parse(source: &str) -> Result<Self, Vec<PatternProblem>> {
        let problems = parse::problems(source);
        if !problems.is_empty() {
            return Err(problems);
        }
        let alternatives = parse::alternatives(source.trim());
        let shape = match &*alternatives {
            [only] => glob(only),
            _ => Shape::Program,
        };
        let source = source.into();
        Ok(Self(Arc::new(Inner { source, alternatives, shape, program: OnceLock::new() })))
    }

    /// The pattern as it was written.
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// Whether the whole of `text` matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.matches_message(&message(text))
    }

    /// Whether a message that [`message`] prepared matches.
    pub(super) fn matches_message(&self, message: &str) -> bool {
        match &self.0.shape {
            Shape::Glob(parts) => matches_glob(parts, message),
            Shape::Program => self.program().is_match(message.as_bytes()),
        }
    }

    fn program(&self) -> &Program {
        self.0.program.get_or_init(|| Program::new(&self.0.alternatives))
    }

    /// Whether `*` occurs in it.
    pub fn has_wildcard(&self) -> bool {
        self.0.alternatives.iter().any(|sequence| contains_any(sequence))
    }

    /// Whether every message matches, as with `*`.
    pub fn matches_everything(&self) -> bool {
        accepts_everything(&self.0.alternatives)
    }

    /// Whether `|` occurs outside groups, which may not mean what the author thinks (U-01).
    pub fn has_top_level_alternation(&self) -> bool {
        self.0.alternatives.len() > 1
    }

    /// The one message, folded, that matches; `None` where several do.
    pub(super) fn as_literal(&self) -> Option<&str> {
        match &self.0.shape {
            Shape::Glob(parts) if parts.len() == 1 => parts.first().map(|part| &**part),
            _ => None,
        }
    }

    pub(super) fn alternatives(&self) -> &[Sequence] {
        &self.0.alternatives
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source() == other.source()
    }
}

impl Eq for Pattern {}

impl std::fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.source())
    }
}

/// A consumer's message as patterns see it: without white space at its ends and folded.
pub(super) fn message(text: &str) -> Cow<'_, str> {
    fold(text.trim())
}

fn glob(sequence: &[Node]) -> Shape {
    let mut parts: Vec<Box<str>> = Vec::with_capacity(3);
    let mut open = true;
    for node in sequence {
        match node {
            Node::Literal(text) => {
                parts.push(text.clone());
                open = false;
            }
            // After a literal or another `*`, a `*` only separates; at the start it leaves the
            // first part empty.
            Node::Any if open && parts.is_empty() => parts.push("".into()),
            Node::Any => open = true,
            Node::Group(_) => return Shape::Program,
        }
    }
    if open {
        parts.push("".into());
    }
    Shape::Glob(parts.into())
}

/// Takes each literal at its first place after the one before, which is never worse than a later
/// one: whatever follows then has more room.
fn matches_glob(parts: &[Box<str>], message: &str) -> bool {
    let [first, rest @ ..] = parts else { return false };
    let Some(after) = message.strip_prefix(&**first) else { return false };
    let [middle @ .., last] = rest else { return after.is_empty() };
    let Some(mut left) = after.strip_suffix(&**last) else { return false };
    for part in middle {
        let Some(at) = left.find(&**part) else { return false };
        left = &left[at + part.len()..];
    }
    true
}

fn contains_any(sequence: &[Node]) -> bool {
    sequence.iter().any(|node| match node {
        Node::Literal(_) => false,
        Node::Any => true,
        Node::Group(alternatives) => alternatives.iter().any(|inner| contains_any(inner)),
    })
}

fn accepts_everything(alternatives: &[Sequence]) -> bool {
    alternatives.iter().any(|sequence| {
        let everything = |node: &Node| match node {
            Node::Literal(_) => false,
            Node::Any => true,
            Node::Group(inner) => accepts_everything(inner),
        };
        sequence.iter().any(everything) && sequence.iter().all(accepts_nothing)
    })
}

/// Whether the empty text matches.
fn accepts_nothing(node: &Node) -> bool {
    match node {
        Node::Literal(_) => false,
        Node::Any => true,
        Node::Group(inner) => inner.iter().any(|sequence| sequence.iter().all(accepts_nothing)),
    }
}
