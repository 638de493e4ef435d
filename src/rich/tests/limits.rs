//! Each limit at its edge: what just fits is right, one more is not.

use serde_json::{Value as Json, json};

use crate::rich::read;

/// An element of every type with every property that has a length.
fn everything() -> Json {
    let style = json!({ "color": "c", "background-color": "c", "border-color": "c", "fill": "c", "font-family": "f" });
    let actions = json!([
        { "type": "publishText", "text": "t" },
        { "type": "link", "uri": "a:b", "name": "n", "ios": { "uri": "a:b" } },
        { "type": "navigate", "la": 1, "lo": 1, "name": "n" },
        { "type": "datePicker", "class": "single", "title": "t", "dateFormat": "f" },
    ]);
    let more = json!([
        { "type": "scheduleSlotList", "title": "t", "slots": [
            { "type": "scheduleSlot", "id": "i", "start": 1, "title": "t", "description": "d", "imageUrl": "a:b" },
        ] },
        { "type": "addToCart", "items": [{ "productId": "p" }] },
        { "type": "custom", "data": [{ "key": "k", "value": "v" }] },
    ]);
    let mut form = super::clickables::form();
    form["elements"][1]["elements"][0]["elements"][1]["elements"][0]["borderColor"] = json!("c");
    json!({ "type": "vertical", "tag": "t", "tagVersion": "v", "alt": "a", "tooltip": "t", "elements": [
        { "type": "text", "text": "t", "style": style },
        { "type": "button", "title": "t", "subtitle": "s", "ref": { "name": "n" }, "click": { "actions": actions } },
        { "type": "button", "title": "t", "click": { "actions": more } },
        { "type": "image", "url": "u", "caption": "c" },
        { "type": "linkPreview", "url": "u", "title": "t" },
        { "type": "template", "templateType": "quickReply", "title": "t", "resp": ["r"] },
        { "type": "keyValuePairList", "elements": [{ "key": "k", "value": "v" }] },
        { "type": "carouselSelect", "selectMode": { "name": "n", "type": "single" }, "elements": [{ "type": "text", "text": "t" }] },
        { "type": "accordionSelect", "selectMode": { "name": "n" }, "titles": [{ "name": "n", "additional": "a" }],
          "elements": [{ "type": "text", "text": "t" }] },
        form,
    ] })
}

/// How long what stands there may be.
const LENGTHS: &[(&str, usize)] = &[
    ("/tag", 64),
    ("/tagVersion", 64),
    ("/alt", 2000),
    ("/tooltip", 256),
    ("/elements/0/text", 5000),
    ("/elements/0/style/color", 256),
    ("/elements/0/style/background-color", 256),
    ("/elements/0/style/border-color", 256),
    ("/elements/0/style/fill", 256),
    ("/elements/0/style/font-family", 256),
    ("/elements/1/title", 128),
    ("/elements/1/subtitle", 128),
    ("/elements/1/ref/name", 200),
    ("/elements/1/click/actions/0/text", 256),
    ("/elements/1/click/actions/1/uri", 1024),
    ("/elements/1/click/actions/1/ios/uri", 1024),
    ("/elements/1/click/actions/1/name", 256),
    ("/elements/1/click/actions/2/name", 256),
    ("/elements/1/click/actions/3/title", 40),
    ("/elements/1/click/actions/3/dateFormat", 100),
    ("/elements/2/click/actions/0/title", 40),
    ("/elements/2/click/actions/0/slots/0/id", 256),
    ("/elements/2/click/actions/0/slots/0/title", 40),
    ("/elements/2/click/actions/0/slots/0/description", 40),
    ("/elements/2/click/actions/0/slots/0/imageUrl", 1024),
    ("/elements/2/click/actions/1/items/0/productId", 256),
    ("/elements/2/click/actions/2/data/0/key", 128),
    ("/elements/2/click/actions/2/data/0/value", 2048),
    ("/elements/3/url", 2048),
    ("/elements/3/caption", 128),
    ("/elements/4/url", 2048),
    ("/elements/4/title", 128),
    ("/elements/5/title", 5000),
    ("/elements/5/resp/0", 128),
    ("/elements/6/elements/0/key", 128),
    ("/elements/6/elements/0/value", 2048),
    ("/elements/7/selectMode/name", 200),
    ("/elements/8/selectMode/name", 200),
    ("/elements/8/titles/0/name", 200),
    ("/elements/8/titles/0/additional", 200),
    ("/elements/9/elements/1/elements/0/sectionID", 256),
    ("/elements/9/elements/1/elements/0/elements/1/elements/0/text", 5000),
    ("/elements/9/elements/1/elements/0/elements/1/elements/0/borderColor", 256),
    ("/elements/9/elements/1/elements/0/elements/1/elements/0/click/actions/0/publishText", 250),
    ("/elements/9/elements/2/elements/0/title", 128),
];

