//! What is wrong with content, where, and what to do.

use serde_json::{Value as Json, json};

use super::{told, wrong};
use crate::rich::{Consequence, Part, limits, read, read_metadata, read_quick_replies, read_text};

/// The only thing that is wrong.
fn only(json: &Json) -> (String, String, Option<usize>, String) {
    let reading = read(json);
    let [violation] = reading.violations.as_slice() else { panic!("{:?}", reading.violations) };
    assert_eq!((violation.part, violation.consequence), (Part::Content, Consequence::NotRendered));
    let help = violation.help.clone();
    (violation.pointer.clone(), violation.message.clone(), violation.limit, help)
}

#[test]
fn a_button_title_of_129_characters_names_the_limit() {
    let title = "é".repeat(129);
    let (pointer, message, limit, help) =
        only(&json!({ "type": "vertical", "elements": [{ "type": "button", "title": title }] }));
    assert_eq!(pointer, "/elements/0/title");
    assert_eq!(message, "`title` of a button has 129 characters and may have at most 128");
    assert_eq!(limit, Some(128));
    assert!(help.starts_with("Shorten it by 1 character: `éé"), "{help}");
    let title = "é".repeat(128);
    assert_eq!(wrong(&json!({ "type": "button", "title": title })), []);
}

#[test]
fn a_misspelled_property_is_unknown_and_the_right_one_is_named() {
    let (pointer, message, _, help) = only(&json!({ "type": "image", "url": "u", "tooltipp": "t" }));
    assert_eq!((pointer.as_str(), message.as_str()), ("/tooltipp", "an image has no property `tooltipp`"));
    assert_eq!(help, "Did you mean `tooltip`?");
}

#[test]
fn a_property_that_is_missing_is_named_with_its_owner() {
    let (pointer, message, ..) = only(&json!({ "type": "vertical", "elements": [{ "type": "button" }] }));
    assert_eq!(pointer, "/elements/0");
    assert_eq!(message, "a button must have `title`, and this one has none");
}

#[test]
fn a_wrong_type_says_what_is_there() {
    let cases = [
        (json!({ "type": "text", "text": 3 }), "/text", "must be a text and is the number 3"),
        (json!({ "type": "text", "text": null }), "/text", "must be a text and is null"),
        (
            json!({ "type": "text", "text": "t", "rtl": "yes" }),
            "/rtl",
            "must be `true` or `false` and is the text `yes`",
        ),
        (json!({ "type": "map", "la": "1", "lo": 1 }), "/la", "must be a number and is the text `1`"),
        (json!({ "type": "vertical", "elements": {} }), "/elements", "must be a list and is an object"),
        (
            json!({ "type": "vertical", "elements": ["x"] }),
            "/elements/0",
            "an element is an object, and here is the text `x`",
        ),
        (
            json!({ "type": "text", "text": "t", "style": [] }),
            "/style",
            "a style is an object, and here is a list",
        ),
    ];
    for (json, pointer, words) in cases {
        let (at, message, ..) = only(&json);
        assert_eq!(at, pointer, "{json}");
        assert!(message.ends_with(words), "{message}");
    }
}

#[test]
fn numbers_and_words_out_of_range_name_the_range() {
    let card = json!({ "type": "text", "text": "t" });
    let (pointer, message, ..) =
        only(&json!({ "type": "carousel", "padding": 12, "elements": [card, card] }));
    assert_eq!(
        (pointer.as_str(), message.as_str()),
        ("/padding", "`padding` of a carousel is 12 and must be 0 to 10")
    );
    let (_, message, _, help) = only(&json!({ "type": "vertical", "border": "borderless", "elements": [] }));
    assert_eq!(
        message,
        "`border` of a vertical is `borderless` and must be `border`, `borderLess` or `dropShadow`"
    );
    assert_eq!(help, "Did you mean `borderLess`?");
    let picker = json!({ "type": "datePicker", "class": "single", "minDate": 1.5 });
    let (pointer, message, ..) =
        only(&json!({ "type": "button", "title": "t", "click": { "actions": [picker] } }));
    assert_eq!(pointer, "/click/actions/0/minDate");
    assert_eq!(message, "`minDate` of a date picker is 1.5 and must be a whole number");
}

