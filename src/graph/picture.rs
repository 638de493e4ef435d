//! The picture as data: what is drawn, not how.

use std::collections::BTreeMap;

/// What a bot may do, ready to be drawn. Places in its lists are how its parts name each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The bot's name.
    pub bot: String,
    /// Its dialogs, in the order of the file.
    pub dialogs: Vec<Dialog>,
    /// Its interactions, dialog by dialog in their order.
    pub nodes: Vec<Node>,
    /// What may follow what, by where it comes from.
    pub edges: Vec<Edge>,
    /// What was played of it, where that is drawn.
    pub played: Played,
}

impl Picture {
    /// The nodes of each dialog, in their order.
    pub(super) fn nodes_by_dialog(&self) -> Vec<Vec<usize>> {
        let mut nodes = vec![Vec::new(); self.dialogs.len()];
        for (place, node) in self.nodes.iter().enumerate() {
            nodes[node.dialog].push(place);
        }
        nodes
    }

    /// Whether a node is drawn, and not only named by those that are.
    pub(super) fn is_drawn(&self, node: usize) -> bool {
        self.dialogs[self.nodes[node].dialog].is_shown
    }

    /// The nodes that are.
    pub(super) fn drawn_nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|node| self.dialogs[node.dialog].is_shown)
    }

    /// The ways in which the flow ends at nodes, each once, in the order of the edges.
    pub(super) fn stops(&self) -> BTreeMap<usize, Vec<Stop>> {
        let mut stops: BTreeMap<usize, Vec<Stop>> = BTreeMap::new();
        for edge in &self.edges {
            if let End::Stop(stop) = edge.to {
                let own = stops.entry(edge.from).or_default();
                if !own.contains(&stop) {
                    own.push(stop);
                }
            }
        }
        stops
    }
}

/// What was played, as the marks on nodes and edges tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Played {
    /// Nobody has asked.
    Unknown,
    /// How often each thing has happened in conversations.
    Often,
    /// The steps of the conversation with this name.
    Steps(String),
}

/// A dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialog {
    /// Its name.
    pub name: String,
    /// Its kind's key in the bot file.
    pub kind: &'static str,
    /// Whether it takes part.
    pub is_enabled: bool,
    /// Whether it is drawn. Of one that is not, only what flows to and from those that are is in the picture.
    pub is_shown: bool,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// An interaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The place of its dialog.
    pub dialog: usize,
    /// The family of its kind.
    pub shape: Shape,
    /// Its kind's key in the bot file.
    pub kind: &'static str,
    /// The platform's name of its kind.
    pub title: &'static str,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// What it says, asks or calls.
    pub text: String,
    /// What lets the flow begin here, if that is no starter.
    pub begins: Option<String>,
    /// What else is worth knowing, a line each: what triggers it, its rules, its code.
    pub details: Vec<String>,
    /// Where it stands.
    pub place: Place,
    /// Whether the flow stops at it, and does not pass over it.
    pub is_enabled: bool,
    /// Whether no conversation comes here.
    pub is_unreachable: bool,
    /// Whether a conversation that comes here stops without an end that somebody wrote.
    pub is_dead_end: bool,
    /// Whether it runs code.
    pub runs_code: bool,
    /// What was played of it.
    pub marks: Marks,
}

/// Families of kinds, which are drawn alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Triggers its dialog.
    Starter,
    /// Says something.
    Statement,
    /// Asks, and waits.
    Question,
    /// Calls something, or searches.
    Integration,
    /// Asks for a file.
    Upload,
    /// Hands the consumer over.
    Transfer,
}

/// That something may follow an interaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The place of the interaction.
    pub from: usize,
    /// What may follow it.
    pub to: End,
    /// When, in a few words; empty where it always does.
    pub label: String,
    /// The same in full.
    pub told: String,
    /// Whether bot code decides.
    pub is_code: bool,
    /// What was played of it.
    pub marks: Marks,
}

/// Where an edge leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// To the interaction at this place.
    Node(usize),
    /// Nowhere.
    Stop(Stop),
}

/// Where the flow goes on with no interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// The dialog has nothing more, so it is complete.
    Complete,
    /// The author ends the dialog here.
    End,
    /// The conversation is closed, with a survey.
    CloseDialog,
    /// The conversation is closed.
    CloseConversation,
    /// To an interaction that does not exist.
    Missing,
    /// Code hands the message to the starters.
    Rematched,
    /// Code stops the flow.
    StoppedByCode,
    /// Code works out a name, so that it may be any interaction that has one.
    Anywhere,
}

/// What was played of a node or an edge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// How often; none where that is not counted.
    pub times: Option<u64>,
    /// The steps of a conversation, from 1, in which it was.
    pub steps: Vec<usize>,
}
