//! Items by the line that they stand on: what line-based reports show.

use super::{CoveredFile, Item};

/// A line with the items on it.
pub(super) struct Line<'c> {
    /// From 1.
    pub(super) number: u32,
    /// Those on it, by kind, with their hits. Never empty.
    pub(super) items: Vec<(&'c Item, u64)>,
}

/// How much of a line has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineState {
    /// Everything on it.
    Covered,
    /// Some of it.
    Partly,
    /// Nothing.
    Missed,
}

impl Line<'_> {
    /// How often it was come by: as often as what has happened most on it.
    pub(super) fn hits(&self) -> u64 {
        self.items.iter().map(|(_, hits)| *hits).max().unwrap_or(0)
    }

    pub(super) fn covered(&self) -> usize {
        self.items.iter().filter(|(_, hits)| *hits > 0).count()
    }

    pub(super) fn state(&self) -> LineState {
        match self.covered() {
            0 => LineState::Missed,
            covered if covered == self.items.len() => LineState::Covered,
            _ => LineState::Partly,
        }
    }

    /// The branches of a line are its items, where it has more than one: then being come by does not mean
    /// that everything on it has happened.
    pub(super) fn branches(&self) -> &[(&Item, u64)] {
        if self.items.len() > 1 { &self.items } else { &[] }
    }
}

/// The lines of a file that hold items, in order.
pub(super) fn lines(file: &CoveredFile) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (item, hits) in &file.items {
        match lines.last_mut() {
            Some(line) if line.number == item.line => line.items.push((item, *hits)),
            _ => lines.push(Line { number: item.line, items: vec![(item, *hits)] }),
        }
    }
    lines
}
