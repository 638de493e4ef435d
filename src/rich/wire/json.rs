//! The events, and what clicks and quick replies are in them.

use serde_json::{Map, Value as Json, json};

use crate::bot::LinkTarget;
use crate::linked::OfferedChoice;
use crate::rich::limits;

/// A text, with chips below it.
pub(super) fn text_event(text: &str, quick_replies: Option<Json>, metadata: Vec<Json>) -> Json {
    let event = json!({ "type": "ContentEvent", "contentType": "text/plain", "message": text });
    with_rest(event, quick_replies, metadata)
}

/// Structured content, with chips below it.
pub(super) fn rich_event(content: Json, quick_replies: Option<Json>, metadata: Vec<Json>) -> Json {
    with_rest(json!({ "type": "RichContentEvent", "content": content }), quick_replies, metadata)
}

fn with_rest(mut event: Json, quick_replies: Option<Json>, metadata: Vec<Json>) -> Json {
    if let Some(quick_replies) = quick_replies {
        put(&mut event, "quickReplies", quick_replies);
    }
    if !metadata.is_empty() {
        put(&mut event, "metadata", Json::Array(metadata));
    }
    event
}

/// Adds a property at the end.
pub(super) fn put(object: &mut Json, name: &str, value: Json) {
    if let Json::Object(object) = object {
        object.insert(name.to_owned(), value);
    }
}

/// Metadata is a list on the wire; an author may write what is in it.
pub(super) fn listed(metadata: &Json) -> Vec<Json> {
    match metadata {
        Json::Array(items) => items.clone(),
        Json::Null => Vec::new(),
        other => vec![other.clone()],
    }
}

/// Chips.
pub(super) fn quick_replies(choices: &[OfferedChoice], per_row: Option<u32>) -> Json {
    let (least, most) = (*limits::PER_ROW.start(), *limits::PER_ROW.end());
    let per_row = per_row.map_or(most, i64::from).clamp(least, most);
    let replies: Vec<Json> = choices.iter().map(button).collect();
    json!({ "type": "quickReplies", "itemsPerRow": per_row, "replies": replies })
}

/// A button, or a chip, which is one too.
pub(super) fn button(choice: &OfferedChoice) -> Json {
    json!({ "type": "button", "title": &*choice.label, "click": click(choice) })
}

/// What a tap on a choice does: it opens its page, or says its value, or else its label.
pub(super) fn click(choice: &OfferedChoice) -> Json {
    let action = match &choice.url {
        Some(url) => link(url, choice.target),
        None => {
            let said = choice.value.as_ref().unwrap_or(&choice.label);
            json!({ "type": "publishText", "text": &**said })
        }
    };
    let mut click = json!({ "actions": [action] });
    if let Some(metadata) = choice.metadata.as_deref().map(listed).filter(|listed| !listed.is_empty()) {
        put(&mut click, "metadata", Json::Array(metadata));
    }
    click
}

/// A page that opens.
pub(super) fn link(url: &str, target: Option<LinkTarget>) -> Json {
    let mut action = Map::new();
    action.insert("type".to_owned(), json!("link"));
    action.insert("uri".to_owned(), json!(url));
    if let Some(target) = target {
        let word = match target {
            LinkTarget::New => "blank",
            LinkTarget::Current => "self",
            LinkTarget::Slideout => "slideout",
        };
        action.insert("target".to_owned(), json!(word));
    }
    Json::Object(action)
}

/// A picture.
pub(super) fn image(url: &str) -> Json {
    json!({ "type": "image", "url": url })
}

/// A text in bold.
pub(super) fn bold(text: &str) -> Json {
    json!({ "type": "text", "text": text, "style": { "bold": true } })
}
