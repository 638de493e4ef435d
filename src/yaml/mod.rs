//! YAML text to nodes with places.
//!
//! The reader is for people's files: it keeps every scalar as the text that was written, knows the
//! place of each part of it, reports all problems of a file in one run and still gives back the
//! tree of everything that could be read. Hostile input is bounded by [`Limits`].
//!
//! [`to_yaml`] is the other way, for what the program writes. This is the only module that names the
//! libraries for YAML. It must not know what a bot is.

mod block;
mod build;
pub mod compose;
mod decode;
mod expand;
mod lines;
mod mapping;
mod node;
mod offsets;
mod parse;
mod parts;
mod repair;
pub mod rules;
mod syntax_help;
#[cfg(test)]
mod tests;
mod write;

pub use decode::{DecodeError, decode};
pub use node::{Comment, Document, Entry, Limits, Node, Scalar, Value};
pub use parse::parse_yaml;
pub use write::to_yaml;
