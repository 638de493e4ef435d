//! What a message offers, whatever it is made of: what can be tapped, what opens pages, cards.

use std::collections::HashMap;
use std::sync::Arc;

use crate::engine::{Card, Message, MessageBody, RichMessage};
use crate::linked::{ChoiceKind, Layout, Offer, OfferedChoice, OfferedGroup};
use crate::rich::{self, Action, Clickable, ClickableKind, Element, Part};
use crate::transcript::Offering;

/// What something looks like that can be tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// A button.
    Button,
    /// A quick reply.
    QuickReply,
    /// Something else.
    Other,
}

impl Looks {
    /// Whether a transcript looks at it under a key that is about labels.
    pub fn belongs_to(self, of: Offering) -> bool {
        match of {
            Offering::Choices => true,
            Offering::Buttons => self == Self::Button,
            Offering::QuickReplies => self == Self::QuickReply,
            Offering::Links => false,
        }
    }
}

/// Something that can be tapped, or that opens a page.
#[derive(Clone, Debug)]
pub(super) struct Tappable {
    /// What it shows.
    pub(super) label: Arc<str>,
    pub(super) looks: Looks,
    /// What the bot gets of a tap; nothing where a tap says nothing, or nothing that is known before.
    pub(super) payload: Option<Arc<str>>,
    /// The page that it opens.
    pub(super) link: Option<Arc<str>>,
}

/// Everything of a message that belongs to a key.
pub(super) fn offered(message: &Message, of: Offering) -> Vec<Tappable> {
    match of {
        Offering::Links => links(message),
        _ => tappables(message).into_iter().filter(|one| one.looks.belongs_to(of)).collect(),
    }
}

/// Everything that can be tapped, in its order.
pub(super) fn tappables(message: &Message) -> Vec<Tappable> {
    match &message.body {
        MessageBody::Choices(offer) => {
            offer.choices.iter().map(|choice| of_builder(choice, &offer.layout)).collect()
        }
        MessageBody::Rich(rich) => {
            let mut pages = message.pages().into_iter().peekable();
            let mut all = Vec::new();
            for (place, clickable) in clickables(rich).iter().enumerate() {
                let mut own = std::iter::from_fn(|| pages.next_if(|(of, _)| *of == place));
                let link = own.next().map(|(_, page)| page);
                own.for_each(drop);
                all.push(of_content(clickable, link));
            }
            all
        }
        MessageBody::Text | MessageBody::Image | MessageBody::RichLink { .. } | MessageBody::Cards(_) => {
            Vec::new()
        }
    }
}

/// Every page that can be opened, in the order of what opens it.
pub(super) fn links(message: &Message) -> Vec<Tappable> {
    let page = |label: &Arc<str>, url: &Arc<str>| Tappable {
        label: label.clone(),
        looks: Looks::Other,
        payload: None,
        link: Some(url.clone()),
    };
    let offer = match &message.body {
        MessageBody::RichLink { url, .. } => return vec![page(&message.text, url)],
        MessageBody::Cards(cards) => {
            let links = cards.iter().filter_map(|card| card.link.as_ref());
            return links.map(|link| page(link.label.as_ref().unwrap_or(&link.url), &link.url)).collect();
        }
        MessageBody::Choices(offer) => offer,
        MessageBody::Rich(rich) => &rich.offer,
        MessageBody::Text | MessageBody::Image => return Vec::new(),
    };
    let pages = message.pages().into_iter();
    pages.filter_map(|(place, url)| Some(page(&offer.choices.get(place)?.label, &url))).collect()
}

fn clickables(rich: &RichMessage) -> Vec<Clickable<'_>> {
    rich::clickables(Some(&rich.content), rich.quick_replies.as_ref())
}

fn of_builder(choice: &OfferedChoice, layout: &Layout) -> Tappable {
    let looks = match (choice.kind, layout) {
        (ChoiceKind::Button, _) | (ChoiceKind::Choice, Layout::Buttons) => Looks::Button,
        (ChoiceKind::QuickReply, _) | (ChoiceKind::Choice, Layout::QuickReplies { .. }) => Looks::QuickReply,
        _ => Looks::Other,
    };
    let said = || choice.value.as_ref().unwrap_or(&choice.label).clone();
    Tappable {
        label: choice.label.clone(),
        looks,
        payload: choice.url.is_none().then(said),
        link: choice.url.clone(),
    }
}

fn of_content(clickable: &Clickable<'_>, link: Option<Arc<str>>) -> Tappable {
    let looks = match clickable.kind {
        ClickableKind::QuickReply => Looks::QuickReply,
        ClickableKind::Button
        | ClickableKind::DatePicker
        | ClickableKind::SlotList
        | ClickableKind::SubmitButton
        | ClickableKind::Response => Looks::Button,
        ClickableKind::Image | ClickableKind::Map | ClickableKind::Card | ClickableKind::Checkbox => {
            Looks::Other
        }
    };
    let payload = clickable.actions.iter().find_map(|action| match action {
        Action::PublishText(text) | Action::Checked(text) => Some(text.clone()),
        _ => None,
    });
    Tappable { label: Arc::from(&*clickable.title), looks, payload, link }
}

