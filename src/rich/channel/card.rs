//! Cards in the form of a channel, alone or in a carousel (scripting spec 7.8, 7.9).

use super::profile::{Card, LINE_SUBTITLE_ALONE};
use super::report::Report;
use crate::bot::Channel;
use crate::rich::element_type::ElementType;
use crate::rich::violation::one_of;
use crate::rich::{Action, Button, Element, Text};

/// Checks content that must be a card, or a carousel of cards.
pub(super) fn check(report: &mut Report, root: &Element, cards: &'static [Card]) {
    match root {
        Element::Carousel(carousel) if cards.iter().any(|card| card.carousel) => {
            if let Some(most) = cards.iter().find_map(|card| card.alt) {
                check_alt(report, root, most);
            }
            for element in &carousel.elements {
                check_card(report, element, cards, true);
            }
        }
        _ => check_card(report, root, cards, false),
    }
}

/// Checks a card, after finding out in which form it is.
fn check_card(report: &mut Report, element: &Element, cards: &'static [Card], in_carousel: bool) {
    if !matches!(element, Element::Vertical(_) | Element::Horizontal(_)) {
        let (one, name) = (element.element_type().one(), report.channel.name());
        let message = format!("{one} cannot be sent alone on `{name}`, which takes cards");
        let help = format!("Put it into a `vertical` {}.", with_tag(cards));
        report.add(&element.common().pointer, message, help);
        return;
    }
    let tag = element.common().tag.as_deref();
    let Some(card) = cards.iter().find(|card| card.tag.is_none() || card.tag == tag) else {
        let name = report.channel.name();
        let message = format!("a card on `{name}` must have the tag {}", one_of(tags(cards)));
        report.add(&element.common().pointer, message, "Write `\"tag\": …` into the outer layout.");
        // What else is wrong with it is found as well.
        if let Some(card) = cards.first() {
            form(report, element, card, in_carousel);
        }
        return;
    };
    form(report, element, card, in_carousel);
}

fn with_tag(cards: &'static [Card]) -> String {
    let tags = one_of(tags(cards));
    if tags.is_empty() { "with texts and buttons".to_owned() } else { format!("with the tag {tags}") }
}

fn tags(cards: &'static [Card]) -> impl Iterator<Item = &'static str> {
    cards.iter().filter_map(|card| card.tag)
}

/// Checks a card that is in that form.
pub(super) fn form(report: &mut Report, outer: &Element, card: &Card, in_carousel: bool) {
    if let (Some(most), false) = (card.alt, in_carousel) {
        check_alt(report, outer, most);
    }
    let inner = inner(report, outer);
    let pointer = &*inner.common().pointer;
    let found = Found::of(report, inner.children(), card);
    report.count(
        &format!("{pointer}/elements"),
        "elements in the card",
        inner.children().len(),
        0..=card.elements,
    );
    check_counts(report, pointer, &found, card, in_carousel);
    check_texts(report, &found, card);
    for button in &found.buttons {
        check_button(report, button, card);
    }
}

/// The layout that holds the elements: the one inside where there is one.
fn inner<'e>(report: &mut Report, outer: &'e Element) -> &'e Element {
    let is_layout = |element: &Element| matches!(element, Element::Vertical(_) | Element::Horizontal(_));
    match outer.children() {
        [only] if is_layout(only) => only,
        several if several.iter().any(is_layout) => {
            let pointer = format!("{}/elements", outer.common().pointer);
            report.count(&pointer, "parts of the card", several.len(), 0..=1);
            several.iter().find(|element| is_layout(element)).unwrap_or(outer)
        }
        elements => {
            // Facebook and LINE look for the elements one layer down.
            let nests = matches!(report.channel, Channel::Facebook | Channel::Line);
            if nests && !elements.is_empty() {
                let name = report.channel.name();
                let message =
                    format!("the elements of a card on `{name}` must stand in a `vertical` inside it");
                let help = "Put them into a `vertical`, and that alone into the one with the tag.";
                report.add(&format!("{}/elements", outer.common().pointer), message, help);
            }
            outer
        }
    }
}

/// What a card is made of.
struct Found<'e> {
    images: usize,
    texts: Vec<&'e Text>,
    buttons: Vec<&'e Button>,
}

impl<'e> Found<'e> {
    fn of(report: &mut Report, elements: &'e [Element], card: &Card) -> Self {
        let mut found = Self { images: 0, texts: Vec::new(), buttons: Vec::new() };
        for element in elements {
            match element {
                Element::Image(_) if card.image => found.images += 1,
                Element::Text(text) => found.texts.push(text),
                Element::Button(button) => found.buttons.push(button),
                other => misplaced(report, other, card),
            }
        }
        found
    }

