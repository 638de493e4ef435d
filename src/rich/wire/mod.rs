//! What a bot sends as the platform's own JSON events (scripting spec 7.1, 7.7).

mod card;
mod json;
mod picker;

use serde_json::Value as Json;

use crate::bot::Channel;
use crate::linked::{ChoiceKind, Layout, Offer, OfferedChoice};
use card::Card;

/// Something that a bot sends.
#[derive(Clone, Copy, Debug)]
pub enum Outgoing<'o> {
    /// A text.
    Text(&'o str),
    /// A picture, by its address.
    Image(&'o str),
    /// An Apple rich link.
    RichLink {
        /// What it shows.
        title: &'o str,
        /// Where it leads.
        url: &'o str,
        /// Its picture's address.
        image: &'o str,
    },
    /// A text with something to tap.
    Offer {
        /// The text; a picker's or the tiles' title.
        text: &'o str,
        /// What is offered.
        offer: &'o Offer,
    },
    /// Cards side by side.
    Cards(&'o [PlainCard<'o>]),
    /// Structured content that an author wrote, which goes out as it is.
    Content {
        /// The content.
        content: &'o Json,
        /// The quick replies beside it.
        quick_replies: Option<&'o Json>,
    },
}

/// A card with a text and a link.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainCard<'o> {
    /// Its title.
    pub title: &'o str,
    /// What it says.
    pub text: Option<&'o str>,
    /// Its picture's address.
    pub image: Option<&'o str>,
    /// Where it leads.
    pub link: Option<PlainLink<'o>>,
}

/// The link of a card.
#[derive(Clone, Copy, Debug)]
pub struct PlainLink<'o> {
    /// What it shows; the address, where there is nothing else.
    pub label: Option<&'o str>,
    /// The page.
    pub url: &'o str,
}

/// The events of a message, in order. The metadata goes with the last one.
pub fn events(outgoing: &Outgoing<'_>, metadata: Option<&Json>, channel: Channel) -> Vec<Json> {
    let own = metadata.map(json::listed).unwrap_or_default();
    match outgoing {
        Outgoing::Text(text) => vec![json::text_event(text, None, own)],
        Outgoing::Image(url) => vec![json::rich_event(card::image(url, channel), None, own)],
        Outgoing::RichLink { title, url, image } => {
            vec![json::rich_event(picker::rich_link(title, url, image), None, own)]
        }
        Outgoing::Offer { text, offer } => self::offer(text, offer, own, channel),
        Outgoing::Cards(cards) => {
            let cards: Vec<Card> = cards.iter().map(Card::plain).collect();
            match card::cards(&cards, channel) {
                Some(content) => vec![json::rich_event(content, None, own)],
                None => Vec::new(),
            }
        }
        Outgoing::Content { content, quick_replies } => {
            vec![json::rich_event((*content).clone(), quick_replies.cloned(), own)]
        }
    }
}

fn offer(text: &str, offer: &Offer, own: Vec<Json>, channel: Channel) -> Vec<Json> {
    let choices = &*offer.choices;
    // Bot code may add quick replies to anything; they come last.
    let added = choices.iter().position(|choice| choice.kind == ChoiceKind::QuickReply);
    let (choices, added) = match &offer.layout {
        Layout::QuickReplies { .. } => (choices, None),
        _ => choices
            .split_at_checked(added.unwrap_or(choices.len()))
            .map_or((choices, None), |(own, added)| {
                (own, (!added.is_empty()).then(|| json::quick_replies(added, None)))
            }),
    };
    match &offer.layout {
        // Structured content goes over the wire as it is.
        Layout::Typed(_) | Layout::Rich { .. } => vec![json::text_event(text, None, own)],
        Layout::Buttons | Layout::QuickReplies { .. } if choices.is_empty() => {
            vec![json::text_event(text, None, own)]
        }
        Layout::Buttons => {
            let content = Card::question(text, choices).content(channel);
            vec![json::rich_event(content, added, own)]
        }
        Layout::QuickReplies { per_row } => {
            vec![json::text_event(text, Some(json::quick_replies(choices, *per_row)), own)]
        }
        Layout::Tiles { subtitle, tiles, .. } => {
            let cards: Vec<Card> =
                tiles.iter().map(|tile| Card::tile(tile, own_choices(offer, &tile.choices))).collect();
            let title = titled(text, subtitle.as_deref());
            let text_before = (!title.is_empty()).then_some(title);
            match (card::cards(&cards, channel), text_before) {
                (None, title) => vec![json::text_event(&title.unwrap_or_default(), None, own)],
                (Some(content), None) => vec![json::rich_event(content, added, own)],
                (Some(content), Some(title)) => {
                    let title = json::text_event(&title, None, Vec::new());
                    vec![title, json::rich_event(content, added, own)]
                }
            }
        }
        Layout::ListPicker { subtitle, reply_title, multiple, .. } => {
            let bubbles = picker::bubbles(text, subtitle.as_deref(), reply_title.as_deref());
            let metadata = picker::list_metadata(bubbles, *multiple, own);
            vec![json::rich_event(picker::list(offer), None, metadata)]
        }
        Layout::TimePicker { subtitle, event, image, timezone_offset } => {
            let mut bubbles = picker::bubbles(text, subtitle.as_deref(), None);
            picker::picture(&mut bubbles, image.as_deref());
            let metadata = picker::time_metadata(bubbles, event.as_deref(), *timezone_offset, own);
            vec![json::rich_event(picker::times(choices), None, metadata)]
        }
    }
}

fn own_choices<'o>(offer: &'o Offer, range: &std::ops::Range<usize>) -> &'o [OfferedChoice] {
    offer.choices.get(range.clone()).unwrap_or_default()
}

fn titled(title: &str, subtitle: Option<&str>) -> String {
    match subtitle {
        Some(subtitle) if !title.is_empty() => format!("{title}\n{subtitle}"),
        Some(subtitle) => subtitle.to_owned(),
        None => title.to_owned(),
    }
}
