//! Cards that hang together, laid out, with the lines between them.

use std::collections::BTreeMap;

use super::card::Card;
use super::exits::{Entry, Exits, Lone, TRUNK};
use super::geometry::{Point, Size};
use super::label::Label;
use super::layered::{self, Layers, LayoutFailed, layered};
use super::route::{Drawn, SWING, Touch, routed};
use super::view::{At, LabelView, Part, View, WireView};
use super::ways::{Bundle, Ways};
use crate::graph::{End, Picture};

/// How straight and short lines are, compared with each other: the flow of a dialog before what leaves it.
const INNER: f64 = 2.0;
const ASIDE: f64 = 1.0;

/// Lays out cards that hang together.
pub(super) fn part(group: &[usize], ways: &Ways, picture: &Picture) -> Result<Part, LayoutFailed> {
    let mut plan =
        Plan { picture, ways, boxes: Vec::new(), sizes: Vec::new(), wires: Vec::new(), lines: Vec::new() };
    plan.add_boxes(group);
    let sizes: Vec<Size> = plan.sizes.iter().map(|(size, _)| *size).collect();
    let layers = layered(&sizes, &plan.lines)?;
    Ok(plan.drawn(&layers))
}

/// What is to be laid out: boxes, and the lines between them.
struct Plan<'p> {
    picture: &'p Picture,
    ways: &'p Ways,
    boxes: Vec<Content>,
    sizes: Vec<(Size, Touch)>,
    wires: Vec<Wire>,
    lines: Vec<layered::Line>,
}

/// What a box is.
pub(super) enum Content {
    /// The card of a node.
    Card(usize, Card),
    Exits(Exits),
    Lone(Lone),
    Entry(Entry),
}

/// What a line stands for.
struct Wire {
    edges: Vec<usize>,
    label: Label,
}

impl Plan<'_> {
    fn add_boxes(&mut self, group: &[usize]) {
        let mut places = BTreeMap::new();
        for (place, node) in group.iter().enumerate() {
            let card = Card::of(&self.picture.nodes[*node], &self.picture.played);
            places.insert(*node, place);
            self.add(card.size, Touch::Borders, Content::Card(*node, card));
        }
        let ways = self.ways;
        for (place, node) in group.iter().enumerate() {
            if let Some(entry) = Entry::of(*node, ways, self.picture) {
                let above = self.add(entry.size, Touch::Middle, Content::Entry(entry));
                self.line(above, place, Vec::new(), Label::none(), INNER);
            }
            for bundle in &ways.inner[*node] {
                if let End::Node(to) = bundle.to
                    && let Some(to) = places.get(&to)
                {
                    self.bundle(place, *to, bundle, INNER);
                }
            }
            self.add_exits(place, &ways.out[*node]);
        }
    }

    /// What leaves the dialog at a card: the only way under it, or a list of them.
    fn add_exits(&mut self, place: usize, bundles: &[Bundle]) {
        match bundles {
            [] => {}
            [only] => {
                let lone = Lone::of(only, self.picture);
                let below = self.add(lone.size, Touch::Middle, Content::Lone(lone));
                self.bundle(place, below, only, ASIDE);
            }
            several => {
                let edges = several.iter().flat_map(|bundle| bundle.edges.iter().copied()).collect();
                let exits = Exits::of(several, self.picture);
                let below = self.add(exits.size, Touch::Bare(TRUNK), Content::Exits(exits));
                self.line(place, below, edges, Label::none(), ASIDE);
            }
        }
    }

    fn add(&mut self, size: Size, touch: Touch, content: Content) -> usize {
        self.boxes.push(content);
        self.sizes.push((size, touch));
        self.boxes.len() - 1
    }

    fn bundle(&mut self, from: usize, to: usize, bundle: &Bundle, weight: f64) {
        self.line(from, to, bundle.edges.clone(), Label::of(&bundle.edges, self.picture), weight);
    }

    fn line(&mut self, from: usize, to: usize, edges: Vec<usize>, label: Label, weight: f64) {
        self.lines.push(layered::Line { from, to, label: label.size(), weight });
        self.wires.push(Wire { edges, label });
    }

    fn drawn(self, layers: &Layers) -> Part {
        let view = View { picture: self.picture };
        let mut part = Part::of(layers.size);
        let drawn = routed(&self.sizes, &self.lines, layers);
        for (index, (wire, drawn)) in self.wires.into_iter().zip(drawn).enumerate() {
            let line = &self.lines[index];
            let middle = match wire.label.size() {
                Some(label) if line.from == line.to => {
                    Some(beside(self.sizes[line.from].0, layers.boxes[line.from], label))
                }
                _ => layers.lines[index].label,
            };
            part.wires.push(wire_view(wire, drawn, middle, view));
        }
        for ((content, (size, _)), middle) in self.boxes.into_iter().zip(&self.sizes).zip(&layers.boxes) {
            let at = At { x: middle.x - size.width / 2.0, y: middle.y - size.height / 2.0 };
            view.add(&mut part, content, at);
        }
        part
    }
}

/// Where the label stands of a line that leads back to its own card: the layout leaves at least that much room.
fn beside(card: Size, middle: Point, label: Size) -> Point {
    Point { x: middle.x + card.width / 2.0 + SWING + 1.0 + label.width / 2.0, y: middle.y }
}

fn wire_view(wire: Wire, drawn: Drawn, middle: Option<Point>, view: View<'_>) -> WireView {
    let label = wire.label.size().zip(middle).map(|(size, middle)| {
        let (x, y) = (middle.x - size.width / 2.0, middle.y - size.height / 2.0);
        LabelView {
            x,
            y,
            width: size.width,
            height: size.height,
            middle: middle.x,
            lines: wire.label.lines(y),
        }
    });
    WireView {
        line: drawn.line,
        head: drawn.head,
        tone: view.tone(&wire.edges),
        told: view.told(&wire.edges),
        edges: wire.edges,
        label,
    }
}
