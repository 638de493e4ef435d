//! Intents and entities.

use super::Loader;
use super::include::is_empty;
use crate::bot::{Entity, Intent};
use crate::yaml::{Node, Value};

impl Loader<'_> {
    pub(super) fn load_intents(&mut self, node: &Node) -> Vec<Intent> {
        let Some(fields) = self.fields(node, "`intents`") else { return Vec::new() };
        let mut intents = Vec::new();
        for entry in fields.entries() {
            let mut intent = Intent {
                name: entry.key.clone(),
                display_name: None,
                phrases: Vec::new(),
                intents: Vec::new(),
            };
            if !is_empty(&entry.value)
                && let Some(mut fields) = self.fields(&entry.value, "an intent")
            {
                intent.display_name =
                    fields.value("display_name").and_then(|node| self.text(node, "`display_name`"));
                if let Some(node) = fields.value("phrases") {
                    intent.phrases = self.texts(node, "a phrase");
                }
                if let Some(node) = fields.value("intents") {
                    intent.intents = self.texts(node, "an intent's name");
                }
                self.finish(fields);
            }
            intents.push(intent);
        }
        intents
    }

    pub(super) fn load_entities(&mut self, node: &Node) -> Vec<Entity> {
        let Some(fields) = self.fields(node, "`entities`") else { return Vec::new() };
        let mut entities = Vec::new();
        for entry in fields.entries() {
            let mut entity = Entity { name: entry.key.clone(), values: Vec::new(), regex: None };
            match &entry.value.value {
                Value::Sequence(_) | Value::Scalar(_) => entity.values = self.texts(&entry.value, "a value"),
                _ => {
                    let Some(mut fields) = self.fields(&entry.value, "an entity") else { continue };
                    if let Some(node) = fields.value("values") {
                        entity.values = self.texts(node, "a value");
                    }
                    entity.regex = fields.value("regex").and_then(|node| self.text(node, "`regex`"));
                    self.finish(fields);
                }
            }
            entities.push(entity);
        }
        entities
    }
}
