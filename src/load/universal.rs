//! Universal interactions: structured content as YAML or as JSON text, with the place of each part.

use super::Loader;
use super::fields::Fields;
use super::json::written_json;
use crate::bot::{InteractionKind, Universal, UniversalContent, WrittenJson};
use crate::source::{Sources, Span, Text};
use crate::text::pointer_step;
use crate::yaml::{Limits, Node, Value, parse_yaml};

/// The places of the parts of JSON: a pointer with where it stands.
type Places = Vec<(Box<str>, Span)>;

impl Loader<'_> {
    pub(super) fn load_universal(&mut self, node: &Node, fields: &mut Fields<'_>) -> InteractionKind {
        let user_input_required = self.flag(fields, "user_input_required");
        let is_file = matches!(&node.value, Value::Mapping(entries) if entries.len() == 1 && entries[0].key.as_str() == "file");
        let mut places = Places::new();
        let content = match &node.value {
            Value::Mapping(_) | Value::Sequence(_) if !is_file => {
                note_places(node, &mut String::new(), &|span| span, &mut places);
                UniversalContent::Value(written_json(node))
            }
            _ => match self.load_code(node, "`universal`") {
                Some(code) => {
                    places_in_json(code.text(), &mut places);
                    UniversalContent::Json(code)
                }
                None => UniversalContent::Value(WrittenJson::from(serde_json::Value::Null)),
            },
        };
        InteractionKind::Universal(Box::new(Universal {
            content,
            places: places.into(),
            user_input_required,
        }))
    }
}

/// JSON is YAML too, as far as its places go.
fn places_in_json(text: &Text, places: &mut Places) {
    let mut sources = Sources::default();
    let id = sources.add("", text.as_str());
    let (Some(document), problems) = parse_yaml(&sources, id, &Limits::default()) else { return };
    if problems.is_empty() {
        note_places(&document.root, &mut String::new(), &|span| text.part(span.range()), places);
    }
}

/// Where each part stands: a scalar where it is, a list or a mapping where it begins.
fn note_places(node: &Node, pointer: &mut String, span: &dyn Fn(Span) -> Span, places: &mut Places) {
    let own = match &node.value {
        // The first key is enough to find it.
        Value::Mapping(entries) => entries.first().map_or(node.span, |entry| entry.key.span()),
        Value::Sequence(items) => {
            items.first().map_or(node.span, |item| Span { end: item.span.start + 1, ..item.span })
        }
        Value::Null | Value::Scalar(_) => node.span,
    };
    places.push((pointer.as_str().into(), span(own)));
    let length = pointer.len();
    match &node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                pointer.push('/');
                pointer.push_str(&pointer_step(entry.key.as_str()));
                note_places(&entry.value, pointer, span, places);
                pointer.truncate(length);
            }
        }
        Value::Sequence(items) => {
            for (place, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{place}"));
                note_places(item, pointer, span, places);
                pointer.truncate(length);
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}
