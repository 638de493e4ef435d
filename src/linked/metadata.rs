//! Structured metadata, whose strings may hold references (spec 7.1, 10.1).

use std::sync::Arc;

use serde_json::Value as Json;

use crate::text::Template;

/// Metadata of a message, a button or a quick reply.
#[derive(Debug)]
pub enum Metadata {
    /// The same every time.
    Fixed(Arc<Json>),
    /// With references.
    Filled(Shape),
}

/// JSON with references in its strings; keys are as written.
#[derive(Debug)]
pub enum Shape {
    /// Without references.
    Value(Json),
    /// A string.
    Text(Template),
    /// A list.
    List(Box<[Shape]>),
    /// An object.
    Object(Box<[(String, Shape)]>),
}

impl Metadata {
    pub(super) fn new(written: &Json) -> Self {
        match Shape::new(written) {
            Shape::Value(value) => Self::Fixed(Arc::new(value)),
            shape => Self::Filled(shape),
        }
    }

    /// The metadata with its texts filled.
    pub fn fill(&self, text: &mut dyn FnMut(&Template) -> Arc<str>) -> Arc<Json> {
        match self {
            Self::Fixed(value) => value.clone(),
            Self::Filled(shape) => Arc::new(shape.fill(text)),
        }
    }
}

impl Shape {
    fn new(written: &Json) -> Self {
        let is_value = |shape: &Shape| matches!(shape, Self::Value(_));
        match written {
            Json::String(text) if text.contains('{') => {
                let template = Template::parse(text);
                match template.as_literal() {
                    Some(_) => Self::Value(written.clone()),
                    None => Self::Text(template),
                }
            }
            Json::Array(items) => {
                let items: Box<[Self]> = items.iter().map(Self::new).collect();
                if items.iter().all(is_value) { Self::Value(written.clone()) } else { Self::List(items) }
            }
            Json::Object(pairs) => {
                let pairs: Box<[_]> =
                    pairs.iter().map(|(key, value)| (key.clone(), Self::new(value))).collect();
                let fixed = pairs.iter().all(|(_, value)| is_value(value));
                if fixed { Self::Value(written.clone()) } else { Self::Object(pairs) }
            }
            _ => Self::Value(written.clone()),
        }
    }

    fn fill(&self, text: &mut dyn FnMut(&Template) -> Arc<str>) -> Json {
        match self {
            Self::Value(value) => value.clone(),
            Self::Text(template) => Json::String(text(template).to_string()),
            Self::List(items) => Json::Array(items.iter().map(|item| item.fill(text)).collect()),
            Self::Object(pairs) => {
                Json::Object(pairs.iter().map(|(key, value)| (key.clone(), value.fill(text))).collect())
            }
        }
    }
}
