//! What single channels do not take.

use serde_json::{Value as Json, json};

use super::content;
use crate::bot::Channel;
use crate::rich::{Body, Consequence, Part, body, read_metadata, read_quick_replies, validate};

fn on(channel: Channel, json: Json) -> Vec<(String, String)> {
    with_metadata(channel, json, &json!([]))
}

fn with_metadata(channel: Channel, json: Json, metadata: &Json) -> Vec<(String, String)> {
    let metadata = read_metadata(metadata).content.unwrap();
    super::told(&validate(Some(&content(json)), None, &metadata, channel))
}

fn pointers(found: &[(String, String)]) -> Vec<&str> {
    found.iter().map(|(pointer, _)| pointer.as_str()).collect()
}

fn button(title: &str, text: &str) -> Json {
    json!({ "type": "button", "title": title, "click": { "actions": [{ "type": "publishText", "text": text }] } })
}

fn tagged(text: &str, tag: &str) -> Json {
    json!({ "type": "text", "text": text, "tag": tag })
}

fn card(tag: &str, elements: &[Json]) -> Json {
    json!({ "type": "vertical", "tag": tag, "elements": [{ "type": "vertical", "elements": elements }] })
}

#[test]
fn the_web_takes_everything_and_leaves_out_what_it_cannot_draw() {
    let found = validate(
        Some(&content(json!({ "type": "vertical", "elements": [
            { "type": "linkPreview", "url": "u" }, { "type": "text", "text": "t" },
        ] }))),
        None,
        &[],
        Channel::Web,
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].consequence, Consequence::NotDrawn);
    assert_eq!(found[0].message, "the window draws nothing for a link preview");
}

#[test]
fn the_window_draws_fifty_elements() {
    let texts = |count| json!({ "type": "vertical", "elements": vec![json!({ "type": "text", "text": "t" }); count] });
    assert_eq!(on(Channel::Web, texts(50)), []);
    let found = on(Channel::Web, texts(53));
    assert_eq!(pointers(&found), ["/elements/50"]);
    assert!(found[0].1.contains("leaves out 3 elements"), "{found:?}");
    // Each branch counts for itself.
    assert_eq!(on(Channel::Web, json!({ "type": "vertical", "elements": [texts(30), texts(30)] })), []);
    assert_eq!(on(Channel::MobileApp, texts(53)), []);
}

#[test]
fn text_only_channels_take_no_content() {
    for channel in [Channel::Sms, Channel::TwilioSms, Channel::Twitter] {
        let replies = read_quick_replies(
            &json!({ "type": "quickReplies", "itemsPerRow": 1, "replies": [button("a", "b")] }),
        );
        let content = content(json!({ "type": "text", "text": "t" }));
        let found = validate(Some(&content), replies.content.as_ref(), &[], channel);
        let parts: Vec<Part> = found.iter().map(|one| one.part).collect();
        assert_eq!(parts, [Part::Content, Part::QuickReplies]);
        assert_eq!(found[0].consequence, Consequence::ChannelLimit(channel));
    }
}

#[test]
fn quick_replies_have_limits_of_their_channel() {
    let limit = |channel, count: usize, length: usize| -> Vec<Option<usize>> {
        let replies = vec![button(&"t".repeat(length), "x"); count];
        let json = json!({ "type": "quickReplies", "itemsPerRow": 8, "replies": replies });
        let reading = read_quick_replies(&json);
        let found = validate(None, reading.content.as_ref(), &[], channel);
        found.iter().map(|violation| violation.limit).collect()
    };
    let table = [
        (Channel::Web, 24, 25),
        (Channel::Facebook, 13, 127),
        (Channel::Apple, 5, 128),
        (Channel::WhatsApp, 13, 20),
        (Channel::Rcs, 11, 25),
        (Channel::Line, 13, 128),
        (Channel::Viber, 11, 25),
    ];
    for (channel, most, title) in table {
        assert_eq!(limit(channel, most, title), [], "{channel:?}");
        assert_eq!(limit(channel, 1, title + 1), [Some(title)], "{channel:?}");
        let too_many = if most == 24 { vec![] } else { vec![Some(most)] };
        assert_eq!(limit(channel, (most + 1).min(24), 1), too_many, "{channel:?}");
    }
}

