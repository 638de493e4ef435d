//! How a conversation begins where fixtures say what went before it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;

use crate::bot::Fixtures;
use crate::memory::{ContextScope, Identity, Memory, Value};

/// Lets a conversation remember what an earlier one has left: variables that outlive the session, and the
/// context service. To be called once, before anything is said; what is remembered already stays.
pub fn seed(fixtures: &Fixtures, memory: &mut Memory, now: Duration) {
    for (name, value) in &fixtures.permanent_variables {
        if memory.lasting.get(name, now).is_none() {
            memory.lasting.set(name.clone(), Value::Text(value.clone()), now);
        }
    }
    let context = &fixtures.context;
    seed_context(memory, ContextScope::Global, &context.global, now);
    seed_context(memory, ContextScope::User, &context.user, now);
    seed_context(memory, ContextScope::Conversation, &context.conversation, now);
}

/// What the service refuses the loader has reported.
fn seed_context(
    memory: &mut Memory,
    scope: ContextScope,
    properties: &[(Arc<str>, Arc<str>, Json)],
    now: Duration,
) {
    for (namespace, key, value) in properties {
        if memory.context.get(scope, namespace, key, now).is_none() {
            memory.context.set(scope, namespace, key, value.clone(), now);
        }
    }
}

/// The ids of a conversation, with those in their places that fixtures give.
#[must_use]
pub fn identity_with(fixtures: &Fixtures, identity: Identity) -> Identity {
    let given = |fixture: &Option<Arc<str>>, own: Arc<str>| fixture.clone().unwrap_or(own);
    Identity {
        conversation: given(&fixtures.conversation_id, identity.conversation),
        bot: given(&fixtures.bot_id, identity.bot),
        consumer: given(&fixtures.user_id, identity.consumer),
        account: given(&fixtures.account_id, identity.account),
        ..identity
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::bot::ContextFixtures;

    fn fixtures() -> Fixtures {
        let property = |key: &str, value| (Arc::from("shop"), Arc::from(key), value);
        Fixtures {
            permanent_variables: vec![("visits".into(), "3".into())],
            context: ContextFixtures {
                global: vec![property("open", json!(true))],
                user: vec![property("tier", json!("gold")), property("orders", json!([1, 2]))],
                conversation: vec![property("topic", json!("refund"))],
            },
            account_id: Some("4711".into()),
            user_id: Some("ada".into()),
            ..Fixtures::default()
        }
    }

    #[test]
    fn a_conversation_remembers_what_fixtures_left_it() {
        let mut memory = Memory::default();
        seed(&fixtures(), &mut memory, Duration::ZERO);
        assert_eq!(memory.lasting.get("visits", Duration::ZERO), Some(&Value::text("3")));
        let get = |scope, key| memory.context.get(scope, "shop", key, Duration::ZERO).cloned();
        assert_eq!(get(ContextScope::Global, "open"), Some(json!(true)));
        assert_eq!(get(ContextScope::User, "orders"), Some(json!([1, 2])));
        assert_eq!(get(ContextScope::Conversation, "topic"), Some(json!("refund")));
        assert_eq!(get(ContextScope::Conversation, "tier"), None);
    }

    #[test]
    fn what_is_remembered_already_stays() {
        let mut memory = Memory::default();
        memory.lasting.set("visits".into(), Value::text("9"), Duration::ZERO);
        memory.context.set(ContextScope::User, "shop", "tier", json!("basic"), Duration::ZERO);
        seed(&fixtures(), &mut memory, Duration::ZERO);
        assert_eq!(memory.lasting.get("visits", Duration::ZERO), Some(&Value::text("9")));
        let tier = memory.context.get(ContextScope::User, "shop", "tier", Duration::ZERO);
        assert_eq!(tier, Some(&json!("basic")));
    }

    #[test]
    fn ids_of_fixtures_take_the_place_of_made_up_ones() {
        let identity = identity_with(&fixtures(), Identity::default());
        assert_eq!((&*identity.account, &*identity.consumer), ("4711", "ada"));
        assert_eq!((&*identity.conversation, &*identity.bot_agent), ("conversation-1", "bot-agent-1"));
    }
}
