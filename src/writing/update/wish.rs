//! What a playing of an item would have a file say.

use serde_json::Value;

use crate::source::Span;

/// What is to become of an item, and of the places beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Wish {
    pub(super) item: ItemWish,
    /// Items that belong in front of it.
    pub(super) before: Vec<Addition>,
    /// Items that belong behind it.
    pub(super) after: Vec<Addition>,
}

impl Wish {
    pub(super) fn changes_nothing(&self) -> bool {
        self.item == ItemWish::Stay && self.before.is_empty() && self.after.is_empty()
    }
}

/// What is to become of an item.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum ItemWish {
    #[default]
    Stay,
    Go,
    Change(Vec<Change>),
    /// It would have to change, and cannot, for these reasons.
    Refused(Vec<String>),
}

/// An item that a list does not have yet.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Addition {
    New(Value),
    /// What stands at this place of the same list now.
    Moved(Span),
}

/// A value that is to be another one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    pub(super) span: Span,
    pub(super) to: NewValue,
}

/// What a value is to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NewValue {
    /// A text, in the style of the old one. Placeholders in it are meant as such.
    Text(String),
    /// A word that must stand without quotes: a number, `null`.
    Word(String),
    /// Something else altogether.
    Value(Value),
    /// A list with other items.
    List(Vec<Element>),
}

/// An item of a list with its new neighbours.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Element {
    /// The item at this place of the old list.
    Old(usize),
    New(Addition),
}
