//! What shows in a conversation, out of the trace of its turn.

use crate::trace::{CardTrace, ChoiceLayout, ChoiceLink, InteractionPlace, MessageKind, TraceEvent};

/// Something that shows: what a transcript has to mention.
#[derive(Clone, Debug)]
pub(super) struct Shown<'t> {
    pub(super) what: What,
    /// What is said; of what is not said, what there is to know of it.
    pub(super) text: String,
    /// The labels that can be tapped.
    pub(super) choices: &'t [String],
    /// The pages that they open.
    pub(super) links: &'t [ChoiceLink],
    /// How they are laid out.
    pub(super) layout: Option<ChoiceLayout>,
    /// Answers of a knowledge base.
    pub(super) cards: &'t [CardTrace],
    /// The page behind a rich link.
    pub(super) link: Option<&'t str>,
    /// The picture of a rich link.
    pub(super) image: Option<&'t str>,
    /// The interaction that does it.
    pub(super) from: Option<&'t InteractionPlace>,
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A message to the consumer.
    Message,
    /// A message whose text is the address of a picture.
    Image,
    /// A message with a page behind it.
    RichLink,
    /// A message to agents.
    Private,
    /// A page that opens.
    Link,
    /// The consumer is handed to an agent.
    Transfer,
    /// The consumer is handed to another bot.
    HandOver,
    /// The conversation is closed.
    Closed {
        /// Whether a survey follows.
        survey: bool,
    },
}

impl What {
    /// The key of the item that a transcript has for it.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Message | Self::Image | Self::RichLink => "bot",
            Self::Private => "private",
            Self::Link => "link",
            Self::Transfer | Self::HandOver => "transfer",
            Self::Closed { .. } => "closed",
        }
    }
}

impl<'t> Shown<'t> {
    fn new(what: What, text: impl Into<String>, from: Option<&'t InteractionPlace>) -> Self {
        let text = text.into();
        Self { what, text, choices: &[], links: &[], layout: None, cards: &[], link: None, image: None, from }
    }

    /// What can be tapped, with the pages that open: `Menu (opens https://…)`.
    pub(super) fn labels(&self) -> Vec<String> {
        let mut labels: Vec<String> = self.choices.to_vec();
        for ChoiceLink { choice, url } in self.links {
            if let Some(label) = choice.checked_sub(1).and_then(|place| labels.get_mut(place)) {
                label.push_str(&format!(" (opens {url})"));
            }
        }
        labels
    }

    /// Who does it, as the beginning of a clause: `said by`; nothing where nobody can be named.
    pub(super) fn verb(&self) -> Option<&'static str> {
        match self.what {
            What::Message | What::Image | What::RichLink | What::Private => Some("said by"),
            What::Transfer => Some("made by"),
            What::Link | What::HandOver | What::Closed { .. } => None,
        }
    }
}

/// What an entry of a trace shows; nothing for those that only explain.
pub(super) fn shown(event: &TraceEvent) -> Option<Shown<'_>> {
    Some(match event {
        TraceEvent::Message { text, kind, layout, choices, links, cards, link, image, from, .. } => {
            let what = match kind {
                MessageKind::Image => What::Image,
                MessageKind::RichLink => What::RichLink,
                MessageKind::Text | MessageKind::Choices | MessageKind::Rich | MessageKind::Cards => {
                    What::Message
                }
            };
            let (link, image) = (link.as_deref(), image.as_deref());
            let plain = Shown::new(what, text, from.as_ref());
            Shown { choices, links, layout: *layout, cards, link, image, ..plain }
        }
        TraceEvent::PrivateMessage { text, from, .. } => Shown::new(What::Private, text, from.as_ref()),
        TraceEvent::LinkOpened { url } => Shown::new(What::Link, url, None),
        TraceEvent::Transferred { skill, agent, from } => {
            let skill = Some(skill).filter(|skill| !skill.is_empty()).map(|skill| format!("skill {skill}"));
            let agent = agent.as_ref().map(|agent| format!("agent {agent}"));
            let whom: Vec<String> = skill.into_iter().chain(agent).collect();
            Shown::new(What::Transfer, whom.join(", "), Some(from))
        }
        TraceEvent::HandOver { to, .. } => Shown::new(What::HandOver, format!("bot {to}"), None),
        TraceEvent::Closed { survey } => {
            let text = if *survey { "with a survey" } else { "without a survey" };
            Shown::new(What::Closed { survey: *survey }, text, None)
        }
        _ => return None,
    })
}
