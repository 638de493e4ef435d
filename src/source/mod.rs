//! A file's text and places in it.
//!
//! Everything that an author wrote keeps its place as a byte [`Span`]; lines and columns are worked
//! out only when a person is to read them. This module depends on nothing else of the crate.

mod file;
mod span;
mod stable_hash;
mod text;

pub use file::{Position, Source, Sources};
pub use span::{SourceId, Span, Spanned};
pub use stable_hash::stable_hash;
pub use text::{OffsetMap, Text};
