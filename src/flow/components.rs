//! Circles: what can be gone to and come back from (Tarjan's strongly connected components, without recursion).

use super::{Edge, Graph};
use crate::linked::InteractionId;

/// Which interactions lie on a circle together.
#[derive(Clone, Debug)]
pub struct Components {
    of: Vec<u32>,
}

impl Components {
    /// The number of the component that an interaction belongs to. Where a step leads to another component, its number
    /// is the smaller one.
    pub fn of(&self, id: InteractionId) -> usize {
        self.of[id.index()] as usize
    }

    /// Whether a step lies on a circle.
    pub fn is_on_circle(&self, edge: &Edge) -> bool {
        edge.target().is_some_and(|to| self.of(to) == self.of(edge.from))
    }
}

/// An interaction whose steps are being followed.
struct Frame {
    id: InteractionId,
    /// The next of its steps.
    edge: usize,
}

const UNSEEN: u32 = u32::MAX;

struct Search<'g> {
    graph: &'g Graph,
    /// In which order interactions were found.
    order: Vec<u32>,
    /// The earliest one that is known to be reached from it.
    low: Vec<u32>,
    of: Vec<u32>,
    stack: Vec<InteractionId>,
    found: u32,
    components: u32,
}

/// The components of the graph that has only the steps for which `counts` is true.
pub(super) fn components(graph: &Graph, counts: impl Fn(&Edge) -> bool) -> Components {
    let size = graph.len();
    let mut search = Search {
        graph,
        order: vec![UNSEEN; size],
        low: vec![UNSEEN; size],
        of: vec![UNSEEN; size],
        stack: Vec::new(),
        found: 0,
        components: 0,
    };
    for id in graph.ids() {
        if search.order[id.index()] == UNSEEN {
            search.from(id, &counts);
        }
    }
    Components { of: search.of }
}

impl Search<'_> {
    fn from(&mut self, root: InteractionId, counts: &impl Fn(&Edge) -> bool) {
        let mut frames = vec![self.open(root)];
        while let Some(frame) = frames.last_mut() {
            let (id, edges) = (frame.id, self.graph.edges_from(frame.id));
            let Some(edge) = edges.get(frame.edge) else {
                frames.pop();
                self.close(id);
                if let Some(parent) = frames.last() {
                    self.lower(parent.id, self.low[id.index()]);
                }
                continue;
            };
            frame.edge += 1;
            let Some(to) = edge.target().filter(|_| counts(edge)) else { continue };
            if self.order[to.index()] == UNSEEN {
                let next = self.open(to);
                frames.push(next);
            } else if self.of[to.index()] == UNSEEN {
                self.lower(id, self.order[to.index()]);
            }
        }
    }

    fn open(&mut self, id: InteractionId) -> Frame {
        self.order[id.index()] = self.found;
        self.low[id.index()] = self.found;
        self.found += 1;
        self.stack.push(id);
        Frame { id, edge: 0 }
    }

    fn lower(&mut self, id: InteractionId, low: u32) {
        let known = &mut self.low[id.index()];
        *known = low.min(*known);
    }

    /// All steps of it are followed: if it reaches nothing earlier, what was found since is a component.
    fn close(&mut self, id: InteractionId) {
        if self.low[id.index()] != self.order[id.index()] {
            return;
        }
        while let Some(member) = self.stack.pop() {
            self.of[member.index()] = self.components;
            if member == id {
                break;
            }
        }
        self.components += 1;
    }
}
