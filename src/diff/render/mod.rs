//! Changes as text, for people and for programs. Each format is a pure function of the changes and the sources.

mod human;
mod json;
mod short;
mod summary;
mod words;

pub use human::human;
pub use json::{DIFF_VERSION, json};
pub use short::short;
pub use summary::summary;
