//! What changed, as a value.

use std::sync::Arc;

use super::value::{Concept, Entry, Key};
use crate::source::Span;

/// All changes between two bots, in the order of the new one; what is gone stands where it stood.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Grouped by what they belong to.
    pub groups: Vec<Group>,
}

/// The changes of a dialog, or of all of a kind outside of dialogs.
#[derive(Clone, Debug)]
pub struct Group {
    /// What its changes belong to: a dialog, or a kind of thing outside of dialogs.
    pub concept: Concept,
    /// The dialog in the old bot.
    pub old: Option<Part>,
    /// The dialog in the new bot.
    pub new: Option<Part>,
    /// The changes.
    pub items: Vec<Item>,
}

/// A part of a bot.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is.
    pub concept: Concept,
    /// Its kind, as the format calls it.
    pub kind: &'static str,
    /// Its name.
    pub name: Option<Arc<str>>,
    /// What an interaction says.
    pub says: Option<Arc<str>>,
    /// The dialog that an interaction belongs to.
    pub dialog: Option<Arc<str>>,
    /// Where it begins.
    pub place: Option<Span>,
}

/// A part that is not as it was.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub concept: Concept,
    /// In the old bot; absent where it is new.
    pub old: Option<Part>,
    /// In the new bot; absent where it is gone.
    pub new: Option<Part>,
    /// Whether it stands elsewhere.
    pub moved: Option<Move>,
    /// What differs in it.
    pub differences: Vec<Difference>,
    /// The references that only follow its new name, in the old bot and in the new one.
    pub followed_by: Vec<(Option<Span>, Option<Span>)>,
    /// How many interactions come or go with a dialog.
    pub interactions: usize,
}

/// Where a part has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To another place in the same list.
    Within,
    /// To another dialog.
    Between,
}

/// A value that is not as it was.
#[derive(Clone, Debug)]
pub struct Difference {
    /// How it is reached.
    pub path: Vec<Step>,
    /// In the old bot; absent where it is new.
    pub old: Option<Entry>,
    /// In the new bot; absent where it is gone.
    pub new: Option<Entry>,
    /// Whether it is a note, without effect on a conversation.
    pub is_note: bool,
    /// Whether it is the same, and stands elsewhere in its list.
    pub is_move: bool,
}

/// A step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(Key),
    /// To an item of a list: its places in the old and in the new list, from 1.
    Item(Option<usize>, Option<usize>),
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// All changes in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.groups.iter().flat_map(|group| &group.items)
    }
}

impl Item {
    /// Whether it has another name; one that gets or loses a name is not renamed.
    pub fn is_renamed(&self) -> bool {
        match (self.names(), &self.old, &self.new) {
            ((Some(old), Some(new)), Some(_), Some(_)) => old != new,
            _ => false,
        }
    }

    /// Whether a part that is on both sides gets or loses its name.
    pub fn is_named_or_unnamed(&self) -> bool {
        let (old, new) = self.names();
        self.old.is_some() && self.new.is_some() && old.is_some() != new.is_some()
    }

    /// Its old name and its new one.
    pub fn names(&self) -> (Option<&Arc<str>>, Option<&Arc<str>>) {
        fn name(part: &Option<Part>) -> Option<&Arc<str>> {
            part.as_ref().and_then(|part| part.name.as_ref())
        }
        (name(&self.old), name(&self.new))
    }

    /// Whether a conversation may go another way.
    pub fn affects_conversation(&self) -> bool {
        let is_on_one_side = self.old.is_none() || self.new.is_none();
        let differs = self.differences.iter().any(|difference| !difference.is_note);
        is_on_one_side || self.is_renamed() || self.moved.is_some() || differs
    }

    /// The part as it is now, or as it was where it is gone.
    pub fn part(&self) -> Option<&Part> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

impl Difference {
    /// The way to the value as text: `rules[2].next`. Places in lists are those of the new one, or of the old one
    /// where the item is gone.
    pub fn key(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) if text.is_empty() => text.push_str(key),
                Step::Key(key) => text.push_str(&format!(".{key}")),
                Step::Item(old, new) => {
                    let place = new.or(*old).map_or_else(String::new, |place| place.to_string());
                    text.push_str(&format!("[{place}]"));
                }
            }
        }
        text
    }
}
