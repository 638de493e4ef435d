//! The tree that a YAML text becomes.

use crate::source::{Span, Text};

/// One value of the file with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// From the first to the last token of the value. What came in through an alias or a merge key
    /// keeps the place where it was defined.
    pub span: Span,
    /// What stands there.
    pub value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing was written, as in `key:`; the node's span is the empty place after the key. The words
    /// `~` and `null` are scalars: what they mean is for the reader of the tree to say.
    Null,
    /// A text.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order of the file; no key twice, merge keys already expanded.
    Mapping(Vec<Entry>),
}

/// A text as written, never read as another type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The value with the place of each part.
    pub text: Text,
    /// Written without quotes and not as a block, so that a JSON context may read it as a number.
    pub plain: bool,
}

/// One key of a mapping with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Text,
    /// Its value.
    pub value: Node,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The whole comment with its `#`, without the line break.
    pub span: Span,
    /// What it says, without the `#` and without white space around it.
    pub text: String,
}

/// What could be read of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The outermost value.
    pub root: Node,
    /// All comments in the order of the file.
    pub comments: Vec<Comment>,
    /// Stretches that a syntax error made unreadable, in the order of the file. A value among them is
    /// in the tree as the plain text that stands there; whole lines are left out. A further problem
    /// that touches such a stretch is most probably its consequence and better not reported.
    pub unread: Vec<Span>,
}

/// How much a file may ask of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The size of the text in bytes.
    pub bytes: usize,
    /// How many collections may lie in one another, aliases expanded; at most [`Limits::DEEPEST`].
    pub depth: usize,
    /// How many keys and values there may be, everything that aliases and merge keys bring in and
    /// the copies kept for anchors counted as well.
    pub nodes: usize,
}

impl Limits {
    /// No greater depth is allowed, whatever [`Limits::depth`] says: trees are walked and dropped by
    /// recursion, which must fit the stack of a small thread.
    pub const DEEPEST: usize = 256;
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 16 << 20, depth: 64, nodes: 1_000_000 }
    }
}
