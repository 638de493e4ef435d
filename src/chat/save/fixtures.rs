//! What the platform would know, as a transcript says it.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Saving;
use crate::bot::{FixtureEntity, Fixtures};
use crate::transcript::escaped;

/// The fixtures of the conversation that its bot does not have.
pub(super) fn fixtures(saving: &Saving<'_, '_>) -> Result<Map<String, Value>, String> {
    let conversation = &saving.chat.conversation;
    let bot = conversation.bot();
    let mut written = written(conversation.session.fixtures(bot), &bot.fixtures);
    let secrets = conversation.gateway().secrets();
    for (key, value) in &mut written {
        if secrets.contained_in(&value.to_string()) {
            return Err(format!("the fixture `{key}` holds a secret, which no transcript may show"));
        }
        escape(value);
    }
    Ok(written)
}

/// Fixtures by their keys, without those that `known` has too.
pub(in crate::chat) fn written(own: &Fixtures, known: &Fixtures) -> Map<String, Value> {
    let (own, mut known) = (all(own), all(known));
    own.into_iter().filter(|(key, value)| known.remove(key).as_ref() != Some(value)).collect()
}

fn all(fixtures: &Fixtures) -> Map<String, Value> {
    let mut all = Map::new();
    let texts = [
        ("account_id", &fixtures.account_id),
        ("bot_id", &fixtures.bot_id),
        ("user_id", &fixtures.user_id),
        ("conversation_id", &fixtures.conversation_id),
        ("user_name", &fixtures.user_name),
        ("email", &fixtures.email),
        ("user_platform_type", &fixtures.user_platform_type),
        ("sentiment", &fixtures.sentiment),
        ("time_zone", &fixtures.time_zone),
    ];
    let values = [
        ("customer_info", &fixtures.customer_info),
        ("personal_info", &fixtures.personal_info),
        ("location", &fixtures.location),
        ("metadata", &fixtures.metadata),
        ("maven", &fixtures.maven),
    ];
    let pairs = [
        ("engagement", &fixtures.engagement),
        ("environment", &fixtures.environment),
        ("web_view", &fixtures.web_view),
        ("permanent_variables", &fixtures.permanent_variables),
    ];
    let mut add = |key: &str, value: Option<Value>| all.extend(value.map(|value| (key.to_owned(), value)));
    texts.iter().for_each(|(key, text)| add(key, text.as_ref().map(|text| json!(**text))));
    values.iter().for_each(|(key, value)| add(key, (*value).clone()));
    add("random_seed", fixtures.random_seed.map(Value::from));
    for (key, pairs) in pairs {
        let map: Map<_, _> = pairs.iter().map(|(name, value)| (name.to_string(), json!(**value))).collect();
        add(key, (!map.is_empty()).then_some(Value::Object(map)));
    }
    let entity = |entity: &FixtureEntity| json!({ "phrase": *entity.phrase, "entity": *entity.entity, "value": *entity.value });
    let entities: Vec<Value> = fixtures.entities.iter().map(entity).collect();
    add("entities", (!entities.is_empty()).then_some(Value::Array(entities)));
    let context = &fixtures.context;
    let scopes =
        [("global", &context.global), ("user", &context.user), ("conversation", &context.conversation)];
    let scopes = scopes.into_iter().filter(|(_, properties)| !properties.is_empty());
    let scopes: Map<_, _> =
        scopes.map(|(scope, properties)| (scope.to_owned(), namespaces(properties))).collect();
    add("context", (!scopes.is_empty()).then_some(Value::Object(scopes)));
    all
}

fn namespaces(properties: &[(Arc<str>, Arc<str>, Value)]) -> Value {
    let mut namespaces = Map::new();
    for (namespace, key, value) in properties {
        let entry = namespaces.entry(namespace.to_string()).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(properties) = entry {
            properties.insert(key.to_string(), value.clone());
        }
    }
    Value::Object(namespaces)
}

/// What looks like a placeholder of transcripts is none.
fn escape(value: &mut Value) {
    match value {
        Value::String(text) => *text = escaped(text).into_owned(),
        Value::Array(items) => items.iter_mut().for_each(escape),
        Value::Object(fields) => fields.values_mut().for_each(escape),
        _ => {}
    }
}
