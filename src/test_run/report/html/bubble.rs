//! The conversation as bubbles: the consumer's on the right, the bot's on the left, the rest between them.

use serde::Serialize;

use crate::comparison::{Of, Piece, compare};
use crate::replay::{Difference, ExpectedLine, Line, Mark, PlayedTurn};
use crate::terminal::{printable, printable_line};
use crate::test_run::report::act::Heard;
use crate::test_run::report::shown::{Shown, What, shown};
use crate::trace::ChoiceLayout;

/// A bubble, or a remark between bubbles.
#[derive(Debug, Default, Serialize)]
pub(super) struct Bubble {
    /// Who speaks: `me`, `bot`, `private`, or nobody: `note`.
    pub(super) who: &'static str,
    /// How it compares with the transcript; empty where it is as it says.
    pub(super) mark: &'static str,
    /// The same in words.
    pub(super) label: &'static str,
    /// What it is, where that is not a text that somebody says.
    pub(super) kind: &'static str,
    pub(super) parts: Vec<Part>,
    /// How the choices are laid out: `pills`, `buttons`, `rows`.
    pub(super) layout: &'static str,
    pub(super) choices: Vec<String>,
    pub(super) cards: Vec<CardView>,
    /// What differs besides the text.
    pub(super) remarks: Vec<String>,
}

/// A part of a text.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    /// `del` for what only the transcript says, `ins` for what only the bot says.
    tag: &'static str,
    text: String,
}

/// An answer of a knowledge base.
#[derive(Debug, Serialize)]
pub(super) struct CardView {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) link: String,
}

/// What the consumer does, or what happens.
pub(super) fn of_heard(heard: Heard) -> Bubble {
    let (who, text) = match heard {
        Heard::Consumer(text) => ("me", text),
        Heard::Aside(text) => ("note", text),
    };
    Bubble { who, parts: plain(&text), ..Bubble::default() }
}

/// A line of the conversation.
pub(super) fn of_line(turn: &PlayedTurn, line: &Line) -> Option<Bubble> {
    let seen = line.shown.and_then(|place| turn.trace.events.get(place)).and_then(shown);
    let expected = line.expected.as_ref();
    let (mark, label) = mark(line.mark);
    let bubble = match (seen, expected) {
        (Some(seen), Some(expected)) => differing(of_shown(&seen), &seen, expected),
        (Some(seen), None) => of_shown(&seen),
        (None, Some(expected)) => of_expected(expected),
        (None, None) => return None,
    };
    Some(Bubble { mark, label, ..bubble })
}

fn mark(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Agrees => ("", ""),
        Mark::Differs => ("differs", "differs"),
        Mark::Missing => ("missing", "missing"),
        Mark::Extra => ("extra", "not in the transcript"),
        Mark::Moved => ("missing", "comes elsewhere"),
        Mark::MovedHere => ("extra", "expected elsewhere"),
    }
}

/// Who says it, and what it is.
fn speaker(kind: &'static str) -> (&'static str, &'static str) {
    match kind {
        "bot" => ("bot", ""),
        "private" => ("private", "to agents"),
        "link" => ("note", "opens"),
        kind => ("note", kind),
    }
}

fn of_shown(shown: &Shown<'_>) -> Bubble {
    let (who, kind) = speaker(shown.what.key());
    let kind = if shown.what == What::Image { "image" } else { kind };
    let link = shown.link.map(|link| format!("leads to {}", printable_line(link)));
    let cards = shown.cards.iter().map(|card| CardView {
        title: printable_line(&card.title).into_owned(),
        text: printable(card.text.as_deref().unwrap_or_default()).into_owned(),
        link: printable_line(card.link_label.as_deref().or(card.link.as_deref()).unwrap_or_default())
            .into_owned(),
    });
    Bubble {
        who,
        kind,
        // The text of cards is their titles.
        parts: if shown.cards.is_empty() { plain(&shown.text) } else { Vec::new() },
        layout: layout(shown.layout),
        // A list that is typed stands in the text already.
        choices: match shown.layout {
            Some(ChoiceLayout::Typed) => Vec::new(),
            _ => shown.labels().iter().map(|label| printable_line(label).into_owned()).collect(),
        },
        cards: cards.collect(),
        remarks: link.into_iter().collect(),
        ..Bubble::default()
    }
}

fn plain(text: &str) -> Vec<Part> {
    vec![Part { tag: "", text: printable(text).into_owned() }]
}

/// What the transcript says and what the bot says, in one.
fn compared(expected: &str, actual: &str) -> Vec<Part> {
    let part = |piece: Piece| {
        let tag = match piece.of {
            Of::Both => "",
            Of::Expected => "del",
            Of::Actual => "ins",
        };
        Part { tag, text: piece.text }
    };
    compare(&printable(expected), &printable(actual)).pieces.into_iter().map(part).collect()
}

fn layout(layout: Option<ChoiceLayout>) -> &'static str {
    match layout {
        Some(ChoiceLayout::QuickReplies) => "pills",
        Some(ChoiceLayout::Buttons) => "buttons",
        _ => "rows",
    }
}

fn of_expected(expected: &ExpectedLine) -> Bubble {
    let (who, kind) = speaker(expected.kind);
    Bubble { who, kind, parts: plain(&expected.text), ..Bubble::default() }
}

fn differing(bubble: Bubble, seen: &Shown<'_>, expected: &ExpectedLine) -> Bubble {
    let mut bubble = bubble;
    for Difference { what, expected: wanted, actual } in &expected.differences {
        if what == "text" && expected.is_exact {
            bubble.parts = compared(wanted, &seen.text);
            continue;
        }
        let actual = actual.as_deref().unwrap_or("nothing");
        let is = if what == "text" { String::new() } else { format!(", is {}", printable(actual)) };
        bubble.remarks.push(format!("{}: expected {}{is}", printable_line(what), printable(wanted)));
    }
    bubble
}
