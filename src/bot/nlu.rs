//! Intents and entities: the local stand-in for a domain (spec 1.4, 4.5).

use crate::source::Text;

/// One thing that consumers may mean.
#[derive(Clone, Debug)]
pub struct Intent {
    /// What starters and rules call it.
    pub name: Text,
    /// What the consumer is shown when asked which intent was meant.
    pub display_name: Option<Text>,
    /// Training phrases.
    pub phrases: Vec<Text>,
    /// For a meta intent: the intents it wraps (spec 4.4).
    pub intents: Vec<Text>,
}

/// A kind of value to be found in what the consumer says.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Named as `@NAME` in slots.
    pub name: Text,
    /// A value set's values, `phrase` or `phrase~value`; empty for a regex entity.
    pub values: Vec<Text>,
    /// A regular-expression entity's expression.
    pub regex: Option<Text>,
}
