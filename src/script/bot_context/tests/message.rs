use serde_json::{Value as Json, json};

use super::*;
use crate::script::HeardFile;

#[test]
fn payloads_are_those_of_what_was_tapped() {
    let mut typed = world_that_heard("I want to watch!");
    assert_eq!(json(&mut typed, "getQuickReplyPayload", json!([])), Json::Null);
    assert_eq!(json(&mut typed, "getButtonPayload", json!([])), Json::Null);
    let heard = Heard {
        quick_reply_payload: Some("watch".into()),
        button_payload: Some("buy_1".into()),
        ..Heard::default()
    };
    let mut tapped = World { heard, ..world() };
    assert_eq!(json(&mut tapped, "getQuickReplyPayload", json!([])), "watch");
    assert_eq!(json(&mut tapped, "getButtonPayload", json!([])), "buy_1");
}

fn ids(returned: Returned) -> Vec<Json> {
    match returned {
        Returned::ListWithFirst(items) => items.iter().map(|item| item.to_json()["id"].clone()).collect(),
        Returned::Value(Value::Null) => Vec::new(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn metadata_of_a_type_is_that_of_the_message_else_that_of_fixtures() {
    let fixture = json!([{ "type": "ExternalId", "id": "of the fixtures" }]);
    let mut world = world_with(Fixtures { metadata: Some(fixture), ..Fixtures::default() });
    assert_eq!(ids(call(&mut world, "getMetadata", json!(["ExternalId"]))), ["of the fixtures"]);
    assert_eq!(from_fixtures(&mut world), ["getMetadata"]);
    let came = json!([
        { "type": "ExternalId", "id": "1" },
        { "type": "Other", "id": "2" },
        { "type": "ExternalId", "id": "3" },
        "nonsense",
    ]);
    world.heard.metadata = Some(Arc::new(came));
    assert_eq!(ids(call(&mut world, "getMetadata", json!(["ExternalId"]))), ["1", "3"]);
    assert!(ids(call(&mut world, "getMetadata", json!(["Unknown"]))).is_empty());
    world.heard.metadata = Some(Arc::new(json!({ "type": "ExternalId", "id": "alone" })));
    assert_eq!(ids(call(&mut world, "getMetadata", json!(["ExternalId"]))), ["alone"]);
    assert!(from_fixtures(&mut world).is_empty());
}

#[test]
fn without_metadata_there_is_null() {
    assert_eq!(value(&mut world(), "getMetadata", json!(["ExternalId"])), Value::Null);
}

#[test]
fn a_file_has_a_type_and_perhaps_a_caption() {
    assert_eq!(json(&mut world(), "getFileCaption", json!([])), Json::Null);
    assert_eq!(json(&mut world(), "getFileType", json!([])), Json::Null);
    for (caption, expected) in [(None, "__EMPTYTEXT__"), (Some(""), "__EMPTYTEXT__"), (Some("me"), "me")] {
        let file = HeardFile { caption: caption.map(Into::into), type_label: "PDF".into() };
        let mut world = World { heard: Heard { file: Some(file), ..Heard::default() }, ..world() };
        assert_eq!(json(&mut world, "getFileCaption", json!([])), expected);
        assert_eq!(json(&mut world, "getFileType", json!([])), "PDF");
    }
}

#[test]
fn the_call_that_ended_last_succeeded_or_not() {
    for (last_call, succeeded, status) in [
        ((true, Some(201)), true, json!("201")),
        ((false, Some(404)), false, json!("404")),
        ((false, None), false, Json::Null),
    ] {
        let mut world = World { heard: Heard { last_call: Some(last_call), ..Heard::default() }, ..world() };
        assert_eq!(json(&mut world, "isApiExecutionSuccessful", json!([])), succeeded);
        assert_eq!(json(&mut world, "getApiStatusCode", json!([])), status);
        assert!(warnings(&mut world).is_empty());
    }
}

#[test]
fn before_any_call_nothing_has_succeeded() {
    let mut world = world();
    assert_eq!(json(&mut world, "isApiExecutionSuccessful", json!([])), false);
    assert_eq!(json(&mut world, "getApiStatusCode", json!([])), Json::Null);
    assert!(warnings(&mut world)[1].contains("`getApiStatusCode` is asked before"));
}
