//! Anchored values, kept to be repeated by aliases.

use std::collections::{HashMap, HashSet};

use super::{Node, Value};
use crate::source::Span;

/// What a copy of a value costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    /// Keys and values.
    pub(super) nodes: usize,
    /// Collections in one another.
    pub(super) depth: usize,
}

/// The anchored values of a document by the parser's number for the anchor.
#[derive(Default)]
pub(super) struct Anchors {
    kept: HashMap<usize, (Node, Size)>,
    /// Places of aliases that have no anchor.
    pub(super) undefined: HashSet<Span>,
}

impl Anchors {
    /// The size of a finished value.
    pub(super) fn measure(node: &Node) -> Size {
        let mut size = Size { nodes: 1, depth: 0 };
        let mut add = |child: &Node, keys: usize| {
            let inner = Self::measure(child);
            size.nodes += inner.nodes + keys;
            size.depth = size.depth.max(inner.depth);
        };
        match &node.value {
            Value::Null | Value::Scalar(_) => return size,
            Value::Sequence(items) => items.iter().for_each(|item| add(item, 0)),
            Value::Mapping(entries) => entries.iter().for_each(|entry| add(&entry.value, 1)),
        }
        size.depth += 1;
        size
    }

    pub(super) fn keep(&mut self, anchor: usize, node: &Node, size: Size) {
        self.kept.insert(anchor, (node.clone(), size));
    }

    /// What a copy will cost; asked before it is made.
    pub(super) fn size(&self, anchor: usize) -> Option<Size> {
        self.kept.get(&anchor).map(|&(_, size)| size)
    }

    pub(super) fn copy(&self, anchor: usize) -> Option<Node> {
        self.kept.get(&anchor).map(|(node, _)| node.clone())
    }
}
