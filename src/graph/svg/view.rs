//! What the template of the picture fills in, for the cards of a dialog and what is around them.

use serde::Serialize;

use super::card::{Card, Line};
use super::exits::{Entry, Lone, Row, TRUNK};
use super::geometry::Size;
use super::part::Content;
use super::tone::{edges_told, edges_tone, end_class, node_told, node_tone};
use crate::graph::words::family;
use crate::graph::{End, Picture};

/// Cards that hang together; places are relative to the part's.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    pub(super) at: At,
    #[serde(skip)]
    pub(super) size: Size,
    pub(super) wires: Vec<WireView>,
    cards: Vec<CardView>,
    exits: Vec<ExitsView>,
    lone: Vec<LoneView>,
    entries: Vec<EntryView>,
}

/// An upper left corner.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct At {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A line.
#[derive(Debug, Serialize)]
pub(super) struct WireView {
    pub(super) line: String,
    pub(super) head: String,
    /// How it is coloured.
    pub(super) tone: String,
    pub(super) told: String,
    /// The edges that it stands for.
    pub(super) edges: Vec<usize>,
    pub(super) label: Option<LabelView>,
}

/// What stands on a line.
#[derive(Debug, Serialize)]
pub(super) struct LabelView {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) middle: f64,
    pub(super) lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct CardView {
    node: usize,
    at: At,
    #[serde(flatten)]
    card: Card,
    /// The family of its kind.
    family: &'static str,
    /// How it is coloured besides.
    tone: String,
    told: String,
}

#[derive(Debug, Serialize)]
struct ExitsView {
    at: At,
    trunk: f64,
    /// How far down the line goes from which the rows branch off.
    depth: f64,
    rows: Vec<RowView>,
}

#[derive(Debug, Serialize)]
struct RowView {
    #[serde(flatten)]
    row: Row,
    way: WayView,
}

#[derive(Debug, Serialize)]
struct LoneView {
    at: At,
    #[serde(flatten)]
    lone: Lone,
    way: WayView,
}

/// Some edges that leave a dialog together.
#[derive(Debug, Serialize)]
struct WayView {
    /// Whether they lead to a card, and do not end.
    is_jump: bool,
    /// The card that they lead to, if it is drawn.
    link: Option<usize>,
    /// What kind of end it is.
    end: &'static str,
    tone: String,
    told: String,
    edges: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct EntryView {
    at: At,
    #[serde(flatten)]
    entry: Entry,
}

impl Part {
    /// A part of this size that is still empty.
    pub(super) fn of(size: Size) -> Self {
        Self {
            at: At::default(),
            size,
            wires: Vec::new(),
            cards: Vec::new(),
            exits: Vec::new(),
            lone: Vec::new(),
            entries: Vec::new(),
        }
    }
}

/// Makes views of what is in a picture.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    pub(super) picture: &'v Picture,
}

impl View<'_> {
    pub(super) fn tone(self, edges: &[usize]) -> String {
        edges_tone(edges, self.picture)
    }

    pub(super) fn told(self, edges: &[usize]) -> String {
        edges_told(edges, self.picture)
    }

    /// Adds a box to a part, at its place.
    pub(super) fn add(self, part: &mut Part, content: Content, at: At) {
        match content {
            Content::Card(node, card) => part.cards.push(self.card(node, card, at)),
            Content::Exits(exits) => {
                let depth = exits.rows.last().map_or(0.0, |row| row.y);
                let rows =
                    exits.rows.into_iter().map(|row| RowView { way: self.way(row.to, &row.edges), row });
                part.exits.push(ExitsView { at, trunk: TRUNK, depth, rows: rows.collect() });
            }
            Content::Lone(lone) => {
                let way = self.way(lone.to, &lone.edges);
                part.lone.push(LoneView { at, lone, way });
            }
            Content::Entry(entry) => part.entries.push(EntryView { at, entry }),
        }
    }

    fn card(self, node: usize, card: Card, at: At) -> CardView {
        let drawn = &self.picture.nodes[node];
        CardView {
            node,
            at,
            card,
            family: family(drawn.shape),
            tone: node_tone(drawn, &self.picture.played),
            told: node_told(drawn),
        }
    }

    fn way(self, to: End, edges: &[usize]) -> WayView {
        let target = match to {
            End::Node(node) => Some(node),
            End::Stop(_) => None,
        };
        WayView {
            is_jump: target.is_some(),
            link: target.filter(|node| self.picture.is_drawn(*node)),
            end: end_class(to),
            tone: self.tone(edges),
            told: self.told(edges),
            edges: edges.to_vec(),
        }
    }
}
