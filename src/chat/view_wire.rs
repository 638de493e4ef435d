//! Messages as the events that go over the wire (scripting spec 7.1), for programs.

use serde_json::Value as Json;

use super::page::Page;
use crate::bot::Channel;
use crate::engine::Message;
use crate::terminal::escape_json;

/// The events of a message, one line each.
pub(super) fn lines(page: &Page<'_>, message: &Message, channel: Channel) -> Vec<String> {
    let events = message.wire(channel).into_iter();
    events.map(|event| escape_json(&masked(page, event).to_string()).into_owned()).collect()
}

/// JSON without secrets, text by text, so that it stays JSON. It is no deeper than what was read or written.
fn masked(page: &Page<'_>, json: Json) -> Json {
    let text = |text: &str| page.secrets.mask(text).into_owned();
    match json {
        Json::String(string) => Json::String(text(&string)),
        Json::Array(items) => Json::Array(items.into_iter().map(|item| masked(page, item)).collect()),
        Json::Object(pairs) => {
            Json::Object(pairs.into_iter().map(|(key, value)| (text(&key), masked(page, value))).collect())
        }
        other => other,
    }
}
