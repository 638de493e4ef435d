//! One JSON document for programs. Its shape is a promise: fields are added, never changed; another shape gets another
//! [`DIFF_VERSION`]. docs/diff.md describes it.

use serde::Serialize;

use crate::diff::changes::{Changes, Difference, Item, Move, Part};
use crate::diff::value::{Concept, Entry, Value};
use crate::source::{Sources, Span};
use crate::terminal::escape_json;

/// The version of the document's shape.
pub const DIFF_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    changes: Vec<Change<'a>>,
}

/// A part that is not as it was.
#[derive(Serialize)]
struct Change<'a> {
    concept: &'static str,
    /// `added`, `removed` or `changed`.
    change: &'static str,
    affects_conversation: bool,
    old: Option<PartShape<'a>>,
    new: Option<PartShape<'a>>,
    renamed: bool,
    /// `within` its list, or from dialog to dialog: `between`.
    moved: Option<&'static str>,
    differences: Vec<DifferenceShape>,
    followed_by: Vec<Follower<'a>>,
    /// How many interactions come or go with a dialog.
    interactions: Option<usize>,
}

#[derive(Serialize)]
struct PartShape<'a> {
    kind: &'static str,
    name: Option<&'a str>,
    says: Option<&'a str>,
    dialog: Option<&'a str>,
    place: Option<PlaceShape<'a>>,
}

#[derive(Serialize)]
struct PlaceShape<'a> {
    file: &'a str,
    line: usize,
}

/// A value that is not as it was.
#[derive(Serialize)]
struct DifferenceShape {
    key: String,
    /// `added`, `removed`, `changed` or `moved`.
    change: &'static str,
    affects_conversation: bool,
    old: Option<serde_json::Value>,
    old_place: Option<serde_json::Value>,
    new: Option<serde_json::Value>,
    new_place: Option<serde_json::Value>,
}

/// A reference that only follows a new name.
#[derive(Serialize)]
struct Follower<'a> {
    old: Option<PlaceShape<'a>>,
    new: Option<PlaceShape<'a>>,
}

/// All changes as one JSON document with a newline at its end. Characters that could steer a terminal are written as
/// `\u` escapes.
pub fn json(changes: &Changes, sources: &Sources) -> String {
    let shapes = changes.items().map(|item| change(item, sources)).collect();
    let document = Document { version: DIFF_VERSION, changes: shapes };
    // Neither numbers that JSON lacks nor keys that are no texts are in it, so it can always be written.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    format!("{}\n", escape_json(&text))
}

fn change<'a>(item: &'a Item, sources: &'a Sources) -> Change<'a> {
    let side = |part: &'a Option<Part>| part.as_ref().map(|part| part_shape(part, sources));
    let follower = |(old, new): &(Option<Span>, Option<Span>)| Follower {
        old: place(*old, sources),
        new: place(*new, sources),
    };
    Change {
        concept: concept(item.concept),
        change: change_word(item.old.is_some(), item.new.is_some(), false),
        affects_conversation: item.affects_conversation(),
        old: side(&item.old),
        new: side(&item.new),
        renamed: item.is_renamed(),
        moved: item.moved.map(|moved| match moved {
            Move::Within => "within",
            Move::Between => "between",
        }),
        differences: item.differences.iter().map(|one| difference(one, sources)).collect(),
        followed_by: item.followed_by.iter().map(follower).collect(),
        interactions: (item.concept == Concept::Dialog && (item.old.is_none() || item.new.is_none()))
            .then_some(item.interactions),
    }
}

fn concept(concept: Concept) -> &'static str {
    match concept {
        Concept::Bot => "bot",
        Concept::Intent => "intent",
        Concept::Entity => "entity",
        Concept::Integration => "integration",
        Concept::KnowledgeBase => "knowledge_base",
        Concept::Skill => "skill",
        Concept::Dialog => "dialog",
        Concept::Interaction => "interaction",
    }
}

fn change_word(was: bool, is: bool, is_move: bool) -> &'static str {
    match (was, is) {
        _ if is_move => "moved",
        (false, _) => "added",
        (_, false) => "removed",
        _ => "changed",
    }
}

fn part_shape<'a>(part: &'a Part, sources: &'a Sources) -> PartShape<'a> {
    PartShape {
        kind: part.kind,
        name: part.name.as_deref(),
        says: part.says.as_deref(),
        dialog: part.dialog.as_deref(),
        place: place(part.place, sources),
    }
}

fn place(span: Option<Span>, sources: &Sources) -> Option<PlaceShape<'_>> {
    span.map(|span| PlaceShape { file: sources.get(span.source).name(), line: sources.position(span).line })
}

fn difference(difference: &Difference, sources: &Sources) -> DifferenceShape {
    let value = |entry: &Option<Entry>| entry.as_ref().map(|entry| json_value(&entry.value));
    let place_of = |entry: &Option<Entry>| {
        let place = place(entry.as_ref()?.place, sources)?;
        Some(serde_json::json!({ "file": place.file, "line": place.line }))
    };
    DifferenceShape {
        key: difference.key(),
        change: change_word(difference.old.is_some(), difference.new.is_some(), difference.is_move),
        affects_conversation: !difference.is_note,
        old: value(&difference.old),
        old_place: place_of(&difference.old),
        new: value(&difference.new),
        new_place: place_of(&difference.new),
    }
}

fn json_value(value: &Value) -> serde_json::Value {
    match value {
        Value::Text(text) | Value::Word(text) | Value::Name(_, text) => (&**text).into(),
        Value::Code(code) => (&*code.text).into(),
        Value::Masked(masked) => (&*masked.shown).into(),
        Value::List(entries) => entries.iter().map(|entry| json_value(&entry.value)).collect(),
        Value::Keys(fields) => {
            let member =
                |field: &crate::diff::value::Field| (field.key.to_string(), json_value(&field.entry.value));
            fields.iter().map(member).collect()
        }
    }
}
