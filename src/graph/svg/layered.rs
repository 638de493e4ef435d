//! Boxes in layers, with few crossings: where each of them stands, and through which points the lines between
//! them go. The only place that knows the layout library.

use dugong::graphlib::{Graph, GraphOptions};
use dugong::{EdgeLabel, GraphLabel, NodeLabel, layout};

use super::geometry::{Point, Size};

/// What is between boxes, in pixels.
const BETWEEN_BOXES: f64 = 28.0;
const BETWEEN_LINES: f64 = 16.0;
const BETWEEN_LAYERS: f64 = 44.0;

/// How much room a line takes that leads back to its own box, on the right of it, without its label.
const BESIDE: f64 = 24.0;

/// A line that is to go from one box to another one, or to the same.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The size of what stands on it.
    pub(super) label: Option<Size>,
    /// How straight and short it should be, compared with others.
    pub(super) weight: f64,
}

/// Where everything is.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    pub(super) size: Size,
    /// The middle of each box.
    pub(super) boxes: Vec<Point>,
    pub(super) lines: Vec<Course>,
}

/// How a line goes.
#[derive(Clone, Debug, Default)]
pub(super) struct Course {
    /// Where it goes through, between its boxes; one point in each layer between them.
    pub(super) through: Vec<Point>,
    /// The middle of its label.
    pub(super) label: Option<Point>,
}

/// The layout could not be made, which is a mistake of this program.
#[derive(Debug, thiserror::Error)]
#[error("the layout failed: {0}")]
pub struct LayoutFailed(String);

type Boxes = Graph<NodeLabel, EdgeLabel, GraphLabel>;

/// Lays boxes out from top to bottom, in the direction of the lines as far as they do not go round in circles.
pub(super) fn layered(boxes: &[Size], lines: &[Line]) -> Result<Layers, LayoutFailed> {
    let options = GraphOptions { directed: true, multigraph: true, compound: false };
    let mut graph = Boxes::new(options);
    graph.set_graph(GraphLabel {
        nodesep: BETWEEN_BOXES,
        edgesep: BETWEEN_LINES,
        ranksep: BETWEEN_LAYERS,
        ..GraphLabel::default()
    });
    for (place, size) in boxes.iter().enumerate() {
        graph.set_node(
            name(place),
            NodeLabel { width: size.width, height: size.height, ..NodeLabel::default() },
        );
    }
    for (place, line) in lines.iter().enumerate() {
        let size = line.label.unwrap_or_default();
        let label =
            EdgeLabel { width: size.width, height: size.height, weight: line.weight, ..EdgeLabel::default() };
        graph.set_edge_named(name(line.from), name(line.to), Some(name(place)), Some(label));
    }
    layout(&mut graph).map_err(|error| LayoutFailed(error.to_string()))?;
    placed(&graph, boxes, lines)
}

fn name(place: usize) -> String {
    format!("n{place}")
}

fn placed(graph: &Boxes, boxes: &[Size], lines: &[Line]) -> Result<Layers, LayoutFailed> {
    let mut layers = Layers::default();
    for place in 0..boxes.len() {
        let found = graph.node(&name(place)).and_then(|node| Some(Point { x: node.x?, y: node.y? }));
        layers.boxes.push(found.ok_or_else(|| LayoutFailed(format!("box {place} has no place")))?);
    }
    for (place, line) in lines.iter().enumerate() {
        let found = graph.edge(&name(line.from), &name(line.to), Some(&name(place)));
        let found = found.ok_or_else(|| LayoutFailed(format!("line {place} is lost")))?;
        let label = found.x.zip(found.y).map(|(x, y)| Point { x, y });
        // The first and the last point are on the borders of the boxes, where lines are not yet told apart.
        let inner = found.points.get(1..found.points.len().saturating_sub(1)).unwrap_or_default();
        let through = inner.iter().map(|point| Point { x: point.x, y: point.y }).collect();
        layers.lines.push(Course { through, label });
    }
    layers.fit(boxes, lines);
    Ok(layers)
}

impl Layers {
    /// Moves everything so that it begins at the upper left corner, and finds out how large it is. The library looks at
    /// boxes and labels only, but lines may go round the outermost of them.
    fn fit(&mut self, boxes: &[Size], lines: &[Line]) {
        let (mut first, mut last) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut take = |middle: f64, width: f64| {
            first = first.min(middle - width / 2.0);
            last = last.max(middle + width / 2.0);
        };
        self.boxes.iter().zip(boxes).for_each(|(middle, size)| take(middle.x, size.width));
        for (line, course) in lines.iter().zip(&self.lines) {
            let label = line.label.map_or(0.0, |label| label.width);
            course.through.iter().for_each(|point| take(point.x, 0.0));
            if line.from == line.to {
                let right = self.boxes[line.from].x + boxes[line.from].width / 2.0;
                take(right + BESIDE + label, 0.0);
            } else if let Some(middle) = course.label {
                take(middle.x, label);
            }
        }
        if first > last {
            return;
        }
        let inner =
            self.lines.iter_mut().flat_map(|course| course.through.iter_mut().chain(&mut course.label));
        self.boxes.iter_mut().chain(inner).for_each(|point| point.x -= first);
        let bottoms = self.boxes.iter().zip(boxes).map(|(middle, size)| middle.y + size.height / 2.0);
        self.size = Size { width: last - first, height: bottoms.fold(0.0, f64::max) };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// So many boxes of some size, and lines between any of them, also twice and back to where they begin.
    fn graphs() -> impl Strategy<Value = (Vec<Size>, Vec<Line>)> {
        let size = (1u16..300, 1u16..80)
            .prop_map(|(width, height)| Size { width: f64::from(width), height: f64::from(height) });
        proptest::collection::vec(size, 1..24).prop_flat_map(|boxes| {
            let place = 0..boxes.len();
            let label = proptest::option::of((1u16..150, 1u16..60));
            let line = (place.clone(), place, label, 1u8..3).prop_map(|(from, to, label, weight)| {
                let size = |(width, height)| Size { width: f64::from(width), height: f64::from(height) };
                Line { from, to, label: label.map(size), weight: f64::from(weight) }
            });
            (Just(boxes), proptest::collection::vec(line, 0..40))
        })
    }

    proptest! {
        #[test]
        fn every_box_and_every_label_has_a_place_of_its_own((boxes, lines) in graphs()) {
            let layers = layered(&boxes, &lines).unwrap();
            let labels = lines.iter().zip(&layers.lines).filter(|(line, _)| line.from != line.to);
            let labels = labels.filter_map(|(line, course)| line.label.zip(course.label));
            let all: Vec<(Size, Point)> = boxes.iter().copied().zip(layers.boxes.clone()).chain(labels).collect();
            for (index, (one, a)) in all.iter().enumerate() {
                for (other, b) in &all[index + 1..] {
                    let beside = (a.x - b.x).abs() + 0.01 >= f64::midpoint(one.width, other.width);
                    let above = (a.y - b.y).abs() + 0.01 >= f64::midpoint(one.height, other.height);
                    prop_assert!(beside || above, "{a:?} {one:?} {b:?} {other:?}");
                }
            }
        }

        #[test]
        fn the_same_is_laid_out_the_same((boxes, lines) in graphs()) {
            let first = layered(&boxes, &lines).unwrap();
            let again = layered(&boxes, &lines).unwrap();
            prop_assert_eq!(first.boxes, again.boxes);
        }
    }
}
