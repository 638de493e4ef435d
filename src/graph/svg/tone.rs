//! How cards and lines are coloured, and what is told of them to whoever points at them.

use std::fmt::Write;

use crate::graph::{Edge, End, Node, Picture, Played};

/// The words for the style sheet that say how a card is coloured, besides its family.
pub(super) fn node_tone(node: &Node, played: &Played) -> String {
    let mut words = Vec::new();
    if !node.is_enabled {
        words.push("off");
    }
    if node.is_unreachable {
        words.push("unreachable");
    }
    if node.is_dead_end {
        words.push("dead");
    }
    match played {
        Played::Unknown => {}
        Played::Often => words.extend(node.marks.times.map(often)),
        Played::Steps(_) => words.push(if node.marks.steps.is_empty() { "beside" } else { "step" }),
    }
    words.join(" ")
}

/// The same for a line that stands for some edges.
pub(super) fn edges_tone(edges: &[usize], picture: &Picture) -> String {
    let mut edges = edges.iter().map(|edge| &picture.edges[*edge]).peekable();
    let mut words = Vec::new();
    if edges.peek().is_none() {
        if matches!(picture.played, Played::Steps(_)) {
            words.push("beside");
        }
        return words.join(" ");
    }
    let edges: Vec<&Edge> = edges.collect();
    if edges.iter().all(|edge| edge.is_code) {
        words.push("by-code");
    }
    match picture.played {
        Played::Unknown => {}
        Played::Often => {
            let counted = edges.iter().filter_map(|edge| edge.marks.times);
            words.extend(counted.reduce(u64::saturating_add).map(often));
        }
        Played::Steps(_) => {
            let is_step = edges.iter().any(|edge| !edge.marks.steps.is_empty());
            words.push(if is_step { "step" } else { "beside" });
        }
    }
    words.join(" ")
}

/// How often something happened, in four colours.
fn often(times: u64) -> &'static str {
    match times {
        0 => "never",
        1..=2 => "seldom",
        3..=9 => "some",
        _ => "often",
    }
}

/// All of a card's text, and where it stands.
pub(super) fn node_told(node: &Node) -> String {
    let mut told = node.title.to_owned();
    // Writing to a string cannot fail.
    if let Some(name) = &node.name {
        let _ = write!(told, " {name}");
    }
    let _ = write!(told, " ({}:{})", node.place.file, node.place.line);
    if !node.text.is_empty() {
        let _ = write!(told, "\n{}", node.text);
    }
    told
}

/// What each of some edges is taken for.
pub(super) fn edges_told(edges: &[usize], picture: &Picture) -> String {
    let told = |edge: &usize| {
        let edge = &picture.edges[*edge];
        let played = match (&picture.played, edge.marks.times) {
            (Played::Often, Some(times)) => format!(" (×{times})"),
            _ => String::new(),
        };
        format!("{}{played}", edge.told)
    };
    edges.iter().map(told).collect::<Vec<_>>().join("\n")
}

/// The word for the style sheet that says what an edge leads to.
pub(super) fn end_class(to: End) -> &'static str {
    match to {
        End::Node(_) => "jump",
        End::Stop(stop) => crate::graph::words::stop_key(stop),
    }
}
