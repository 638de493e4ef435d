//! What happens in a transcript, item by item.

use std::time::Duration;

use super::{Expectation, JsonExpected};
use crate::bot::Channel;
use crate::nlu::Score;
use crate::source::{Span, Spanned, Text};
use crate::text::{RegexRule, TextMatch};

/// One item of `turns`.
#[derive(Clone, Debug)]
pub struct Turn {
    /// What it says.
    pub step: Step,
    /// It counts on these channels only; on all where there are none.
    pub only_on: Vec<Channel>,
    /// The whole item.
    pub span: Span,
    /// Its first key, which names its kind.
    pub key: Span,
    /// The item of the transcript itself from which it comes: its own, or the `include` that brings it in.
    pub own: Span,
}

/// What an item says.
#[derive(Clone, Debug)]
pub enum Step {
    /// The consumer says something.
    Consumer(Text),
    /// The consumer says several texts in quick succession.
    Burst {
        /// The texts.
        texts: Vec<Text>,
        /// The time between two of them.
        gap: Duration,
    },
    /// The consumer says something while the bot is busy.
    Interrupt {
        /// What is said.
        text: Text,
        /// How long after the message before.
        after: Duration,
    },
    /// The consumer taps choices.
    Tap(Box<Tapping>),
    /// The consumer sends a file.
    Upload {
        /// As written.
        file: Text,
        /// The same from the project folder on.
        path: String,
        /// What the consumer writes with it.
        caption: Option<Text>,
    },
    /// The consumer says something of which the transcript says what it means.
    Intent {
        /// What it may mean.
        ranked: Vec<Intention>,
        /// What is said; the best intent's first phrase where nothing is given.
        text: Option<Text>,
    },
    /// A text of the platform comes to the bot.
    Event(Text),
    /// Time passes.
    Wait(Duration),
    /// The author sends the flow to an interaction or a dialog.
    Goto(Text),
    /// Session variables are set.
    Set(Vec<(Text, Text)>),
    /// The conversation goes on on another channel.
    Channel(Channel),
    /// The bot says something to the consumer.
    Bot(Box<BotTurn>),
    /// The bot says something that only agents see.
    Private(Wanted, Vec<Capture>),
    /// The consumer is handed to an agent or to another bot.
    Transfer(TransferExpected),
    /// The conversation is closed; with a survey or without, where that is said.
    Closed(Option<bool>),
    /// The consumer's tap opens a page.
    Link(Wanted),
    /// The bot says nothing at all.
    Nothing,
    /// What holds when the turn is over.
    Expect(Box<Expectation>),
}

impl Step {
    /// Whether it is something that happens to the bot, and begins a turn.
    pub fn is_input(&self) -> bool {
        matches!(
            self,
            Self::Consumer(_)
                | Self::Burst { .. }
                | Self::Interrupt { .. }
                | Self::Tap(_)
                | Self::Upload { .. }
                | Self::Intent { .. }
                | Self::Event(_)
                | Self::Wait(_)
                | Self::Goto(_)
        )
    }

    /// Whether it says what must have happened.
    pub fn is_assertion(&self) -> bool {
        matches!(
            self,
            Self::Bot(_)
                | Self::Private(..)
                | Self::Transfer(_)
                | Self::Closed(_)
                | Self::Link(_)
                | Self::Nothing
                | Self::Expect(_)
        )
    }
}

/// A predicate on a text, with its place.
pub type Wanted = Spanned<TextMatch>;

/// An intent that a consumer's message may mean.
#[derive(Clone, Debug)]
pub struct Intention {
    /// Its name.
    pub name: Text,
    /// How sure it is.
    pub score: Score,
}

/// Taps of the consumer, one after the other.
#[derive(Clone, Debug)]
pub struct Tapping {
    /// What is tapped, in this order.
    pub choices: Vec<Text>,
    /// How the choices are named.
    pub by: TappedBy,
    /// The message, by its number among those that offer something; what is on offer now where none is named.
    pub message: Option<u32>,
    /// The date or the slot that is picked.
    pub pick: Option<Text>,
}

/// How choices are named that are tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TappedBy {
    /// By label, else by payload, else by number.
    Name,
    /// By payload only.
    Payload,
}

/// A message of the bot.
#[derive(Clone, Debug)]
pub struct BotTurn {
    /// Its text; of an image its URL, of structured content what its texts say.
    pub text: Wanted,
    /// What must be offered to tap, in this order.
    pub offered: Vec<ChoicesExpected>,
    /// The tiles, the cards of structured content, or the answers of a knowledge base, in this order.
    pub cards: Option<Spanned<Vec<CardExpected>>>,
    /// What its structured content must hold, as it goes over the wire.
    pub rich: Option<Spanned<JsonExpected>>,
    /// What later turns need of it.
    pub captures: Vec<Capture>,
}

/// What can be tapped.
#[derive(Clone, Debug)]
pub struct ChoicesExpected {
    /// What is looked at.
    pub of: Offering,
    /// Where the key stands.
    pub span: Span,
    /// All of it, in this order.
    pub choices: Vec<ChoiceExpected>,
}

/// What of a message can be tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offering {
    /// Everything.
    Choices,
    /// Buttons only.
    Buttons,
    /// Quick replies only.
    QuickReplies,
    /// What opens a page.
    Links,
}

impl Offering {
    /// Each with its key.
    pub const ALL: [(&'static str, Self); 4] = [
        ("choices", Self::Choices),
        ("buttons", Self::Buttons),
        ("quick_replies", Self::QuickReplies),
        ("links", Self::Links),
    ];

    /// The key in a transcript.
    pub fn key(self) -> &'static str {
        Self::ALL.iter().find(|(_, of)| *of == self).map_or("", |(key, _)| key)
    }
}

/// Something that can be tapped.
#[derive(Clone, Debug)]
pub enum ChoiceExpected {
    /// A text: its label; of a link, its label or its address.
    Named(Wanted),
    /// Keys; what is absent is not compared.
    Keys {
        /// Its label.
        title: Option<Wanted>,
        /// What the bot gets of a tap.
        payload: Option<Wanted>,
        /// The page that it opens.
        link: Option<Wanted>,
        /// Where it stands.
        span: Span,
    },
}

/// A card; what is absent is not compared.
#[derive(Clone, Debug)]
pub struct CardExpected {
    /// Its title.
    pub title: Option<Wanted>,
    /// Its second line or its text.
    pub text: Option<Wanted>,
    /// The URL of its picture.
    pub image: Option<Wanted>,
    /// The page that it opens.
    pub link: Option<Wanted>,
    /// The labels of its buttons.
    pub buttons: Option<Vec<Wanted>>,
    /// Where it stands.
    pub span: Span,
}

/// A value of a message that is kept as `{captured.NAME}`.
#[derive(Clone, Debug)]
pub struct Capture {
    /// Its name.
    pub name: Text,
    /// Finds it: the first group, or the whole match where there is none.
    pub regex: RegexRule,
    /// Where the expression stands.
    pub span: Span,
}

/// To whom the consumer is handed; what is absent is not compared.
#[derive(Clone, Debug, Default)]
pub struct TransferExpected {
    /// The skill's number.
    pub skill: Option<Wanted>,
    /// The agent.
    pub agent: Option<Wanted>,
    /// The bot that takes over.
    pub bot: Option<Wanted>,
}
