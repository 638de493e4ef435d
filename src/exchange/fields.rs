//! Reading an export leniently: what is absent or of another type than usual is simply not there.

use serde_json::{Map, Value};

/// An object of an export.
pub(super) type Object = Map<String, Value>;

/// An object of an export, asked for what it usually holds.
pub(super) trait Fields {
    /// A text that is not empty.
    fn text(&self, key: &str) -> Option<&str>;
    /// Whether a flag is on.
    fn flag(&self, key: &str) -> bool;
    /// An object.
    fn object(&self, key: &str) -> Option<&Object>;
    /// The objects of a list.
    fn objects(&self, key: &str) -> impl Iterator<Item = &Object>;
    /// The texts of a list.
    fn texts(&self, key: &str) -> impl Iterator<Item = &str>;
}

impl Fields for Object {
    fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    fn flag(&self, key: &str) -> bool {
        self.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    fn object(&self, key: &str) -> Option<&Object> {
        self.get(key).and_then(Value::as_object)
    }

    fn objects(&self, key: &str) -> impl Iterator<Item = &Object> {
        self.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
    }

    fn texts(&self, key: &str) -> impl Iterator<Item = &str> {
        self.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    }
}

/// The tile of an interaction, which holds nearly all of its content (export spec 6).
pub(super) fn tile(interaction: &Object) -> Option<&Object> {
    tiles(interaction).next()
}

/// The tiles of an interaction; only structured questions have several.
pub(super) fn tiles(interaction: &Object) -> impl Iterator<Item = &Object> {
    let results = interaction.object("content").and_then(|content| content.object("results"));
    results.and_then(|results| results.object("tile")).into_iter().flat_map(|tile| tile.objects("tileData"))
}
