//! What the bot sends.

use serde::Serialize;

use super::Writer;
use super::entry::TraceEvent as To;
use super::outcome::{ChoiceLayout, MessageKind, RichTapKind};
use super::writer::milliseconds;
use crate::engine::{Card, Message, MessageBody, RichTap};
use crate::linked::Layout;

/// An answer of a knowledge base as the consumer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CardTrace {
    /// The article's title.
    pub title: String,
    /// Its summary, else its detail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The URL of its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// The page that it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// What the link shows, where that is not the page's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link_label: Option<String>,
}

/// A page that a choice opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChoiceLink {
    /// The choice's number, from 1.
    pub choice: usize,
    /// The page.
    pub url: String,
}

impl Writer<'_> {
    pub(super) fn message(&self, message: &Message) -> To {
        let (mut layout, mut choices, mut cards) = (None, Vec::new(), Vec::new());
        let (mut link, mut image) = (None, None);
        let (mut content, mut quick_replies) = (None, None);
        let kind = match &message.body {
            MessageBody::Text => MessageKind::Text,
            MessageBody::Image => MessageKind::Image,
            MessageBody::RichLink { url, image: picture } => {
                (link, image) = (Some(self.text(url)), Some(self.text(picture)));
                MessageKind::RichLink
            }
            MessageBody::Choices(offer) => {
                layout = Some(layout_name(&offer.layout));
                choices = offer.choices.iter().map(|choice| self.text(&choice.label)).collect();
                MessageKind::Choices
            }
            MessageBody::Rich(rich) => {
                layout = Some(layout_name(&rich.offer.layout));
                choices = rich.offer.choices.iter().map(|choice| self.text(&choice.label)).collect();
                content = Some(self.text(&rich.content.json.to_string()));
                quick_replies =
                    rich.quick_replies.as_ref().map(|replies| self.text(&replies.json.to_string()));
                MessageKind::Rich
            }
            MessageBody::Cards(answers) => {
                cards = answers.iter().map(|card| self.card(card)).collect();
                MessageKind::Cards
            }
        };
        To::Message {
            text: self.text(&message.text),
            kind,
            layout,
            choices,
            links: message.pages().iter().map(|(place, url)| self.choice_link(*place, url)).collect(),
            cards,
            link,
            image,
            content,
            quick_replies,
            metadata: self.json(message.metadata.as_ref()),
            part: message.part,
            from: message.from.map(|id| self.interaction(id)),
            clock_ms: milliseconds(message.at),
        }
    }

    pub(super) fn rich_tap(&self, tap: &RichTap) -> To {
        let (what, label, products) = match tap {
            RichTap::Ticked { label, on: true } => (RichTapKind::Ticked, label, None),
            RichTap::Ticked { label, on: false } => (RichTapKind::Unticked, label, None),
            RichTap::Cart { label, what } => (RichTapKind::Cart, label, Some(what)),
            RichTap::Custom { label } => (RichTapKind::Custom, label, None),
        };
        To::RichTap { what, label: self.text(label), products: self.some(products) }
    }

    fn choice_link(&self, place: usize, url: &str) -> ChoiceLink {
        ChoiceLink { choice: place + 1, url: self.secrets.mask_url(url) }
    }

    fn card(&self, card: &Card) -> CardTrace {
        let link = card.link.as_ref();
        CardTrace {
            title: self.text(&card.title),
            text: self.some(card.text.as_ref()),
            image: self.some(card.image.as_ref()),
            link: link.map(|link| self.text(&link.url)),
            link_label: self.some(link.and_then(|link| link.label.as_ref())),
        }
    }
}

fn layout_name(layout: &Layout) -> ChoiceLayout {
    match layout {
        Layout::Buttons => ChoiceLayout::Buttons,
        Layout::QuickReplies { .. } => ChoiceLayout::QuickReplies,
        Layout::Tiles { .. } => ChoiceLayout::Tiles,
        Layout::ListPicker { .. } => ChoiceLayout::ListPicker,
        Layout::TimePicker { .. } => ChoiceLayout::TimePicker,
        Layout::Rich { .. } => ChoiceLayout::Rich,
        Layout::Typed(_) => ChoiceLayout::Typed,
    }
}
