//! What can be tapped, in which order.

use serde_json::{Value as Json, json};

use super::content;
use crate::rich::{CardPlace, Clickable, ClickableKind, Part, clickables, read_quick_replies};

/// A form with two sections of two checkboxes.
pub(super) fn form() -> Json {
    let checkbox = |text: &str| {
        let click = json!({ "actions": [{ "type": "checked", "publishText": text.to_lowercase() }] });
        json!({ "type": "checkbox", "text": text, "click": click })
    };
    let checklist =
        |one: &str, two: &str| json!({ "type": "checklist", "elements": [checkbox(one), checkbox(two)] });
    json!({ "type": "list", "elements": [
        { "type": "text", "text": "What would you like?" },
        { "type": "sectionList", "elements": [
            { "type": "section", "sectionID": "1", "elements": [{ "type": "text", "text": "Fruit" }, checklist("Apple", "Pear")] },
            { "type": "section", "sectionID": "2", "elements": [checklist("Bread", "Cake")] },
        ] },
        { "type": "buttonList", "elements": [
            { "type": "submitButton", "title": "Send", "click": { "actions": [{ "type": "submitAsText", "submit": true }] } },
            { "type": "button", "title": "Cancel", "click": { "actions": [{ "type": "publishText", "text": "no" }] } },
        ] },
    ] })
}

fn told(found: &[Clickable<'_>]) -> Vec<(usize, ClickableKind, String)> {
    found.iter().map(|one| (one.number, one.kind, one.label.to_string())).collect()
}

#[test]
fn everything_is_numbered_in_order_and_quick_replies_come_last() {
    let click = json!({ "actions": [{ "type": "publishText", "text": "x" }] });
    let content = content(json!({ "type": "vertical", "elements": [
        { "type": "image", "url": "https://example.com/a.png" },
        { "type": "image", "url": "https://example.com/b.png", "alt": "A shoe", "caption": "", "click": click },
        { "type": "text", "text": "not tapped", "click": click },
        { "type": "horizontal", "elements": [
            { "type": "button", "title": "Date", "click": { "actions": [{ "type": "datePicker", "class": "single" }] } },
            { "type": "button", "title": "Slot", "click": { "actions": [{ "type": "scheduleSlotList" }] } },
        ] },
        { "type": "map", "la": 1.5, "lo": 2 },
        { "type": "button", "title": "Go", "click": click },
    ] }));
    let replies = read_quick_replies(&json!({ "type": "quickReplies", "itemsPerRow": 8, "replies": [
        { "type": "button", "title": "abcdefghijklmnopqrstuvwxyz", "click": click },
    ] }))
    .content
    .unwrap();
    let found = clickables(Some(&content), Some(&replies));
    assert_eq!(
        told(&found),
        [
            (1, ClickableKind::Image, "A shoe".to_owned()),
            (2, ClickableKind::DatePicker, "Date".to_owned()),
            (3, ClickableKind::SlotList, "Slot".to_owned()),
            (4, ClickableKind::Map, "1.5,2".to_owned()),
            (5, ClickableKind::Button, "Go".to_owned()),
            (6, ClickableKind::QuickReply, "abcdefghijklmnopqrstuv…".to_owned()),
        ]
    );
    assert_eq!((found[5].part, found[5].pointer), (Part::QuickReplies, "/replies/0"));
    assert_eq!(found[5].title, "abcdefghijklmnopqrstuvwxyz");
    assert_eq!((found[1].part, found[1].pointer), (Part::Content, "/elements/3/elements/0"));
}

#[test]
fn cards_are_counted_and_numbering_continues_across_them() {
    let card =
        |title: &str| json!({ "type": "vertical", "elements": [{ "type": "button", "title": title }] });
    let content = content(json!({ "type": "vertical", "elements": [
        { "type": "button", "title": "Before" },
        { "type": "carousel", "elements": [card("One"), card("Two")] },
        { "type": "button", "title": "After" },
    ] }));
    let found = clickables(Some(&content), None);
    let cards: Vec<_> = found.iter().map(|one| (one.number, one.card)).collect();
    let card = |number| Some(CardPlace { number, of: 2 });
    assert_eq!(cards, [(1, None), (2, card(1)), (3, card(2)), (4, None)]);
}

#[test]
fn a_form_has_its_checkboxes_and_its_buttons() {
    let content = content(form());
    let labels: Vec<String> =
        clickables(Some(&content), None).iter().map(|one| one.label.to_string()).collect();
    assert_eq!(labels, ["Apple", "Pear", "Bread", "Cake", "Send", "Cancel"]);
}

#[test]
fn cards_of_a_selection_can_be_tapped_themselves() {
    let text = json!({ "type": "vertical", "elements": [{ "type": "text", "text": "Red" }] });
    let image = json!({ "type": "vertical", "elements": [{ "type": "image", "url": "u" }] });
    let content = content(json!({ "type": "vertical", "elements": [
        { "type": "carouselSelect", "selectMode": { "name": "s", "type": "single" }, "elements": [text, image] },
        { "type": "accordionSelect", "selectMode": { "name": "a" }, "titles": [{ "name": "Sizes" }], "elements": [text] },
    ] }));
    let found = told(&clickables(Some(&content), None));
    let labels: Vec<&str> = found
        .iter()
        .map(|(_, kind, label)| {
            assert_eq!(*kind, ClickableKind::Card);
            label.as_str()
        })
        .collect();
    assert_eq!(labels, ["Red", "Card 2", "Sizes"]);
}

#[test]
fn a_template_offers_its_responses() {
    let content = content(
        json!({ "type": "template", "templateType": "quickReply", "title": "Sure?", "resp": ["Yes", "No"] }),
    );
    let found = told(&clickables(Some(&content), None));
    assert_eq!(
        found,
        [(1, ClickableKind::Response, "Yes".to_owned()), (2, ClickableKind::Response, "No".to_owned())]
    );
}