#[test]
fn facebook_takes_cards_with_a_tag_and_a_layout_inside() {
    let found = on(Channel::Facebook, json!({ "type": "text", "text": "t" }));
    assert_eq!(found[0].1, "a text cannot be sent alone on `facebook`, which takes cards");
    let found = on(
        Channel::Facebook,
        json!({ "type": "vertical", "elements": [tagged("t", "title"), button("b", "x")] }),
    );
    assert_eq!(pointers(&found), ["", "/elements"]);
    assert_eq!(found[0].1, "a card on `facebook` must have the tag `generic` or `button`");
    let mut click = button("b", "x");
    click["click"]["actions"] = json!([{ "type": "publishText", "text": "x" }, { "type": "custom" }]);
    let found = on(Channel::Facebook, card("button", &[tagged("t", "title"), click]));
    let inner = "/elements/0/elements/1/click/actions";
    assert_eq!(pointers(&found), [inner, format!("{inner}/1").as_str()]);
}

#[test]
fn texts_titles_and_what_buttons_say_have_limits_of_their_channel() {
    let table = [
        (Channel::Facebook, "generic", [80, 80, 20, 256]),
        (Channel::Facebook, "button", [640, 640, 20, 256]),
        (Channel::Rcs, "generic", [640, 640, 25, 256]),
        (Channel::WhatsApp, "generic", [100, 924, 20, 20]),
        (Channel::Line, "generic", [40, 60, 128, 256]),
        (Channel::Viber, "generic", [640, 640, 25, 256]),
    ];
    for (channel, tag, limits) in table {
        let with = |longer: usize| {
            let text = |place: usize| "t".repeat(limits[place] + usize::from(place == longer));
            let button = button(&text(2), &text(3));
            let mut card = card(tag, &[tagged(&text(0), "title"), tagged(&text(1), "subtitle"), button]);
            card["alt"] = json!("A card");
            let content = crate::rich::read(&card).content.unwrap();
            let found = validate(Some(&content), None, &[], channel);
            found.into_iter().filter_map(|one| one.limit).collect::<Vec<_>>()
        };
        assert!(with(4).is_empty(), "{channel:?}");
        for (longer, limit) in limits.iter().enumerate() {
            let found = with(longer);
            assert!(found == [*limit], "{channel:?} {longer}: {found:?}");
        }
    }
    let footer = |length| card("generic", &[tagged("t", "title"), tagged(&"f".repeat(length), "footer")]);
    assert_eq!(on(Channel::WhatsApp, footer(60)), []);
    assert_eq!(pointers(&on(Channel::WhatsApp, footer(61))), ["/elements/0/elements/1/text"]);
}

#[test]
fn facebook_needs_a_button_unless_a_title_has_its_subtitle() {
    let (title, subtitle) = (tagged("t", "title"), tagged("s", "subtitle"));
    let image = json!({ "type": "image", "url": "u" });
    let inner = ["/elements/0/elements"];
    assert_eq!(on(Channel::Facebook, card("generic", &[title.clone(), subtitle.clone()])), []);
    assert_eq!(pointers(&on(Channel::Facebook, card("generic", std::slice::from_ref(&title)))), inner);
    assert_eq!(
        pointers(&on(Channel::Facebook, card("generic", &[image, title.clone(), subtitle.clone()]))),
        inner
    );
    assert_eq!(pointers(&on(Channel::Facebook, card("button", &[title.clone(), subtitle.clone()]))), inner);
    let two = card("generic", &[title.clone(), subtitle, button("b", "x")]);
    let one = card("generic", &[title, button("b", "x")]);
    let found = on(Channel::Facebook, json!({ "type": "carousel", "elements": [one, two] }));
    assert_eq!(pointers(&found), ["/elements/1/elements/0/elements"]);
}

