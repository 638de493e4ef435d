use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::bot::Scope;
use crate::memory::StoredResponse;
use crate::text::JsonPath;

/// The consumer says something, and the next piece of code runs.
fn next_message(world: &mut World) {
    world.memory.open_message(std::iter::once(&mut world.dialog));
}

#[test]
fn a_variable_keeps_its_type_in_the_message_and_is_gone_with_the_next() {
    let mut world = world();
    call(&mut world, "setBotVariable", json!(["n", 10]));
    assert_eq!(value(&mut world, "getBotVariable", json!(["n"])), Value::Number(10.0));
    next_message(&mut world);
    assert_eq!(value(&mut world, "getBotVariable", json!(["n"])), Value::Null);
}

#[test]
fn a_session_variable_is_a_text_with_the_next_message() {
    let mut world = world();
    call(&mut world, "setBotVariable", json!(["n", 10, true]));
    call(&mut world, "setBotVariable", json!(["nothing", null, true, false]));
    call(&mut world, "setBotVariable", json!(["list", [1, "a", null], true]));
    call(&mut world, "setBotVariable", json!(["object", { "a": 1 }, "true"]));
    assert_eq!(json(&mut world, "getBotVariable", json!(["object"])), json!({ "a": 1 }));
    next_message(&mut world);
    for (name, text) in [("n", "10"), ("nothing", "null"), ("list", "1,a,"), ("object", "[object Object]")] {
        assert_eq!(value(&mut world, "getBotVariable", json!([name])), Value::text(text), "{name}");
    }
}

#[test]
fn a_lasting_variable_outlives_the_session_for_180_days() {
    let mut world = world();
    call(&mut world, "setBotVariable", json!(["name", "Ada", false, true]));
    world.memory = std::mem::take(&mut world.memory).for_next_session(false);
    assert_eq!(value(&mut world, "getBotVariable", json!(["name"])), Value::text("Ada"));
    world.now = crate::memory::FOREVER;
    assert_eq!(value(&mut world, "getBotVariable", json!(["name"])), Value::Null);
}

#[test]
fn request_hides_dialog_hides_session_hides_what_lasts() {
    let mut world = world();
    let look_up = |world: &mut World| json(world, "getBotVariable", json!(["v"]));
    assert_eq!(look_up(&mut world), Json::Null);
    call(&mut world, "setBotVariable", json!(["v", "lasting", false, true]));
    assert_eq!(look_up(&mut world), "lasting");
    call(&mut world, "setBotVariable", json!(["v", "session", true, false]));
    assert_eq!(look_up(&mut world), "session");
    world.set_variable("v".into(), Value::text("dialog"), Some(Scope::Dialog));
    assert_eq!(look_up(&mut world), "dialog");
    call(&mut world, "setBotVariable", json!(["v", "request"]));
    assert_eq!(look_up(&mut world), "request");
}

#[test]
fn variables_are_texts_at_once_where_the_bot_says_so() {
    let mut world = World { always_text: true, ..world() };
    call(&mut world, "setBotVariable", json!(["n", true]));
    assert_eq!(value(&mut world, "getBotVariable", json!(["n"])), Value::text("true"));
}

#[test]
fn a_function_in_a_variable_is_warned_of() {
    let mut world = world();
    call_with(&mut world, "setBotVariable", &[Value::text("f"), Value::Opaque("function () {}".into())]);
    assert!(warnings(&mut world)[0].contains("`f`"));
}

/// A world with a stored answer of a call.
fn world_with_answer() -> World {
    let mut world = world();
    let body = json!({ "items": [{ "t": "one" }, { "t": "two" }] });
    world.memory.results.store("api_X".into(), StoredResponse { status: Some(204), body: Some(body) });
    let path = JsonPath::parse("$.items[i].t").unwrap();
    world.memory.results.read_field("Shop.t".into(), Some(&("X".into(), path)));
    world
}

