//! What is read of content that is right.

use serde_json::json;

use super::content;
use crate::bot::LinkTarget;
use crate::rich::{
    Action, Border, ButtonClass, Element, ElementType, MetadataKind, PickerClass, QuickReplies, Rgb,
    SelectKind, SelectMode, TextSize, read, read_metadata, read_quick_replies, read_text,
};

#[test]
fn the_json_is_kept_with_its_order_and_its_numbers() {
    let text = r#"{"tooltip":"t","type":"map","lo":-73.9985918,"la":40.0,"click":{}}"#;
    let content = read_text(text).content.unwrap();
    assert_eq!(content.json.to_string(), text);
    let Element::Map(map) = &content.root else { panic!("{content:?}") };
    assert_eq!((map.la.to_string(), map.lo.to_string()), ("40.0".to_owned(), "-73.9985918".to_owned()));
}

#[test]
fn a_text_has_its_style_and_a_bad_colour_is_no_mistake() {
    let root = content(json!({
        "type": "text", "text": "Hello", "rtl": true, "tag": "title", "tagVersion": "1",
        "style": { "bold": true, "size": "large", "color": "#FFF", "background-color": "###fff", "fill": "nonsense" },
    }))
    .root;
    let Element::Text(text) = root else { panic!() };
    assert_eq!(&*text.text, "Hello");
    assert!(text.common.rtl && text.common.style.bold && !text.common.style.italic);
    assert_eq!(text.common.style.size, TextSize::Large);
    assert_eq!(text.common.style.color, Some(Rgb(255, 255, 255)));
    assert_eq!(text.common.style.background, None);
}

#[test]
fn a_colour_has_three_or_six_hexadecimal_digits() {
    assert_eq!(Rgb::parse("#3E47A0"), Some(Rgb(0x3e, 0x47, 0xa0)));
    assert_eq!(Rgb::parse("#1aF"), Some(Rgb(0x11, 0xaa, 0xff)));
    for bad in ["", "#", "red", "fff", "#ffff", "###fff", "#fffffff", "#ggg", "#ééé"] {
        assert_eq!(Rgb::parse(bad), None, "{bad}");
    }
}

#[test]
fn layouts_nest_and_know_where_they_stand() {
    let root = content(json!({
        "type": "vertical", "border": "dropShadow", "scroll": "enable",
        "elements": [{
            "type": "horizontal", "percentages": [20, 80.5], "borderLine": false, "border": "borderLess",
            "elements": [
                { "type": "image", "url": "https://example.com/a.png", "caption": "" },
                { "type": "button", "title": "Go", "class": "button" },
            ],
        }],
    }))
    .root;
    let Element::Vertical(outer) = &root else { panic!() };
    assert!(outer.scrolls);
    assert_eq!(outer.border, Border::Shadow);
    let Element::Horizontal(inner) = &outer.elements[0] else { panic!() };
    assert_eq!((inner.border, inner.border_line), (Border::None, false));
    assert_eq!(inner.percentages[1].as_f64(), Some(80.5));
    assert_eq!(&*inner.common.pointer, "/elements/0");
    let Element::Button(button) = &inner.elements[1] else { panic!() };
    assert_eq!((&*button.common.pointer, button.class), ("/elements/0/elements/1", ButtonClass::Button));
    assert_eq!(root.children()[0].children()[1].element_type(), ElementType::Button);
}

#[test]
fn every_action_is_read_in_its_order() {
    let root = content(json!({
        "type": "button", "title": "Do",
        "click": {
            "actions": [
                { "type": "publishText", "text": "said" },
                { "type": "link", "uri": "https://example.com", "target": "slideout", "ios": { "uri": "app:open" } },
                { "type": "navigate", "la": 1, "lo": 2.5, "name": "There" },
                { "type": "datePicker", "class": "range", "minDate": 0, "maxDate": 3.0, "dateFormat": "DD-MM-YYYY" },
            ],
            "metadata": [{ "type": "ExternalId", "id": "x" }],
        },
    }))
    .root;
    let click = root.click().unwrap();
    let [Action::PublishText(said), Action::Link(link), Action::Navigate(place), Action::DatePicker(picker)] =
        click.actions()
    else {
        panic!("{click:?}")
    };
    assert_eq!(&**said, "said");
    assert_eq!((link.target, link.ios.as_deref()), (Some(LinkTarget::Slideout), Some("app:open")));
    assert_eq!((place.lo.as_f64(), place.name.as_deref()), (Some(2.5), Some("There")));
    assert_eq!((picker.class, picker.min_date, picker.max_date), (PickerClass::Range, Some(0), Some(3)));
    assert_eq!(click.metadata[0].kind, MetadataKind::ExternalId("x".into()));
}

#[test]
fn slots_carts_and_actions_of_the_host_are_read() {
    let root = content(json!({
        "type": "button", "title": "Do",
        "click": { "actions": [
            { "type": "scheduleSlotList", "title": "When", "firstDayOfTheWeek": "sun", "slots": [
                { "type": "scheduleSlot", "id": "1", "start": 1_700_000_000, "end": 1_700_003_600, "title": "Noon" },
            ] },
            { "type": "addToCart", "items": [{ "productId": "p", "quantity": 2 }] },
            { "type": "custom", "data": [{ "key": "k", "value": "v" }, { "key": "bare" }] },
        ] },
    }))
    .root;
    let actions = root.click().unwrap().actions();
    let [Action::ScheduleSlotList(list), Action::AddToCart(items), Action::Custom(data)] = actions else {
        panic!()
    };
    assert_eq!((list.slots[0].start, list.slots[0].end), (1_700_000_000, Some(1_700_003_600)));
    assert_eq!((items[0].product_id.as_deref(), items[0].quantity), (Some("p"), Some(2)));
    assert_eq!((&*data[0].key, data[1].value.as_deref()), ("k", None));
}

