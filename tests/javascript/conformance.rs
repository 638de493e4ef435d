//! The rows of the scripting spec's section 11 that code alone decides.

use std::sync::Arc;

use dialogsim::memory::ContextScope;
use dialogsim::script::{Effect, FailureKind, World};
use serde_json::json;

use crate::run::{functions, hook, world};

/// The consumer says something: what the message before it left is a text, or gone.
fn next_message(mut world: Box<World>) -> World {
    world.memory.open_message(std::iter::empty());
    world.effects.clear();
    *world
}

#[test]
fn row_1_a_variable_of_the_request_is_a_number_until_the_next_message() {
    let show =
        hook("var n = botContext.getBotVariable('n'); botContext.printDebugMessage(n === 10 ? 'ten' : n);");
    let mut set = hook("botContext.setBotVariable('n', 10);").run();
    set.world.effects.clear();
    let post = show.run_in(*set.world);
    assert_eq!(post.log(), ["ten"]);
    assert_eq!(show.run_in(next_message(post.world)).log(), ["null"]);
}

#[test]
fn row_2_a_variable_of_the_session_is_a_text_in_the_next_turn() {
    let set = hook("botContext.setBotVariable('n', 10, true);").run();
    let code = "var n = botContext.getBotVariable('n');
        botContext.printDebugMessage(JSON.stringify([n, n * 1, n === 10]));";
    assert_eq!(hook(code).run_in(next_message(set.world)).log(), ["[\"10\",10,false]"]);
}

#[test]
fn row_3_null_is_a_text_in_the_next_turn() {
    let set = hook("botContext.setBotVariable('n', null, true);").run();
    let code = "botContext.printDebugMessage(botContext.getBotVariable('n') === 'null');";
    assert_eq!(hook(code).run_in(next_message(set.world)).log(), ["true"]);
}

#[test]
fn row_6_a_trigger_is_only_noted_and_the_last_one_counts() {
    let code = "botContext.setTriggerNextMessage('none'); botContext.setTriggerNextMessage('other');
        botContext.printDebugMessage('goes on');";
    let done = hook(code).run();
    let expected =
        [Effect::Trigger("none".into()), Effect::Trigger("other".into()), Effect::Log("goes on".into())];
    assert_eq!(done.world.effects, expected);
}

#[test]
fn row_9_code_goes_on_after_an_immediate_reply() {
    let code = "botContext.sendImmediateReply('stop'); botContext.setTriggerNextMessage('x');";
    let done = hook(code).run();
    assert_eq!(done.failures, []);
    let expected = [Effect::SayAndStop(vec![Arc::from("stop")]), Effect::Trigger("x".into())];
    let told = done.world.effects.iter().filter(|effect| !matches!(effect, Effect::Warning(_)));
    assert!(told.eq(&expected));
}

#[test]
fn row_10_a_loop_without_end_is_stopped_and_what_it_said_stays() {
    let done = hook("botContext.sendMessage('x'); for (;;) {}").soon_stopped().run();
    assert_eq!(done.failure().kind, FailureKind::TimeOut);
    assert_eq!(done.world.effects.len(), 1);
}

#[test]
fn row_11_a_hook_runs_after_functions_that_throw() {
    let done = functions("throw new Error('top');").hook("botContext.printDebugMessage('ran');").run();
    assert!(done.failure().in_functions);
    assert_eq!(done.log_anyway(), ["ran"]);
}

#[test]
fn row_13_an_option_comes_back_exactly_as_it_is_in_the_list() {
    let code = "var options = ['A) x\\n', 'B) y\\n'], chosen = botContext.evaluateOptions('b', options);
        botContext.printDebugMessage(JSON.stringify(chosen) + options.indexOf(chosen));
        botContext.printDebugMessage(botContext.evaluateOptions('c', options));";
    assert_eq!(hook(code).run().log(), ["\"B) y\\n\"1", "null"]);
}

#[test]
fn row_18_a_map_is_gone_through_by_its_keys() {
    let mut world = world();
    for (key, value) in [("one", json!("1")), ("two", json!({ "deep": [2] }))] {
        assert!(world.memory.context.set(ContextScope::User, "ns", key, value, world.now));
    }
    let code = "var m = botContext.getContextDataForUser('ns');
        for each (var k in m.keySet()) botContext.printDebugMessage(k + '=' + JSON.stringify(m[k]));";
    assert_eq!(hook(code).run_in(world).log(), ["one=\"1\"", "two={\"deep\":[2]}"]);
}
