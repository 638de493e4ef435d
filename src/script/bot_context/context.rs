//! The conversation context service (scripting spec 5.6).

use std::sync::Arc;
use std::time::Duration;

use crate::memory::{BadNamespace, ContextScope, Value, check_namespace};
use crate::script::{Arguments, Effect, Function, Returned, Standing, Thrown, World};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "isContextApiEnabled",
        parameters: "",
        summary: "`true`",
        standing: Standing::Simulated,
        call: |_, _| Ok(true.into()),
    },
    Function {
        name: "registerContextNamespace",
        parameters: "namespace[, seconds]",
        summary: "makes a namespace, or keeps the one that is there; what is set from now on lives so long; whether that worked",
        standing: Standing::Simulated,
        call: register_namespace,
    },
    Function {
        name: "deleteContextNamespace",
        parameters: "namespace",
        summary: "deletes a namespace with all that is in it; whether it was there",
        standing: Standing::Simulated,
        call: delete_namespace,
    },
    Function {
        name: "setContextDataForConversation",
        parameters: "namespace, key, value",
        summary: "keeps a value with the conversation; whether that worked",
        standing: Standing::Simulated,
        call: |world, arguments| set(world, arguments, ContextScope::Conversation),
    },
    Function {
        name: "setContextDataForUser",
        parameters: "namespace, key, value",
        summary: "keeps a value with the consumer; whether that worked",
        standing: Standing::Simulated,
        call: |world, arguments| set(world, arguments, ContextScope::User),
    },
    Function {
        name: "setGlobalContextData",
        parameters: "namespace, key, value",
        summary: "keeps a value for all conversations, here for those of this run's consumer; whether that worked",
        standing: Standing::Simulated,
        call: |world, arguments| set(world, arguments, ContextScope::Global),
    },
    Function {
        name: "getContextDataForConversation",
        parameters: "namespace[, key]",
        summary: "a value that is kept with the conversation, or a map of all; `null` where there is nothing",
        standing: Standing::Simulated,
        call: |world, arguments| get(world, arguments, ContextScope::Conversation),
    },
    Function {
        name: "getContextDataForUser",
        parameters: "namespace[, key]",
        summary: "a value that is kept with the consumer, or a map of all; `null` where there is nothing",
        standing: Standing::Simulated,
        call: |world, arguments| get(world, arguments, ContextScope::User),
    },
    Function {
        name: "getGlobalContextData",
        parameters: "namespace, key",
        summary: "a value that is kept for all conversations; `null` where there is none",
        standing: Standing::Simulated,
        call: |world, arguments| get(world, arguments, ContextScope::Global),
    },
    Function {
        name: "deleteContextDataForConversation",
        parameters: "namespace, key",
        summary: "deletes a value that is kept with the conversation; whether there was one",
        standing: Standing::Simulated,
        call: |world, arguments| delete(world, arguments, ContextScope::Conversation),
    },
    Function {
        name: "deleteContextDataForUser",
        parameters: "namespace, key",
        summary: "deletes a value that is kept with the consumer; whether there was one",
        standing: Standing::Simulated,
        call: |world, arguments| delete(world, arguments, ContextScope::User),
    },
    Function {
        name: "deleteGlobalContextData",
        parameters: "namespace, key",
        summary: "deletes a value that is kept for all conversations; whether there was one",
        standing: Standing::Simulated,
        call: |world, arguments| delete(world, arguments, ContextScope::Global),
    },
    Function {
        name: "deleteAllContextDataForConversation",
        parameters: "namespace",
        summary: "deletes all of a namespace that is kept with the conversation; whether there was anything",
        standing: Standing::Simulated,
        call: |world, arguments| delete_all(world, arguments, ContextScope::Conversation),
    },
    Function {
        name: "deleteAllContextDataForUser",
        parameters: "namespace",
        summary: "deletes all of a namespace that is kept with the consumer; whether there was anything",
        standing: Standing::Simulated,
        call: |world, arguments| delete_all(world, arguments, ContextScope::User),
    },
];

