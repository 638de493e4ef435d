//! The driver: one conversation with a bot or with several, its calls made by the gateway.
//!
//! The engine asks, this answers. Every front end (the chat, transcripts) plays through it, so that
//! all of them see the same conversation. The engine knows one bot; that a conversation goes from bot to
//! bot is the business of this module.

mod calls;
mod checkpoint;
mod conversation;
mod hand_over;
mod member;

pub use calls::CallRecord;
pub use checkpoint::Checkpoint;
pub use conversation::{Conversation, Happened, Watcher};
pub use hand_over::MOST_HAND_OVERS;
pub use member::{LiveChoice, Member};
