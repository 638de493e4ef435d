//! What a rewriter of transcripts needs to know of a turn that was played: which items it was compared with,
//! and what they would have to say.

use super::align::Pair;
use super::observed::Seen;
use super::outcome::{Mark, Unmet};
use super::shown::{HoldsSecret, Shown, told};
use super::steps::{Compared, Replay};
use crate::integration::Secrets;
use crate::source::Span;
use crate::transcript::Turn;

/// A turn with the items of the transcript that it was compared with.
#[derive(Clone, Debug)]
pub struct TurnNotes<'s> {
    /// The item that happened; nothing where the bot began.
    pub act: Option<&'s Turn>,
    /// The assertions about it that count on its channel.
    pub expected: Vec<&'s Turn>,
    /// The conversation, in order.
    pub lines: Vec<LineNotes<'s>>,
    /// What does not hold after it.
    pub unmet: Vec<UnmetNotes>,
}

/// A line of the conversation.
#[derive(Clone, Debug)]
pub struct LineNotes<'s> {
    /// How it compares.
    pub mark: Mark,
    /// The item about it.
    pub item: Option<&'s Turn>,
    /// The item's whole text, captured values filled, where it gives one.
    pub wanted: Option<String>,
    /// What of the item differs: `text`, `choices`, `card 2 title`, …
    pub differs: Vec<String>,
    /// What shows.
    pub shown: Option<Result<Shown, HoldsSecret>>,
    /// The item that speaks of it in another place of the turn.
    pub moved: Option<&'s Turn>,
}

/// Something that does not hold after a turn.
#[derive(Clone, Debug)]
pub struct UnmetNotes {
    /// In words.
    pub unmet: Unmet,
    /// The value that would have to change.
    pub span: Span,
    /// What it would have to be.
    pub actual: Actual,
}

/// What something is, as a transcript would say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actual {
    /// A text; `null` where there is nothing.
    Text(Option<String>),
    /// Several names.
    Names(Vec<String>),
    /// A number.
    Number(usize),
    /// It cannot be said, and why.
    Unsayable(&'static str),
}

/// The notes of a turn that was compared.
pub(super) fn notes<'s>(
    replay: &Replay<'s>,
    act: Option<&'s Turn>,
    seen: &[Seen],
    compared: &Compared<'s>,
    secrets: &Secrets,
) -> TurnNotes<'s> {
    let line = |pair: &Pair| {
        let item = pair.item.map(|place| compared.items[place]);
        let thing = pair.seen.map(|place| &seen[place].what);
        let words = item.map(|item| replay.consumer().wanted_words(&item.step));
        let differences = match (pair.mark, item, thing) {
            (Mark::Differs, Some(item), Some(thing)) => replay.consumer().differences(&item.step, thing),
            _ => Vec::new(),
        };
        let other = pair.other.filter(|_| pair.mark == Mark::MovedHere);
        let moved = other.and_then(|other| compared.pairs[other].item);
        LineNotes {
            mark: pair.mark,
            item,
            wanted: words.and_then(|(_, text, is_exact)| is_exact.then_some(text)),
            differs: differences.into_iter().map(|difference| difference.what).collect(),
            shown: thing.map(|thing| told(thing, secrets)),
            moved: moved.map(|place| compared.items[place]),
        }
    };
    TurnNotes {
        act,
        expected: compared.expected.clone(),
        lines: compared.pairs.iter().map(line).collect(),
        unmet: compared.unmet.clone(),
    }
}