#[test]
fn a_carousel_has_two_to_ten_cards() {
    let cards = |count| json!({ "type": "carousel", "elements": vec![json!({ "type": "text", "text": "t" }); count] });
    assert_eq!(wrong(&cards(2)), []);
    assert_eq!(wrong(&cards(10)), []);
    let (pointer, message, limit, _) = only(&cards(1));
    assert_eq!(
        (pointer.as_str(), message.as_str(), limit),
        ("/elements", "`elements` of a carousel has 1 of at least 2", Some(2))
    );
    let (_, message, limit, _) = only(&cards(11));
    assert_eq!((message.as_str(), limit), ("`elements` of a carousel has 11 of at most 10", Some(10)));
}

#[test]
fn a_misspelled_type_is_read_as_what_is_meant() {
    let found = wrong(&json!({ "type": "vertcal", "elements": [{ "type": "buton", "titel": "t" }] }));
    assert_eq!(
        found,
        [
            ("/type".to_owned(), "`vertcal` is no type of element".to_owned()),
            ("/elements/0/type".to_owned(), "`buton` is no type of element".to_owned()),
            ("/elements/0".to_owned(), "a button must have `title`, and this one has none".to_owned()),
            ("/elements/0/titel".to_owned(), "a button has no property `titel`".to_owned()),
        ]
    );
}

#[test]
fn an_element_without_a_type_is_read_as_what_it_looks_like() {
    let reading = read(&json!({ "title": "t", "subtitel": "s" }));
    let [missing, unknown] = reading.violations.as_slice() else { panic!("{:?}", reading.violations) };
    assert_eq!(missing.help, "Write `\"type\": \"button\"`.");
    assert_eq!(unknown.pointer, "/subtitel");
}

#[test]
fn parts_of_a_form_stand_in_their_places_only() {
    let (pointer, message, ..) = only(&json!({ "type": "vertical", "elements": [{ "type": "checkbox" }] }));
    assert_eq!((pointer.as_str(), message.as_str()), ("/elements/0", "a checkbox cannot stand here"));
    let carousel = json!({ "type": "carousel", "elements": [] });
    let found = wrong(&json!({ "type": "tabs", "elements": [carousel] }));
    assert_eq!(found, [("/elements/0".to_owned(), "a carousel cannot stand here".to_owned())]);
    let found = wrong(&json!({ "type": "list", "elements": [{ "type": "text", "text": "t" }] }));
    assert_eq!(found, [("/elements".to_owned(), "`elements` of a list has 1 of at least 3".to_owned())]);
}

#[test]
fn actions_that_do_not_exist_or_belong_elsewhere_are_named() {
    let button = |action: Json| json!({ "type": "button", "title": "t", "click": { "actions": [action] } });
    let (pointer, message, _, help) = only(&button(json!({ "type": "postback", "text": "t" })));
    assert_eq!(
        (pointer.as_str(), message.as_str()),
        ("/click/actions/0/type", "`postback` is no type of action")
    );
    assert!(help.contains("publishText"), "{help}");
    let (_, message, ..) = only(&button(json!({ "type": "checked", "publishText": "t" })));
    assert_eq!(message, "`checked` is no action of this element");
    let (_, _, _, help) = only(&button(json!({ "type": "publishtext", "text": "t" })));
    assert_eq!(help, "Did you mean `publishText`?");
    let actions = vec![json!({ "type": "publishText", "text": "t" }); 5];
    let (_, message, limit, _) =
        only(&json!({ "type": "button", "title": "t", "click": { "actions": actions } }));
    assert_eq!((message.as_str(), limit), ("`actions` of a click has 5 of at most 4", Some(4)));
}

#[test]
fn an_address_has_a_scheme_and_no_spaces() {
    let link = |uri: &str| json!({ "type": "button", "title": "t", "click": { "actions": [{ "type": "link", "uri": uri }] } });
    for good in ["https://example.com/a?b=c,d", "tel:+15550100", "mailto:a@example.com", "app:open"] {
        assert_eq!(wrong(&link(good)), [], "{good}");
    }
    for bad in ["www.example.com", "", "https://example.com/a b", "1a:b", "https:"] {
        let (pointer, ..) = only(&link(bad));
        assert_eq!(pointer, "/click/actions/0/uri", "{bad}");
    }
    let long = format!("https://example.com/{}", "a".repeat(limits::URI));
    let (_, _, limit, _) = only(&link(&long));
    assert_eq!(limit, Some(1024));
}

