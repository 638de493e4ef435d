//! What goes over the wire, to the letter.

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::bot::{Channel, LinkTarget, TileDisplay};
use crate::linked::{ChoiceKind, Layout, Offer, OfferedChoice, OfferedGroup};
use crate::rich::{Outgoing, PlainCard, PlainLink, events};

fn choice(kind: ChoiceKind, label: &str, value: Option<&str>) -> OfferedChoice {
    OfferedChoice { kind, label: label.into(), value: value.map(Into::into), ..OfferedChoice::default() }
}

fn page(label: &str, url: &str) -> OfferedChoice {
    let target = Some(LinkTarget::Slideout);
    OfferedChoice { url: Some(url.into()), target, ..choice(ChoiceKind::Button, label, None) }
}

fn sent(text: &str, layout: Layout, choices: Vec<OfferedChoice>, channel: Channel) -> Vec<Json> {
    let offer = Offer { layout, choices: choices.into() };
    events(&Outgoing::Offer { text, offer: &offer }, None, channel)
}

#[test]
fn a_text_is_a_content_event() {
    let metadata = json!({ "type": "ExternalId", "id": "x" });
    let found = events(&Outgoing::Text("Hello"), Some(&metadata), Channel::Web);
    let text = r#"{"type":"ContentEvent","contentType":"text/plain","message":"Hello","metadata":[{"type":"ExternalId","id":"x"}]}"#;
    assert_eq!(found[0].to_string(), text);
}

#[test]
fn buttons_are_a_vertical_of_text_and_buttons() {
    let mut take = choice(ChoiceKind::Button, "Take it", Some("take"));
    take.metadata = Some(std::sync::Arc::new(json!([{ "type": "ExternalId", "id": "t" }])));
    let found = sent(
        "Well?",
        Layout::Buttons,
        vec![take, page("Look", "https://example.com"), choice(ChoiceKind::Choice, "No", None)],
        Channel::Web,
    );
    assert_eq!(
        found,
        [json!({ "type": "RichContentEvent", "content": { "type": "vertical", "elements": [
            { "type": "text", "text": "Well?" },
            { "type": "button", "title": "Take it", "click": {
                "actions": [{ "type": "publishText", "text": "take" }],
                "metadata": [{ "type": "ExternalId", "id": "t" }] } },
            { "type": "button", "title": "Look", "click": { "actions": [
                { "type": "link", "uri": "https://example.com", "target": "slideout" }] } },
            { "type": "button", "title": "No", "click": { "actions": [{ "type": "publishText", "text": "No" }] } },
        ] } })]
    );
}

#[test]
fn facebook_gets_its_button_card() {
    let found =
        sent("Well?", Layout::Buttons, vec![choice(ChoiceKind::Choice, "No", None)], Channel::Facebook);
    assert_eq!(
        found[0]["content"],
        json!({ "type": "vertical", "tag": "button", "elements": [{ "type": "vertical", "elements": [
            { "type": "text", "text": "Well?", "tag": "title" },
            { "type": "button", "title": "No", "click": { "actions": [{ "type": "publishText", "text": "No" }] } },
        ] }] })
    );
}

#[test]
fn quick_replies_ride_on_a_text_with_their_payload() {
    let choices = || vec![choice(ChoiceKind::QuickReply, "I want to watch!", Some("watch"))];
    let found = sent("Well?", Layout::QuickReplies { per_row: None }, choices(), Channel::Web);
    assert_eq!(
        found,
        [json!({ "type": "ContentEvent", "contentType": "text/plain", "message": "Well?", "quickReplies": {
            "type": "quickReplies", "itemsPerRow": 8, "replies": [
                { "type": "button", "title": "I want to watch!", "click": { "actions": [
                    { "type": "publishText", "text": "watch" }] } },
            ] } })]
    );
    let found = sent("Well?", Layout::QuickReplies { per_row: Some(2) }, choices(), Channel::Web);
    assert_eq!(found[0]["quickReplies"]["itemsPerRow"], 2);
}

/// A house with a page of its own, and a flat with a button.
fn tiles(images: bool) -> (Layout, Vec<OfferedChoice>) {
    let house = OfferedGroup {
        title: "House".into(),
        subtitle: Some("With a garden".into()),
        image: images.then(|| "https://example.com/house.png".into()),
        choices: 0..2,
    };
    let flat = OfferedGroup { title: "Flat".into(), choices: 2..3, ..OfferedGroup::default() };
    let page =
        OfferedChoice { kind: ChoiceKind::Tile, target: None, ..page("House", "https://example.com/house") };
    let take = |what| choice(ChoiceKind::Button, "Take it", Some(what));
    let layout =
        Layout::Tiles { subtitle: None, display: TileDisplay::Vertical, tiles: Box::new([house, flat]) };
    (layout, vec![page, take("house"), take("flat")])
}

#[test]
fn several_tiles_are_a_carousel_below_the_text() {
    let (layout, choices) = tiles(true);
    let found = sent("Which one?", layout, choices, Channel::Web);
    let take = |what: &str| json!({ "type": "button", "title": "Take it", "click": { "actions": [{ "type": "publishText", "text": what }] } });
    assert_eq!(found[0]["message"], "Which one?");
    assert_eq!(
        found[1]["content"],
        json!({ "type": "carousel", "elements": [
            { "type": "vertical", "elements": [
                { "type": "image", "url": "https://example.com/house.png", "click": { "actions": [
                    { "type": "link", "uri": "https://example.com/house" }] } },
                { "type": "text", "text": "House", "style": { "bold": true } },
                { "type": "text", "text": "With a garden" },
                take("house"),
            ] },
            { "type": "vertical", "elements": [{ "type": "text", "text": "Flat", "style": { "bold": true } }, take("flat")] },
        ] })
    );
}

