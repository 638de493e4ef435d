//! What a bot did, as data that a transcript can be written from.

use super::compare::cards;
use super::observed::Observed;
use crate::engine::{Event, MessageBody};
use crate::integration::Secrets;
use crate::linked::ChoiceKind;

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
    /// Tiles, or answers of a knowledge base.
    pub cards: Vec<CardShown>,
}

/// Something on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceShown {
    /// What it shows.
    pub label: String,
    /// What kind of thing it is.
    pub kind: ChoiceKind,
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
    Observed::of(event).map(|seen| told(&seen, secrets))
}

/// Something that shows, unless it would show a secret.
pub(super) fn told(seen: &Observed, secrets: &Secrets) -> Result<Shown, HoldsSecret> {
    let text = |text: &str| match secrets.mask(text) == text {
        true => Ok(text.to_owned()),
        false => Err(HoldsSecret),
    };
    let some = |part: Option<&str>| part.map(text).transpose();
    Ok(match seen {
        Observed::Message(message) => {
            let (offered, is_typed) = match &message.body {
                MessageBody::Choices(offer) => (&offer.choices[..], offer.is_typed()),
                _ => (&[][..], false),
            };
            let choice = |choice: &crate::linked::OfferedChoice| {
                Ok(ChoiceShown { label: text(&choice.label)?, kind: choice.kind })
            };
            let card = |card: &super::compare::ShownCard<'_>| {
                Ok(CardShown {
                    title: text(card.title)?,
                    text: some(card.text)?,
                    image: some(card.image)?,
                    link: some(card.link)?,
                    buttons: card.buttons.iter().map(|label| text(label)).collect::<Result<_, _>>()?,
                })
            };
            Shown::Message(Box::new(MessageShown {
                text: text(&message.text)?,
                choices: offered.iter().map(choice).collect::<Result<_, HoldsSecret>>()?,
                is_typed,
                cards: cards(message).iter().map(card).collect::<Result<_, HoldsSecret>>()?,
            }))
        }
        Observed::Private(said) => Shown::Private(text(said)?),
        Observed::Transfer { skill, agent } => {
            Shown::Transfer { skill: text(skill)?, agent: some(agent.as_deref())? }
        }
        Observed::HandOver(bot) => Shown::HandOver(text(bot)?),
        Observed::Closed(survey) => Shown::Closed(*survey),
        // Parameters of pages are masked more strictly than other texts.
        Observed::Link(url) if secrets.mask_url(url) != **url => return Err(HoldsSecret),
        Observed::Link(url) => Shown::Link(text(url)?),
    })
}
