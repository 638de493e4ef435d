//! What can be tapped in a message, numbered in the order in which it shows (scripting spec 8).

use std::borrow::Cow;
use std::sync::Arc;

use super::{
    Action, ActionKind, Button, Click, Content, Element, Map, Metadata, Navigate, Part, QuickReplies,
    SelectKind, SelectMode, SelectReference, Template,
};

/// Something to tap.
#[derive(Clone, Debug, PartialEq)]
pub struct Clickable<'c> {
    /// Its number in the message, from 1.
    pub number: usize,
    /// What it is.
    pub kind: ClickableKind,
    /// What the consumer reads on it.
    pub label: Cow<'c, str>,
    /// All of its title; a quick reply shows the beginning of a long one.
    pub title: Cow<'c, str>,
    /// The card that it stands in.
    pub card: Option<CardPlace>,
    /// What a tap does, in order.
    pub actions: Cow<'c, [Action]>,
    /// What comes back with the tap.
    pub metadata: &'c [Metadata],
    /// Which part of the message it stands in.
    pub part: Part,
    /// Where: a JSON pointer.
    pub pointer: &'c str,
    /// The form that it belongs to, by its number.
    pub(super) form: Option<usize>,
    /// The selection that it is a card of.
    pub(super) choice: Option<Choice<'c>>,
    /// The selection that it sends.
    pub(super) sends: Option<&'c SelectReference>,
    /// Whether a tap does nothing.
    pub(super) disabled: bool,
}

/// What is to be tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClickableKind {
    /// A button.
    Button,
    /// A button that asks for a date.
    DatePicker,
    /// A button that asks for a slot.
    SlotList,
    /// A picture.
    Image,
    /// A map.
    Map,
    /// A response of a template.
    Response,
    /// A card to choose.
    Card,
    /// A checkbox.
    Checkbox,
    /// The button that sends a form.
    SubmitButton,
    /// A quick reply.
    QuickReply,
}

/// Which card of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardPlace {
    /// Which one, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
}

/// The selection that a card belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice<'c> {
    pub(super) kind: SelectKind,
    pub(super) name: &'c str,
    pub(super) mode: SelectMode,
}

/// Everything that can be tapped in a message: what is in the content, depth first, then the quick replies.
pub fn clickables<'c>(
    content: Option<&'c Content>,
    quick_replies: Option<&'c QuickReplies>,
) -> Vec<Clickable<'c>> {
    let mut walk = Walk::default();
    if let Some(content) = content {
        walk.element(&content.root);
    }
    for reply in quick_replies.iter().flat_map(|replies| &replies.replies) {
        let shown = Cow::Owned(QuickReplies::shown_title(&reply.title));
        let found = walk.add(ClickableKind::QuickReply, Cow::Borrowed(&reply.title), &reply.common.pointer);
        found.label = shown;
        found.part = Part::QuickReplies;
        found.card = None;
        found.click(reply.click.as_ref());
    }
    walk.found
}

/// A walk through a message.
#[derive(Default)]
struct Walk<'c> {
    found: Vec<Clickable<'c>>,
    card: Option<CardPlace>,
    form: Option<usize>,
    forms: usize,
}

impl<'c> Walk<'c> {
    fn element(&mut self, element: &'c Element) {
        match element {
            Element::Button(button) => self.button(button),
            Element::Image(image) => {
                if let Some(click) = image.click.as_ref().filter(|click| !click.actions().is_empty()) {
                    let words =
                        [image.caption.as_ref(), image.common.alt.as_ref(), image.common.tooltip.as_ref()];
                    let label = first_word(&words).unwrap_or(&image.url);
                    self.add(ClickableKind::Image, Cow::Borrowed(label), &image.common.pointer)
                        .click(Some(click));
                }
            }
            Element::Map(map) => self.map(map),
            Element::Template(template) => self.responses(template),
            Element::Checkbox(checkbox) => {
                let label = Cow::Borrowed(&*checkbox.text);
                let found = self.add(ClickableKind::Checkbox, label, &checkbox.common.pointer);
                found.click(checkbox.click.as_ref());
            }
            Element::SubmitButton(button) => {
                let label = Cow::Borrowed(&*button.title);
                let found = self.add(ClickableKind::SubmitButton, label, &button.common.pointer);
                found.disabled = button.disabled;
                found.click(button.click.as_ref());
            }
            Element::List(list) => {
                self.forms += 1;
                let outer = self.form.replace(self.forms);
                self.all(&list.elements);
                self.form = outer;
            }
            Element::Carousel(carousel) => self.cards(&carousel.elements, |_| None),
            Element::Tabs(tabs) => self.cards(&tabs.elements, |_| None),
            Element::CarouselSelect(select) => {
                let choice = Choice { kind: SelectKind::Carousel, name: &select.name, mode: select.mode };
                self.cards(&select.elements, |place| {
                    Some((choice, card_label(&select.elements[place], place)))
                });
            }
            Element::AccordionSelect(select) => {
                let (kind, mode) = (SelectKind::Accordion, SelectMode::Multiple);
                let choice = Choice { kind, name: &select.name, mode };
                let label = |place: usize| match select.titles.get(place) {
                    Some(title) => Cow::Borrowed(&*title.name),
                    None => card_label(&select.elements[place], place),
                };
                self.cards(&select.elements, |place| Some((choice, label(place))));
            }
            other => self.all(other.children()),
        }
    }