fn register_namespace(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let namespace = arguments.text(0);
    if !is_writable(world, &namespace) {
        return Ok(false.into());
    }
    let time = arguments.value(1);
    let seconds = time.is_something().then(|| Duration::try_from_secs_f64(time.to_number()).ok());
    let time_to_live = seconds.flatten().filter(|time| !time.is_zero());
    if time.is_something() && time_to_live.is_none() {
        let written = time.to_text();
        world.warn(format!(
            "`{written}` is no time for the namespace `{namespace}` to keep values, and is ignored: write seconds"
        ));
    }
    Ok(world.memory.context.register(&namespace, time_to_live).into())
}

fn delete_namespace(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let namespace = arguments.text(0);
    let was_there = world.memory.context.delete_namespace(&namespace);
    if was_there {
        changed(world, format!("namespace {namespace}"), None);
    }
    Ok(was_there.into())
}

fn set(world: &mut World, arguments: &Arguments<'_>, scope: ContextScope) -> Result<Returned, Thrown> {
    let (namespace, key) = (arguments.text(0), arguments.text(1));
    if !is_writable(world, &namespace) {
        return Ok(false.into());
    }
    let value = arguments.value(2).to_json();
    let text = value.to_string();
    let is_set = world.memory.context.set(scope, &namespace, &key, value, world.now);
    if is_set {
        changed(world, place(scope, &namespace, &key), Some(text));
    } else {
        world.warn(format!(
            "`{key}` was not set: the namespace `{namespace}` would hold more than the 800000 characters that the \
             platform keeps; keep less, or delete what is no longer needed"
        ));
    }
    Ok(is_set.into())
}

/// One property, or all of a namespace where no key is written.
fn get(world: &mut World, arguments: &Arguments<'_>, scope: ContextScope) -> Result<Returned, Thrown> {
    let namespace = arguments.text(0);
    let context = &world.memory.context;
    if let Some(key) = arguments.optional_text(1) {
        return Ok(context.get(scope, &namespace, &key, world.now).map(Value::from).into());
    }
    let has_key = arguments.0.len() > 1;
    if has_key || scope == ContextScope::Global {
        let problem = if has_key { "a key that is nothing" } else { "no key" };
        let name = word(scope);
        world.warn(format!(
            "a {name} value of the namespace `{namespace}` was asked for with {problem}: write the key"
        ));
        return Ok(Returned::NULL);
    }
    let all = context.all(scope, &namespace, world.now);
    let pair = |(key, value): (Arc<str>, serde_json::Value)| (key, Value::from(&value));
    Ok(all.map_or(Returned::NULL, |all| Returned::Map(all.into_iter().map(pair).collect())))
}

fn delete(world: &mut World, arguments: &Arguments<'_>, scope: ContextScope) -> Result<Returned, Thrown> {
    let (namespace, key) = (arguments.text(0), arguments.text(1));
    let was_there = world.memory.context.delete(scope, &namespace, &key);
    if was_there {
        changed(world, place(scope, &namespace, &key), None);
    }
    Ok(was_there.into())
}

fn delete_all(world: &mut World, arguments: &Arguments<'_>, scope: ContextScope) -> Result<Returned, Thrown> {
    let namespace = arguments.text(0);
    let were_there = world.memory.context.delete_all(scope, &namespace);
    if were_there {
        changed(world, format!("{} {namespace}", word(scope)), None);
    }
    Ok(were_there.into())
}

/// Whether a namespace may be written to; if not, why.
fn is_writable(world: &mut World, namespace: &str) -> bool {
    let problem = match check_namespace(namespace) {
        Ok(()) => return true,
        Err(BadNamespace::Reserved) => "it is one of the platform's own: choose another name",
        Err(BadNamespace::Malformed) => "write its name with letters, digits and underscores only",
    };
    world.warn(format!("the namespace `{namespace}` cannot be written to: {problem}"));
    false
}

fn changed(world: &mut World, what: String, value: Option<String>) {
    world.effect(Effect::ContextChanged { what: Arc::from(what), value: value.map(Arc::from) });
}

fn place(scope: ContextScope, namespace: &str, key: &str) -> String {
    format!("{} {namespace}.{key}", word(scope))
}

fn word(scope: ContextScope) -> &'static str {
    match scope {
        ContextScope::Global => "global",
        ContextScope::User => "user",
        ContextScope::Conversation => "conversation",
    }
}
