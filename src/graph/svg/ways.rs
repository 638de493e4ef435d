//! What flows between the cards of a dialog, and what flows into it and out of it.

use std::collections::BTreeMap;

use crate::graph::{End, Picture};

/// The edges of one card to one end.
#[derive(Debug)]
pub(super) struct Bundle {
    pub(super) from: usize,
    pub(super) to: End,
    /// In their order; never empty.
    pub(super) edges: Vec<usize>,
}

/// What is drawn between the cards of the whole picture.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// By node: its bundles to cards of its dialog, in the order of their first edges.
    pub(super) inner: Vec<Vec<Bundle>>,
    /// By node: its bundles to other dialogs, and those that end.
    pub(super) out: Vec<Vec<Bundle>>,
    /// By node: the nodes of other dialogs that lead to it, each once.
    pub(super) into: Vec<Vec<usize>>,
}

impl Ways {
    /// Those of a picture.
    pub(super) fn of(picture: &Picture) -> Self {
        let empty = || picture.nodes.iter().map(|_| Vec::new()).collect();
        let mut ways =
            Self { inner: empty(), out: empty(), into: picture.nodes.iter().map(|_| Vec::new()).collect() };
        for bundle in bundles(picture) {
            let dialog = picture.nodes[bundle.from].dialog;
            match bundle.to {
                End::Node(to) if picture.nodes[to].dialog == dialog => ways.inner[bundle.from].push(bundle),
                End::Node(to) => {
                    ways.into[to].push(bundle.from);
                    ways.out[bundle.from].push(bundle);
                }
                End::Stop(_) => ways.out[bundle.from].push(bundle),
            }
        }
        ways
    }
}

/// All edges, those of one node to one end together.
fn bundles(picture: &Picture) -> Vec<Bundle> {
    let mut places: BTreeMap<(usize, End), usize> = BTreeMap::new();
    let mut bundles: Vec<Bundle> = Vec::new();
    for (index, edge) in picture.edges.iter().enumerate() {
        let place = *places.entry((edge.from, edge.to)).or_insert_with(|| {
            bundles.push(Bundle { from: edge.from, to: edge.to, edges: Vec::new() });
            bundles.len() - 1
        });
        bundles[place].edges.push(index);
    }
    bundles
}

/// The cards of a dialog that hang together by what flows between them; each group in the order of the file, and
/// the groups by their first card.
pub(super) fn groups(nodes: &[usize], ways: &Ways) -> Vec<Vec<usize>> {
    let place: BTreeMap<usize, usize> =
        nodes.iter().enumerate().map(|(place, node)| (*node, place)).collect();
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (from, node) in nodes.iter().enumerate() {
        for bundle in &ways.inner[*node] {
            if let End::Node(to) = bundle.to
                && let Some(to) = place.get(&to)
            {
                neighbours[from].push(*to);
                neighbours[*to].push(from);
            }
        }
    }
    let mut is_seen = vec![false; nodes.len()];
    let mut groups = Vec::new();
    for first in 0..nodes.len() {
        if std::mem::replace(&mut is_seen[first], true) {
            continue;
        }
        let mut group = vec![first];
        let mut next = 0;
        while let Some(one) = group.get(next).copied() {
            next += 1;
            for other in &neighbours[one] {
                if !std::mem::replace(&mut is_seen[*other], true) {
                    group.push(*other);
                }
            }
        }
        group.sort_unstable();
        groups.push(group.into_iter().map(|place| nodes[place]).collect());
    }
    groups
}
