//! Texts as they may be drawn.

use serde_json::Value;

use crate::bot::{Interaction, InteractionKind, UniversalContent};
use crate::integration::Secrets;
use crate::terminal::printable;

/// Makes texts fit to be drawn: without secrets, and without characters that nobody sees or that XML cannot hold.
pub(super) struct Texts<'t> {
    pub(super) secrets: &'t Secrets,
}

impl Texts<'_> {
    pub(super) fn drawable(&self, text: &str) -> String {
        printable(&self.secrets.mask(text)).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
    }

    /// The same on one line.
    pub(super) fn drawable_line(&self, text: &str) -> String {
        self.drawable(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// What an interaction says, asks or calls; of a starter, what triggers it.
pub(super) fn text_of(interaction: &Interaction) -> String {
    match &interaction.kind {
        InteractionKind::DialogStarter(starter) => {
            let patterns = starter.patterns.iter().map(|pattern| pattern.as_str());
            let intent = starter.intent.iter().map(|intent| intent.as_str());
            patterns.chain(intent).collect::<Vec<_>>().join(", ")
        }
        InteractionKind::Universal(universal) => {
            let words = match &universal.content {
                UniversalContent::Json(code) => {
                    serde_json::from_str(code.text().as_str()).ok().and_then(|json: Value| first_words(&json))
                }
                UniversalContent::Value(written) => first_words(&written.value),
            };
            words.unwrap_or_default()
        }
        InteractionKind::Audio(url) | InteractionKind::Video(url) => url.as_str().to_owned(),
        kind => kind.content().unwrap_or_default().to_owned(),
    }
}

/// The first words that structured content shows.
fn first_words(json: &Value) -> Option<String> {
    match json {
        Value::Object(fields) => {
            let own = ["text", "title"].iter().find_map(|key| fields.get(*key)?.as_str());
            own.map(str::to_owned).or_else(|| fields.values().find_map(first_words))
        }
        Value::Array(items) => items.iter().find_map(first_words),
        _ => None,
    }
}
