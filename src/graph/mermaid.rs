//! The picture as Mermaid, as GitHub draws it.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::words::{dialog_words, near_text, stop_id, stop_words};
use super::{Edge, End, Node, Picture, Played, Shape};

/// GitHub draws no diagram with more edges than these, and none with a longer text.
const MOST_EDGES: usize = 500;
const MOST_BYTES: usize = 50_000;

/// The classes, by what they colour, with their style. A later one wins.
const CLASSES: [(&str, &str); 14] = [
    ("dialog", "fill:#f0f2f5,stroke:#d3d8df,color:#1c2128"),
    ("starter", "fill:#eaf7ed,stroke:#86c596,color:#1c2128"),
    ("statement", "fill:#fff,stroke:#aeb7c2,color:#1c2128"),
    ("question", "fill:#e8f0fd,stroke:#6f97dd,color:#1c2128"),
    ("integration", "fill:#f3ebfc,stroke:#a57fd6,color:#1c2128"),
    ("upload", "fill:#e3f4f5,stroke:#5fb0b7,color:#1c2128"),
    ("transfer", "fill:#fdf1e2,stroke:#d79a55,color:#1c2128"),
    ("stop", "fill:#5c6570,stroke:#5c6570,color:#fff"),
    ("away", "fill:#f6f7f9,stroke:#aeb7c2,color:#1c2128,stroke-dasharray:2 2"),
    ("off", "fill:#f3f4f6,stroke:#8d96a2,color:#5c6570,stroke-dasharray:5 3"),
    ("fault", "stroke:#c98a1b,stroke-width:2px"),
    ("never", "fill:#fdecec,stroke:#e08a8f,color:#1c2128"),
    ("played", "fill:#d3efcd,stroke:#68b35c,color:#1c2128"),
    ("step", "fill:#dbe7fd,stroke:#1f5fd0,color:#1c2128,stroke-width:3px"),
];

/// The picture, and why GitHub would not draw it.
pub(super) fn mermaid(picture: &Picture) -> (String, Option<String>) {
    let mut writer =
        Writer { picture, text: String::new(), classes: BTreeMap::new(), links: BTreeMap::new() };
    writer.picture();
    let text = writer.text;
    let (edges, bytes) = (picture.edges.len(), text.len());
    let limit = match () {
        () if edges > MOST_EDGES => {
            Some(format!("it has {edges} edges, and GitHub draws {MOST_EDGES} at most"))
        }
        () if bytes > MOST_BYTES => {
            Some(format!("it has {bytes} bytes, and GitHub draws {MOST_BYTES} at most"))
        }
        () => None,
    };
    (text, limit)
}

struct Writer<'w> {
    picture: &'w Picture,
    text: String,
    /// The nodes of each class.
    classes: BTreeMap<&'static str, Vec<String>>,
    /// The edges of each style, by their numbers.
    links: BTreeMap<&'static str, Vec<String>>,
}