#[test]
fn a_tile_alone_is_a_vertical_and_opens_its_page_from_its_title() {
    let (Layout::Tiles { subtitle, display, tiles }, choices) = tiles(false) else { panic!() };
    let layout = Layout::Tiles { subtitle, display, tiles: Box::new([tiles[0].clone()]) };
    let found = sent("", layout, choices, Channel::Web);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["content"]["type"], "vertical");
    assert_eq!(found[0]["content"]["elements"][0]["type"], "button");
    assert_eq!(found[0]["content"]["elements"][0]["click"]["actions"][0]["uri"], "https://example.com/house");
}

#[test]
fn facebook_gets_generic_cards() {
    let (layout, choices) = tiles(true);
    let found = sent("Which one?", layout, choices, Channel::Facebook);
    let card = &found[1]["content"]["elements"][0];
    assert_eq!(
        (&card["tag"], &card["elements"][0]["elements"][1]["tag"]),
        (&json!("generic"), &json!("title"))
    );
}

#[test]
fn a_list_picker_has_its_bubbles_in_the_metadata() {
    let mut item = choice(ChoiceKind::Item, "One", None);
    item.subtitle = Some("first".into());
    let section = OfferedGroup { title: "Numbers".into(), choices: 0..1, ..OfferedGroup::default() };
    let layout = Layout::ListPicker {
        subtitle: Some("Tap to choose".into()),
        reply_title: Some("Chosen".into()),
        multiple: true,
        sections: Box::new([section]),
    };
    let found = sent("Choose", layout, vec![item], Channel::Apple);
    assert_eq!(
        found,
        [json!({ "type": "RichContentEvent",
            "content": { "type": "vertical", "tag": "list", "elements": [{ "type": "vertical", "elements": [
                { "type": "text", "text": "Numbers", "tag": "title", "style": { "bold": true, "size": "large" } },
                { "type": "horizontal", "elements": [{ "type": "vertical", "elements": [
                    { "type": "text", "text": "One", "tag": "title", "style": { "bold": true, "size": "large" } },
                    { "type": "text", "text": "first", "tag": "subtitle" },
                    { "type": "button", "title": "One", "click": { "actions": [{ "type": "publishText", "text": "One" }] } },
                ] }] },
            ] }] },
            "metadata": [{ "type": "BusinessChatMessage",
                "receivedMessage": { "title": "Choose", "subtitle": "Tap to choose" },
                "replyMessage": { "title": "Chosen" }, "multipleSelection": true }] })]
    );
}

#[test]
fn a_time_picker_has_its_event_in_the_metadata_and_its_times_in_their_clicks() {
    let moment = "2026-04-30T13:30+0000";
    let time =
        OfferedChoice { duration: Some(Duration::from_mins(30)), ..choice(ChoiceKind::Time, moment, None) };
    let layout = Layout::TimePicker {
        subtitle: None,
        event: Some("A call".into()),
        image: Some("https://example.com/call.png".into()),
        timezone_offset: Some(60),
    };
    let found = sent("When?", layout, vec![time], Channel::Apple);
    assert_eq!(
        found,
        [json!({ "type": "RichContentEvent",
            "content": { "type": "vertical", "tag": "datePicker", "elements": [
                { "type": "button", "title": moment, "click": {
                    "actions": [{ "type": "publishText", "text": moment }],
                    "metadata": [{ "type": "BusinessEvent", "timing": { "startTime": moment, "duration": 1800 } }] } },
            ] },
            "metadata": [
                { "type": "BusinessEvent", "title": "A call", "timing": { "presentedTimezoneOffset": 60 } },
                { "type": "BusinessChatMessage", "receivedMessage": { "title": "When?", "imageURL": "https://example.com/call.png" } },
            ] })]
    );
}

#[test]
fn rich_links_images_and_cards_have_their_bodies() {
    let link =
        Outgoing::RichLink { title: "Open", url: "https://example.com", image: "https://example.com/a.png" };
    assert_eq!(
        events(&link, None, Channel::Apple)[0]["content"],
        json!({ "type": "vertical", "tag": "richLink", "elements": [
            { "type": "image", "url": "https://example.com/a.png" },
            { "type": "button", "title": "Open", "click": { "actions": [{ "type": "link", "uri": "https://example.com" }] } },
        ] })
    );
    let image = events(&Outgoing::Image("https://example.com/a.png"), None, Channel::Web);
    assert_eq!(
        image,
        [
            json!({ "type": "RichContentEvent", "content": { "type": "image", "url": "https://example.com/a.png" } })
        ]
    );
    let link = PlainLink { label: None, url: "https://example.com" };
    let card = PlainCard { title: "Opening hours", text: Some("From eight."), image: None, link: Some(link) };
    assert_eq!(
        events(&Outgoing::Cards(&[card]), None, Channel::Web)[0]["content"]["elements"][2]["title"],
        "https://example.com"
    );
    assert_eq!(events(&Outgoing::Cards(&[card, card]), None, Channel::Web)[0]["content"]["type"], "carousel");
    assert_eq!(events(&Outgoing::Cards(&[]), None, Channel::Web), [json!(null); 0]);
}

#[test]
fn content_of_an_author_goes_out_as_it_is() {
    let content = json!({ "tooltip": "t", "type": "text", "text": "t" });
    let replies = json!({ "type": "quickReplies" });
    let outgoing = Outgoing::Content { content: &content, quick_replies: Some(&replies) };
    let text = r#"{"type":"RichContentEvent","content":{"tooltip":"t","type":"text","text":"t"},"quickReplies":{"type":"quickReplies"}}"#;
    assert_eq!(events(&outgoing, None, Channel::Web)[0].to_string(), text);
}
