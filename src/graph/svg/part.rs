//! Cards that hang together, laid out, with the lines between them.

use serde::Serialize;

use super::card::{Card, Line, Tag};
use super::exits::{Entry, Exits, Pill, TRUNK};
use super::geometry::{Point, Size};
use super::label::Label;
use super::layered::{self, LayoutFailed, layered};
use super::route::{BESIDE, Touch, routed};
use super::tone::{edges_told, edges_tone, end_class, node_told, node_tone};
use super::ways::{Bundle, Ways};
use crate::graph::{End, Picture, Shape};

/// Cards that hang together, as they are drawn; places are relative to the part's.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    pub(super) at: At,
    #[serde(skip)]
    pub(super) size: Size,
    wires: Vec<WireView>,
    cards: Vec<CardView>,
    exits: Vec<ExitsView>,
    entries: Vec<EntryView>,
}

/// An upper left corner.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct At {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A line from card to card, or to what is above or below a card.
#[derive(Debug, Serialize)]
struct WireView {
    line: String,
    head: String,
    /// How it is coloured.
    tone: String,
    told: String,
    /// The edges that it stands for.
    edges: Vec<usize>,
    label: Option<LabelView>,
}

#[derive(Debug, Serialize)]
struct LabelView {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    middle: f64,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct CardView {
    node: usize,
    at: At,
    width: f64,
    height: f64,
    /// The family of its kind.
    shape: &'static str,
    /// How it is coloured besides.
    tone: String,
    told: String,
    head: String,
    has_name: bool,
    lines: Vec<Line>,
    tags: Vec<Tag>,
    badge: Option<Tag>,
}

#[derive(Debug, Serialize)]
struct ExitsView {
    node: usize,
    at: At,
    trunk: f64,
    /// How far down the line goes from which the rows branch off.
    depth: f64,
    rows: Vec<RowView>,
}

#[derive(Debug, Serialize)]
struct RowView {
    y: f64,
    label: String,
    from: f64,
    to: f64,
    pill: Pill,
    /// The card that it leads to.
    target: Option<usize>,
    /// What kind of end it is.
    end: &'static str,
    tone: String,
    told: String,
    edges: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct EntryView {
    node: usize,
    at: At,
    width: f64,
    height: f64,
    text: String,
    told: String,
    /// The only card that it comes from.
    source: Option<usize>,
}

/// What a box of the layout is.
enum Content {
    Card(usize, Card),
    Exits(usize, Exits),
    Entry(usize, Entry),
}

/// What a line of the layout is.
enum Wire<'p> {
    Inner(&'p Bundle, Label),
    Aside,
}

/// Lays out cards that hang together.
pub(super) fn part(group: &[usize], ways: &Ways, picture: &Picture) -> Result<Part, LayoutFailed> {
    let mut making = Making { picture, ways, boxes: Vec::new(), sizes: Vec::new(), wires: Vec::new(), lines: Vec::new() };
    making.add_boxes(group);
    let layers = layered(&making.sizes.iter().map(|(size, _)| *size).collect::<Vec<_>>(), &making.lines)?;
    Ok(making.drawn(&layers))
}

struct Making<'p> {
    picture: &'p Picture,
    ways: &'p Ways,
    boxes: Vec<Content>,
    sizes: Vec<(Size, Touch)>,
    wires: Vec<Wire<'p>>,
    lines: Vec<layered::Line>,
}

impl<'p> Making<'p> {
    fn add_boxes(&mut self, group: &[usize]) {
        let mut places = std::collections::BTreeMap::new();
        for (place, node) in group.iter().enumerate() {
            let card = Card::of(&self.picture.nodes[*node], &self.picture.played);
            places.insert(*node, place);
            self.add(card.size, Touch::Borders, Content::Card(*node, card));
        }
        for (place, node) in group.iter().enumerate() {
            if let Some(entry) = Entry::of(*node, self.ways, self.picture) {
                let middle = entry.size.width / 2.0;
                let above = self.add(entry.size, Touch::At(middle), Content::Entry(*node, entry));
                self.line(above, place, Wire::Aside, None, 2.0);
            }
            for bundle in &self.ways.inner[*node] {
                if let End::Node(to) = bundle.to
                    && let Some(to) = places.get(&to)
                {
                    let label = Label::of(&bundle.edges, self.picture);
                    let room = label.size().map(|size| match *to == place {
                        true => Size { width: size.width + BESIDE, ..size },
                        false => size,
                    });
                    let room = room.or_else(|| (*to == place).then_some(Size { width: BESIDE, height: 1.0 }));
                    self.line(place, *to, Wire::Inner(bundle, label), room, 2.0);
                }
            }
            if !self.ways.out[*node].is_empty() {
                let exits = Exits::of(&self.ways.out[*node], self.picture);
                let below = self.add(exits.size, Touch::At(TRUNK), Content::Exits(*node, exits));
                self.line(place, below, Wire::Aside, None, 1.0);
            }
        }
    }