impl Writer<'_> {
    fn line(&mut self, indent: usize, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{:indent$}{line}", "", indent = indent * 2);
    }

    fn picture(&mut self) {
        self.line(0, "flowchart TB");
        let picture = self.picture;
        let nodes = picture.nodes_by_dialog();
        let stops = picture.stops();
        for (place, dialog) in picture.dialogs.iter().enumerate().filter(|(_, dialog)| dialog.is_shown) {
            let off = if dialog.is_enabled { "" } else { ", off" };
            let label = format!("{} ({}{off})", dialog.name, dialog_words(dialog.kind));
            self.line(1, &format!("subgraph d{place}[\"{}\"]", escaped(&label)));
            self.class("dialog", format!("d{place}"));
            // Without this, each dialog would be drawn across.
            self.line(2, "direction TB");
            for node in &nodes[place] {
                self.node(*node);
                for stop in stops.get(node).into_iter().flatten() {
                    self.line(2, &format!("{}([\"{}\"])", stop_id(*node, *stop), escaped(stop_words(*stop))));
                    self.class("stop", stop_id(*node, *stop));
                }
            }
            self.line(1, "end");
        }
        for (place, node) in picture.nodes.iter().enumerate() {
            let dialog = &picture.dialogs[node.dialog];
            if !dialog.is_shown {
                let label = format!("{} ({})", node.head(), dialog.name);
                self.line(1, &format!("n{place}([\"{}\"])", escaped(&label)));
                self.class("away", format!("n{place}"));
            }
        }
        for (place, edge) in picture.edges.iter().enumerate() {
            self.edge(place, edge);
        }
        self.styles();
    }

    fn node(&mut self, place: usize) {
        let node = &self.picture.nodes[place];
        let lines = near_text(node, &self.picture.played);
        let label = lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br/>");
        let (left, right, class) = shape(node.shape);
        self.line(2, &format!("n{place}{left}\"{label}\"{right}"));
        for class in [Some(class), state(node, &self.picture.played)].into_iter().flatten() {
            self.class(class, format!("n{place}"));
        }
        if node.faults().next().is_some() {
            self.class(if node.is_enabled { "fault" } else { "off" }, format!("n{place}"));
        }
    }

    fn edge(&mut self, place: usize, edge: &Edge) {
        let to = match edge.to {
            End::Node(to) => format!("n{to}"),
            End::Stop(stop) => stop_id(edge.from, stop),
        };
        let arrow = if edge.is_code { "-.->" } else { "-->" };
        let label = edge.marked_label(&self.picture.played);
        let label = if label.is_empty() { String::new() } else { format!("|\"{}\"|", escaped(&label)) };
        self.line(1, &format!("n{} {arrow}{label} {to}", edge.from));
        let style = match (&self.picture.played, edge.marks.times) {
            (Played::Often, Some(0)) => "stroke:#d5565d",
            (Played::Often, Some(_)) => "stroke:#3f9a45,stroke-width:2px",
            (Played::Steps(_), _) if !edge.marks.steps.is_empty() => "stroke:#1f5fd0,stroke-width:3px",
            _ => return,
        };
        self.links.entry(style).or_default().push(place.to_string());
    }

    fn class(&mut self, class: &'static str, id: String) {
        self.classes.entry(class).or_default().push(id);
    }

    fn styles(&mut self) {
        for (class, style) in CLASSES {
            if let Some(ids) = self.classes.remove(class) {
                self.line(1, &format!("classDef {class} {style}"));
                self.line(1, &format!("class {} {class}", ids.join(",")));
            }
        }
        for (style, edges) in std::mem::take(&mut self.links) {
            self.line(1, &format!("linkStyle {} {style}", edges.join(",")));
        }
    }
}

/// How a family is drawn, and its class.
fn shape(shape: Shape) -> (&'static str, &'static str, &'static str) {
    match shape {
        Shape::Starter => ("([", "])", "starter"),
        Shape::Statement => ("(", ")", "statement"),
        Shape::Question => ("{{", "}}", "question"),
        Shape::Integration => ("[[", "]]", "integration"),
        Shape::Upload => ("[/", "/]", "upload"),
        Shape::Transfer => (">", "]", "transfer"),
    }
}

/// The class that says what was played of a node.
fn state(node: &Node, played: &Played) -> Option<&'static str> {
    match (played, node.marks.times) {
        (Played::Often, Some(0)) => Some("never"),
        (Played::Often, Some(_)) => Some("played"),
        (Played::Steps(_), _) if !node.marks.steps.is_empty() => Some("step"),
        _ => None,
    }
}

/// A text as it stands between quotes: what could end it, be taken for markup or for Markdown, by its number.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut previous = None;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let is_in_word = |other: Option<char>| other.is_some_and(char::is_alphanumeric);
        let must = match character {
            '_' => !is_in_word(previous) || !is_in_word(rest.peek().copied()),
            // A list, where it begins the text.
            '.' | ')' => escaped.chars().all(|digit| digit.is_ascii_digit()),
            '-' | '+' => escaped.is_empty(),
            '"' | '#' | '<' | '>' | '&' | '`' | '*' | '~' | '%' | '\\' | '[' | ']' | ';' => true,
            _ => false,
        };
        match character {
            // Also by its number it would be a line break.
            '\\' if rest.peek() == Some(&'n') => escaped.push_str("#92;#8203;"),
            _ if must => {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "#{};", u32::from(character));
            }
            '\n' | '\t' => escaped.push(' '),
            _ => escaped.push(character),
        }
        previous = Some(character);
    }
    escaped
}
