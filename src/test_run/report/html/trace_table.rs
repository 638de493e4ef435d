//! The traces of all turns, each different entry once: most turns of a run tell the same.

use std::collections::HashMap;
use std::fmt::Write;

use serde_json::{Map, Value as Json};

use crate::terminal::printable_line;
use crate::trace::TraceEvent;

/// Every entry that any turn tells, as its name and what it holds.
#[derive(Debug, Default)]
pub(super) struct TraceTable {
    entries: Vec<(String, String)>,
    places: HashMap<(String, String), usize>,
}

impl TraceTable {
    /// The place of an entry in the table.
    pub(super) fn add(&mut self, event: &TraceEvent) -> usize {
        let entry = told(event);
        *self.places.entry(entry).or_insert_with_key(|entry| {
            self.entries.push(entry.clone());
            self.entries.len() - 1
        })
    }

    /// The table as JSON that may stand in a page: it cannot end the element that holds it.
    pub(super) fn json(&self) -> String {
        let json = serde_json::to_string(&self.entries).unwrap_or_default();
        json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
    }
}

/// An entry in the words of the manual of the trace: its name, then its fields.
fn told(event: &TraceEvent) -> (String, String) {
    // Every event is an object, with its name as one of the fields.
    let Ok(Json::Object(mut fields)) = serde_json::to_value(event) else { return Default::default() };
    let name = fields.shift_remove("event");
    let name = name.as_ref().and_then(Json::as_str).unwrap_or_default().replace('_', " ");
    let fields: Vec<String> = fields.iter().map(|(key, value)| format!("{key}: {}", words(value))).collect();
    (name, fields.join(" · "))
}

fn words(value: &Json) -> String {
    match value {
        Json::String(text) => printable_line(text).into_owned(),
        Json::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(", "),
        Json::Object(fields) => object(fields),
        other => other.to_string(),
    }
}

/// A place is its name and its line; a pair is its name and its value; everything else all of its fields.
fn object(fields: &Map<String, Json>) -> String {
    if let [("name", name), ("value", value)] =
        fields.iter().map(|(key, value)| (key.as_str(), value)).collect::<Vec<_>>().as_slice()
    {
        return format!("{} = {}", words(name), words(value));
    }
    let mut out = String::new();
    for (key, value) in fields {
        let separator = if out.is_empty() { "" } else { " " };
        // Writing to a string cannot fail.
        let _ = match key.as_str() {
            // The place comes last, in one word; where there is a name, it says enough of an interaction.
            "file" | "line" | "column" => Ok(()),
            "dialog" | "kind" if fields.contains_key("file") && fields.contains_key("name") => Ok(()),
            "name" | "number" | "kind" | "condition" | "title" => write!(out, "{separator}{}", words(value)),
            "dialog" if value.is_string() => write!(out, "{separator}of {}", words(value)),
            key => write!(out, "{separator}{key} {}", words(value)),
        };
    }
    if let (Some(file), Some(line)) = (fields.get("file"), fields.get("line")) {
        let _ = write!(out, " ({}:{line})", words(file));
    }
    out
}
