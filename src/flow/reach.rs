//! What the flow can get to.

use super::{Destination, Ending, Graph};
use crate::linked::{InteractionId, Names};

/// Whether the flow can get to an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Nothing leads there.
    Never,
    /// Only if code that chooses the name of an interaction chooses so, or a name that is misspelt was meant so.
    Perhaps,
    /// There is a way.
    Yes,
}

/// Finds out what can be reached from all entries.
pub(super) fn reach(graph: &Graph, names: &Names<'_>) -> Vec<Reach> {
    let mut found = vec![Reach::Never; graph.len()];
    let entries = graph.entries().iter().filter_map(|entry| match entry.to {
        Destination::Interaction(id) => Some(id),
        Destination::End(_) => None,
    });
    spread(graph, &mut found, entries, Reach::Yes);
    if graph.ids().any(|id| found[id.index()] == Reach::Yes && is_open(graph, id)) {
        let named = names.all_places().filter(|place| place.is_live() && place.interaction.name.is_some());
        spread(graph, &mut found, named.map(|place| place.id), Reach::Perhaps);
    }
    found
}

/// Whether it may lead to any interaction that has a name.
fn is_open(graph: &Graph, id: InteractionId) -> bool {
    let is_missing = |to| to == Destination::End(Ending::Missing);
    graph.is_open(id) || graph.edges_from(id).iter().any(|edge| is_missing(edge.to))
}

fn spread(graph: &Graph, found: &mut [Reach], from: impl Iterator<Item = InteractionId>, reach: Reach) {
    let mut stack: Vec<InteractionId> = from.collect();
    while let Some(id) = stack.pop() {
        if found[id.index()] >= reach {
            continue;
        }
        found[id.index()] = reach;
        stack.extend(graph.edges_from(id).iter().filter_map(|edge| edge.target()));
    }
}
