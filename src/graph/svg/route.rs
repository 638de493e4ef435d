//! Lines from card to card as curves that keep clear of everything that stands in the layers between.
//!
//! Within a layer a line goes straight down (or up, where the flow goes back); it swings from one side to the other
//! only in the room between two layers, where nothing stands.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::geometry::{Point, Size};
use super::layered::{Layers, Line};

/// How far from the corners of a card lines begin and end, and how far from each other.
const CORNER: f64 = 18.0;
const BETWEEN_ENDS: f64 = 14.0;
/// How high an arrow's head is, and half as wide.
const HEAD: f64 = 7.0;
const HALF_HEAD: f64 = 4.0;
/// How far a line swings out that leads back to its own card.
pub(super) const SWING: f64 = 20.0;

/// Where lines touch a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Touch {
    /// Anywhere along its upper and its lower border.
    Borders,
    /// At this distance from its left side only, and without an arrow's head.
    Bare(f64),
    /// In the middle of its borders only.
    Middle,
}

/// A line as it is drawn: the data of two SVG paths.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Drawn {
    pub(super) line: String,
    pub(super) head: String,
}

/// Draws the lines between boxes that are laid out.
pub(super) fn routed(boxes: &[(Size, Touch)], lines: &[Line], layers: &Layers) -> Vec<Drawn> {
    let routes = Routes { boxes, lines, layers, heights: heights(boxes, lines, layers) };
    let ends = routes.ends();
    (0..lines.len()).map(|line| routes.draw(line, ends[line])).collect()
}

struct Routes<'r> {
    boxes: &'r [(Size, Touch)],
    lines: &'r [Line],
    layers: &'r Layers,
    /// Half the height of each layer, by its middle in tenths of a pixel.
    heights: BTreeMap<i64, f64>,
}

fn heights(boxes: &[(Size, Touch)], lines: &[Line], layers: &Layers) -> BTreeMap<i64, f64> {
    let mut heights: BTreeMap<i64, f64> = BTreeMap::new();
    let own = boxes.iter().zip(&layers.boxes).map(|((size, _), middle)| (middle.y, size.height));
    let labels = lines.iter().zip(&layers.lines).filter(|(line, _)| line.from != line.to);
    let labels = labels.filter_map(|(line, course)| Some((course.label?.y, line.label?.height)));
    for (y, height) in own.chain(labels) {
        let known = heights.entry(layer(y)).or_default();
        *known = known.max(height / 2.0);
    }
    heights
}

#[expect(clippy::cast_possible_truncation, reason = "no picture is that high")]
fn layer(y: f64) -> i64 {
    (y * 10.0).round() as i64
}

/// Where a line begins and where it ends.
#[derive(Clone, Copy, Debug, Default)]
struct Ends {
    from: f64,
    to: f64,
}

/// One end of a line at a border.
struct AtBorder {
    line: usize,
    is_start: bool,
    /// To which side it would go.
    towards: f64,
}

