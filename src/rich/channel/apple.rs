//! Apple's own bodies: list pickers, time pickers, rich links, and the bubbles that stand for them
//! (scripting spec 7.8, 7.9).

use serde_json::Value as Json;

use super::profile::{APPLE_SUBTITLE, APPLE_TITLE};
use super::report::Report;
use super::{Body, body};
use crate::bot::Channel;
use crate::rich::element_type::ElementType;
use crate::rich::violation::one_of;
use crate::rich::{ActionKind, Content, Element, Metadata, MetadataKind};

/// Checks content for Apple.
pub(super) fn check(report: &mut Report, content: &Content, metadata: &[Metadata]) {
    let root = &content.root;
    match body(content, Channel::Apple) {
        Some(Body::ListPicker) => {
            for section in root.children() {
                check_section(report, section);
            }
            need(
                report,
                metadata,
                &MetadataKind::BusinessChatMessage,
                "BusinessChatMessage",
                "a list picker",
            );
        }
        Some(Body::TimePicker) => {
            check_times(report, root);
            need(
                report,
                metadata,
                &MetadataKind::BusinessChatMessage,
                "BusinessChatMessage",
                "a time picker",
            );
            need(report, metadata, &MetadataKind::BusinessEvent, "BusinessEvent", "a time picker");
        }
        Some(Body::RichLink) => check_rich_link(report, root),
        // What a form asks stands in the metadata, its content is a placeholder.
        _ if root.common().tag.as_deref() == Some("form") => {}
        _ => check_plain(report, root),
    }
}

fn need(report: &mut Report, metadata: &[Metadata], kind: &MetadataKind, word: &str, body: &str) {
    if !metadata.iter().any(|item| item.kind == *kind) {
        let message = format!("{body} must have metadata of the type `{word}`, and this one has none");
        let help = format!("Send `{{ \"type\": \"{word}\", … }}` in the metadata of the message.");
        report.add("", message, help);
    }
}

fn is_layout(element: &Element) -> bool {
    matches!(element, Element::Vertical(_) | Element::Horizontal(_))
}

/// A section: a title and a second line, or less, then items.
fn check_section(report: &mut Report, section: &Element) {
    if !is_layout(section) {
        other(report, section, "a section of a list picker is a `vertical`");
        return;
    }
    let items = match section.children() {
        [Element::Text(_), Element::Text(_), items @ ..] | [Element::Text(_), items @ ..] => items,
        items => items,
    };
    let pointer = format!("{}/elements", section.common().pointer);
    report.count(&pointer, "items in the section", items.len(), 1..=usize::MAX);
    for item in items {
        check_item(report, item);
    }
}

/// An item: a picture or none, then a layout with texts and a button.
fn check_item(report: &mut Report, item: &Element) {
    if !is_layout(item) {
        other(report, item, "an item of a list picker is a `horizontal` with a `vertical` in it");
        return;
    }
    let texts = match item.children() {
        [Element::Image(_), texts @ ..] => texts,
        texts => texts,
    };
    let [Element::Vertical(texts)] = texts else {
        let message =
            "an item of a list picker holds an image or none, then one `vertical`, and this one does not";
        let help = "Put its texts and its button into a `vertical`.";
        report.add(&item.common().pointer, message.to_owned(), help);
        return;
    };
    for part in &texts.elements {
        match part {
            Element::Text(_) => {}
            Element::Button(_) => allow(report, part, &[ActionKind::PublishText, ActionKind::Link]),
            part => other(report, part, "an item of a list picker has a title, a subtitle and a button"),
        }
    }
    let pointer = format!("{}/elements", texts.common.pointer);
    report.count(&pointer, "parts of the item", texts.elements.len(), 1..=3);
}

/// Times: buttons with the time in their metadata, with or without a layout around them.
fn check_times(report: &mut Report, root: &Element) {
    let mut times = 0;
    for element in root.children() {
        match element {
            Element::Button(_) => times += check_time(report, element),
            Element::Text(_) => {}
            layout if is_layout(layout) => {
                for button in layout.children() {
                    times += check_time(report, button);
                }
            }
            element => other(report, element, "a time picker has texts and buttons"),
        }
    }
    report.count(&format!("{}/elements", root.common().pointer), "times in the time picker", times, 1..=256);
}

