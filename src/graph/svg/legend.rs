//! What the signs of the picture mean: only those that are in it.

use serde::Serialize;

use super::measure::{Font, width};
use crate::graph::words::family;
use crate::graph::{Node, Picture, Played, Shape};

const FONT: Font = Font::plain(12.0);
const ROW: f64 = 26.0;
const ABOVE: f64 = 26.0;
const SAMPLE: f64 = 28.0;
const BETWEEN: f64 = 22.0;

/// The legend, in rows.
#[derive(Debug, Serialize)]
pub(super) struct Legend {
    pub(super) y: f64,
    pub(super) items: Vec<Item>,
}

#[derive(Debug, Serialize)]
pub(super) struct Item {
    x: f64,
    y: f64,
    /// What is drawn: an icon, a line or a card.
    sign: Sign,
    class: &'static str,
    text: &'static str,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Sign {
    Icon,
    Line,
    Card,
}

type Meaning = (Sign, &'static str, &'static str);

/// The legend of a picture of this width, and its height.
pub(super) fn legend(picture: &Picture, most: f64) -> (Legend, f64) {
    let (mut x, mut y) = (0.0, ABOVE);
    let mut items = Vec::new();
    for (sign, class, text) in meanings(picture) {
        let room = SAMPLE + width(text, FONT);
        if x > 0.0 && x + room > most {
            (x, y) = (0.0, y + ROW);
        }
        items.push(Item { x, y, sign, class, text });
        x += room + BETWEEN;
    }
    let height = if items.is_empty() { 0.0 } else { y + ROW };
    (Legend { y: 0.0, items }, height)
}

fn meanings(picture: &Picture) -> Vec<Meaning> {
    let mut meanings: Vec<Meaning> = Vec::new();
    let shown: Vec<&Node> = picture.drawn_nodes().collect();
    let families = [
        (Shape::Starter, "starts a dialog"),
        (Shape::Statement, "says something"),
        (Shape::Question, "asks, and waits"),
        (Shape::Integration, "calls or searches"),
        (Shape::Upload, "asks for a file"),
        (Shape::Transfer, "hands over"),
    ];
    for (shape, text) in families {
        if shown.iter().any(|node| node.shape == shape) {
            meanings.push((Sign::Icon, family(shape), text));
        }
    }
    if shown.iter().any(|node| node.runs_code) {
        meanings.push((Sign::Icon, "code", "runs code"));
    }
    let signs = [
        (picture.edges.iter().any(|edge| edge.is_code), Sign::Line, "by-code", "code decides"),
        (shown.iter().any(|node| node.is_unreachable), Sign::Card, "unreachable", "unreachable"),
        (shown.iter().any(|node| node.is_dead_end), Sign::Card, "dead", "dead end"),
    ];
    meanings.extend(
        signs
            .into_iter()
            .filter(|(is_there, ..)| *is_there)
            .map(|(_, sign, class, text)| (sign, class, text)),
    );
    match picture.played {
        Played::Unknown => {}
        Played::Often => meanings.extend([
            (Sign::Card, "never", "never"),
            (Sign::Card, "seldom", "once or twice"),
            (Sign::Card, "some", "up to nine times"),
            (Sign::Card, "often", "more often"),
        ]),
        Played::Steps(_) => meanings.push((Sign::Line, "step", "the path, by its steps")),
    }
    meanings
}
