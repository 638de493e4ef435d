//! Transcripts as text: written from what was seen, and rewritten where a bot does something else now.
//!
//! Everything here is a function of data: texts and played turns go in, texts and edits of texts come out.
//! Who calls it reads the result again and plays it before anything is written to a file.

mod expected;
mod file;
mod items;
pub mod update;

pub use expected::{Asserted, Expecting};
pub use file::{appended, new_file, transcript};
pub use items::{card, item, item_in_one_line, texts};
