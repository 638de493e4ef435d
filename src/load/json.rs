//! YAML where JSON is meant: bodies of mocks, metadata, universal content.

use serde_json::{Map, Number, Value as Json};

use crate::bot::WrittenJson;
use crate::source::Text;
use crate::yaml::{Entry, Node, Scalar, Value};

/// The JSON that a node stands for.
pub(super) fn written_json(node: &Node) -> WrittenJson {
    let mut texts = Vec::new();
    let value = json_value(node, &mut texts);
    WrittenJson { value, texts: texts.into() }
}

/// The JSON value that a node stands for, and which of its strings may hold references.
///
/// Here, and only here, an unquoted scalar may be a number, `true`, `false` or `null` (YAML's core schema);
/// `yes` and dates stay texts also here.
fn json_value(node: &Node, texts: &mut Vec<Text>) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar(scalar) => {
            texts.extend(Some(&scalar.text).filter(|text| text.as_str().contains('{')).cloned());
            json_scalar(scalar)
        }
        Value::Sequence(items) => Json::Array(items.iter().map(|item| json_value(item, texts)).collect()),
        Value::Mapping(entries) => {
            let pair = |entry: &Entry| (entry.key.as_str().to_owned(), json_value(&entry.value, texts));
            Json::Object(Map::from_iter(entries.iter().map(pair)))
        }
    }
}

pub(super) fn json_scalar(scalar: &Scalar) -> Json {
    let text = scalar.text.as_str();
    if !scalar.plain {
        return Json::String(text.to_owned());
    }
    match text {
        "null" | "~" | "" => Json::Null,
        "true" => Json::Bool(true),
        "false" => Json::Bool(false),
        _ => json_number(text).map_or_else(|| Json::String(text.to_owned()), Json::Number),
    }
}

/// Numbers as JSON writes them; `007` and `1_000` are texts.
fn json_number(text: &str) -> Option<Number> {
    serde_json::from_str::<Number>(text).ok()
}

#[cfg(test)]
mod tests {
    use super::json_number;

    #[test]
    fn only_what_json_calls_a_number_is_one() {
        assert!(json_number("780").is_some() && json_number("-1.5e3").is_some());
        for text in ["007", "1_000", "0x1F", "+1", ".5", "1.", "12:30", "2026-11-22", "NaN"] {
            assert!(json_number(text).is_none(), "{text}");
        }
    }
}