    fn has_tag(&self, tag: &str) -> bool {
        self.texts.iter().any(|text| text.common.tag.as_deref() == Some(tag))
    }
}

fn misplaced(report: &mut Report, element: &Element, card: &Card) {
    let takes = if card.image { "an image, texts and buttons" } else { "texts and buttons" };
    let (one, name) = (element.element_type().one(), report.channel.name());
    let message = format!("{one} cannot stand in a card on `{name}`, which takes {takes}");
    let help = match element.element_type() {
        ElementType::Map => "Use a button that opens the map in its place.",
        _ => "Send it on other channels only, or in a message of its own.",
    };
    report.add(&element.common().pointer, message, help);
}

fn check_counts(report: &mut Report, pointer: &str, found: &Found<'_>, card: &Card, in_carousel: bool) {
    let pointer = format!("{pointer}/elements");
    report.count(&pointer, "images in the card", found.images, 0..=1);
    let texts = if card.subtitle_below_image && in_carousel && found.images == 0 {
        *card.texts.start()..=1
    } else {
        card.texts.clone()
    };
    report.count(&pointer, "texts in the card", found.texts.len(), texts);
    if found.images == 0 && found.texts.is_empty() && *card.texts.start() == 0 {
        report.count(&pointer, "images and texts in the card", 0, 1..=3);
    }
    let suffices = card.two_texts_suffice && !in_carousel && found.images == 0 && found.texts.len() == 2;
    let buttons = if in_carousel { &card.buttons_in_carousel } else { &card.buttons };
    let least = if suffices { 0 } else { *buttons.start() };
    report.count(&pointer, "buttons in the card", found.buttons.len(), least..=*buttons.end());
}

fn check_texts(report: &mut Report, found: &Found<'_>, card: &Card) {
    for text in &found.texts {
        let (what, most) = match (text.common.tag.as_deref(), card.footer) {
            (Some("title"), _) => ("the title of a card", card.title),
            (Some("subtitle"), _) => ("the subtitle of a card", subtitle(report.channel, found, card)),
            (Some("footer"), Some(footer)) => ("the footer of a card", footer),
            (_, footer) => {
                untagged(report, text, footer.is_some());
                continue;
            }
        };
        report.length(&format!("{}/text", text.common.pointer), what, &text.text, most, None);
    }
}

fn subtitle(channel: Channel, found: &Found<'_>, card: &Card) -> usize {
    let stands_alone = channel == Channel::Line && found.images == 0 && !found.has_tag("title");
    if stands_alone { LINE_SUBTITLE_ALONE } else { card.subtitle }
}

fn untagged(report: &mut Report, text: &Text, has_footer: bool) {
    let tags: &[&str] = if has_footer { &["title", "subtitle", "footer"] } else { &["title", "subtitle"] };
    let name = report.channel.name();
    let message = format!("a text in a card on `{name}` must have the tag {}", one_of(tags.iter().copied()));
    report.add(&text.common.pointer, message, "Write `\"tag\": …` into the text.");
}

/// Checks a button in that form of card.
pub(super) fn check_button(report: &mut Report, button: &Button, card: &Card) {
    let pointer = &*button.common.pointer;
    report.length(
        &format!("{pointer}/title"),
        "the title of a button",
        &button.title,
        card.button_title,
        None,
    );
    let name = report.channel.name();
    let Some(click) = &button.click else {
        let message = format!("a button on `{name}` must have a `click`, and this one has none");
        report.add(pointer, message, "Write `\"click\": { \"actions\": [ … ] }`.");
        return;
    };
    let at = format!("{pointer}/click/actions");
    report.count(&at, "actions of the button", click.actions().len(), 0..=card.actions);
    for (place, action) in click.actions().iter().enumerate() {
        let at = format!("{at}/{place}");
        if !card.kinds.contains(&action.kind()) {
            let known = one_of(card.kinds.iter().map(|kind| kind.name()));
            let message = format!("`{name}` has no action `{}`, only {known}", action.kind().name());
            report.add(&at, message, "Use another action, or leave the button out on this channel.");
        }
        if let Action::PublishText(text) = action {
            report.length(&format!("{at}/text"), "what the button says", text, card.publish_text, None);
        }
    }
}

fn check_alt(report: &mut Report, element: &Element, most: usize) {
    let common = element.common();
    match &common.alt {
        Some(alt) => {
            report.length(&format!("{}/alt", common.pointer), "`alt`", alt, most, None);
        }
        None => {
            let name = report.channel.name();
            let message = format!("content on `{name}` must have `alt`, a text of at most {most} characters");
            report.add(&common.pointer, message, "Write `\"alt\": …` into the outer layout.").limit =
                Some(most);
        }
    }
}
