//! Values to YAML text in the style of the house: what reads well in one line stands in one line.

mod scalar;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

pub use scalar::{ScalarPlace, in_one_line, scalar, scalar_like};

/// Lines in brackets end before this column.
const WIDTH: usize = 100;

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// Every scalar is read as a text, so `true` and `5` need no quotes.
    Everything,
    /// Scalars without quotes are read as JSON reads them, so texts that look like numbers need quotes.
    Quoted,
}

/// An item of a block list whose `-` stands in `column`: lines without the last line break.
pub fn list_item(value: &Value, column: usize, texts: Texts) -> String {
    format!("{:column$}- {}", "", nested(value, column + 2, texts))
}

/// A mapping whose keys stand in `column`: lines without the last line break.
pub fn mapping(pairs: &Map<String, Value>, column: usize, texts: Texts) -> String {
    format!("{:column$}{}", "", pairs_at(pairs, column, texts))
}

/// A value in one line.
pub fn in_brackets(value: &Value, texts: Texts) -> String {
    match value {
        Value::String(text) => flow_text(text, texts),
        Value::Array(items) => {
            let items = items.iter().map(|item| in_brackets(item, texts));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        Value::Object(pairs) if pairs.is_empty() => "{}".to_owned(),
        Value::Object(pairs) => {
            let pair = |(key, value): (&String, &Value)| {
                format!("{}: {}", in_one_line(key, true), in_brackets(value, inside(key, texts)))
            };
            format!("{{ {} }}", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
        plain => plain.to_string(),
    }
}

/// The answer of a mock is JSON, whatever stands around it.
fn inside(key: &str, texts: Texts) -> Texts {
    if key == "json" { Texts::Quoted } else { texts }
}

fn flow_text(text: &str, texts: Texts) -> String {
    let written = in_one_line(text, true);
    if texts == Texts::Quoted && written == text && reads_as_json(text) {
        return format!("\"{text}\"");
    }
    written
}

fn reads_as_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}

/// A value behind a dash, its further lines in `column`.
fn nested(value: &Value, column: usize, texts: Texts) -> String {
    match value {
        Value::Object(pairs) if !pairs.is_empty() => pairs_at(pairs, column, texts),
        Value::Array(items) if !items.is_empty() && !fits(value, column, texts) => {
            let items = items.iter().map(|item| format!("- {}", nested(item, column + 2, texts)));
            items.collect::<Vec<_>>().join(&format!("\n{:column$}", ""))
        }
        Value::String(text) if texts == Texts::Everything || !reads_as_json(text) => {
            scalar(text, ScalarPlace::Block(column))
        }
        value => in_brackets(value, texts),
    }
}

/// Keys with values, all but the first line in `column`.
fn pairs_at(pairs: &Map<String, Value>, column: usize, texts: Texts) -> String {
    let pair = |(key, value): (&String, &Value)| {
        let name = in_one_line(key, false);
        let texts = inside(key, texts);
        if value.is_null() {
            return format!("{name}:");
        }
        let (deeper, is_collection) = (column + 2, matches!(value, Value::Array(_) | Value::Object(_)));
        if !is_collection {
            return format!("{name}: {}", nested(value, deeper, texts));
        }
        if fits(value, column + name.len() + 2, texts) {
            return format!("{name}: {}", in_brackets(value, texts));
        }
        format!("{name}:\n{:deeper$}{}", "", nested(value, deeper, texts))
    };
    pairs.iter().map(pair).collect::<Vec<_>>().join(&format!("\n{:column$}", ""))
}

/// Whether a collection reads well in brackets from this column on.
fn fits(value: &Value, column: usize, texts: Texts) -> bool {
    let is_empty = match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(pairs) => pairs.is_empty(),
        _ => true,
    };
    is_empty
        || !has_lines(value)
            && !has_list_of_mappings(value)
            && column + in_brackets(value, texts).chars().count() < WIDTH
}

/// Each item of such a list has a line of its own.
fn has_list_of_mappings(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| item.is_object() || has_list_of_mappings(item)),
        Value::Object(pairs) => pairs.values().any(has_list_of_mappings),
        _ => false,
    }
}

fn has_lines(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\n'),
        Value::Array(items) => items.iter().any(has_lines),
        Value::Object(pairs) => pairs.values().any(has_lines),
        _ => false,
    }
}