#[test]
fn a_stored_answer_is_an_object_whose_json_can_be_set_anew() {
    let mut world = world_with_answer();
    let Returned::IntegrationResult { variable, json_data } =
        call(&mut world, "getBotVariable", json!(["api_X"]))
    else {
        panic!("an answer is an object of its own");
    };
    assert_eq!(&*variable, "api_X");
    assert_eq!(&*json_data, r#"{"api_X":{"items":[{"t":"one"},{"t":"two"}]}}"#);
    let changed = json!({ "jsonData": r#"{"api_X":{"items":[]}}"# });
    call(&mut world, "setBotVariable", json!(["api_X", changed, true, false]));
    assert_eq!(world.memory.results.json_data("api_X").as_deref(), Some(r#"{"api_X":{"items":[]}}"#));
    call(&mut world, "setBotVariable", json!(["api_X", { "jsonData": "{" }, true, false]));
    assert!(warnings(&mut world)[0].contains("no JSON"));
    assert_eq!(world.memory.results.json_data("api_X").as_deref(), Some(r#"{"api_X":{"items":[]}}"#));
}

#[test]
fn fields_counts_and_statuses_of_answers_are_read_by_name() {
    let mut world = world_with_answer();
    assert_eq!(value(&mut world, "getBotVariable", json!(["api_XStatus"])), Value::Number(204.0));
    assert_eq!(value(&mut world, "getBotVariable", json!(["Shop.t"])), Value::text("one,two"));
    assert_eq!(value(&mut world, "getBotVariable", json!(["Shop.t.count"])), Value::Number(2.0));
}

#[test]
fn a_line_goes_into_the_log_whatever_it_is() {
    let mut world = world();
    call(&mut world, "printDebugMessage", json!(["here"]));
    call(&mut world, "printDebugMessage", json!([]));
    call(&mut world, "printDebugMessage", json!([{ "a": 1 }]));
    let lines = ["here", "undefined", "[object Object]"].map(|line| Effect::Log(line.into()));
    assert_eq!(done(&mut world), lines);
}

#[test]
fn a_trigger_names_where_the_flow_goes() {
    let mut world = world();
    call(&mut world, "setTriggerNextMessage", json!(["Welcome"]));
    call(&mut world, "setTriggerNextMessage", json!([5]));
    assert_eq!(done(&mut world), [Effect::Trigger("Welcome".into()), Effect::Trigger("5".into())]);
}

#[test]
fn a_trigger_when_the_conversation_begins_is_ignored() {
    let mut world = World { hook: None, ..world() };
    call(&mut world, "setTriggerNextMessage", json!(["Welcome"]));
    assert_eq!(done(&mut world), []);
    assert!(warnings(&mut world)[0].contains("ignored in `__initConversation`"));
}

#[test]
fn the_last_message_is_what_was_said_or_nothing() {
    assert_eq!(json(&mut world(), "getCurrentUserMessage", json!([])), "");
    assert_eq!(json(&mut world_that_heard("hello"), "getCurrentUserMessage", json!([])), "hello");
}

#[test]
fn environment_variables_of_fixtures_come_before_the_bots_own() {
    let fixtures = Fixtures { environment: vec![("host".into(), "test".into())], ..Fixtures::default() };
    let environment = [("host", "live"), ("desk", "4711")].map(|(name, value)| (name.into(), value.into()));
    let facts = Facts { environment: environment.into(), ..Facts::default() };
    let mut world = World { facts: Arc::new(facts), ..world_with(fixtures) };
    assert_eq!(json(&mut world, "getEnvVariable", json!(["host"])), "test");
    assert_eq!(json(&mut world, "getEnvVariable", json!(["desk"])), "4711");
    assert_eq!(json(&mut world, "getEnvVariable", json!(["nothing"])), Json::Null);
}

#[test]
fn what_web_views_have_sent_is_read_by_name_or_as_a_map() {
    let fixtures = Fixtures { web_view: vec![("cart".into(), "3".into())], ..Fixtures::default() };
    let mut world = world_with(fixtures);
    assert_eq!(json(&mut world, "getWebViewVariable", json!(["cart"])), "3");
    assert_eq!(json(&mut world, "getWebViewVariable", json!(["other"])), Json::Null);
    let all = call(&mut world, "getWebViewVariables", json!([]));
    assert_eq!(all, Returned::Map(vec![("cart".into(), Value::text("3"))]));
}

#[test]
fn an_option_is_chosen_by_its_label_or_its_text() {
    let options = json!(["A) x\n", "B) y\n", "C)Yes", "1. Red", "Two: No - never"]);
    for (said, chosen) in [
        ("b", "B) y\n"),
        (" B) ", "B) y\n"),
        ("Y", "B) y\n"),
        ("b) y", "B) y\n"),
        ("yes", "C)Yes"),
        ("1", "1. Red"),
        ("1.", "1. Red"),
        ("RED", "1. Red"),
        ("no - never", "Two: No - never"),
    ] {
        assert_eq!(json(&mut world(), "evaluateOptions", json!([said, options])), chosen, "{said}");
    }
    for said in ["", "d", "A) ", "never", "xy"] {
        let expected = if said == "A) " { json!("A) x\n") } else { Json::Null };
        assert_eq!(json(&mut world(), "evaluateOptions", json!([said, options])), expected, "{said}");
    }
}

#[test]
fn the_first_option_that_is_chosen_counts() {
    let options = json!([null, "A) b", "b) A", "b"]);
    assert_eq!(json(&mut world(), "evaluateOptions", json!(["b", options])), "A) b");
    assert_eq!(json(&mut world(), "evaluateOptions", json!(["b"])), Json::Null);
    assert_eq!(json(&mut world(), "evaluateOptions", json!([7, [6, 7]])), 7);
}

proptest! {
    #[test]
    fn what_is_chosen_is_an_element_of_the_options_or_nothing(
        said in "[ab1).:\\- ]{0,6}|\\PC{0,8}",
        options in prop::collection::vec("[ab1).:\\- ]{0,6}|\\PC{0,8}", 0..6),
    ) {
        let chosen = json(&mut world(), "evaluateOptions", json!([said, options]));
        prop_assert!(chosen.is_null() || options.iter().any(|option| chosen == *option));
    }
}