/// A tile, a card of structured content, or an answer of a knowledge base.
#[derive(Clone, Debug, Default)]
pub(super) struct ShownCard {
    pub(super) title: Arc<str>,
    pub(super) text: Option<Arc<str>>,
    pub(super) image: Option<Arc<str>>,
    pub(super) link: Option<Arc<str>>,
    pub(super) buttons: Vec<Arc<str>>,
}

/// The cards of a message.
pub(super) fn cards(message: &Message) -> Vec<ShownCard> {
    match &message.body {
        MessageBody::Cards(cards) => cards.iter().map(answer).collect(),
        MessageBody::Choices(offer) => offer.groups().iter().map(|group| tile(offer, group)).collect(),
        MessageBody::Rich(rich) => cards_of_content(message, rich),
        MessageBody::Text | MessageBody::Image | MessageBody::RichLink { .. } => Vec::new(),
    }
}

fn answer(card: &Card) -> ShownCard {
    let link = card.link.as_ref();
    ShownCard {
        title: card.title.clone(),
        text: card.text.clone(),
        image: card.image.clone(),
        link: link.map(|link| link.url.clone()),
        buttons: link.and_then(|link| link.label.clone()).into_iter().collect(),
    }
}

fn tile(offer: &Offer, group: &OfferedGroup) -> ShownCard {
    let choices = offer.choices.get(group.choices.clone()).unwrap_or_default();
    let (own, buttons): (Vec<_>, Vec<_>) = choices.iter().partition(|choice| choice.kind == ChoiceKind::Tile);
    ShownCard {
        title: group.title.clone(),
        text: group.subtitle.clone(),
        image: group.image.clone(),
        link: own.first().and_then(|choice| choice.url.clone()),
        buttons: buttons.iter().map(|choice| choice.label.clone()).collect(),
    }
}

/// Whether content shows several things side by side or one after the other, as a carousel does.
pub(super) fn has_cards(element: &Element) -> bool {
    matches!(
        element,
        Element::Carousel(_) | Element::CarouselSelect(_) | Element::AccordionSelect(_) | Element::Tabs(_)
    )
}

/// The pages that elements of content open, by where these stand.
type Links<'c> = HashMap<&'c str, Arc<str>>;

/// The cards of every carousel, selection and tabs. Other content is a card itself where it is laid out: a
/// carousel of one card is none on the wire.
fn cards_of_content(message: &Message, rich: &RichMessage) -> Vec<ShownCard> {
    let clickables = clickables(rich);
    let mut links = Links::new();
    for (place, page) in message.pages() {
        let clickable = clickables.get(place).filter(|clickable| clickable.part == Part::Content);
        if let Some(clickable) = clickable {
            links.entry(clickable.pointer).or_insert(page);
        }
    }
    let mut cards = Vec::new();
    let mut left = vec![&rich.content.root];
    while let Some(element) = left.pop() {
        if !has_cards(element) {
            left.extend(element.children().iter().rev());
            continue;
        }
        for (place, card) in element.children().iter().enumerate() {
            cards.push(card_of_content(card, heading(element, place), &links));
        }
    }
    let is_laid_out = matches!(rich.content.root, Element::Vertical(_) | Element::Horizontal(_));
    if cards.is_empty() && is_laid_out {
        cards.push(card_of_content(&rich.content.root, None, &links));
    }
    cards
}

/// What stands above a card and not in it.
fn heading(whole: &Element, place: usize) -> Option<Arc<str>> {
    match whole {
        Element::AccordionSelect(select) => select.titles.get(place).map(|title| title.name.clone()),
        Element::Tabs(tabs) => tabs.elements.get(place)?.common().tag.clone(),
        _ => None,
    }
}

/// The title is what stands above the card, else its first text; the other texts follow one below the other.
fn card_of_content(card: &Element, heading: Option<Arc<str>>, links: &Links<'_>) -> ShownCard {
    let (mut texts, mut image, mut link, mut buttons) = (Vec::new(), None, None, Vec::new());
    let mut left = vec![card];
    while let Some(element) = left.pop() {
        match element {
            Element::Text(text) if !text.text.is_empty() => texts.push(text.text.clone()),
            Element::Template(template) => texts.push(template.title.clone()),
            Element::Image(picture) => {
                image = image.or(Some(picture.url.clone()));
                link = link.or_else(|| links.get(&*picture.common.pointer).cloned());
            }
            Element::Button(button) => buttons.push(button.title.clone()),
            Element::SubmitButton(button) => buttons.push(button.title.clone()),
            other => left.extend(other.children().iter().rev()),
        }
    }
    let mut texts = texts.into_iter();
    let title = heading.or_else(|| texts.next()).unwrap_or_default();
    let rest: Vec<Arc<str>> = texts.collect();
    let text = match rest.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(Arc::from(several.iter().map(|text| &**text).collect::<Vec<_>>().join("\n"))),
    };
    ShownCard { title, text, image, link, buttons }
}
