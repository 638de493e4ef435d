//! Universal interactions: structured content as JSON, with references (spec 6).

use super::Metadata;
use crate::bot::{Universal, UniversalContent};
use crate::text::Template;

/// A Universal interaction, ready to be filled.
#[derive(Debug)]
pub struct UniversalStep {
    /// Its JSON.
    pub content: UniversalJson,
    /// Whether the flow waits for the consumer after it (rulings, section 2).
    pub waits: bool,
}

/// The JSON of a Universal interaction.
#[derive(Debug)]
pub enum UniversalJson {
    /// As a text, which is JSON when its references are filled.
    Text(Template),
    /// As a value, with references in its strings.
    Value(Metadata),
}

impl UniversalStep {
    pub(super) fn new(universal: &Universal) -> Self {
        let content = match &universal.content {
            UniversalContent::Json(code) => UniversalJson::Text(Template::parse(code.text().as_str())),
            UniversalContent::Value(json) => UniversalJson::Value(Metadata::new(&json.value)),
        };
        Self { content, waits: universal.user_input_required.is_some_and(|flag| flag.value) }
    }
}