impl Routes<'_> {
    /// Whether a line leaves, or reaches, the lower border of a box.
    fn is_below(&self, place: usize, neighbour: Point) -> bool {
        neighbour.y > self.layers.boxes[place].y
    }

    fn first(&self, line: usize) -> Point {
        let course = &self.layers.lines[line];
        course.through.first().copied().unwrap_or(self.layers.boxes[self.lines[line].to])
    }

    fn last(&self, line: usize) -> Point {
        let course = &self.layers.lines[line];
        course.through.last().copied().unwrap_or(self.layers.boxes[self.lines[line].from])
    }

    /// Where each line begins and ends: apart from the others of its border, in the order of where they go.
    fn ends(&self) -> Vec<Ends> {
        let mut borders: BTreeMap<(usize, bool), Vec<AtBorder>> = BTreeMap::new();
        for (place, line) in self.lines.iter().enumerate().filter(|(_, line)| line.from != line.to) {
            let (first, last) = (self.first(place), self.last(place));
            let start = AtBorder { line: place, is_start: true, towards: first.x };
            borders.entry((line.from, self.is_below(line.from, first))).or_default().push(start);
            let end = AtBorder { line: place, is_start: false, towards: last.x };
            borders.entry((line.to, self.is_below(line.to, last))).or_default().push(end);
        }
        let mut ends = vec![Ends::default(); self.lines.len()];
        for ((place, _), mut border) in borders {
            border.sort_by(|one, other| one.towards.total_cmp(&other.towards));
            let wished: Vec<f64> = border.iter().map(|end| end.towards).collect();
            for (end, x) in border.iter().zip(self.spread(place, &wished)) {
                let own = &mut ends[end.line];
                *if end.is_start { &mut own.from } else { &mut own.to } = x;
            }
        }
        ends
    }

    /// Places along a border of a box that are near the wished ones, in their order, and apart.
    fn spread(&self, place: usize, wished: &[f64]) -> Vec<f64> {
        let (size, touch) = &self.boxes[place];
        let left = self.layers.boxes[place].x - size.width / 2.0;
        match touch {
            Touch::Bare(distance) => return vec![left + distance; wished.len()],
            Touch::Middle => return vec![left + size.width / 2.0; wished.len()],
            Touch::Borders => {}
        }
        let (first, last) = (left + CORNER, left + size.width - CORNER);
        let gaps = u32::try_from(wished.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let apart = BETWEEN_ENDS.min((last - first) / f64::from(gaps.max(1)));
        let mut places: Vec<f64> = wished.iter().map(|x| x.clamp(first, last)).collect();
        for index in 1..places.len() {
            places[index] = places[index].max(places[index - 1] + apart);
        }
        let mut most = last;
        for x in places.iter_mut().rev() {
            *x = x.min(most);
            most = *x - apart;
        }
        places
    }

    fn draw(&self, line: usize, ends: Ends) -> Drawn {
        let Line { from, to, .. } = self.lines[line];
        if from == to {
            return self.draw_back(from);
        }
        let is_down = self.is_below(from, self.first(line));
        let enters_above = !self.is_below(to, self.last(line));
        let start = self.border(from, is_down);
        let tip = self.border(to, !enters_above);
        let mut pen = Pen::at(Point { x: ends.from, y: start });
        pen.straight(self.edge_of_layer(from, is_down));
        for point in &self.layers.lines[line].through {
            let half = self.heights.get(&layer(point.y)).copied().unwrap_or(0.0);
            let (near, far) = if is_down { (-half, half) } else { (half, -half) };
            pen.swing(Point { x: point.x, y: point.y + near });
            pen.straight(point.y + far);
        }
        pen.swing(Point { x: ends.to, y: self.edge_of_layer(to, !enters_above) });
        if matches!(self.boxes[to].1, Touch::Bare(_)) {
            pen.straight(tip);
            return Drawn { line: pen.path, head: String::new() };
        }
        let back = if enters_above { -HEAD } else { HEAD };
        pen.straight(tip + back);
        Drawn { line: pen.path, head: head(Point { x: ends.to, y: tip }, back) }
    }

    /// The upper or the lower border of a box.
    fn border(&self, place: usize, lower: bool) -> f64 {
        let half = self.boxes[place].0.height / 2.0;
        self.layers.boxes[place].y + if lower { half } else { -half }
    }

    /// The upper or the lower edge of a box's layer.
    fn edge_of_layer(&self, place: usize, lower: bool) -> f64 {
        let middle = self.layers.boxes[place].y;
        let half = self.heights.get(&layer(middle)).copied().unwrap_or(0.0);
        middle + if lower { half } else { -half }
    }

    /// A line that leads back to its own box, on the right of it.
    fn draw_back(&self, place: usize) -> Drawn {
        let (size, middle) = (self.boxes[place].0, self.layers.boxes[place]);
        let side = middle.x + size.width / 2.0;
        let reach = (size.height / 2.0 - 8.0).min(16.0);
        let (out, back) = (middle.y + reach, middle.y - reach);
        let far = side + SWING * 4.0 / 3.0;
        let line = format!(
            "M{side:.1} {out:.1}C{far:.1} {out:.1} {far:.1} {back:.1} {:.1} {back:.1}",
            side + HEAD,
            side = side,
        );
        let (base, upper, lower) = (side + HEAD, back - HALF_HEAD, back + HALF_HEAD);
        Drawn { line, head: format!("M{side:.1} {back:.1}L{base:.1} {upper:.1}V{lower:.1}Z") }
    }
}

/// The head of an arrow that ends at a point and comes from above or below.
fn head(tip: Point, back: f64) -> String {
    let (left, right) = (tip.x - HALF_HEAD, tip.x + HALF_HEAD);
    format!("M{:.1} {:.1}L{left:.1} {:.1}H{right:.1}Z", tip.x, tip.y, tip.y + back)
}

/// Draws a path.
struct Pen {
    path: String,
    at: Point,
}

impl Pen {
    fn at(point: Point) -> Self {
        Self { path: format!("M{:.1} {:.1}", point.x, point.y), at: point }
    }

    /// Straight up or down.
    fn straight(&mut self, y: f64) {
        if (self.at.y - y).abs() > 0.05 {
            // Writing to a string cannot fail.
            let _ = write!(self.path, "V{y:.1}");
            self.at.y = y;
        }
    }

    /// To a point of the next layer: it leaves and comes in upright.
    fn swing(&mut self, to: Point) {
        if (self.at.x - to.x).abs() < 0.5 {
            self.at.x = to.x;
            return self.straight(to.y);
        }
        let middle = f64::midpoint(self.at.y, to.y);
        let (from, x, y) = (self.at.x, to.x, to.y);
        // Writing to a string cannot fail.
        let _ = write!(self.path, "C{from:.1} {middle:.1} {x:.1} {middle:.1} {x:.1} {y:.1}");
        self.at = to;
    }
}