#[test]
fn rcs_takes_two_buttons_in_a_card_of_a_carousel_and_four_alone() {
    let with = |count| card("generic", &[vec![tagged("t", "title")], vec![button("b", "x"); count]].concat());
    assert_eq!(on(Channel::Rcs, with(4)), []);
    assert_eq!(pointers(&on(Channel::Rcs, with(5))), ["/elements/0/elements"]);
    let found = on(Channel::Rcs, json!({ "type": "carousel", "elements": [with(2), with(3)] }));
    assert_eq!(pointers(&found), ["/elements/1/elements/0/elements"]);
    // RCS looks for the elements in either layer.
    assert_eq!(
        on(Channel::Rcs, json!({ "type": "vertical", "tag": "generic", "elements": [tagged("t", "title")] })),
        []
    );
    assert_eq!(pointers(&on(Channel::Rcs, card("generic", &[button("b", "x")]))), ["/elements/0/elements"]);
}

#[test]
fn line_needs_a_text_in_place_of_the_card() {
    let mut card =
        card("generic", &[tagged(&"t".repeat(61), "subtitle"), tagged("t", "title"), button("b", "x")]);
    let found = on(Channel::Line, card.clone());
    assert_eq!(pointers(&found), ["", "/elements/0/elements/0/text"]);
    card["alt"] = json!("A card");
    card["elements"][0]["elements"] = json!([tagged(&"t".repeat(120), "subtitle"), button("b", "x")]);
    assert_eq!(on(Channel::Line, card), []);
}

#[test]
fn viber_takes_seven_elements_and_one_action() {
    let texts = [tagged("t", "title"), tagged("s", "subtitle")];
    let with = |count| {
        let elements = [&texts[..], &vec![button("b", "x"); count]].concat();
        json!({ "type": "vertical", "elements": elements })
    };
    assert_eq!(on(Channel::Viber, with(4)), []);
    let found = on(Channel::Viber, with(6));
    assert!(found.iter().any(|(_, message)| message.contains("at most 7")), "{found:?}");
}

#[test]
fn instagram_shows_images_alone() {
    assert_eq!(on(Channel::Instagram, json!({ "type": "image", "url": "u" })), []);
    assert_eq!(on(Channel::Instagram, json!({ "type": "text", "text": "t" })).len(), 1);
}

#[test]
fn a_whatsapp_card_has_three_buttons_and_shares_its_characters() {
    let texts =
        [tagged(&"t".repeat(100), "title"), tagged(&"s".repeat(924), "subtitle"), tagged("f", "footer")];
    let buttons = vec![button("b", "x"); 3];
    let elements = [&texts[..], &buttons].concat();
    assert_eq!(
        on(Channel::WhatsApp, json!({ "type": "vertical", "tag": "generic", "elements": elements })),
        []
    );
    let elements = [&texts[..], &buttons, &[button(&"b".repeat(21), &"x".repeat(21))]].concat();
    let found = on(Channel::WhatsApp, card("generic", &elements));
    let inner = "/elements/0/elements";
    let six = format!("{inner}/6");
    assert_eq!(pointers(&found), [inner, &format!("{six}/title"), &format!("{six}/click/actions/0/text")]);
}

/// A WhatsApp list of so many options.
fn list_message(options: usize) -> Json {
    let section = [vec![tagged("Section", "title")], vec![button("o", "x"); options]].concat();
    json!({ "type": "vertical", "tag": "list", "elements": [{ "type": "vertical", "elements": [
        tagged("Title", "title"), tagged("Footer", "footer"),
        { "type": "button", "title": "Open", "tag": "menu" },
        { "type": "horizontal", "elements": [{ "type": "vertical", "elements": section }] },
    ] }] })
}

#[test]
fn a_whatsapp_list_has_a_menu_and_ten_options() {
    assert_eq!(body(&content(list_message(1)), Channel::WhatsApp), Some(Body::ListMessage));
    assert_eq!(on(Channel::WhatsApp, list_message(10)), []);
    let found = on(Channel::WhatsApp, list_message(11));
    assert!(found[0].1.contains("11 options") && found[0].1.contains("at most 10"), "{found:?}");
    let mut list = list_message(1);
    list["elements"][0]["elements"][2]["tag"] = json!("other");
    assert_eq!(pointers(&on(Channel::WhatsApp, list)), ["/elements/0/elements/2", "/elements/0/elements"]);
}

