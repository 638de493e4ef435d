use serde_json::json;

use super::*;
use crate::script::CodeReply;

fn say(text: &str) -> Effect {
    Effect::Say { text: text.into(), replies: Vec::new() }
}

fn reply(title: &str, payload: Option<&str>) -> CodeReply {
    CodeReply { title: title.into(), payload: payload.map(Into::into) }
}

#[test]
fn texts_are_said_one_by_one_in_their_order() {
    let mut world = world();
    call(&mut world, "sendMessage", json!(["one"]));
    call(&mut world, "sendMessages", json!([["two", 3]]));
    call(&mut world, "sendMessages", json!(["four"]));
    assert_eq!(done(&mut world), ["one", "two", "3", "four"].map(say));
    assert!(warnings(&mut world).is_empty());
}

#[test]
fn what_is_hardly_meant_to_be_said_is_said_and_warned_of() {
    let mut world = world();
    call(&mut world, "sendMessage", json!([null]));
    call(&mut world, "sendMessage", json!([{ "a": 1 }]));
    assert_eq!(done(&mut world), ["null", "[object Object]"].map(say));
    let warnings = warnings(&mut world);
    assert!(warnings[0].contains("says `null`") && warnings[1].contains("JSON.stringify"), "{warnings:?}");
}

#[test]
fn quick_replies_are_titles_with_payloads() {
    let mut world = world();
    call(
        &mut world,
        "sendMessageWithQuickReplies",
        json!(["Which?", ["Red~color_red", "Blue", "Green~", "A~b~c"]]),
    );
    let replies = vec![
        reply("Red", Some("color_red")),
        reply("Blue", None),
        reply("Green", None),
        reply("A", Some("b~c")),
    ];
    assert_eq!(done(&mut world), [Effect::Say { text: "Which?".into(), replies }]);
    assert!(warnings(&mut world).is_empty());
}

#[test]
fn more_than_ten_quick_replies_and_long_titles_are_warned_of() {
    let mut world = world();
    let titles: Vec<String> = (1..=12).map(|number| format!("Number {number}")).collect();
    call(&mut world, "sendMessageWithQuickReplies", json!(["Which?", titles]));
    let [Effect::Say { replies, .. }] = &done(&mut world)[..] else { panic!("one text is said") };
    assert_eq!(replies.len(), 10);
    assert!(warnings(&mut world)[0].contains("12 quick replies"));
    call(
        &mut world,
        "addQuickReplies",
        json!([["I want to watch it all~watch", "~empty", "exactly twenty signs"]]),
    );
    let replies = vec![reply("I want to watch it all", Some("watch")), reply("exactly twenty signs", None)];
    assert_eq!(done(&mut world), [Effect::AddReplies(replies)]);
    let warnings = warnings(&mut world);
    assert!(warnings[0].contains("22 characters") && warnings[1].contains("without a title"), "{warnings:?}");
    assert_eq!(warnings.len(), 2);
}

#[test]
fn quick_replies_are_added_before_the_content_is_prepared_only() {
    for function in ["addQuickReplies", "addQuickReples"] {
        for hook in [None, Some(CodeHook::PostProcess), Some(CodeHook::ProcessUserResponse)] {
            let mut world = World { hook, ..world() };
            call(&mut world, function, json!([["Yes"]]));
            assert_eq!(done(&mut world), []);
            assert!(warnings(&mut world).last().unwrap().contains("adds nothing"));
        }
    }
}

#[test]
fn the_misspelt_name_still_works_and_is_warned_of() {
    let mut world = world();
    call(&mut world, "addQuickReples", json!([["Yes"]]));
    assert_eq!(done(&mut world), [Effect::AddReplies(vec![reply("Yes", None)])]);
    assert_eq!(warnings(&mut world), ["`addQuickReples` is outdated: write `addQuickReplies`"]);
}

#[test]
fn an_immediate_reply_is_one_text_or_several() {
    let mut world = world();
    call(&mut world, "sendImmediateReply", json!(["stop"]));
    call(&mut world, "sendImmediateReply", json!([["one", "two"]]));
    let stop = |texts: &[&str]| Effect::SayAndStop(texts.iter().map(|text| (*text).into()).collect());
    assert_eq!(done(&mut world), [stop(&["stop"]), stop(&["one", "two"])]);
}

#[test]
fn a_private_message_is_for_agents() {
    let mut world = world();
    call(&mut world, "sendPrivateMessage", json!(["Customer since 1999"]));
    assert_eq!(done(&mut world), [Effect::SayPrivately("Customer since 1999".into())]);
}

#[test]
fn a_delay_is_at_most_ten_seconds() {
    let mut world = world();
    for milliseconds in [json!(1500), json!("2000"), json!(10000), json!(60000)] {
        call(&mut world, "setMessageDelay", json!([milliseconds]));
    }
    let delays = [1500, 2000, 10000, 10000].map(|length| Effect::Delay(Duration::from_millis(length)));
    assert_eq!(done(&mut world), delays);
    assert_eq!(warnings(&mut world).len(), 1);
    for nonsense in [json!("soon"), json!(-1), json!({}), json!(1e300)] {
        call(&mut world, "setMessageDelay", json!([nonsense]));
        assert_eq!(done(&mut world), [], "{nonsense}");
        assert!(warnings(&mut world)[0].contains("no delay"));
    }
}

#[test]
fn splitting_is_switched_off_and_on() {
    let mut world = world();
    call(&mut world, "setAllowMaxTextResponse", json!([true]));
    call(&mut world, "setAllowMaxTextResponse", json!(["false"]));
    assert_eq!(done(&mut world), [Effect::AllowMaxText(true), Effect::AllowMaxText(false)]);
    assert!(warnings(&mut world).is_empty());
}

#[test]
fn what_belongs_elsewhere_is_warned_of_and_done() {
    let mut transform = World { hook: Some(CodeHook::TransformResult), ..world() };
    call(&mut transform, "sendMessageWithQuickReplies", json!(["Which?", ["Red"]]));
    assert!(warnings(&mut transform)[0].contains("in `transform_result` may have no effect"));
    let mut world = World { hook: Some(CodeHook::ProcessUserResponse), ..world() };
    call(&mut world, "setMessageDelay", json!([100]));
    call(&mut world, "setAllowMaxTextResponse", json!([true]));
    assert_eq!(done(&mut world).len(), 2);
    let expected =
        "`setMessageDelay` in `process_user_response` may have no effect: call it in `pre_process`";
    assert_eq!(warnings(&mut world)[0], expected);
}
