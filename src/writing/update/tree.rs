//! The files as trees, with the place of every node to be found by its span.

use std::collections::{BTreeMap, HashMap};

use super::Played;
use crate::source::{SourceId, Sources, Span};
use crate::yaml::compose::ScalarPlace;
use crate::yaml::{Document, Limits, Node, Value, parse_yaml};

/// Every file that holds items of these cases.
pub(super) fn documents(
    played: &[Played<'_>],
    sources: &Sources,
    same: &dyn Fn(SourceId) -> SourceId,
) -> BTreeMap<SourceId, Document> {
    let mut documents = BTreeMap::new();
    let items = played.iter().flat_map(|played| &played.case.turns);
    let mut last = None;
    for id in items.map(|item| item.span.source) {
        // Items of one file follow each other.
        if last.replace(id) == Some(id) {
            continue;
        }
        let id = same(id);
        if !documents.contains_key(&id)
            && let (Some(document), _) = parse_yaml(sources, id, &Limits::default())
        {
            documents.insert(id, document);
        }
    }
    documents
}

/// The trees of all files.
pub(super) struct Trees<'t> {
    trees: BTreeMap<SourceId, Tree<'t>>,
    same: &'t dyn Fn(SourceId) -> SourceId,
}

impl<'t> Trees<'t> {
    pub(super) fn new(
        documents: &'t BTreeMap<SourceId, Document>,
        sources: &'t Sources,
        same: &'t dyn Fn(SourceId) -> SourceId,
    ) -> Self {
        let tree = |(id, document): (&SourceId, &'t Document)| {
            (*id, Tree::new(sources.get(*id).text(), &document.root))
        };
        Self { trees: documents.iter().map(tree).collect(), same }
    }

    pub(super) fn get(&self, id: SourceId) -> Option<&Tree<'t>> {
        self.trees.get(&(self.same)(id))
    }

    /// The node at a span.
    pub(super) fn node(&self, span: Span) -> Option<&'t Node> {
        Some(self.get(span.source)?.spot(span)?.node)
    }
}

/// A file's text and its nodes.
pub(super) struct Tree<'t> {
    pub(super) text: &'t str,
    spots: HashMap<(u32, u32), Spot<'t>>,
}

/// A node and what is around it.
#[derive(Clone, Copy)]
pub(super) struct Spot<'t> {
    pub(super) node: &'t Node,
    /// How a scalar is written here.
    pub(super) place: ScalarPlace,
    /// The list that it is an item of, and its place in it.
    pub(super) list: Option<(&'t Node, usize)>,
    /// Where the key ends whose value it is.
    pub(super) key_end: Option<usize>,
}

impl<'t> Tree<'t> {
    pub(super) fn new(text: &'t str, root: &'t Node) -> Self {
        let mut tree = Self { text, spots: HashMap::new() };
        tree.walk(Spot { node: root, place: ScalarPlace::Block(0), list: None, key_end: None });
        tree
    }

    /// The node at a span; nothing where an alias has brought it in from elsewhere.
    pub(super) fn spot(&self, span: Span) -> Option<Spot<'t>> {
        self.spots.get(&(span.start, span.end)).copied()
    }

    /// Whether a collection is written in brackets.
    pub(super) fn is_in_brackets(&self, node: &Node) -> bool {
        self.text[node.span.start as usize..].starts_with(['[', '{'])
    }

    fn walk(&mut self, spot: Spot<'t>) {
        let node = spot.node;
        // The first one to be seen is the outermost.
        self.spots.entry((node.span.start, node.span.end)).or_insert(spot);
        let is_flow = spot.place == ScalarPlace::Flow || self.is_in_brackets(node);
        let place = |column: Option<usize>| match column {
            Some(column) if !is_flow => ScalarPlace::Block(column + 2),
            _ => ScalarPlace::Flow,
        };
        match &node.value {
            Value::Null | Value::Scalar(_) => {}
            Value::Sequence(items) => {
                for (index, item) in items.iter().enumerate().filter(|(_, item)| holds(node, item)) {
                    let column = self.dash_before(item).map(|dash| self.column(dash));
                    let list = Some((node, index));
                    self.walk(Spot { node: item, place: place(column), list, key_end: None });
                }
            }
            Value::Mapping(entries) => {
                let column = Some(self.column(node.span.start as usize));
                for entry in entries.iter().filter(|entry| holds(node, &entry.value)) {
                    let key_end = Some(entry.key.span().end as usize);
                    self.walk(Spot { node: &entry.value, place: place(column), list: None, key_end });
                }
            }
        }
    }

    /// Where the dash of an item of a block list stands.
    pub(super) fn dash_before(&self, item: &Node) -> Option<usize> {
        let mut before = &self.text[..item.span.start as usize];
        loop {
            before = before.trim_end();
            if before.ends_with('-') {
                return Some(before.len() - 1);
            }
            // An anchor or a tag may stand between the two.
            let word = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            if !before[word..].starts_with(['&', '!']) {
                return None;
            }
            before = &before[..word];
        }
    }

    pub(super) fn column(&self, offset: usize) -> usize {
        self.text[self.line_start(offset)..offset].chars().count()
    }

    pub(super) fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Behind the line break of the line that a node ends on.
    pub(super) fn line_end(&self, node: &Node) -> usize {
        let end = node.span.end as usize;
        // A block scalar may end with its last line break.
        if end > node.span.start as usize && self.text[..end].ends_with('\n') {
            return end;
        }
        self.text[end..].find('\n').map_or(self.text.len(), |at| end + at + 1)
    }

    /// What follows a node on its line.
    pub(super) fn rest_of_line(&self, node: &Node) -> &'t str {
        &self.text[node.span.end as usize..self.line_end(node).max(node.span.end as usize)]
    }
}

/// Whether a part of a collection stands in it: what an alias brings in stands elsewhere.
fn holds(collection: &Node, part: &Node) -> bool {
    collection.span.start <= part.span.start && part.span.end <= collection.span.end
}
