//! What stands on a line between cards: when it is gone along, an edge a line.

use super::card::Line;
use super::geometry::Size;
use super::measure::{Font, fitted, width};
use crate::graph::{Edge, Picture, Played};

const FONT: Font = Font::plain(11.0);
const LINE: f64 = 14.0;
const PADDING: f64 = 6.0;
const MOST_WIDTH: f64 = 160.0;
/// More edges than these are only counted.
const MOST_LINES: usize = 3;

/// What stands on a line.
#[derive(Debug)]
pub(super) struct Label(Vec<String>);

impl Label {
    /// Nothing stands there.
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }

    /// That of edges which are drawn as one line.
    pub(super) fn of(edges: &[usize], picture: &Picture) -> Self {
        let labels = edges.iter().map(|edge| line(&picture.edges[*edge], &picture.played));
        let labels: Vec<String> = labels.filter(|label| !label.is_empty()).collect();
        let shown = if labels.len() > MOST_LINES { MOST_LINES - 1 } else { labels.len() };
        let mut lines = labels[..shown].to_vec();
        if labels.len() > shown {
            lines.push(format!("and {} more", labels.len() - shown));
        }
        Self(lines)
    }

    /// How much room it takes, if anything stands there.
    pub(super) fn size(&self) -> Option<Size> {
        let widest = self.0.iter().map(|line| width(line, FONT)).fold(0.0, f64::max);
        let lines = f64::from(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        let size = Size { width: widest + 2.0 * PADDING, height: lines * LINE + 4.0 };
        (!self.0.is_empty()).then_some(size)
    }

    /// Its lines, where it begins at a height.
    pub(super) fn lines(&self, top: f64) -> Vec<Line> {
        let mut y = top - 1.0;
        let line = |text: &String| {
            y += LINE;
            Line { text: text.clone(), y }
        };
        self.0.iter().map(line).collect()
    }
}

/// The line of an edge: its label, shortened, and what was played of it in full.
fn line(edge: &Edge, played: &Played) -> String {
    let mark = edge.mark(played);
    if mark.is_empty() || edge.label.is_empty() {
        return fitted(&edge.label, MOST_WIDTH, FONT) + &mark;
    }
    let mark = format!(" {mark}");
    fitted(&edge.label, MOST_WIDTH - width(&mark, FONT), FONT) + &mark
}
