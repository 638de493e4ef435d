//! File Uploads. No export with one is public, so their keys are guessed by their words (export spec 13); each guess
//! is told, and the original is kept.

use serde_json::{Value, json};

use super::super::fields::{Fields, Object};
use super::super::note::Topic;
use super::Importer;
use super::content::{Class, Content};

/// Whether an interaction is a File Upload, by its type or by what its tile holds.
pub(super) fn is_upload(kind: &str, td: &Object) -> bool {
    let has_word =
        |text: &str, words: &[&str]| words.iter().any(|word| text.to_ascii_lowercase().contains(word));
    has_word(kind, &["file", "upload"])
        || td.iter().any(|(key, value)| value.is_object() && has_word(key, &["file", "upload", "accept"]))
}

impl Importer<'_> {
    pub(super) fn upload(&mut self, td: &Object, name: &str) -> Content {
        let settings: Vec<&Object> =
            std::iter::once(td).chain(td.values().filter_map(Value::as_object)).collect();
        let text = td.text("text").unwrap_or("Please send the file.");
        let message = |words: &[&str]| settings.iter().find_map(|settings| by_word(settings, words));
        let accept: Vec<String> = settings.iter().flat_map(|settings| accepted(settings)).collect();
        self.notes.add(
            Topic::Guess,
            name,
            "how the platform writes a File Upload is not known: its file types and messages were found by the words \
             in their keys; compare them with Conversation Builder",
        );
        Content::new(Class::Upload, "file_upload", text)
            .with("accept", (!accept.is_empty()).then(|| json!(accept)))
            .with("in_progress", message(&["progress"]))
            .with("success", message(&["success"]))
            .with("failure", message(&["fail", "error"]))
            .with("validation_failure", message(&["valid"]))
    }
}

/// The first text whose key holds one of the words; a key with several words belongs to the one that says most, so
/// that `validationFailureMessage` is no failure.
pub(super) fn by_word(settings: &Object, words: &[&str]) -> Option<String> {
    let belongs = |key: &str| {
        let key = key.to_ascii_lowercase();
        let is_validation = key.contains("valid");
        words.iter().any(|word| key.contains(word) && (*word == "valid" || !is_validation))
    };
    let found = settings
        .iter()
        .find(|(key, value)| belongs(key) && value.as_str().is_some_and(|text| !text.is_empty()))?;
    found.1.as_str().map(str::to_owned)
}

/// The file types under a key about them: a list, or one text with commas.
fn accepted(settings: &Object) -> Vec<String> {
    let is_about_types = |key: &str| {
        let key = key.to_ascii_lowercase();
        key.contains("accept") || key.contains("types")
    };
    let listed = settings.iter().filter(|(key, _)| is_about_types(key)).flat_map(|(_, value)| match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>(),
        Value::String(text) => text.split(',').map(|part| part.trim().to_owned()).collect(),
        _ => Vec::new(),
    });
    listed.map(|kind| kind.trim_start_matches('.').to_uppercase()).filter(|kind| !kind.is_empty()).collect()
}