    fn all(&mut self, elements: &'c [Element]) {
        elements.iter().for_each(|element| self.element(element));
    }

    /// Cards; those of a selection can be tapped themselves.
    fn cards(&mut self, cards: &'c [Element], choice: impl Fn(usize) -> Option<(Choice<'c>, Cow<'c, str>)>) {
        let outer = self.card;
        for (place, card) in cards.iter().enumerate() {
            self.card = Some(CardPlace { number: place + 1, of: cards.len() });
            if let Some((choice, label)) = choice(place) {
                let found = self.add(ClickableKind::Card, label, &card.common().pointer);
                found.choice = Some(choice);
                found.metadata = card.metadata();
            }
            self.element(card);
        }
        self.card = outer;
    }

    fn button(&mut self, button: &'c Button) {
        let actions = button.click.as_ref().map(Click::actions).unwrap_or_default();
        let asks = |kind| actions.iter().any(|action| action.kind() == kind);
        let kind = if asks(ActionKind::DatePicker) {
            ClickableKind::DatePicker
        } else if asks(ActionKind::ScheduleSlotList) {
            ClickableKind::SlotList
        } else {
            ClickableKind::Button
        };
        let found = self.add(kind, Cow::Borrowed(&button.title), &button.common.pointer);
        found.sends = button.reference.as_ref();
        found.click(button.click.as_ref());
    }

    /// A map without actions opens itself.
    fn map(&mut self, map: &'c Map) {
        let label = match first_word(&[map.common.alt.as_ref(), map.common.tooltip.as_ref()]) {
            Some(word) => Cow::Borrowed(word),
            None => Cow::Owned(format!("{},{}", map.la, map.lo)),
        };
        let found = self.add(ClickableKind::Map, label, &map.common.pointer);
        found.click(map.click.as_ref());
        if map.click.as_ref().is_none_or(|click| click.actions.is_none()) {
            let itself = Navigate { la: map.la.clone(), lo: map.lo.clone(), name: None };
            found.actions = Cow::Owned(vec![Action::Navigate(itself)]);
        }
    }

    fn responses(&mut self, template: &'c Template) {
        for response in &template.responses {
            let found = self.add(ClickableKind::Response, Cow::Borrowed(response), &template.common.pointer);
            found.actions = Cow::Owned(vec![Action::PublishText(response.clone())]);
        }
    }

    fn add(&mut self, kind: ClickableKind, title: Cow<'c, str>, pointer: &'c str) -> &mut Clickable<'c> {
        let place = self.found.len();
        self.found.push(Clickable {
            number: place + 1,
            kind,
            label: title.clone(),
            title,
            card: self.card,
            actions: Cow::Borrowed(&[]),
            metadata: &[],
            part: Part::Content,
            pointer,
            form: self.form,
            choice: None,
            sends: None,
            disabled: false,
        });
        &mut self.found[place]
    }
}

impl<'c> Clickable<'c> {
    fn click(&mut self, click: Option<&'c Click>) {
        if let Some(click) = click {
            self.actions = Cow::Borrowed(click.actions());
            self.metadata = &click.metadata;
        }
    }
}

/// The first of these that says something.
fn first_word<'w>(words: &[Option<&'w Arc<str>>]) -> Option<&'w str> {
    words.iter().flatten().map(|word| &***word).find(|word| !word.is_empty())
}

/// What a card is called: its first text, else its number.
fn card_label(card: &Element, place: usize) -> Cow<'_, str> {
    let mut left = vec![card];
    while let Some(element) = left.pop() {
        match element {
            Element::Text(text) if !text.text.is_empty() => return Cow::Borrowed(&text.text),
            other => left.extend(other.children().iter().rev()),
        }
    }
    Cow::Owned(format!("Card {}", place + 1))
}
