//! Quick replies: chips below a message that vanish with the next thing the consumer does (scripting spec 7.4).

use std::ops::Range;

use serde_json::Value as Json;

use super::{Button, limits};

/// The quick replies of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct QuickReplies {
    /// How many stand in a row.
    pub items_per_row: usize,
    /// All of them.
    pub replies: Vec<Button>,
    /// All of it as written.
    pub json: Json,
}

impl QuickReplies {
    /// Which replies stand in which row. There are at most three rows, the last takes the rest.
    pub fn rows(&self) -> Vec<Range<usize>> {
        let (per_row, all) = (self.items_per_row.max(1), self.replies.len());
        let rows = all.div_ceil(per_row).min(limits::ROWS);
        let end = |row: usize| if row + 1 == rows { all } else { (row + 1) * per_row };
        (0..rows).map(|row| row * per_row..end(row)).collect()
    }

    /// What shows of a reply's title.
    pub fn shown_title(title: &str) -> String {
        if title.chars().count() <= limits::REPLY_TITLE {
            return title.to_owned();
        }
        let mut shown: String = title.chars().take(limits::REPLY_TITLE_SHOWN).collect();
        shown.push('…');
        shown
    }
}