    fn add(&mut self, size: Size, touch: Touch, content: Content) -> usize {
        self.boxes.push(content);
        self.sizes.push((size, touch));
        self.boxes.len() - 1
    }

    fn line(&mut self, from: usize, to: usize, wire: Wire<'p>, label: Option<Size>, weight: f64) {
        self.wires.push(wire);
        self.lines.push(layered::Line { from, to, label, weight });
    }

    fn drawn(self, layers: &layered::Layers) -> Part {
        let drawn = routed(&self.sizes, &self.lines, layers);
        let mut part = Part {
            at: At::default(),
            size: layers.size,
            wires: Vec::new(),
            cards: Vec::new(),
            exits: Vec::new(),
            entries: Vec::new(),
        };
        for (index, (wire, drawn)) in self.wires.iter().zip(drawn).enumerate() {
            let view = self.wire(index, wire, drawn, layers);
            part.wires.push(view);
        }
        for ((content, (size, _)), middle) in self.boxes.into_iter().zip(&self.sizes).zip(&layers.boxes) {
            let at = At { x: middle.x - size.width / 2.0, y: middle.y - size.height / 2.0 };
            match content {
                Content::Card(node, card) => part.cards.push(card_view(node, card, at, self.picture)),
                Content::Exits(node, exits) => part.exits.push(exits_view(node, exits, at, self.picture)),
                Content::Entry(node, entry) => part.entries.push(EntryView {
                    node,
                    at,
                    width: size.width,
                    height: size.height,
                    told: entry.told.join("\n"),
                    text: entry.text,
                    source: entry.from,
                }),
            }
        }
        part
    }

    fn wire(&self, index: usize, wire: &Wire<'_>, drawn: super::route::Drawn, layers: &layered::Layers) -> WireView {
        let line = &self.lines[index];
        match wire {
            Wire::Inner(bundle, label) => {
                let middle = layers.lines[index].label.map(|middle| match line.from == line.to {
                    // The line itself is on the left of its room.
                    true => middle.moved(Point { x: BESIDE / 2.0, y: 0.0 }),
                    false => middle,
                });
                WireView {
                    line: drawn.line,
                    head: drawn.head,
                    tone: edges_tone(&bundle.edges, self.picture),
                    told: edges_told(&bundle.edges, self.picture),
                    edges: bundle.edges.clone(),
                    label: label.size().zip(middle).map(|(size, middle)| label_view(label, size, middle)),
                }
            }
            Wire::Aside => {
                let (edges, has_head): (Vec<usize>, bool) = match &self.boxes[line.to] {
                    Content::Exits(_, exits) => {
                        (exits.rows.iter().flat_map(|row| row.edges.iter().copied()).collect(), false)
                    }
                    _ => (Vec::new(), true),
                };
                let tone = edges_tone(&edges, self.picture);
                let head = if has_head { drawn.head } else { String::new() };
                WireView { line: drawn.line, head, tone, told: String::new(), edges, label: None }
            }
        }
    }
}

fn label_view(label: &Label, size: Size, middle: Point) -> LabelView {
    let (x, y) = (middle.x - size.width / 2.0, middle.y - size.height / 2.0);
    let lines = label.lines(y);
    LabelView { x, y, width: size.width, height: size.height, middle: middle.x, lines }
}

fn card_view(node: usize, card: Card, at: At, picture: &Picture) -> CardView {
    let drawn = &picture.nodes[node];
    CardView {
        node,
        at,
        width: card.size.width,
        height: card.size.height,
        shape: shape_class(drawn.shape),
        tone: node_tone(drawn, &picture.played),
        told: node_told(drawn),
        head: card.head,
        has_name: card.has_name,
        lines: card.lines,
        tags: card.tags,
        badge: card.badge,
    }
}

/// The word by which a family is known in the style sheet and among the icons.
pub(super) fn shape_class(shape: Shape) -> &'static str {
    match shape {
        Shape::Starter => "starter",
        Shape::Statement => "statement",
        Shape::Question => "question",
        Shape::Integration => "integration",
        Shape::Upload => "upload",
        Shape::Transfer => "transfer",
        Shape::Code => "code",
    }
}

fn exits_view(node: usize, exits: Exits, at: At, picture: &Picture) -> ExitsView {
    let depth = exits.rows.last().map_or(0.0, |row| row.y);
    let row = |row: super::exits::Row| RowView {
        y: row.y,
        label: row.label,
        from: row.arrow.0,
        to: row.arrow.1,
        target: match row.to {
            End::Node(node) => Some(node),
            End::Stop(_) => None,
        },
        end: end_class(row.to),
        tone: edges_tone(&row.edges, picture),
        told: edges_told(&row.edges, picture),
        edges: row.edges,
        pill: row.pill,
    };
    ExitsView { node, at, trunk: TRUNK, depth, rows: exits.rows.into_iter().map(row).collect() }
}