/// An Apple list picker.
fn list_picker() -> Json {
    let item = json!({ "type": "horizontal", "elements": [
        { "type": "image", "url": "https://example.com/a.png" },
        { "type": "vertical", "elements": [tagged("One", "title"), tagged("first", "subtitle"), button("One", "One")] },
    ] });
    json!({ "type": "vertical", "tag": "list", "elements": [
        { "type": "vertical", "elements": [tagged("Numbers", "title"), item.clone(), item] },
    ] })
}

fn bubbles(title: &str) -> Json {
    json!([{ "type": "BusinessChatMessage", "multipleSelection": true, "receivedMessage": { "title": title } }])
}

#[test]
fn an_apple_list_picker_needs_its_bubble() {
    assert_eq!(body(&content(list_picker()), Channel::Apple), Some(Body::ListPicker));
    assert_eq!(body(&content(list_picker()), Channel::Web), None);
    assert_eq!(with_metadata(Channel::Apple, list_picker(), &bubbles("Choose")), []);
    let found = on(Channel::Apple, list_picker());
    assert!(found[0].1.contains("`BusinessChatMessage`"), "{found:?}");
    let found = with_metadata(Channel::Apple, list_picker(), &bubbles(&"t".repeat(86)));
    assert_eq!(pointers(&found), ["/0/receivedMessage/title"]);
    let found = with_metadata(
        Channel::Apple,
        list_picker(),
        &json!([{ "type": "BusinessChatMessage", "multipleSelection": 1 }]),
    );
    assert_eq!(pointers(&found), ["/0", "/0/multipleSelection"]);
}

#[test]
fn a_list_picker_of_another_form_is_reported_where_it_differs() {
    let mut list = list_picker();
    list["elements"][0]["elements"][1]["elements"][1]["type"] = json!("horizontal");
    list["elements"][0]["elements"][2] = json!({ "type": "text", "text": "t" });
    let found = with_metadata(Channel::Apple, list, &bubbles("Choose"));
    assert_eq!(pointers(&found), ["/elements/0/elements/1", "/elements/0/elements/2"]);
}

#[test]
fn the_times_of_a_time_picker_have_their_moment() {
    let metadata = json!([{ "type": "BusinessEvent" }, { "type": "BusinessChatMessage", "receivedMessage": { "title": "When" } }]);
    let mut time = button("13:30", "x");
    let picker = |time: &Json| json!({ "type": "vertical", "tag": "datePicker", "elements": [{ "type": "horizontal", "elements": [time] }] });
    let found = with_metadata(Channel::Apple, picker(&time), &metadata);
    assert_eq!(pointers(&found), ["/elements/0/elements/0"]);
    time["click"]["metadata"] = json!([{ "type": "BusinessEvent", "timing": { "startTime": "2026-04-30T13:30+0000", "duration": 60 } }]);
    assert_eq!(with_metadata(Channel::Apple, picker(&time), &metadata), []);
}

#[test]
fn apple_shows_buttons_in_its_own_bodies_only() {
    let found = on(
        Channel::Apple,
        json!({ "type": "vertical", "elements": [tagged("t", "title"), button("b", "x")] }),
    );
    assert_eq!(pointers(&found), ["/elements/1"]);
    let link = json!({ "type": "button", "title": "Open", "click": { "actions": [{ "type": "link", "uri": "https://example.com" }] } });
    assert_eq!(on(Channel::Apple, json!({ "type": "vertical", "tag": "richLink", "elements": [link] })), []);
    let found =
        on(Channel::Apple, json!({ "type": "vertical", "tag": "richLink", "elements": [button("b", "x")] }));
    assert_eq!(pointers(&found), ["/elements/0/click/actions/0"]);
}
