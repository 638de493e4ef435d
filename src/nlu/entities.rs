//! Values of entities in what the consumer says (spec 4.5).

use std::sync::Arc;

/// A value of an entity, found in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundEntity {
    /// The entity, an index into the model's list.
    pub entity: usize,
    /// What stands in the message.
    pub phrase: Arc<str>,
    /// What it stands for; the phrase where the entity gives no other value.
    pub value: Arc<str>,
    /// Where the phrase begins in the message, in bytes.
    pub start: usize,
}

/// All entities of a bot.
#[derive(Debug, Default)]
pub struct EntityModel {
    names: Vec<Arc<str>>,
}

impl EntityModel {
    /// Everything that is found, by its place in the message.
    pub fn find(&self, _message: &str) -> Vec<FoundEntity> {
        Vec::new()
    }

    /// The entity of a name.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|own| &**own == name)
    }

    /// An entity's name.
    pub fn name(&self, entity: usize) -> &Arc<str> {
        &self.names[entity]
    }
}
