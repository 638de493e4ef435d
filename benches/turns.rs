//! The six-turn question dialog of the peer measurements, and what a session costs in memory.
//!
//! Budget: ten times the fastest peer, that is 840,000 turns a second with the session's start.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/six_turns.rs"]
mod six_turns_dialog;

use std::sync::Arc;

use dialogsim::engine::{Identity, Session};
use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher, black_box};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    // What is measured must be the whole conversation.
    let session =
        six_turns_dialog::play_six_turns(&six_turns_dialog::linked(six_turns_dialog::SIX_TURNS), &messages());
    assert_eq!(session.variable("name").as_deref(), Some("Ada"));
    assert_eq!(session.variable("age").as_deref(), Some("36"));
    assert!(session.stack().is_empty());
    divan::main();
}

fn messages() -> Vec<Arc<str>> {
    six_turns_dialog::SIX_MESSAGES.iter().map(|message| Arc::from(*message)).collect()
}

/// Items are turns; each iteration starts a session.
#[divan::bench]
fn six_turns(bencher: Bencher) {
    let bot = six_turns_dialog::linked(six_turns_dialog::SIX_TURNS);
    let messages = messages();
    bencher
        .counter(ItemsCount::new(messages.len()))
        .bench(|| six_turns_dialog::play_six_turns(black_box(&bot), &messages));
}

/// Starting a session and nothing else.
#[divan::bench]
fn session_start(bencher: Bencher) {
    bencher.bench(|| Session::new(Identity::default()));
}

/// What a session holds that has played the dialog and now waits; the column "max alloc" is its memory
/// beyond the value itself.
#[divan::bench]
fn idle_session_memory(bencher: Bencher) {
    let bot = six_turns_dialog::linked(six_turns_dialog::SIX_TURNS);
    let messages = messages();
    let played = six_turns_dialog::play_six_turns(&bot, &messages[..5]);
    println!("a session value has {} bytes", size_of::<Session>());
    bencher.bench(|| black_box(&played).clone());
}

/// A message that none of so many starters knows, and one that the last of them knows.
#[divan::bench(args = [10, 100, 1_000, 10_000])]
fn route_over_starters(bencher: Bencher, dialogs: usize) {
    let mut text = String::from("bot: Many\ndialogs:\n");
    for dialog in 0..dialogs {
        text.push_str(&format!(
            "  - dialog: D{dialog}\n    interactions:\n      - dialog_starter: {{ patterns: [\"*topic \
             {dialog}\", \"(ask|tell me) about topic {dialog}*\"] }}\n      - text: Hello\n        next: end\n"
        ));
    }
    let bot = six_turns_dialog::linked(&text);
    let messages: Vec<Arc<str>> =
        vec![Arc::from("nobody knows this"), Arc::from(format!("a topic {}", dialogs - 1))];
    bencher
        .counter(ItemsCount::new(messages.len()))
        .bench(|| six_turns_dialog::play_six_turns(black_box(&bot), &messages));
}
