//! Fixtures: what the platform would know.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{Keys, Valued, keys, sorted};
use crate::bot::{ContextFixtures, FixtureEntity, Fixtures};
use crate::diff::value::{Entry, Value};

keys!(FixtureEntity { phrase, entity, value });

impl Valued for Fixtures {
    fn value(&self) -> Option<Value> {
        let Self {
            account_id,
            bot_id,
            user_id,
            conversation_id,
            user_name,
            email,
            user_platform_type,
            customer_info,
            personal_info,
            location,
            metadata,
            maven,
            sentiment,
            time_zone,
            random_seed,
            engagement,
            environment,
            web_view,
            permanent_variables,
            entities,
            context,
        } = self;
        let mut keys = Keys::default();
        let texts = [
            ("account_id", account_id),
            ("bot_id", bot_id),
            ("user_id", user_id),
            ("conversation_id", conversation_id),
            ("user_name", user_name),
            ("email", email),
            ("user_platform_type", user_platform_type),
            ("sentiment", sentiment),
            ("time_zone", time_zone),
        ];
        texts.into_iter().for_each(|(key, text)| keys.add(key, text));
        keys.add("random_seed", random_seed);
        let values = [
            ("customer_info", customer_info),
            ("personal_info", personal_info),
            ("location", location),
            ("metadata", metadata),
            ("maven", maven),
        ];
        values.into_iter().for_each(|(key, json)| keys.add(key, json));
        let named = [
            ("engagement", engagement),
            ("environment", environment),
            ("web_view", web_view),
            ("permanent_variables", permanent_variables),
        ];
        named.into_iter().for_each(|(key, names)| keys.add_entry(key, named_texts(names)));
        keys.add("entities", entities);
        keys.add("context", context);
        keys.value()
    }
}

impl Valued for ContextFixtures {
    fn value(&self) -> Option<Value> {
        let Self { global, user, conversation } = self;
        let mut keys = Keys::default();
        for (key, properties) in [("global", global), ("user", user), ("conversation", conversation)] {
            keys.add_entry(key, namespaces(properties));
        }
        keys.value()
    }
}

fn named_texts(pairs: &[(Arc<str>, Arc<str>)]) -> Option<Entry> {
    let fields = sorted(pairs.iter().map(|(name, text)| (name.to_string(), text.entry())));
    (!fields.is_empty()).then_some(Entry { value: Value::Keys(fields), place: None })
}

/// Namespaces with their keys; those of one namespace need not stand together.
fn namespaces(properties: &[(Arc<str>, Arc<str>, Json)]) -> Option<Entry> {
    let mut by_name: std::collections::BTreeMap<&str, Vec<(String, Option<Entry>)>> = Default::default();
    for (namespace, key, value) in properties {
        by_name.entry(namespace).or_default().push((key.to_string(), value.entry()));
    }
    let one = |(name, members): (&str, Vec<(String, Option<Entry>)>)| {
        let value = Value::Keys(sorted(members.into_iter()));
        (name.to_owned(), Some(Entry { value, place: None }))
    };
    let fields = sorted(by_name.into_iter().map(one));
    (!fields.is_empty()).then_some(Entry { value: Value::Keys(fields), place: None })
}
