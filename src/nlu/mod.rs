//! The local stand-in for the platform's language understanding: what a message means, and which values
//! stand in it.
//!
//! The platform's model cannot be reproduced (spec 4.3.4). What is here is simple, documented and always
//! the same, and every result says what decided it.

mod entities;
mod intents;
mod score;

pub use entities::{EntityModel, FoundEntity};
pub use intents::{IntentDefinition, IntentModel};
pub use score::{Band, DecidedBy, Engine, Score, ScoredIntent, Understanding};
