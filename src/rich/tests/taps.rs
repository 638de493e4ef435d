//! What a tap does.

use serde_json::{Value as Json, json};

use super::content;
use crate::rich::{Effect, MetadataKind, Refusal, Tapped, Ticked, clickables, read_quick_replies, tap};

/// Taps these, one after the other; what the last one does.
fn taps(json: Json, numbers: &[usize]) -> Tapped {
    let content = content(json);
    let found = clickables(Some(&content), None);
    let mut ticked = Ticked::default();
    let mut last = None;
    for number in numbers {
        last = tap(&found, *number, &mut ticked);
    }
    last.unwrap()
}

fn said(tapped: &Tapped) -> Vec<&str> {
    tapped.texts().map(|text| &**text).collect()
}

#[test]
fn a_button_says_its_text_and_then_opens_its_page() {
    let tapped = taps(
        json!({ "type": "button", "title": "Do", "click": { "actions": [
            { "type": "publishText", "text": "done" }, { "type": "link", "uri": "https://example.com" },
        ], "metadata": [{ "type": "ExternalId", "id": "x" }] } }),
        &[1],
    );
    let [Effect::Publish(text), Effect::OpenLink(link)] = tapped.effects.as_slice() else {
        panic!("{tapped:?}")
    };
    assert_eq!((&**text, &*link.uri), ("done", "https://example.com"));
    assert_eq!(tapped.metadata[0].kind, MetadataKind::ExternalId("x".into()));
}

#[test]
fn a_link_alone_says_nothing_and_a_date_is_asked_for() {
    let button = |action| json!({ "type": "button", "title": "Do", "click": { "actions": [action] } });
    let link = taps(button(json!({ "type": "link", "uri": "https://example.com" })), &[1]);
    assert!(matches!(link.effects.as_slice(), [Effect::OpenLink(_)]), "{link:?}");
    assert_eq!(said(&link), [""; 0]);
    let ask = taps(button(json!({ "type": "datePicker", "class": "single" })), &[1]);
    assert!(matches!(ask.effects.as_slice(), [Effect::AskDate(_)]), "{ask:?}");
}

#[test]
fn a_map_without_actions_opens_itself_and_one_with_none_does_nothing() {
    let tapped = taps(json!({ "type": "map", "la": 1, "lo": 2 }), &[1]);
    let [Effect::Navigate(place)] = tapped.effects.as_slice() else { panic!("{tapped:?}") };
    assert_eq!((place.la.to_string(), place.lo.to_string()), ("1".to_owned(), "2".to_owned()));
    let tapped = taps(json!({ "type": "map", "la": 1, "lo": 2, "click": {} }), &[1]);
    assert_eq!(tapped.effects.len(), 1);
    let tapped = taps(json!({ "type": "map", "la": 1, "lo": 2, "click": { "actions": [] } }), &[1]);
    assert_eq!(tapped.effects, []);
}

#[test]
fn a_tap_on_nothing_is_none() {
    let content = content(json!({ "type": "button", "title": "Do" }));
    let found = clickables(Some(&content), None);
    let mut ticked = Ticked::default();
    assert_eq!(tap(&found, 0, &mut ticked), None);
    assert_eq!(tap(&found, 2, &mut ticked), None);
    assert_eq!(tap(&found, 1, &mut ticked), Some(Tapped::default()));
}

#[test]
fn a_form_says_what_is_ticked_in_its_order_joined_with_commas() {
    let form = super::clickables::form;
    assert_eq!(taps(form(), &[3]).effects, [Effect::Ticked(true)]);
    assert_eq!(taps(form(), &[3, 3]).effects, [Effect::Ticked(false)]);
    let tapped = taps(form(), &[4, 1, 2, 2, 5]);
    assert_eq!(tapped.effects, [Effect::Submit("apple,cake".into())]);
    let tapped = taps(form(), &[5]);
    assert_eq!((said(&tapped), tapped.refused), (Vec::new(), Some(Refusal::NothingTicked)));
    assert_eq!(said(&taps(form(), &[1, 6])), ["no"]);
}

#[test]
fn two_forms_in_one_message_do_not_mix() {
    let both =
        json!({ "type": "vertical", "elements": [super::clickables::form(), super::clickables::form()] });
    assert_eq!(said(&taps(both, &[1, 8, 11])), ["pear"]);
}

#[test]
fn a_disabled_button_refuses() {
    let mut form = super::clickables::form();
    form["elements"][2]["elements"][0]["disabled"] = json!(true);
    assert_eq!(taps(form, &[1, 5]).refused, Some(Refusal::Disabled));
}

/// Two cards to choose from, and a button that sends the choice.
fn select(mode: &str) -> Json {
    let card = |id: &str| json!({ "type": "vertical", "elements": [], "metadata": [{ "type": "ExternalId", "id": id }] });
    json!({ "type": "vertical", "elements": [
        { "type": "carouselSelect", "selectMode": { "name": "s", "type": mode }, "elements": [card("a"), card("b")] },
        { "type": "button", "title": "Send", "ref": { "name": "s", "type": "carouselSelect" }, "click": {
            "actions": [{ "type": "publishText", "text": "chosen" }], "metadata": [{ "type": "ExternalId", "id": "own" }] } },
    ] })
}

fn ids(tapped: &Tapped) -> Vec<&str> {
    tapped.metadata.iter().map(|item| item.json["id"].as_str().unwrap()).collect()
}

#[test]
fn a_button_that_refers_to_a_selection_brings_what_is_chosen() {
    let tapped = taps(select("multiple"), &[2, 1, 3]);
    assert_eq!((said(&tapped), ids(&tapped)), (vec!["chosen"], vec!["a", "b"]));
    assert_eq!(ids(&taps(select("single"), &[2, 1, 3])), ["a"]);
    assert_eq!(taps(select("single"), &[3]).refused, Some(Refusal::NothingTicked));
    assert_eq!(taps(select("single"), &[1, 1, 3]).refused, Some(Refusal::NothingTicked));
}

#[test]
fn a_quick_reply_says_its_payload() {
    let replies = read_quick_replies(&json!({ "type": "quickReplies", "itemsPerRow": 8, "replies": [
        { "type": "button", "title": "I want to watch!", "click": { "actions": [{ "type": "publishText", "text": "watch" }] } },
    ] }));
    let found = clickables(None, replies.content.as_ref());
    assert_eq!(said(&tap(&found, 1, &mut Ticked::default()).unwrap()), ["watch"]);
}
