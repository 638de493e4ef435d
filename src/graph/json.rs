//! The picture as JSON, for programs. `docs/graph.md` says what its fields mean.

use serde::Serialize;

use super::words::{family, stop_key};
use super::{Dialog, Edge, End, GraphError, Marks, Node, Picture, Played};

/// The version of the JSON. It changes when a reader of the old one could not read the new one.
pub const VERSION: u64 = 1;

#[derive(Serialize)]
struct Written<'w> {
    version: u64,
    bot: &'w str,
    #[serde(skip_serializing_if = "Option::is_none")]
    played: Option<WrittenPlayed<'w>>,
    dialogs: Vec<WrittenDialog<'w>>,
    nodes: Vec<WrittenNode<'w>>,
    edges: Vec<WrittenEdge<'w>>,
}

#[derive(Serialize)]
#[serde(tag = "by", rename_all = "snake_case")]
enum WrittenPlayed<'w> {
    Transcripts,
    Case { name: &'w str },
}

#[derive(Serialize)]
struct WrittenDialog<'w> {
    name: &'w str,
    kind: &'static str,
    enabled: bool,
    shown: bool,
}

#[derive(Serialize)]
struct WrittenNode<'w> {
    dialog: usize,
    family: &'static str,
    kind: &'static str,
    title: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'w str>,
    text: &'w str,
    #[serde(skip_serializing_if = "Option::is_none")]
    begins: Option<&'w str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    details: &'w [String],
    file: &'w str,
    line: usize,
    enabled: bool,
    unreachable: bool,
    dead_end: bool,
    runs_code: bool,
    #[serde(flatten)]
    marks: WrittenMarks<'w>,
}

#[derive(Serialize)]
struct WrittenEdge<'w> {
    from: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<&'static str>,
    label: &'w str,
    told: &'w str,
    by_code: bool,
    #[serde(flatten)]
    marks: WrittenMarks<'w>,
}

#[derive(Serialize)]
struct WrittenMarks<'w> {
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u64>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    steps: &'w [usize],
}

/// The picture.
///
/// # Errors
/// A mistake of this program.
pub(super) fn json(picture: &Picture) -> Result<String, GraphError> {
    let written = Written {
        version: VERSION,
        bot: &picture.bot,
        played: match &picture.played {
            Played::Unknown => None,
            Played::Often => Some(WrittenPlayed::Transcripts),
            Played::Steps(name) => Some(WrittenPlayed::Case { name }),
        },
        dialogs: picture.dialogs.iter().map(dialog).collect(),
        nodes: picture.nodes.iter().map(node).collect(),
        edges: picture.edges.iter().map(edge).collect(),
    };
    let json = serde_json::to_string_pretty(&written);
    json.map(|json| json + "\n").map_err(|error| GraphError::Writing(error.to_string()))
}

fn dialog(dialog: &Dialog) -> WrittenDialog<'_> {
    let Dialog { name, kind, is_enabled, is_shown } = dialog;
    WrittenDialog { name, kind, enabled: *is_enabled, shown: *is_shown }
}

fn node(node: &Node) -> WrittenNode<'_> {
    WrittenNode {
        dialog: node.dialog,
        family: family(node.shape),
        kind: node.kind,
        title: node.title,
        name: node.name.as_deref(),
        text: &node.text,
        begins: node.begins.as_deref(),
        details: &node.details,
        file: &node.place.file,
        line: node.place.line,
        enabled: node.is_enabled,
        unreachable: node.is_unreachable,
        dead_end: node.is_dead_end,
        runs_code: node.runs_code,
        marks: marks(&node.marks),
    }
}

fn edge(edge: &Edge) -> WrittenEdge<'_> {
    let (to, end) = match edge.to {
        End::Node(to) => (Some(to), None),
        End::Stop(stop) => (None, Some(stop_key(stop))),
    };
    let (label, told) = (&edge.label, &edge.told);
    WrittenEdge { from: edge.from, to, end, label, told, by_code: edge.is_code, marks: marks(&edge.marks) }
}

fn marks(marks: &Marks) -> WrittenMarks<'_> {
    WrittenMarks { times: marks.times, steps: &marks.steps }
}
