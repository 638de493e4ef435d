//! What may follow what: the flow graph of a bot.
//!
//! [`Graph::new`] works it out once, in time that grows with the bot, and takes bots with errors. Its nodes are the
//! interactions, its edges the steps that the engine may take between them: it must not take another one. Where the
//! flow begins is an [`Entry`]. What is disabled has no edges, and is passed over.
//!
//! Code that names an interaction has edges of its own; code that works the name out makes its interaction
//! [open](Graph::is_open): it may lead to whatever has a name. Steps that hang on code or on variables are not
//! [certain](Edge::is_certain), so whoever says that something always happens looks at the others only.
//!
//! What is drawn and what rules report is up to others. A renderer asks for the interactions of each dialog, for
//! [`Graph::edges_from`] with [`Edge::in_words`], for [`Graph::reach`] and [`Graph::is_dead_end`].

mod components;
mod edge;
mod entry;
mod jumps;
mod landing;
mod outgoing;
mod reach;
mod words;

pub use components::Components;
pub use edge::{Cause, Destination, Edge, Ending, Pause};
pub use entry::{Entry, Trigger};
pub use reach::Reach;

use std::ops::Range;

use crate::code::Scripts;
use crate::linked::{DialogId, InteractionId, Names};
use crate::source::Span;
use landing::Landing;
use outgoing::{CodeJumps, Outgoing};

/// The flow graph of a bot.
#[derive(Clone, Debug)]
pub struct Graph {
    /// All steps, in the order of the interactions that they leave.
    edges: Vec<Edge>,
    /// Where the steps of each interaction begin among them, and where the last ones end.
    first_edge: Vec<usize>,
    /// Where the interactions of each dialog begin, and where the last ones end.
    first_interaction: Vec<usize>,
    /// Where code may lead anywhere from each interaction.
    open: Vec<Option<Span>>,
    nodes: Vec<Node>,
    entries: Vec<Entry>,
    reach: Vec<Reach>,
}

/// What is known of an interaction by itself.
#[derive(Clone, Copy, Debug)]
struct Node {
    is_live: bool,
    waits: bool,
    transfers: bool,
    misnames: bool,
}

impl Graph {
    /// The graph of a bot with its code.
    pub fn new(names: &Names<'_>, scripts: &Scripts<'_>) -> Self {
        let landing = Landing::new(names);
        let code = CodeJumps::new(names, scripts);
        let mut graph = Self {
            edges: Vec::with_capacity(names.len() * 2),
            first_edge: Vec::with_capacity(names.len() + 1),
            first_interaction: first_interactions(names),
            open: Vec::with_capacity(names.len()),
            nodes: Vec::with_capacity(names.len()),
            entries: entry::entries(names, &landing),
            reach: Vec::new(),
        };
        for place in names.all_places() {
            let is_live = landing.is_live(place.id);
            let hooks = if is_live { code.of(names, &place) } else { Vec::new() };
            graph.first_edge.push(graph.edges.len());
            graph.open.push(hooks.iter().find_map(|(_, jumps)| jumps.anywhere.or(jumps.nowhere)));
            graph.nodes.push(Node {
                is_live,
                waits: place.interaction.kind.waits(),
                transfers: outgoing::transfers(names, place.interaction),
                misnames: hooks.iter().all(|(_, jumps)| jumps.anywhere.is_none()),
            });
            if is_live {
                let edges = &mut graph.edges;
                Outgoing { names, landing: &landing, place, code: hooks, edges }.add();
            }
        }
        graph.first_edge.push(graph.edges.len());
        graph.reach = reach::reach(&graph, names, &landing);
        graph
    }

    /// How many interactions there are, disabled ones among them.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Every interaction.
    pub fn ids(&self) -> impl Iterator<Item = InteractionId> + use<> {
        (0..self.nodes.len()).map(InteractionId::new)
    }

    /// How many dialogs there are.
    pub fn dialogs(&self) -> impl Iterator<Item = DialogId> + use<> {
        (0..self.first_interaction.len() - 1).map(DialogId::new)
    }

    /// The interactions of a dialog, in order.
    pub fn interactions_of(&self, dialog: DialogId) -> impl Iterator<Item = InteractionId> + use<> {
        let own: Range<usize> =
            self.first_interaction[dialog.index()]..self.first_interaction[dialog.index() + 1];
        own.map(InteractionId::new)
    }

