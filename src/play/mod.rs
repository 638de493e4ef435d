//! The driver: one conversation with a bot, its calls made by the gateway.
//!
//! The engine asks, this answers. Every front end (the chat, transcripts) plays through it, so that
//! all of them see the same conversation.

mod calls;
mod checkpoint;
mod conversation;

pub use calls::CallRecord;
pub use checkpoint::Checkpoint;
pub use conversation::{Conversation, Happened, LiveChoice, Watcher};