/// Checks one time, and counts it.
fn check_time(report: &mut Report, element: &Element) -> usize {
    let Element::Button(button) = element else { return 0 };
    let metadata = button.click.as_ref().map(|click| &*click.metadata).unwrap_or_default();
    let event = metadata.iter().find(|item| item.kind == MetadataKind::BusinessEvent);
    let has = |name: &str| event.and_then(|event| event.json.get("timing")?.get(name)).is_some();
    if !has("startTime") || !has("duration") {
        let message =
            "a time needs click metadata of the type `BusinessEvent` with `startTime` and `duration`";
        let help =
            "Write `{ \"type\": \"BusinessEvent\", \"timing\": { … } }` into the metadata of its click.";
        report.add(&button.common.pointer, message.to_owned(), help);
    }
    allow(report, element, &[ActionKind::PublishText]);
    1
}

/// A rich link: a picture or a text, then a button that opens the page.
fn check_rich_link(report: &mut Report, root: &Element) {
    let mut buttons = 0;
    for element in root.children() {
        match element {
            Element::Button(_) => {
                buttons += 1;
                allow(report, element, &[ActionKind::Link]);
            }
            Element::Image(_) | Element::Text(_) => {}
            element => other(report, element, "a rich link has an image or a text, and a button"),
        }
    }
    let pointer = format!("{}/elements", root.common().pointer);
    report.count(&pointer, "buttons in the rich link", buttons, 1..=1);
    report.count(&pointer, "parts of the rich link", root.children().len(), 1..=2);
}

/// Other content is shown as on the web, without what is tapped or swiped.
fn check_plain(report: &mut Report, element: &Element) {
    match element.element_type() {
        ElementType::Button => {
            other(report, element, "Apple shows buttons in pickers and rich links only");
        }
        ElementType::Carousel => other(report, element, "Apple shows no carousels"),
        _ => element.children().iter().for_each(|child| check_plain(report, child)),
    }
}

/// Reports an element that is not what stands there on Apple.
fn other(report: &mut Report, element: &Element, rule: &str) {
    let message = format!("{rule}, and here is {}", element.element_type().one());
    report.add(&element.common().pointer, message, "Leave it out on Apple, or send it in that form.");
}

fn allow(report: &mut Report, element: &Element, kinds: &[ActionKind]) {
    let Some(click) = element.click() else {
        let message = "a button on `apple` must have a `click`, and this one has none".to_owned();
        report.add(&element.common().pointer, message, "Write `\"click\": { \"actions\": [ … ] }`.");
        return;
    };
    for (place, action) in click.actions().iter().enumerate() {
        if !kinds.contains(&action.kind()) {
            let pointer = format!("{}/click/actions/{place}", element.common().pointer);
            let message = format!("the action `{}` does nothing in this body", action.kind().name());
            let known = one_of(kinds.iter().map(|kind| kind.name()));
            report.add(&pointer, message, format!("Use {known}."));
        }
    }
}

/// Checks the bubbles before and after the consumer's choice.
pub(super) fn check_bubbles(report: &mut Report, place: usize, item: &Metadata) {
    if !item.json.get("receivedMessage").is_some_and(Json::is_object) {
        let message =
            "a `BusinessChatMessage` must have a `receivedMessage`, and this one has none".to_owned();
        report.add(&format!("/{place}"), message, "Write `\"receivedMessage\": { \"title\": … }`.");
    }
    for bubble in ["receivedMessage", "replyMessage"] {
        let Some(Json::Object(texts)) = item.json.get(bubble) else { continue };
        let pointer = format!("/{place}/{bubble}");
        if !texts.contains_key("title") {
            let message = format!("a `{bubble}` must have a `title`, and this one has none");
            report.add(&pointer, message, "Write `\"title\": …`.");
        }
        for (name, most) in [("title", APPLE_TITLE), ("subtitle", APPLE_SUBTITLE)] {
            if let Some(Json::String(text)) = texts.get(name) {
                report.length(
                    &format!("{pointer}/{name}"),
                    &format!("`{name}` of a bubble"),
                    text,
                    most,
                    None,
                );
            }
        }
    }
    check_multiple(report, place, item.json.get("multipleSelection"));
}

fn check_multiple(report: &mut Report, place: usize, multiple: Option<&Json>) {
    let is_fine = match multiple {
        None | Some(Json::Bool(_)) => true,
        Some(Json::Array(flags)) => !flags.is_empty() && flags.iter().all(Json::is_boolean),
        Some(_) => false,
    };
    if !is_fine {
        let message =
            "`multipleSelection` must be `true` or `false`, or a list of them, one for each section";
        let pointer = format!("/{place}/multipleSelection");
        report.add(&pointer, message.to_owned(), "Write it without quotes.");
    }
}