    /// Every step.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The steps that may follow an interaction.
    pub fn edges_from(&self, id: InteractionId) -> &[Edge] {
        &self.edges[self.range_from(id)]
    }

    /// The places of these steps among all of them.
    pub fn range_from(&self, id: InteractionId) -> Range<usize> {
        self.first_edge[id.index()]..self.first_edge[id.index() + 1]
    }

    /// Where the flow begins, dialog by dialog.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The interaction that is played after the conversation is closed with Close Dialog.
    pub fn survey(&self) -> Option<InteractionId> {
        self.entries.iter().find(|entry| entry.cause == Trigger::Survey)?.to.interaction()
    }

    /// Whether the flow can get to an interaction.
    pub fn reach(&self, id: InteractionId) -> Reach {
        self.reach[id.index()]
    }

    /// What the flow can get to from some interactions, these among it, by the steps for which `counts` is true.
    pub fn reached_from(
        &self,
        from: impl IntoIterator<Item = InteractionId>,
        counts: impl Fn(&Edge) -> bool,
    ) -> Vec<bool> {
        let mut reached = vec![false; self.len()];
        let mut stack: Vec<InteractionId> = from.into_iter().collect();
        while let Some(id) = stack.pop() {
            if !std::mem::replace(&mut reached[id.index()], true) {
                stack.extend(self.edges_from(id).iter().filter(|edge| counts(edge)).filter_map(Edge::target));
            }
        }
        reached
    }

    /// What may lead to some interactions, these among it.
    pub fn leading_to(&self, to: impl IntoIterator<Item = InteractionId>) -> Vec<bool> {
        let mut sources: Vec<Vec<InteractionId>> = vec![Vec::new(); self.len()];
        for edge in &self.edges {
            if let Some(target) = edge.target() {
                sources[target.index()].push(edge.from);
            }
        }
        let mut leading = vec![false; self.len()];
        let mut stack: Vec<InteractionId> = to.into_iter().collect();
        while let Some(id) = stack.pop() {
            if !std::mem::replace(&mut leading[id.index()], true) {
                stack.extend(&sources[id.index()]);
            }
        }
        leading
    }

    /// Which interactions lie on circles of the steps for which `counts` is true.
    pub fn components(&self, counts: impl Fn(&Edge) -> bool) -> Components {
        components::components(self, counts)
    }

    /// Whether the flow can stop at an interaction: it and its dialog are enabled.
    pub fn is_live(&self, id: InteractionId) -> bool {
        self.nodes[id.index()].is_live
    }

    /// Whether the flow waits at an interaction until the consumer answers.
    pub fn waits(&self, id: InteractionId) -> bool {
        self.nodes[id.index()].waits
    }

    /// Whether an interaction hands the consumer to an agent or another bot.
    pub fn transfers(&self, id: InteractionId) -> bool {
        self.nodes[id.index()].transfers
    }

    /// Whether code of an interaction may lead to any other one that has a name.
    pub fn is_open(&self, id: InteractionId) -> bool {
        self.open[id.index()].is_some()
    }

    /// Whether it is open only because its code names an interaction that the bot does not have: what is meant is not
    /// known, but the engine goes on as without that code.
    pub fn misnames(&self, id: InteractionId) -> bool {
        self.is_open(id) && self.nodes[id.index()].misnames
    }

    /// The code by which it may.
    pub fn opened_at(&self, id: InteractionId) -> Option<Span> {
        self.open[id.index()]
    }

    /// Whether nothing follows an interaction, whatever happens, and nobody else has the conversation then.
    pub fn is_dead_end(&self, id: InteractionId) -> bool {
        let ends = |edge: &Edge| {
            matches!(edge.to, Destination::End(Ending::Complete | Ending::EndInteraction | Ending::Missing))
        };
        let node = self.nodes[id.index()];
        node.is_live && !node.transfers && !self.is_open(id) && self.edges_from(id).iter().all(ends)
    }
}

fn first_interactions(names: &Names<'_>) -> Vec<usize> {
    let mut first = vec![0];
    for dialog in &names.bot().dialogs {
        first.push(first[first.len() - 1] + dialog.interactions.len());
    }
    first
}
