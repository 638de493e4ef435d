//! The picture as DOT, for Graphviz.

use std::fmt::Write;

use super::words::{dialog_words, near_text, stop_id, stop_words};
use super::{Edge, End, Node, Picture, Played, Shape};

/// What all nodes and edges have.
const DEFAULTS: &str = "  graph [rankdir=TB, newrank=true, fontname=\"Helvetica,Arial,sans-serif\", labeljust=l]
  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=11, style=\"filled\", fillcolor=\"#ffffff\", color=\"#7d8794\"]
  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=10, color=\"#7d8794\"]
";

/// The picture.
pub(super) fn dot(picture: &Picture) -> String {
    let mut text = format!("digraph {} {{\n{DEFAULTS}", quoted(&picture.bot));
    let (nodes, stops) = (picture.nodes_by_dialog(), picture.stops());
    // Writing to a string cannot fail, here and below.
    for (place, dialog) in picture.dialogs.iter().enumerate().filter(|(_, dialog)| dialog.is_shown) {
        let off = if dialog.is_enabled { "" } else { ", off" };
        let label = quoted(&format!("{} ({}{off})", dialog.name, dialog_words(dialog.kind)));
        let _ = writeln!(text, "  subgraph cluster_{place} {{\n    label={label}\n    color=\"#d3d8df\"");
        for node in &nodes[place] {
            let attributes = node_attributes(&picture.nodes[*node], &picture.played);
            let _ = writeln!(text, "    n{node} [{attributes}]");
            for stop in stops.get(node).into_iter().flatten() {
                let (id, label) = (stop_id(*node, *stop), quoted(stop_words(*stop)));
                let _ = writeln!(text, "    {id} [label={label}, shape=plaintext, style=\"\", fontsize=9]");
            }
        }
        text.push_str("  }\n");
    }
    for (place, node) in picture.nodes.iter().enumerate() {
        let dialog = &picture.dialogs[node.dialog];
        if !dialog.is_shown {
            let label = quoted(&format!("{} ({})", node.head(), dialog.name));
            let _ = writeln!(text, "  n{place} [label={label}, shape=box, style=\"rounded,dotted\"]");
        }
    }
    for edge in &picture.edges {
        let _ = writeln!(text, "  {}", edge_line(edge, &picture.played));
    }
    text + "}\n"
}

fn node_attributes(node: &Node, played: &Played) -> String {
    let lines = near_text(node, played);
    let shape = match node.shape {
        Shape::Starter => "ellipse",
        Shape::Statement => "box",
        Shape::Question => "hexagon",
        Shape::Integration => "component",
        Shape::Upload => "folder",
        Shape::Transfer => "cds",
    };
    let tooltip = format!("{} ({}:{})\n{}", node.title, node.place.file, node.place.line, node.text);
    let (label, tooltip) = (quoted(&lines.join("\n")), quoted(&tooltip));
    let mut attributes = format!("label={label}, shape={shape}, tooltip={tooltip}");
    let fill = match (played, node.marks.times) {
        (Played::Often, Some(0)) => Some("#fdecec"),
        (Played::Often, Some(_)) => Some("#d3efcd"),
        (Played::Steps(_), _) if !node.marks.steps.is_empty() => Some("#dbe7fd"),
        _ => None,
    };
    if let Some(fill) = fill {
        let _ = write!(attributes, ", fillcolor=\"{fill}\"");
    }
    if !node.is_enabled || node.is_unreachable {
        attributes.push_str(", style=\"filled,dashed\"");
    }
    if node.is_dead_end {
        attributes.push_str(", color=\"#c98a1b\"");
    }
    attributes
}

fn edge_line(edge: &Edge, played: &Played) -> String {
    let to = match edge.to {
        End::Node(to) => format!("n{to}"),
        End::Stop(stop) => stop_id(edge.from, stop),
    };
    let mut attributes = vec![format!("tooltip={}", quoted(&edge.told))];
    let label = edge.marked_label(played);
    if !label.is_empty() {
        attributes.push(format!("label={}", quoted(&label)));
    }
    if edge.is_code {
        attributes.push("style=dashed".to_owned());
    }
    let color = match (played, edge.marks.times) {
        (Played::Often, Some(0)) => Some("color=\"#d5565d\""),
        (Played::Often, Some(_)) => Some("color=\"#3f9a45\", penwidth=2"),
        (Played::Steps(_), _) if !edge.marks.steps.is_empty() => Some("color=\"#1f5fd0\", penwidth=3"),
        _ => None,
    };
    attributes.extend(color.map(str::to_owned));
    format!("n{} -> {to} [{}]", edge.from, attributes.join(", "))
}

/// A text in quotes. Graphviz reads backslashes and the entities of HTML in it.
fn quoted(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", text.replace('\n', "\\n"))
}
