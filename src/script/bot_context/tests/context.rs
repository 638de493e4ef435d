use serde_json::{Value as Json, json};

use super::*;

const SCOPES: [(&str, &str, &str); 3] = [
    ("setContextDataForConversation", "getContextDataForConversation", "deleteContextDataForConversation"),
    ("setContextDataForUser", "getContextDataForUser", "deleteContextDataForUser"),
    ("setGlobalContextData", "getGlobalContextData", "deleteGlobalContextData"),
];

#[test]
fn the_service_is_always_there() {
    assert_eq!(json(&mut world(), "isContextApiEnabled", json!([])), true);
}

#[test]
fn values_keep_their_types_in_their_scope_until_they_are_deleted() {
    for (index, (set, get, delete)) in SCOPES.into_iter().enumerate() {
        let mut world = world();
        for stored in [json!(10), json!(true), json!("text"), json!([1, { "a": null }])] {
            assert_eq!(json(&mut world, set, json!(["ns", "k", stored])), true);
            assert_eq!(json(&mut world, get, json!(["ns", "k"])), stored);
        }
        let (_, other, _) = SCOPES[(index + 1) % 3];
        assert_eq!(json(&mut world, other, json!(["ns", "k"])), Json::Null);
        assert_eq!(json(&mut world, delete, json!(["ns", "k"])), true);
        assert_eq!(json(&mut world, delete, json!(["ns", "k"])), false);
        assert_eq!(json(&mut world, get, json!(["ns", "k"])), Json::Null);
    }
}

