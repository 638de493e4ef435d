//! Laws on generated content and offers.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value as Json};

use crate::bot::{Channel, LinkTarget, TileDisplay};
use crate::linked::{ChoiceKind, Layout, Offer, OfferedChoice, OfferedGroup};
use crate::rich::{
    Outgoing, PlainCard, PlainLink, Ticked, Violation, clickables, events, read, read_metadata,
    read_quick_replies, tap, validate,
};

/// Words that content is made of, and some that it is not.
const WORDS: [&str; 48] = [
    "type",
    "elements",
    "text",
    "title",
    "url",
    "la",
    "lo",
    "click",
    "actions",
    "metadata",
    "style",
    "tag",
    "padding",
    "selectMode",
    "titles",
    "name",
    "resp",
    "templateType",
    "sectionID",
    "replies",
    "itemsPerRow",
    "accessibility",
    "web",
    "display",
    "size",
    "button",
    "image",
    "map",
    "vertical",
    "horizontal",
    "carousel",
    "carouselSelect",
    "accordionSelect",
    "tabs",
    "list",
    "sectionList",
    "section",
    "checklist",
    "checkbox",
    "buttonList",
    "submitButton",
    "publishText",
    "link",
    "uri",
    "generic",
    "quickReplies",
    "ExternalId",
    "verticl",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![8 => (0..WORDS.len()).prop_map(|place| WORDS[place].to_owned()), 1 => ".{0,6}"]
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        word().prop_map(Json::from),
    ];
    leaf.prop_recursive(7, 120, 8, |inner| {
        let pairs = vec((word(), inner.clone()), 0..8);
        let typed = (word(), pairs).prop_map(|(of, pairs)| {
            let mut object: Map<String, Json> = pairs.into_iter().collect();
            object.insert("type".to_owned(), Json::from(of));
            Json::Object(object)
        });
        prop_oneof![vec(inner, 0..8).prop_map(Json::from), typed]
    })
}

proptest! {
    #[test]
    fn whatever_is_read_is_read_to_its_end(json in json()) {
        let reading = read(&json);
        let replies = read_quick_replies(&json);
        let metadata = read_metadata(&json).content.unwrap_or_default();
        for violation in reading.violations.iter().chain(&replies.violations) {
            // Everything that is wrong stands somewhere, or is missing there.
            prop_assert!(json.pointer(&violation.pointer).is_some(), "{violation:?}");
            prop_assert!(!violation.message.is_empty());
        }
        if let Some(content) = &reading.content {
            prop_assert_eq!(&content.json, &json);
        }
        for (_, channel) in Channel::ALL {
            for violation in validate(reading.content.as_ref(), None, &metadata, channel) {
                prop_assert!(!violation.message.is_empty());
            }
        }
        let found = clickables(reading.content.as_ref(), replies.content.as_ref());
        let mut ticked = Ticked::default();
        for (place, clickable) in found.iter().enumerate() {
            prop_assert_eq!(clickable.number, place + 1);
            prop_assert!(tap(&found, clickable.number, &mut ticked).is_some());
        }
    }
}

fn text(most: usize) -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zé ]{1,20}".prop_map(|text: String| text),
        1 => Just("é".repeat(most)),
    ]
    .prop_map(move |text: String| text.chars().take(most).collect())
}

/// A choice within the limits of all channels that show it.
fn choice(kind: ChoiceKind) -> impl Strategy<Value = OfferedChoice> {
    let opens = kind == ChoiceKind::Button;
    (text(20), proptest::option::of(text(20)), any::<bool>(), any::<bool>()).prop_map(
        move |(label, value, is_page, has_metadata)| {
            let is_page = is_page && opens;
            let metadata = serde_json::json!({ "type": "ExternalId", "id": "x" });
            OfferedChoice {
                label: label.into(),
                value: value.map(Into::into),
                url: is_page.then(|| "https://example.com/page".into()),
                target: is_page.then_some(LinkTarget::New),
                kind,
                metadata: has_metadata.then(|| metadata.into()),
                ..OfferedChoice::default()
            }
        },
    )
}

/// A tile that every channel takes: a picture, a title, one button or two.
fn tile() -> impl Strategy<Value = (OfferedGroup, Vec<OfferedChoice>)> {
    (text(80), proptest::option::of(text(80)), vec(choice(ChoiceKind::Button), 1..=2), any::<bool>())
        .prop_map(|(title, subtitle, mut choices, opens)| {
            if opens {
                let url = Some("https://example.com/tile".into());
                let kind = ChoiceKind::Tile;
                choices.insert(
                    0,
                    OfferedChoice { kind, label: title.as_str().into(), url, ..OfferedChoice::default() },
                );
            }
            let image = Some("https://example.com/tile.png".into());
            let group = OfferedGroup {
                title: title.into(),
                subtitle: subtitle.map(Into::into),
                image,
                choices: 0..0,
            };
            (group, choices)
        })
}

