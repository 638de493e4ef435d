//! The vendor's export file: bots made of it, and it made of bots.
//!
//! [`import`] reads leniently and loses nothing: what a definition has no place for goes into a [`Lock`] beside it.
//! [`export`] writes a bot as the vendor's file, with the lock's help exactly as it was. Both are pure: text in, text
//! and notes out. The format is documented nowhere; what is known of it is in the spec of the export file, and
//! what is only guessed is told as a guess.

mod export;
mod fields;
mod ids;
mod import;
mod kept;
mod lock;
mod mask;
mod names;
mod note;
mod passive;

pub use export::{Exported, as_exported, export};
pub use ids::Ids;
pub use import::{BotFile, ImportError, ImportOptions, Imported, Totals, import};
pub use lock::{LOCK_FILE, Lock, LockError};
pub use names::slug;
pub use note::{Note, Topic};

/// The keys of an export that hold the bot's parts; what stands beside them is kept as it is.
const PARTS: [&str; 6] =
    ["bot", "globalFunctions", "groups", "conversationMessage", "responder", "associatedIntents"];
