//! What structured content must hold.

use super::TranscriptLoader;
use super::expect::is_null;
use super::message::is_predicate;
use crate::load::json::json_scalar;
use crate::text::TextMatch;
use crate::transcript::JsonExpected;
use crate::yaml::{Entry, Node, Value};

impl TranscriptLoader<'_> {
    /// `rich`: an object, `null`, or `{ any: true }`.
    pub(super) fn load_rich(&mut self, node: &Node) -> Option<JsonExpected> {
        match &node.value {
            Value::Mapping(entries) if entries.is_empty() => {
                self.invalid(
                    node.span,
                    "`rich` says nothing",
                    "Write what the content must hold; any content is `{ any: true }`, none is `null`.",
                );
                None
            }
            _ if is_null(node) => Some(JsonExpected::Absent),
            Value::Mapping(_) => match self.load_json_expected(node)? {
                wanted @ (JsonExpected::Object(_) | JsonExpected::Any) => Some(wanted),
                _ => {
                    let help = "It is an object: write its properties, as in `rich: { type: carousel }`.";
                    self.invalid(node.span, "structured content is neither a text nor a list", help);
                    None
                }
            },
            _ => {
                self.wrong_type(node, "`rich` is written as the properties of structured content");
                None
            }
        }
    }

    /// What a JSON value must be like. Lists and objects lie in each other as deep as YAML lets them.
    fn load_json_expected(&mut self, node: &Node) -> Option<JsonExpected> {
        match &node.value {
            Value::Null => Some(JsonExpected::Absent),
            Value::Scalar(scalar) => Some(match json_scalar(scalar) {
                serde_json::Value::Null => JsonExpected::Absent,
                serde_json::Value::Bool(flag) => JsonExpected::Flag(flag),
                serde_json::Value::Number(number) => JsonExpected::Number(number),
                _ => JsonExpected::Text(TextMatch::Equals(scalar.text.as_str().to_owned())),
            }),
            Value::Sequence(items) => self.load_json_items(items).map(JsonExpected::List),
            Value::Mapping(_) if is_predicate(node) => self.load_json_predicate(node),
            Value::Mapping(entries) => {
                let pairs = entries.iter().map(|Entry { key, value }| {
                    Some((key.as_str().to_owned(), self.load_json_expected(value)?))
                });
                // All of them are read, so that everything that is wrong is told.
                let pairs: Vec<Option<_>> = pairs.collect();
                pairs.into_iter().collect::<Option<Vec<_>>>().map(JsonExpected::Object)
            }
        }
    }

    fn load_json_items(&mut self, items: &[Node]) -> Option<Vec<JsonExpected>> {
        let items: Vec<Option<_>> = items.iter().map(|item| self.load_json_expected(item)).collect();
        items.into_iter().collect()
    }

    /// A predicate: on a text, on a list (`contains` with several items), or on whatever is there (`any`).
    fn load_json_predicate(&mut self, node: &Node) -> Option<JsonExpected> {
        if let Value::Mapping(entries) = &node.value
            && let [entry] = entries.as_slice()
            && entry.key.as_str() == "contains"
            && let Value::Sequence(items) = &entry.value.value
        {
            if items.is_empty() {
                let help = "Write what the list must hold. An empty list is `[]`.";
                self.invalid(entry.value.span, "`contains` is empty, so every list has it", help);
                return None;
            }
            return self.load_json_items(items).map(JsonExpected::Holds);
        }
        match self.load_text_match(node)? {
            TextMatch::Any => Some(JsonExpected::Any),
            wanted => Some(JsonExpected::Text(wanted)),
        }
    }
}
