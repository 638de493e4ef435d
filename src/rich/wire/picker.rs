//! Apple's own bodies: list pickers, time pickers, rich links (scripting spec 7.9).

use serde_json::{Value as Json, json};

use super::json::{click, image, link, put};
use super::own_choices;
use crate::linked::{Offer, OfferedChoice, OfferedGroup};

/// A picture, and a button that opens the page.
pub(super) fn rich_link(title: &str, url: &str, picture: &str) -> Json {
    let mut elements = Vec::new();
    if !picture.is_empty() {
        elements.push(image(picture));
    }
    elements.push(json!({ "type": "button", "title": title, "click": { "actions": [link(url, None)] } }));
    json!({ "type": "vertical", "tag": "richLink", "elements": elements })
}

/// The sections of a list picker with their items.
pub(super) fn list(offer: &Offer) -> Json {
    let whole = [OfferedGroup { choices: 0..offer.choices.len(), ..OfferedGroup::default() }];
    let sections = match offer.groups() {
        [] => &whole,
        sections => sections,
    };
    let sections: Vec<Json> =
        sections.iter().map(|group| section(group, own_choices(offer, &group.choices))).collect();
    json!({ "type": "vertical", "tag": "list", "elements": sections })
}

fn section(group: &OfferedGroup, choices: &[OfferedChoice]) -> Json {
    let mut elements = Vec::new();
    if !group.title.is_empty() {
        elements.push(title(&group.title));
    }
    elements.extend(group.subtitle.as_deref().map(subtitle));
    elements.extend(choices.iter().map(item));
    json!({ "type": "vertical", "elements": elements })
}

fn item(choice: &OfferedChoice) -> Json {
    let mut texts = vec![title(&choice.label)];
    texts.extend(choice.subtitle.as_deref().map(subtitle));
    texts.push(json!({ "type": "button", "title": &*choice.label, "click": click(choice) }));
    let mut elements: Vec<Json> = choice.image.as_deref().map(image).into_iter().collect();
    elements.push(json!({ "type": "vertical", "elements": texts }));
    json!({ "type": "horizontal", "elements": elements })
}

fn title(text: &str) -> Json {
    json!({ "type": "text", "text": text, "tag": "title", "style": { "bold": true, "size": "large" } })
}

fn subtitle(text: &str) -> Json {
    json!({ "type": "text", "text": text, "tag": "subtitle" })
}

/// The times of a time picker, each with its moment in its metadata.
pub(super) fn times(choices: &[OfferedChoice]) -> Json {
    let times: Vec<Json> = choices.iter().map(time).collect();
    json!({ "type": "vertical", "tag": "datePicker", "elements": times })
}

fn time(choice: &OfferedChoice) -> Json {
    let seconds = choice.duration.unwrap_or_default().as_secs();
    let event = json!({
        "type": "BusinessEvent",
        "timing": { "startTime": &*choice.label, "duration": seconds },
    });
    let mut click = click(choice);
    let mut metadata = vec![event];
    metadata.extend(choice.metadata.as_deref().map(super::json::listed).unwrap_or_default());
    put(&mut click, "metadata", Json::Array(metadata));
    json!({ "type": "button", "title": &*choice.label, "click": click })
}

/// The bubbles before and after the consumer's choice.
pub(super) fn bubbles(title: &str, subtitle: Option<&str>, reply: Option<&str>) -> Json {
    let mut received = json!({ "title": title });
    if let Some(subtitle) = subtitle {
        put(&mut received, "subtitle", json!(subtitle));
    }
    let mut bubbles = json!({ "type": "BusinessChatMessage", "receivedMessage": received });
    if let Some(reply) = reply {
        put(&mut bubbles, "replyMessage", json!({ "title": reply }));
    }
    bubbles
}

/// Puts a picture into the first bubble.
pub(super) fn picture(bubbles: &mut Json, url: Option<&str>) {
    if let (Some(url), Some(received)) = (url, bubbles.get_mut("receivedMessage")) {
        put(received, "imageURL", json!(url));
    }
}

/// The metadata of a list picker.
pub(super) fn list_metadata(mut bubbles: Json, multiple: bool, own: Vec<Json>) -> Vec<Json> {
    put(&mut bubbles, "multipleSelection", json!(multiple));
    std::iter::once(bubbles).chain(own).collect()
}

/// The metadata of a time picker.
pub(super) fn time_metadata(
    bubbles: Json,
    event: Option<&str>,
    timezone_offset: Option<u32>,
    own: Vec<Json>,
) -> Vec<Json> {
    let mut about = json!({ "type": "BusinessEvent" });
    if let Some(title) = event {
        put(&mut about, "title", json!(title));
    }
    if let Some(offset) = timezone_offset {
        put(&mut about, "timing", json!({ "presentedTimezoneOffset": offset }));
    }
    [about, bubbles].into_iter().chain(own).collect()
}
