//! One thing that conversations may play.

use serde::{Deserialize, Serialize};

use super::Kind;

/// One thing of a file that conversations may play. Items are ordered by line, then by kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The line of its token, from 1.
    pub line: u32,
    /// What is to happen to it.
    pub kind: Kind,
    /// The column of its token in characters, from 1.
    pub column: u32,
    /// The name of the dialog that holds it.
    pub dialog: String,
    /// What it is, for people.
    pub label: String,
    /// What must happen before: the interaction of a rule, the rule of a next action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<Needed>,
}

/// The item of the same file without which another one cannot happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Needed {
    /// Its line.
    pub line: u32,
    /// Its column.
    pub column: u32,
    /// Its kind.
    pub kind: Kind,
}

impl Item {
    /// It, as what others need.
    pub fn as_needed(&self) -> Needed {
        Needed { line: self.line, column: self.column, kind: self.kind }
    }

    /// That it has not happened, as a sentence without a full stop.
    pub fn never(&self) -> String {
        format!("{} {}", self.label, self.kind.never())
    }

    /// How often it has happened, in words; that it has not, where that is so.
    pub fn told(&self, hits: u64) -> String {
        match hits {
            0 => self.never(),
            1 => format!("{}: {} once", self.label, self.kind.done()),
            times => format!("{}: {} {times} times", self.label, self.kind.done()),
        }
    }
}