#[test]
fn everything_that_is_wrong_is_reported() {
    let found = wrong(&json!({
        "type": "carousel", "colour": 1,
        "elements": [{ "type": "vertical", "elements": [
            { "type": "text" },
            { "type": "button", "title": 1, "click": { "action": [], "metadata": [{ "id": "x" }, 1] } },
            { "type": "map", "la": 1, "style": { "bold": 1, "weight": 2 } },
        ] }],
    }));
    let pointers: Vec<&str> = found.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/elements",
            "/elements/0/elements/0",
            "/elements/0/elements/1/title",
            "/elements/0/elements/1/click/metadata/0",
            "/elements/0/elements/1/click/metadata/1",
            "/elements/0/elements/1/click/action",
            "/elements/0/elements/2/style/bold",
            "/elements/0/elements/2/style/weight",
            "/elements/0/elements/2",
            "/colour",
        ]
    );
}

#[test]
fn keys_in_a_pointer_are_escaped() {
    let (pointer, ..) = only(&json!({ "type": "text", "text": "t", "a/b~c": 1 }));
    assert_eq!(pointer, "/a~1b~0c");
}

#[test]
fn what_assistive_software_is_told_is_text() {
    let text = |web: Json| json!({ "type": "text", "text": "t", "accessibility": { "web": web } });
    assert_eq!(wrong(&text(json!({ "role": "alert", "aria-label": "x", "data-x": 1 }))), []);
    let (pointer, ..) = only(&text(json!({ "aria-level": 1 })));
    assert_eq!(pointer, "/accessibility/web/aria-level");
}

#[test]
fn content_too_deep_or_too_large_is_refused_and_not_read() {
    let mut json = json!({ "type": "text", "text": "t" });
    for _ in 0..limits::DEPTH / 2 - 1 {
        json = json!({ "type": "vertical", "elements": [json] });
    }
    assert_eq!(wrong(&json), []);
    json = json!({ "type": "vertical", "elements": [json] });
    let reading = read(&json);
    assert!(reading.content.is_none());
    assert_eq!(
        told(&reading.violations)[0].1,
        "the content is nested more than 128 levels deep, so it is not read"
    );
    let many = json!({ "type": "vertical", "elements": vec![Json::Null; limits::VALUES] });
    let reading = read(&many);
    assert!(reading.content.is_none());
    assert_eq!(reading.violations.len(), 1);
}

#[test]
fn text_that_is_no_json_says_where() {
    let reading = read_text("{ \"type\": }");
    assert!(reading.content.is_none());
    assert_eq!(reading.violations[0].message, "the content is no JSON: expected value at line 1 column 11");
}

#[test]
fn quick_replies_need_all_three_properties_and_buttons() {
    let found =
        told(&read_quick_replies(&json!({ "replies": [{ "type": "text", "text": "t" }] })).violations);
    assert_eq!(
        found,
        [
            (String::new(), "an object of quick replies must have `type`, and this one has none".to_owned()),
            (
                String::new(),
                "an object of quick replies must have `itemsPerRow`, and this one has none".to_owned()
            ),
            ("/replies/0".to_owned(), "a text cannot stand here".to_owned()),
        ]
    );
    let replies = vec![json!({ "type": "button", "title": "t" }); 25];
    let json = json!({ "type": "quickReplies", "itemsPerRow": 9, "replies": replies });
    let reading = read_quick_replies(&json);
    let limits: Vec<_> = reading.violations.iter().map(|one| (one.part, one.limit)).collect();
    assert_eq!(limits, [(Part::QuickReplies, Some(8)), (Part::QuickReplies, Some(24))]);
}

#[test]
fn metadata_is_a_list_of_typed_objects() {
    assert_eq!(
        told(&read_metadata(&json!({ "type": "x" })).violations)[0].1,
        "metadata is a list of objects, and here is an object"
    );
    let found = read_metadata(
        &json!([{ "type": "ExternalId", "id": "x".repeat(65) }, { "type": "BotResponse", "intents": vec![1; 17] }]),
    );
    let limits: Vec<_> = found.violations.iter().map(|one| (one.pointer.as_str(), one.limit)).collect();
    assert_eq!(limits, [("/0/id", Some(64)), ("/1/intents", Some(16))]);
}
