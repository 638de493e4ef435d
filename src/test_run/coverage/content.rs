//! What can be tapped in structured content that is fixed in the bot file.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::choices::{WrittenChoice, is_fixed};
use crate::bot::{Universal, UniversalContent};
use crate::engine::{RichMessage, read_message};
use crate::rich::{self, Action, Clickable, ClickableKind, Part};
use crate::source::Span;

/// The choices of a Universal interaction; none where its JSON is made in the conversation. Of several with one label
/// and one place, one stands for all.
pub(super) fn written(universal: &Universal) -> Vec<WrittenChoice<'_>> {
    let json = match &universal.content {
        UniversalContent::Value(json) => Some(json.value.clone()),
        UniversalContent::Json(code) => serde_json::from_str(code.text().as_str()).ok(),
    };
    let Some(message) = json.and_then(|json| read_message(json).0) else { return Vec::new() };
    let mut known = HashSet::new();
    let mut choices = of_message(&message, universal);
    choices.retain(|choice| known.insert((choice.span, choice.label.clone())));
    choices
}

fn of_message(message: &RichMessage, universal: &Universal) -> Vec<WrittenChoice<'static>> {
    let places: HashMap<&str, Span> =
        universal.places.iter().map(|(pointer, span)| (&**pointer, *span)).collect();
    let mut pages: HashMap<usize, String> = HashMap::new();
    for (place, page) in message.pages() {
        pages.entry(place).or_insert_with(|| page.to_string());
    }
    let clickables = rich::clickables(Some(&message.content), message.quick_replies.as_ref());
    let choice = |(place, clickable): (usize, &Clickable<'_>)| {
        // What is known by its page alone must have the same one in every conversation.
        let url = pages.remove(&place).filter(|_| only_opens(clickable));
        if url.as_ref().is_some_and(|url| !is_fixed(url)) {
            return None;
        }
        let value = said(clickable).filter(|said| is_fixed(said) && *said != clickable.title);
        Some(WrittenChoice {
            label: Cow::Owned(clickable.title.clone().into_owned()),
            span: label_place(clickable, &places),
            value: value.map(|said| Cow::Owned(said.to_owned())),
            url: url.map(Cow::Owned),
        })
    };
    clickables.iter().enumerate().filter_map(choice).collect()
}

/// Whether a tap does nothing but open something.
fn only_opens(clickable: &Clickable<'_>) -> bool {
    let opens = |action: &Action| matches!(action, Action::Link(_) | Action::Navigate(_));
    !clickable.actions.is_empty() && clickable.actions.iter().all(opens)
}

fn said<'c>(clickable: &'c Clickable<'_>) -> Option<&'c str> {
    clickable.actions.iter().find_map(|action| match action {
        Action::PublishText(text) | Action::Checked(text) => Some(&**text),
        _ => None,
    })
}

/// Where a label is written, else where its element is.
fn label_place(clickable: &Clickable<'_>, places: &HashMap<&str, Span>) -> Option<Span> {
    let part = if clickable.part == Part::QuickReplies { "/quickReplies" } else { "" };
    let key = match clickable.kind {
        ClickableKind::Button
        | ClickableKind::DatePicker
        | ClickableKind::SlotList
        | ClickableKind::SubmitButton
        | ClickableKind::QuickReply => "/title",
        ClickableKind::Checkbox => "/text",
        ClickableKind::Image | ClickableKind::Map | ClickableKind::Response | ClickableKind::Card => "",
    };
    let element = format!("{part}{}", clickable.pointer);
    let label = places.get(format!("{element}{key}").as_str());
    label.or_else(|| places.get(element.as_str())).copied()
}