/// How many of what stands first in a list there may be: at least, at most.
const COUNTS: &[(&str, usize, usize)] = &[
    ("/elements", 0, 256),
    ("/elements/2/click/actions", 0, 4),
    ("/elements/2/click/actions/0/slots", 0, 256),
    ("/elements/2/click/actions/1/items", 0, 10),
    ("/elements/2/click/actions/2/data", 0, 10),
    ("/elements/5/resp", 1, 32),
    ("/elements/6/elements", 1, 50),
    ("/elements/7/elements", 1, 20),
    ("/elements/8/elements", 1, 20),
    ("/elements/8/titles", 1, 20),
    ("/elements/9/elements/1/elements", 1, 256),
    ("/elements/9/elements/1/elements/1/elements/0/elements", 2, 256),
];

/// What is wrong: where, and which limit.
fn limits(json: &Json) -> Vec<(String, Option<usize>)> {
    read(json).violations.into_iter().map(|one| (one.pointer, one.limit)).collect()
}

#[test]
fn every_length_has_its_limit() {
    assert_eq!(read(&everything()).violations, []);
    for (pointer, most) in LENGTHS {
        let mut json = everything();
        // An address stays one, whatever comes behind its scheme.
        *json.pointer_mut(pointer).unwrap() = Json::from(format!("a:{}", "é".repeat(most - 2)));
        assert_eq!(limits(&json), [], "{pointer}");
        *json.pointer_mut(pointer).unwrap() = Json::from(format!("a:{}", "é".repeat(most - 1)));
        assert_eq!(limits(&json), [((*pointer).to_owned(), Some(*most))], "{pointer}");
    }
}

#[test]
fn every_count_has_its_limits() {
    for (pointer, least, most) in COUNTS {
        let with = |count: usize| {
            let mut json = everything();
            let list = json.pointer_mut(pointer).unwrap();
            *list = Json::from(vec![list[0].clone(); count]);
            limits(&json)
        };
        let place = (*pointer).to_owned();
        assert_eq!(with(*least), [], "{pointer}");
        assert_eq!(with(*most), [], "{pointer}");
        assert_eq!(with(most + 1), [(place.clone(), Some(*most))], "{pointer}");
        if let Some(fewer) = least.checked_sub(1) {
            assert_eq!(with(fewer), [(place, Some(*least))], "{pointer}");
        }
    }
}

#[test]
fn numbers_keep_their_range() {
    let card = json!({ "type": "text", "text": "t" });
    let with = |padding: Json, thickness: Json, side: Json| {
        let separator = json!({ "thickness": thickness });
        let style = json!({ "padding": { "top": side } });
        limits(&json!({ "type": "vertical", "separator": separator, "style": style, "elements": [
            { "type": "carousel", "padding": padding, "elements": [card, card] },
        ] }))
        .len()
    };
    assert_eq!(with(json!(0), json!(1), json!(0)), 0);
    assert_eq!(with(json!(10.0), json!(10), json!(50)), 0);
    assert_eq!(with(json!(10.5), json!(0.5), json!(51)), 3);
    assert_eq!(with(json!(-1), json!(11), json!(-0.1)), 3);
}
