//! JSON that an author wrote as YAML.

use crate::source::Text;

/// A JSON value, with the places of what may hold references in it.
#[derive(Clone, Debug)]
pub struct WrittenJson {
    /// The value.
    pub value: serde_json::Value,
    /// Those of its strings that hold a brace, keys not among them.
    pub texts: Box<[Text]>,
}

impl From<serde_json::Value> for WrittenJson {
    /// JSON that stands in no bot file, so that nothing in it is checked.
    fn from(value: serde_json::Value) -> Self {
        Self { value, texts: Box::default() }
    }
}
