//! What changed between two bots, whatever their files look like: the order of keys, quotes, comments, code in files of
//! its own and parts in files of their own make no difference. Pure: two bots go in, [`Changes`] come out.
//!
//! `walk` makes keys with values of the model, `outline` parts that can be paired, `pair` says which part is which,
//! `compare` what differs in a pair, `follow` which references only follow a new name. [`render`] tells it.

mod align;
mod assemble;
mod changes;
mod compare;
mod follow;
mod outline;
mod pair;
mod place;
pub mod render;
mod rows;
mod similar;
mod value;
mod walk;

pub use changes::{Changes, Difference, Group, Item, Move, Part, Step};
pub use place::complete_places;
pub use value::{CodeText, Concept, Entry, Field, Key, MaskedText, Value};

use crate::bot::Bot;
use crate::source::Text;

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'b> {
    /// The bot.
    pub bot: &'b Bot,
    /// The paths of parts that are not read, so that only their names can be compared.
    pub include: &'b [Text],
}

/// What changed from the old bot to the new one.
pub fn diff(old: &Bot, new: &Bot) -> Changes {
    diff_subjects(&Subject { bot: old, include: &[] }, &Subject { bot: new, include: &[] })
}

/// As [`diff`], where parts of the bots may be missing.
pub fn diff_subjects(old: &Subject<'_>, new: &Subject<'_>) -> Changes {
    assemble::assemble(&outline::Outline::of(old), &outline::Outline::of(new))
}
