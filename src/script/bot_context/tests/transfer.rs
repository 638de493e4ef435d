use serde_json::json;

use super::*;

#[test]
fn what_goes_along_to_another_bot_is_set_piece_by_piece() {
    let mut world = world();
    call(&mut world, "setBotTransferIntentbyDomain", json!(["billing", "Bank"]));
    call(&mut world, "setBotTransferIntentId", json!(["loan"]));
    call(&mut world, "setBotTransferUserMessage", json!(["I want to pay"]));
    let expected = [
        Effect::TransferIntent("billing".into()),
        Effect::TransferIntent("loan".into()),
        Effect::TransferMessage("I want to pay".into()),
    ];
    assert_eq!(done(&mut world), expected);
}

#[test]
fn a_dialog_of_another_bot_is_handed_to_with_or_without_a_text() {
    let mut world = world();
    let hand = |message: Option<&str>| Effect::TransferToBot {
        bot: "bot-2".into(),
        dialog: "Bills".into(),
        message: message.map(Into::into),
    };
    call(&mut world, "transferToBotDialog", json!(["bot-2", "Bills", "One moment."]));
    call(&mut world, "transferToBotDialog", json!(["bot-2", "Bills", ""]));
    call(&mut world, "transferToBotDialog", json!(["bot-2", "Bills", null]));
    call(&mut world, "transferToBotDialog", json!(["bot-2", "Bills"]));
    assert_eq!(done(&mut world), [hand(Some("One moment.")), hand(None), hand(None), hand(None)]);
    assert!(warnings(&mut world).is_empty());
    world.hook = Some(CodeHook::ProcessUserResponse);
    call(&mut world, "transferToBotDialog", json!(["bot-2", "Bills"]));
    assert!(warnings(&mut world)[0].ends_with("call it in `pre_process` or `post_process`"));
}

#[test]
fn the_routing_decision_is_a_json_text() {
    let decision = |world: &mut World| {
        let text = value(world, "askMaven", json!([])).to_text();
        serde_json::from_str::<Json>(&text).unwrap()
    };
    assert_eq!(decision(&mut world()), json!({ "rule": { "actions": [] } }));
    let maven =
        json!({ "rule": { "actions": [{ "type": "TRANSFER_TO_SKILL", "payload": { "skillId": "4711" } }] } });
    let fixtures = Fixtures { maven: Some(maven.clone()), ..Fixtures::default() };
    assert_eq!(decision(&mut world_with(fixtures)), maven);
}

#[test]
fn an_event_has_a_message_a_name_and_perhaps_a_detail() {
    let mut world = world();
    call(&mut world, "logCustomEvent", json!(["hello", "Invoice", "paid"]));
    call(&mut world, "logCustomEvent", json!(["hello", "Invoice"]));
    let event = |detail: Option<&str>| Effect::CustomEvent {
        message: "hello".into(),
        name: "Invoice".into(),
        detail: detail.map(Into::into),
    };
    assert_eq!(done(&mut world), [event(Some("paid")), event(None)]);
    assert!(warnings(&mut world).is_empty());
}

#[test]
fn a_long_detail_and_a_missing_name_are_warned_of() {
    let mut world = world();
    call(&mut world, "logCustomEvent", json!(["hello", "Invoice", "x".repeat(32 * 1024)]));
    assert!(warnings(&mut world).is_empty());
    call(&mut world, "logCustomEvent", json!(["hello", "Invoice", "x".repeat(32 * 1024 + 1)]));
    assert!(warnings(&mut world)[0].contains("32769 bytes"));
    call(&mut world, "logCustomEvent", json!(["Invoice"]));
    assert!(warnings(&mut world)[0].contains("without a name"));
    assert_eq!(done(&mut world).len(), 3);
}

#[test]
fn an_escalation_is_an_event_too() {
    let mut world = world();
    call(&mut world, "logEscalationEvent", json!(["help", "LivePerson"]));
    assert!(warnings(&mut world).is_empty());
    call(&mut world, "logEscalationEvent", json!(["help", "Acme"]));
    assert!(warnings(&mut world)[0].contains("`Acme`"));
    let event = |to: &str| Effect::CustomEvent {
        message: "help".into(),
        name: "escalation".into(),
        detail: Some(to.into()),
    };
    assert_eq!(done(&mut world), [event("LivePerson"), event("Acme")]);
}
