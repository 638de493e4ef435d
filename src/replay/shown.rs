//! What a bot did, as data that a transcript can be written from.

use super::observed::{Observed, SeenMessage};
use super::offered::{Looks, ShownCard, Tappable, cards, has_cards, links, tappables};
use crate::bot::Channel;
use crate::engine::{Event, MessageBody};
use crate::integration::Secrets;

/// Something that shows: what an item of a transcript is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A message to the consumer.
    Message(Box<MessageShown>),
    /// A message to agents.
    Private(String),
    /// The consumer is handed to an agent.
    Transfer {
        /// The skill's number.
        skill: String,
        /// The agent.
        agent: Option<String>,
    },
    /// The consumer is handed to another bot.
    HandOver(String),
    /// The conversation is closed, with a survey or without.
    Closed(bool),
    /// A page opens.
    Link(String),
}

/// A message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageShown {
    /// Its text; of an image its URL.
    pub text: String,
    /// What is on offer, in order.
    pub choices: Vec<ChoiceShown>,
    /// Whether the choices stand in the text as well, because they are typed.
    pub is_typed: bool,
    /// What opens pages, in order.
    pub links: Vec<ChoiceShown>,
    /// Tiles, cards of structured content, or answers of a knowledge base.
    pub cards: Vec<CardShown>,
    /// Whether it is structured content that an author or code has made.
    pub is_rich: bool,
    /// Whether it is made of cards, so that these hold what can be tapped.
    pub is_in_cards: bool,
}

/// Something on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceShown {
    /// What it shows.
    pub label: String,
    /// What it looks like.
    pub looks: Looks,
    /// What the bot gets of a tap, where it gets anything that may be told.
    pub payload: Option<String>,
    /// The page that it opens, where that may be told.
    pub link: Option<String>,
}

/// A card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardShown {
    /// Its title.
    pub title: String,
    /// Its second line or its text.
    pub text: Option<String>,
    /// The URL of its picture.
    pub image: Option<String>,
    /// The page that it opens.
    pub link: Option<String>,
    /// The labels of its buttons.
    pub buttons: Vec<String>,
}

/// It holds a secret, which no file may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldsSecret;

/// What shows of an event; nothing for what only explains.
pub fn shown(event: &Event, secrets: &Secrets) -> Option<Result<Shown, HoldsSecret>> {
    // The channel decides only what goes over the wire, which is not told.
    Observed::of(event, Channel::Web).map(|seen| told(&seen, secrets))
}

/// Something that shows, unless it would show a secret.
pub(super) fn told(seen: &Observed, secrets: &Secrets) -> Result<Shown, HoldsSecret> {
    let teller = Teller { secrets };
    Ok(match seen {
        Observed::Message(seen) => Shown::Message(Box::new(teller.message(seen)?)),
        Observed::Private(said) => Shown::Private(teller.text(said)?),
        Observed::Transfer { skill, agent } => {
            Shown::Transfer { skill: teller.text(skill)?, agent: teller.some(agent.as_deref())? }
        }
        Observed::HandOver(bot) => Shown::HandOver(teller.text(bot)?),
        Observed::Closed(survey) => Shown::Closed(*survey),
        Observed::Link(url) => Shown::Link(teller.page(url)?),
    })
}

/// Tells what holds no secret.
struct Teller<'t> {
    secrets: &'t Secrets,
}

impl Teller<'_> {
    fn text(&self, text: &str) -> Result<String, HoldsSecret> {
        match self.secrets.mask(text) == text {
            true => Ok(text.to_owned()),
            false => Err(HoldsSecret),
        }
    }

    fn some(&self, text: Option<&str>) -> Result<Option<String>, HoldsSecret> {
        text.map(|text| self.text(text)).transpose()
    }

    /// Parameters of pages are masked more strictly than other texts.
    fn page(&self, url: &str) -> Result<String, HoldsSecret> {
        if self.secrets.mask_url(url) != *url {
            return Err(HoldsSecret);
        }
        self.text(url)
    }

    fn message(&self, seen: &SeenMessage) -> Result<MessageShown, HoldsSecret> {
        let message = seen.message();
        let (mut is_typed, mut is_rich, mut is_in_cards) = (false, false, true);
        match &message.body {
            MessageBody::Choices(offer) => is_typed = offer.is_typed(),
            MessageBody::Rich(rich) => (is_rich, is_in_cards) = (true, has_cards(&rich.content.root)),
            _ => {}
        }
        let all = |tappables: Vec<Tappable>| {
            tappables.iter().map(|choice| self.choice(choice)).collect::<Result<Vec<_>, _>>()
        };
        let cards = cards(message).iter().map(|card| self.card(card)).collect::<Result<Vec<_>, _>>()?;
        Ok(MessageShown {
            text: self.text(&message.text)?,
            choices: all(tappables(message))?,
            is_typed,
            links: all(links(message))?,
            is_in_cards: is_in_cards && !cards.is_empty(),
            cards,
            is_rich,
        })
    }

    /// What a choice does is told only where it holds no secret: its label says what it is.
    fn choice(&self, choice: &Tappable) -> Result<ChoiceShown, HoldsSecret> {
        Ok(ChoiceShown {
            label: self.text(&choice.label)?,
            looks: choice.looks,
            payload: choice.payload.as_deref().and_then(|payload| self.text(payload).ok()),
            link: choice.link.as_deref().and_then(|link| self.page(link).ok()),
        })
    }

    fn card(&self, card: &ShownCard) -> Result<CardShown, HoldsSecret> {
        Ok(CardShown {
            title: self.text(&card.title)?,
            text: self.some(card.text.as_deref())?,
            image: self.some(card.image.as_deref())?,
            link: self.some(card.link.as_deref())?,
            buttons: card.buttons.iter().map(|label| self.text(label)).collect::<Result<_, _>>()?,
        })
    }
}
