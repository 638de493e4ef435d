//! Going back over live calls: what is done at a service stays done, and is not done twice unasked.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;
#[allow(dead_code, reason = "each test uses its own part of this")]
#[path = "live/server.rs"]
mod server;

use project::{Project, Ran, ran};
use server::{Answer, Server};

const BOT: &str = r#"
bot: Orders
settings: { allow_hosts: [127.0.0.1] }
integrations:
  - api: Place order
    method: POST
    url: "SERVER/orders"
    response_variable: order
    mock: [{ respond: { json: { number: 3 } } }]
dialogs:
  - dialog: Order
    interactions:
      - dialog_starter: { patterns: ["order *"] }
      - integration: Place order
      - text: "{$userMessage}: status {$botContext.api_orderStatus}."
        next: end
"#;

/// Plays these lines against a server; says what came out and how often the server was called.
fn play(input: &str) -> (Ran, usize) {
    let server = Server::start(|_| Answer::ok("{\"number\": 1}"));
    let project = Project::new().file("bot.yaml", BOT.replace("SERVER", &server.url("")));
    let mut command = project.command(&["chat", "bot.yaml", "--live", "Place order"]);
    let played = ran(command.write_stdin(input));
    (played, server.requests().len())
}

#[track_caller]
fn holds(played: &Ran, text: &str) {
    assert!(played.out.contains(text), "{}\n{}", played.out, played.err);
}

#[test]
fn what_a_live_call_did_stays_done_and_is_said() {
    let (played, calls) = play("order a\norder b\n/back 2\n/back\n");
    holds(&played, "! 2 changes taken back: \"order b\", \"order a\"");
    holds(&played, "! not taken back: what live calls did at their services: `Place order` (2 calls)");
    assert_eq!(calls, 2);
}

#[test]
fn a_live_call_is_not_repeated_unless_that_is_said() {
    let (played, calls) = play("order a\n/back\n/redo\n/redo b\n/redo --live\n/calls\n");
    holds(
        &played,
        "! \"order a\" called `Place order` live and would call it again: `/redo --live` does so, `/live Place \
         order off` lets its mocks answer",
    );
    // The turn is taken back already: there is no other to be said otherwise.
    holds(&played, "! the consumer has said nothing yet that could be said otherwise");
    holds(&played, "  1. Place order: POST");
    assert!(!played.out.contains("  2. Place order"), "{}", played.out);
    assert_eq!(calls, 2);
}

#[test]
fn saying_something_else_in_place_of_a_live_turn_is_asked_for_too() {
    let (played, calls) = play("order a\n/redo order b\n/redo --live order c\n");
    holds(
        &played,
        "! the last turn called `Place order` live, and this may call it again: `/redo --live order b`",
    );
    holds(&played, "! taken back: \"order a\"");
    holds(&played, "! not taken back: what live calls did at their services: `Place order` (1 call)");
    holds(&played, "> order c\nBot: order c: status 200.");
    assert_eq!(calls, 2);
}

#[test]
fn mocks_answer_where_the_integration_is_not_live_any_more() {
    for switched_off in ["/live Place order off", "/mock Place order 200 {\"number\": 2}"] {
        let (played, calls) = play(&format!("order a\n/back\n{switched_off}\n/redo\n/calls\n"));
        holds(&played, "> order a\nBot: order a: status 200.\n  1. Place order: POST");
        assert!(!played.out.contains("would call it again"), "{}", played.out);
        assert_eq!(calls, 1);
    }
}

/// Also where mocks have answered in between.
#[test]
fn a_live_call_of_long_ago_is_not_repeated_either() {
    let (played, calls) = play(
        "order a\n/back\n/live Place order off\n/redo\n/back\n/live Place order on\n/redo\n/redo --live\n",
    );
    holds(&played, "and would call it again: `/redo --live` does so");
    assert_eq!(played.out.matches("not taken back").count(), 1, "{}", played.out);
    assert_eq!(calls, 2);
}

#[test]
fn going_back_switches_nothing_to_live() {
    let (played, calls) =
        play("order a\n/live Place order off\n/back\norder b\n/fork x\n/switch main\norder c\n");
    holds(&played, "> order c");
    assert_eq!(calls, 1);
}
