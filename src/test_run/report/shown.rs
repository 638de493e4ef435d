//! What shows in a conversation, out of the trace of its turn.

use crate::terminal::printable_line;
use crate::trace::{CardTrace, ChoiceLayout, InteractionPlace, MessageKind, TraceEvent};

/// Something that shows: what a transcript has to mention.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown<'t> {
    /// The key of the item in a transcript: `bot`, `private`, `transfer`, `closed`, `link`.
    pub(super) kind: &'static str,
    /// What is said; of what is not said, what there is to know of it.
    pub(super) text: String,
    /// The labels that can be tapped.
    pub(super) choices: &'t [String],
    /// How they are laid out.
    pub(super) layout: Option<ChoiceLayout>,
    /// Answers of a knowledge base.
    pub(super) cards: &'t [CardTrace],
    /// Whether the text is the address of a picture.
    pub(super) is_image: bool,
    /// The page behind a rich link.
    pub(super) link: Option<&'t str>,
    /// The interaction that does it.
    pub(super) from: Option<&'t InteractionPlace>,
}

/// What an entry of a trace shows; nothing for those that only explain.
pub(super) fn shown(event: &TraceEvent) -> Option<Shown<'_>> {
    let found = match event {
        TraceEvent::Message { text, kind, layout, choices, cards, link, from, .. } => Shown {
            kind: "bot",
            text: text.clone(),
            choices,
            layout: *layout,
            cards,
            is_image: *kind == MessageKind::Image,
            link: link.as_deref(),
            from: from.as_ref(),
        },
        TraceEvent::PrivateMessage { text, from, .. } => {
            Shown { kind: "private", text: text.clone(), from: Some(from), ..Shown::default() }
        }
        TraceEvent::LinkOpened { url } => Shown { kind: "link", text: url.clone(), ..Shown::default() },
        TraceEvent::Transferred { skill, agent, from } => {
            let agent = agent.as_ref().map(|agent| format!(", agent {agent}")).unwrap_or_default();
            let text = format!("skill {skill}{agent}");
            Shown { kind: "transfer", text, from: Some(from), ..Shown::default() }
        }
        TraceEvent::HandOver { to, .. } => {
            Shown { kind: "transfer", text: format!("bot {to}"), ..Shown::default() }
        }
        TraceEvent::Closed { survey } => {
            let text = if *survey { "with a survey" } else { "without a survey" };
            Shown { kind: "closed", text: text.to_owned(), ..Shown::default() }
        }
        _ => return None,
    };
    Some(found)
}

/// So many characters of a text stand in a sentence.
const MOST: usize = 160;

/// A text in a sentence: on one line, in quotation marks, shortened where it is long.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", brief(text))
}

/// A text on one line, shortened where it is long.
pub(super) fn brief(text: &str) -> String {
    let line = printable_line(text.trim());
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.into_owned(),
    }
}
