//! What is behind the nodes and edges of a picture.

use crate::flow::{self, Graph};
use crate::linked::InteractionId;

/// The interactions and the steps of a flow that are in a picture.
#[derive(Clone, Debug)]
pub struct Key {
    /// By node.
    interactions: Vec<InteractionId>,
    /// By interaction.
    nodes: Vec<Option<usize>>,
    /// By edge: the node that it leaves, and the place of its step in the flow; none for code that may lead anywhere.
    edges: Vec<(usize, Option<usize>)>,
}

impl Key {
    /// What is shown, and what flows to it or from it.
    pub(super) fn of(flow: &Graph, is_shown: &dyn Fn(InteractionId) -> bool) -> Self {
        let leads_in = |edge: &flow::Edge| is_shown(edge.from) || edge.target().is_some_and(is_shown);
        let mut is_in: Vec<bool> = flow.ids().map(is_shown).collect();
        for edge in flow.edges().iter().filter(|edge| leads_in(edge)) {
            is_in[edge.from.index()] = true;
            edge.target().into_iter().for_each(|to| is_in[to.index()] = true);
        }
        let interactions: Vec<InteractionId> = flow.ids().filter(|id| is_in[id.index()]).collect();
        let mut key = Self { interactions, nodes: vec![None; flow.len()], edges: Vec::new() };
        for (node, id) in key.interactions.iter().enumerate() {
            key.nodes[id.index()] = Some(node);
            let steps = flow.range_from(*id).filter(|step| leads_in(&flow.edges()[*step]));
            key.edges.extend(steps.map(|step| (node, Some(step))));
            if flow.is_open(*id) && is_shown(*id) {
                key.edges.push((node, None));
            }
        }
        key
    }

    /// The node of an interaction, if it is in the picture.
    pub fn node(&self, id: InteractionId) -> Option<usize> {
        self.nodes.get(id.index()).copied().flatten()
    }

    /// The interaction of a node.
    pub(in crate::graph) fn interaction(&self, node: usize) -> InteractionId {
        self.interactions[node]
    }

    /// The interactions of all nodes.
    pub fn interactions(&self) -> impl Iterator<Item = InteractionId> + '_ {
        self.interactions.iter().copied()
    }

    /// The node that each edge leaves, and its step.
    pub(super) fn edges(&self) -> impl Iterator<Item = (usize, Option<usize>)> + '_ {
        self.edges.iter().copied()
    }

    /// The steps of all edges: their places in the flow.
    pub fn steps(&self) -> impl Iterator<Item = Option<usize>> + '_ {
        self.edges.iter().map(|(_, step)| *step)
    }
}
