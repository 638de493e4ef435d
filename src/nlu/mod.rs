//! The local stand-in for the platform's language understanding: what a message means, and which values
//! stand in it.
//!
//! The platform's model cannot be reproduced (spec 4.3.4). What is here is simple, documented and always
//! the same, and every result says what decided it.

mod built_in;
mod entities;
mod explanation;
mod intents;
mod language;
mod near_words;
mod phrase_index;
mod reading;
mod score;
mod words;

pub use entities::{
    Detected, EntityDefinition, EntityKind, EntityModel, EntityValue, FoundEntity, NotDetected,
};
pub use explanation::{ComparedWords, Explanation, SharedWord};
pub use intents::{DomainSettings, IntentDefinition, IntentModel};
pub use language::Language;
pub use reading::phrase_key;
pub use score::{Band, DecidedBy, Engine, Score, ScoreProblem, ScoredIntent, Understanding};
