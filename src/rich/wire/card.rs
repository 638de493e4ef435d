//! Tiles, buttons and answers as cards, in the form that the channel takes (scripting spec 7.7 to 7.9).

use serde_json::{Value as Json, json};

use super::json::{bold, button, click, image as picture, link, put};
use super::{PlainCard, PlainLink};
use crate::bot::Channel;
use crate::linked::{ChoiceKind, OfferedChoice, OfferedGroup};

/// A card, before it has a form.
pub(super) struct Card<'o> {
    image: Option<&'o str>,
    title: &'o str,
    subtitle: Option<&'o str>,
    /// What a tap on the card itself does.
    click: Option<Json>,
    buttons: Vec<Json>,
    /// Whether the title is a title, or the text of a question.
    is_tile: bool,
}

/// How a channel has its cards.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As a layout of anything.
    Plain,
    /// With tags, inside a layout with a tag.
    Tagged,
}

impl Form {
    fn of(channel: Channel) -> Self {
        if matches!(channel, Channel::Facebook | Channel::Rcs) { Self::Tagged } else { Self::Plain }
    }
}

impl<'o> Card<'o> {
    /// A question with buttons.
    pub(super) fn question(text: &'o str, choices: &'o [OfferedChoice]) -> Self {
        let buttons = choices.iter().map(button).collect();
        Self { image: None, title: text, subtitle: None, click: None, buttons, is_tile: false }
    }

    /// A tile. Where it opens a page itself, the first of its choices says so.
    pub(super) fn tile(tile: &'o OfferedGroup, choices: &'o [OfferedChoice]) -> Self {
        let (own, buttons): (Vec<_>, Vec<_>) =
            choices.iter().partition(|choice| choice.kind == ChoiceKind::Tile);
        Self {
            image: tile.image.as_deref(),
            title: &tile.title,
            subtitle: tile.subtitle.as_deref(),
            click: own.first().map(|choice| click(choice)),
            buttons: buttons.into_iter().map(button).collect(),
            is_tile: true,
        }
    }

    /// A card with a text and a link.
    pub(super) fn plain(card: &PlainCard<'o>) -> Self {
        let follow = |link: PlainLink<'_>| {
            let title = link.label.unwrap_or(link.url);
            json!({ "type": "button", "title": title, "click": { "actions": [self::link(link.url, None)] } })
        };
        Self {
            image: card.image,
            title: card.title,
            subtitle: card.text,
            click: None,
            buttons: card.link.map(follow).into_iter().collect(),
            is_tile: true,
        }
    }

    /// The card in the form that the channel takes.
    pub(super) fn content(&self, channel: Channel) -> Json {
        let inner = json!({ "type": "vertical", "elements": self.elements(channel) });
        match Form::of(channel) {
            Form::Plain => inner,
            Form::Tagged => {
                // Facebook has longer texts above buttons where there is nothing but text and buttons.
                let is_button = channel == Channel::Facebook && !self.is_tile;
                let tag = if is_button { "button" } else { "generic" };
                json!({ "type": "vertical", "tag": tag, "elements": [inner] })
            }
        }
    }

    fn elements(&self, channel: Channel) -> Vec<Json> {
        let form = Form::of(channel);
        let mut elements = Vec::new();
        if let Some(url) = self.image.filter(|url| !url.is_empty()) {
            let mut image = picture(url);
            if let Some(click) = &self.click {
                put(&mut image, "click", click.clone());
            }
            elements.push(image);
        }
        let takes_click = elements.is_empty();
        if !self.title.is_empty() {
            elements.push(self.title(form, takes_click));
        }
        if let Some(subtitle) = self.subtitle.filter(|subtitle| !subtitle.is_empty()) {
            elements.push(text(subtitle, "subtitle", form));
        }
        elements.extend(self.buttons.iter().cloned());
        elements
    }

    /// The title. Where there is no picture to tap, it opens the tile's page, as a button where that can be:
    /// the window does not listen to a tap on a text.
    fn title(&self, form: Form, takes_click: bool) -> Json {
        let click = self.click.as_ref().filter(|_| takes_click);
        match (form, click) {
            (Form::Plain, Some(click)) => {
                json!({ "type": "button", "title": self.title, "style": { "bold": true }, "click": click })
            }
            (Form::Plain, None) if self.is_tile => bold(self.title),
            (_, click) => {
                let mut title = text(self.title, "title", form);
                if let Some(click) = click {
                    put(&mut title, "click", click.clone());
                }
                title
            }
        }
    }
}

fn text(text: &str, tag: &str, form: Form) -> Json {
    let mut element = json!({ "type": "text", "text": text });
    if form == Form::Tagged {
        put(&mut element, "tag", json!(tag));
    }
    element
}

/// One card, or several side by side; a carousel of one is none (scripting spec 7.2).
pub(super) fn cards(cards: &[Card<'_>], channel: Channel) -> Option<Json> {
    match cards {
        [] => None,
        [only] => Some(only.content(channel)),
        several => {
            let elements: Vec<Json> = several.iter().map(|card| card.content(channel)).collect();
            Some(json!({ "type": "carousel", "elements": elements }))
        }
    }
}

/// A picture alone.
pub(super) fn image(url: &str, channel: Channel) -> Json {
    match Form::of(channel) {
        Form::Plain => picture(url),
        Form::Tagged => {
            let inner = json!({ "type": "vertical", "elements": [picture(url)] });
            json!({ "type": "vertical", "tag": "generic", "elements": [inner] })
        }
    }
}
