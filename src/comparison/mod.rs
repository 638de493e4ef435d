//! What differs between two texts: by words, or by lines as version control shows it.

mod lines;
mod rows;
mod words;

pub use lines::{Replaced, diff, hunks};
pub use rows::{Side, rows};
pub use words::{Compared, Marked, Of, Piece, compare};