#[test]
fn what_is_changed_is_told() {
    let mut world = world();
    call(&mut world, "setContextDataForUser", json!(["ns", "k", { "a": 1 }]));
    call(&mut world, "deleteContextDataForUser", json!(["ns", "k"]));
    call(&mut world, "deleteContextDataForUser", json!(["ns", "k"]));
    let change = |value: Option<&str>| Effect::ContextChanged {
        what: "user ns.k".into(),
        value: value.map(Into::into),
    };
    assert_eq!(done(&mut world), [change(Some(r#"{"a":1}"#)), change(None)]);
}

#[test]
fn all_of_a_namespace_is_a_map() {
    for (set, get, _) in &SCOPES[..2] {
        let mut world = world();
        assert_eq!(value(&mut world, get, json!(["ns"])), Value::Null);
        call(&mut world, set, json!(["ns", "a", 1]));
        call(&mut world, set, json!(["ns", "b", "two"]));
        let all = vec![("a".into(), Value::Number(1.0)), ("b".into(), Value::text("two"))];
        assert_eq!(call(&mut world, get, json!(["ns"])), Returned::Map(all));
    }
}

#[test]
fn a_key_that_is_nothing_gives_null_and_a_warning() {
    let mut world = world();
    call(&mut world, "setContextDataForUser", json!(["ns", "a", 1]));
    assert_eq!(value(&mut world, "getContextDataForUser", json!(["ns", null])), Value::Null);
    assert!(warnings(&mut world)[0].contains("a key that is nothing"));
    assert_eq!(value(&mut world, "getGlobalContextData", json!(["ns"])), Value::Null);
    assert!(warnings(&mut world)[0].contains("no key"));
}

#[test]
fn a_namespace_is_deleted_with_all_that_is_in_it() {
    let mut world = world();
    call(&mut world, "setContextDataForUser", json!(["ns", "k", 1]));
    call(&mut world, "setGlobalContextData", json!(["ns", "k", 1]));
    assert_eq!(json(&mut world, "deleteContextNamespace", json!(["ns"])), true);
    assert_eq!(json(&mut world, "deleteContextNamespace", json!(["ns"])), false);
    assert_eq!(json(&mut world, "getGlobalContextData", json!(["ns", "k"])), Json::Null);
}

#[test]
fn all_of_a_namespace_is_deleted_in_one_scope() {
    let mut world = world();
    for (set, delete_all) in [
        ("setContextDataForUser", "deleteAllContextDataForUser"),
        ("setContextDataForConversation", "deleteAllContextDataForConversation"),
    ] {
        call(&mut world, "setGlobalContextData", json!(["ns", "k", 1]));
        call(&mut world, set, json!(["ns", "k", 1]));
        assert_eq!(json(&mut world, delete_all, json!(["ns"])), true);
        assert_eq!(json(&mut world, delete_all, json!(["ns"])), false);
        assert_eq!(json(&mut world, "getGlobalContextData", json!(["ns", "k"])), 1);
    }
}

#[test]
fn a_namespace_says_how_long_its_values_live() {
    let mut world = world();
    assert_eq!(json(&mut world, "registerContextNamespace", json!(["ns", 60])), true);
    call(&mut world, "setContextDataForUser", json!(["ns", "k", 1]));
    assert_eq!(json(&mut world, "registerContextNamespace", json!(["ns"])), true);
    world.now = Duration::from_secs(59);
    assert_eq!(json(&mut world, "getContextDataForUser", json!(["ns", "k"])), 1);
    world.now = Duration::from_secs(60);
    assert_eq!(json(&mut world, "getContextDataForUser", json!(["ns", "k"])), Json::Null);
    assert!(warnings(&mut world).is_empty());
    for nonsense in [json!("soon"), json!(0), json!(-5)] {
        assert_eq!(json(&mut world, "registerContextNamespace", json!(["ns", nonsense])), true);
        assert!(warnings(&mut world)[0].contains("no time"));
    }
}

#[test]
fn a_namespace_may_live_longer_than_time_itself() {
    let mut world = world();
    world.now = Duration::from_secs(9_000);
    assert_eq!(
        json(&mut world, "registerContextNamespace", json!(["ns", 18_446_744_073_709_549_568_u64])),
        true
    );
    call(&mut world, "setContextDataForUser", json!(["ns", "k", 1]));
    assert_eq!(json(&mut world, "getContextDataForUser", json!(["ns", "k"])), 1);
}

#[test]
fn the_platforms_own_and_malformed_namespaces_are_refused() {
    for (namespace, why) in
        [("consumer", "platform's own"), ("sde", "platform's own"), ("a-b", "letters"), ("", "letters")]
    {
        let mut world = world();
        assert_eq!(json(&mut world, "registerContextNamespace", json!([namespace])), false);
        for (set, ..) in SCOPES {
            assert_eq!(json(&mut world, set, json!([namespace, "k", 1])), false);
        }
        let warnings = warnings(&mut world);
        assert!(warnings.len() == 4 && warnings.iter().all(|warning| warning.contains(why)), "{warnings:?}");
        assert_eq!(done(&mut world), []);
    }
}

#[test]
fn a_document_has_a_limit() {
    let mut world = world();
    let half = "x".repeat(400_000 - 2);
    assert_eq!(json(&mut world, "setContextDataForUser", json!(["ns", "a", half])), true);
    assert_eq!(json(&mut world, "setContextDataForUser", json!(["ns", "b", half])), true);
    assert!(warnings(&mut world).is_empty());
    assert_eq!(json(&mut world, "setContextDataForUser", json!(["ns", "c", 1])), false);
    assert!(warnings(&mut world)[0].contains("800000"));
    assert_eq!(json(&mut world, "getContextDataForUser", json!(["ns", "c"])), Json::Null);
}

#[test]
fn what_has_ended_makes_room() {
    let mut world = world();
    let most = "x".repeat(800_000 - 2);
    call(&mut world, "registerContextNamespace", json!(["ns", 60]));
    assert_eq!(json(&mut world, "setContextDataForUser", json!(["ns", "a", most])), true);
    assert_eq!(json(&mut world, "setContextDataForUser", json!(["ns", "b", most])), false);
    assert_eq!(json(&mut world, "setContextDataForUser", json!(["ns", "a", most])), true);
    world.now = Duration::from_secs(60);
    assert_eq!(json(&mut world, "setContextDataForUser", json!(["ns", "b", most])), true);
}