fn gathered(groups: Vec<(OfferedGroup, Vec<OfferedChoice>)>) -> (Box<[OfferedGroup]>, Box<[OfferedChoice]>) {
    let mut choices = Vec::new();
    let mut place = |(group, own): (OfferedGroup, Vec<OfferedChoice>)| {
        let start = choices.len();
        choices.extend(own);
        OfferedGroup { choices: start..choices.len(), ..group }
    };
    let groups: Vec<OfferedGroup> = groups.into_iter().map(&mut place).collect();
    (groups.into(), choices.into())
}

fn tappable() -> impl Strategy<Value = Offer> {
    let buttons = vec(choice(ChoiceKind::Button), 1..=3)
        .prop_map(|choices| Offer { layout: Layout::Buttons, choices: choices.into() });
    let replies = (vec(choice(ChoiceKind::QuickReply), 1..=11), proptest::option::of(0_u32..12)).prop_map(
        |(choices, per_row)| Offer { layout: Layout::QuickReplies { per_row }, choices: choices.into() },
    );
    let tiles = vec(tile(), 0..=10).prop_map(|tiles| {
        let (tiles, choices) = gathered(tiles);
        Offer { layout: Layout::Tiles { subtitle: None, display: TileDisplay::Vertical, tiles }, choices }
    });
    prop_oneof![buttons, replies, tiles]
}

fn picker() -> impl Strategy<Value = Offer> {
    let section = (text(80), vec(choice(ChoiceKind::Item), 1..5))
        .prop_map(|(title, items)| (OfferedGroup { title: title.into(), ..OfferedGroup::default() }, items));
    let list = (vec(section, 0..4), any::<bool>()).prop_map(|(sections, multiple)| {
        let (sections, choices) = gathered(sections);
        let reply_title = Some("Chosen".into());
        Offer { layout: Layout::ListPicker { subtitle: None, reply_title, multiple, sections }, choices }
    });
    let time = vec(choice(ChoiceKind::Time), 1..5).prop_map(|choices| {
        let (event, timezone_offset) = (Some("A call".into()), Some(60));
        let layout =
            Layout::TimePicker { subtitle: Some("Soon".into()), event, image: None, timezone_offset };
        Offer { layout, choices: choices.into() }
    });
    let list = list.prop_filter("a list picker has items", |offer| !offer.choices.is_empty());
    prop_oneof![list, time]
}

/// Everything that is wrong with an event, for its channel.
fn wrong(event: &Json, channel: Channel) -> Vec<Violation> {
    let content = event.get("content").map(read);
    let replies = event.get("quickReplies").map(read_quick_replies);
    let metadata = event.get("metadata").map(read_metadata);
    let mut found: Vec<Violation> = Vec::new();
    found.extend(content.iter().flat_map(|reading| reading.violations.clone()));
    found.extend(replies.iter().flat_map(|reading| reading.violations.clone()));
    found.extend(metadata.iter().flat_map(|reading| reading.violations.clone()));
    let content = content.and_then(|reading| reading.content);
    let replies = replies.and_then(|reading| reading.content);
    let metadata = metadata.and_then(|reading| reading.content).unwrap_or_default();
    found.extend(validate(content.as_ref(), replies.as_ref(), &metadata, channel));
    found
}

proptest! {
    #[test]
    fn what_goes_over_the_wire_is_right_on_its_channel(text in text(255), offer in tappable()) {
        use Channel::{ConnectorApi, Facebook, MessagingWindowApi, MobileApp, Rcs, Web};
        for channel in [Web, MobileApp, MessagingWindowApi, ConnectorApi, Facebook, Rcs] {
            for event in events(&Outgoing::Offer { text: &text, offer: &offer }, None, channel) {
                prop_assert_eq!(wrong(&event, channel), [], "{}", event);
            }
        }
    }

    #[test]
    fn a_picker_is_right_on_apple(text in text(85), offer in picker()) {
        for event in events(&Outgoing::Offer { text: &text, offer: &offer }, None, Channel::Apple) {
            prop_assert_eq!(wrong(&event, Channel::Apple), [], "{}", event);
        }
    }

    #[test]
    fn cards_pictures_and_rich_links_are_right(title in text(128), summary in text(640), count in 0_usize..4) {
        let url = "https://example.com/page";
        let link = Some(PlainLink { label: Some("Read on"), url });
        let card = PlainCard { title: &title, text: Some(&summary), image: None, link };
        for channel in [Channel::Web, Channel::MobileApp, Channel::Rcs] {
            for event in events(&Outgoing::Cards(&vec![card; count]), None, channel) {
                prop_assert_eq!(wrong(&event, channel), [], "{}", event);
            }
        }
        for channel in [Channel::Web, Channel::Rcs, Channel::Instagram] {
            let event = &events(&Outgoing::Image(url), None, channel)[0];
            prop_assert_eq!(wrong(event, channel), [], "{}", event);
        }
        let event = &events(&Outgoing::RichLink { title: &title, url, image: url }, None, Channel::Apple)[0];
        prop_assert_eq!(wrong(event, Channel::Apple), [], "{}", event);
    }
}