#[test]
fn a_form_has_its_parts_in_their_order() {
    let root = content(super::clickables::form()).root;
    let names = |element: &Element| -> Vec<&str> {
        element.children().iter().map(|child| child.element_type().name()).collect()
    };
    assert_eq!(names(&root), ["text", "sectionList", "buttonList"]);
    assert_eq!(names(&root.children()[1]), ["section", "section"]);
    assert_eq!(names(&root.children()[1].children()[0]), ["text", "checklist"]);
    assert_eq!(names(&root.children()[1].children()[1]), ["checklist"]);
    assert_eq!(names(&root.children()[2]), ["submitButton", "button"]);
}

#[test]
fn selections_tabs_and_what_the_window_does_not_draw_are_read() {
    let card = json!({ "type": "vertical", "tag": "One", "elements": [], "metadata": [{ "type": "ExternalId", "id": "c" }] });
    let root = content(json!({ "type": "vertical", "elements": [
        { "type": "carouselSelect", "selectMode": { "name": "s", "type": "multiple" }, "elements": [card] },
        { "type": "accordionSelect", "selectMode": { "name": "a" }, "titles": [{ "name": "t", "additional": "more" }],
          "elements": [card] },
        { "type": "tabs", "elements": [card] },
        { "type": "button", "title": "Send", "ref": { "name": "s", "type": "carouselSelect" } },
        { "type": "keyValuePairList", "elements": [{ "key": "k", "value": "v" }] },
        { "type": "template", "templateType": "quickReply", "title": "Sure?", "resp": ["Yes", "No"] },
        { "type": "linkPreview", "url": "https://example.com", "title": "Page" },
    ] }))
    .root;
    let [
        Element::CarouselSelect(select),
        Element::AccordionSelect(accordion),
        Element::Tabs(tabs),
        Element::Button(button),
        Element::KeyValuePairList(pairs),
        Element::Template(template),
        Element::LinkPreview(preview),
    ] = root.children()
    else {
        panic!("{root:?}")
    };
    assert_eq!((&*select.name, select.mode), ("s", SelectMode::Multiple));
    assert_eq!(accordion.titles[0].additional.as_deref(), Some("more"));
    assert_eq!(tabs.elements[0].common().tag.as_deref(), Some("One"));
    assert_eq!(tabs.elements[0].metadata().len(), 1);
    assert_eq!(button.reference.as_ref().unwrap().kind, Some(SelectKind::Carousel));
    assert_eq!(&*pairs.pairs[0].key, "k");
    assert_eq!(template.responses.len(), 2);
    assert_eq!(preview.title.as_deref(), Some("Page"));
}

#[test]
fn quick_replies_stand_in_three_rows_at_most() {
    let reply = json!({ "type": "button", "title": "Yes" });
    let read = |count: usize, per_row: usize| {
        let replies = vec![reply.clone(); count];
        let json = json!({ "type": "quickReplies", "itemsPerRow": per_row, "replies": replies });
        let reading = read_quick_replies(&json);
        assert_eq!(reading.violations, []);
        reading.content.unwrap()
    };
    assert_eq!(read(2, 8).rows().first(), Some(&(0..2)));
    assert_eq!(read(2, 8).rows().len(), 1);
    assert_eq!(read(4, 2).rows(), [0..2, 2..4]);
    assert_eq!(read(9, 2).rows(), [0..2, 2..4, 4..9]);
    assert_eq!(read(3, 1).rows(), [0..1, 1..2, 2..3]);
}

#[test]
fn a_long_title_of_a_quick_reply_shows_its_beginning() {
    assert_eq!(QuickReplies::shown_title(&"é".repeat(25)), "é".repeat(25));
    assert_eq!(QuickReplies::shown_title(&"é".repeat(26)), format!("{}…", "é".repeat(22)));
}

#[test]
fn metadata_is_kept_whole_and_known_by_its_type() {
    let reading = read_metadata(&json!([
        { "type": "BotResponse", "intents": [{ "id": "i" }] },
        { "type": "ActionReason", "reason": "why", "reasonId": "1" },
    ]));
    assert_eq!(reading.violations, []);
    let metadata = reading.content.unwrap();
    assert_eq!(metadata[0].kind, MetadataKind::BotResponse);
    assert_eq!(metadata[1].kind, MetadataKind::Other("ActionReason".into()));
    assert_eq!(metadata[1].json["reason"], "why");
}

#[test]
fn what_is_right_is_read_beside_what_is_wrong() {
    let reading = read(&json!({ "type": "vertical", "elements": [
        { "type": "nothing" }, { "type": "text", "text": "Hello" },
    ] }));
    let content = reading.content.unwrap();
    assert_eq!(content.root.children().len(), 1);
    assert_eq!(&*content.root.children()[0].common().pointer, "/elements/1");
}
