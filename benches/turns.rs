//! The six-turn question dialog of the peer measurements, and what a session costs in memory.
//!
//! Budget: ten times the fastest peer, that is 840,000 turns a second with the session's start.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/six_turns.rs"]
mod six_turns_dialog;

use std::sync::Arc;

use dialogsim::engine::{Event, Identity, Input, Session, advance_into};
use dialogsim::integration::{AllowList, CallObserver, Gateway, Interrupt, Secrets};
use dialogsim::linked::LinkedBot;
use dialogsim::play::{Conversation, Watcher};
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

/// The same by intent: a phrase of none of so many intents, and one of the last one's.
#[divan::bench(args = [10, 100, 1_000, 10_000])]
fn route_over_intents(bencher: Bencher, intents: usize) {
    let mut text = String::from("bot: Many\nintents:\n");
    for intent in 0..intents {
        text.push_str(&format!(
            "  i{intent}: {{ phrases: [I ask about topic {intent}, topic {intent} please] }}\n"
        ));
    }
    text.push_str("dialogs:\n");
    for intent in 0..intents {
        text.push_str(&format!(
            "  - dialog: D{intent}\n    interactions:\n      - dialog_starter: {{ intent: i{intent} }}\n      - \
             text: Hello\n        next: end\n"
        ));
    }
    let bot = six_turns_dialog::linked(&text);
    let messages: Vec<Arc<str>> =
        vec![Arc::from("nobody knows this"), Arc::from(format!("topic {} please", intents - 1))];
    bencher
        .counter(ItemsCount::new(messages.len()))
        .bench(|| six_turns_dialog::play_six_turns(black_box(&bot), &messages));
}

/// Dialogs that each ask something, one more than there will be on the stack.
fn dialogs_that_ask(dialogs: usize) -> LinkedBot {
    let mut text = String::from("bot: Deep\ndialogs:\n");
    for dialog in 0..=dialogs {
        text.push_str(&format!(
            "  - dialog: D{dialog}\n    interactions:\n      - dialog_starter: {{ patterns: [topic {dialog}] }}\n      \
             - text_question: What?\n        rules:\n          - exact: fine\n            set: {{ said: {{ value: \
             \"{{$userMessage}}\", scope: dialog }} }}\n            next: end\n"
        ));
    }
    six_turns_dialog::linked(&text)
}

fn topics(dialogs: usize) -> impl Iterator<Item = Arc<str>> {
    (0..dialogs).map(|dialog| Arc::from(format!("topic {dialog}")))
}

/// A turn with so many interrupted dialogs beneath: another one is triggered, asks, and is answered.
#[divan::bench(args = [1, 10, 100, 1_000])]
fn turn_on_a_stack(bencher: Bencher, depth: usize) {
    let bot = dialogs_that_ask(depth);
    let mut session = six_turns_dialog::play_six_turns(&bot, &topics(depth).collect::<Vec<_>>());
    assert_eq!(session.stack().len(), depth);
    let messages: [Arc<str>; 2] = [Arc::from(format!("topic {depth}")), Arc::from("fine")];
    let mut events = Vec::new();
    bencher.counter(ItemsCount::new(messages.len())).bench_local(|| {
        for message in &messages {
            events.clear();
            advance_into(&bot, &mut session, Input::Text(message.clone()), &mut events);
        }
    });
    assert_eq!(session.stack().len(), depth);
}

struct Nobody;

impl CallObserver for Nobody {}

impl Watcher for Nobody {
    fn event(&mut self, _bot: &Arc<LinkedBot>, _session: &Session, _event: &Event) {}
}

fn conversation(bot: LinkedBot) -> Conversation {
    let gateway = Gateway::new(AllowList::default(), Secrets::default(), false, Interrupt::EndsProcess);
    Conversation::new(Arc::new(bot), Arc::new(gateway), Identity::default())
}

/// What the chat keeps before each turn, with so many dialogs on the stack.
#[divan::bench(args = [1, 10, 100])]
fn checkpoint(bencher: Bencher, depth: usize) {
    let mut conversation = conversation(dialogs_that_ask(depth));
    for topic in topics(depth) {
        conversation.play(Input::Text(topic), &mut Nobody);
    }
    bencher.bench(|| black_box(&conversation).checkpoint());
}

/// The same after so many calls, which must not count.
#[divan::bench(args = [1, 100, 10_000])]
fn checkpoint_after_calls(bencher: Bencher, calls: usize) {
    let text = "bot: Calls\nintegrations:\n  - api: Score\n    method: GET\n    url: https://example.com/score\n    \
                mock: [{ respond: { json: { value: 7 } } }]\ndialogs:\n  - dialog: D\n    interactions:\n      - \
                dialog_starter: { patterns: [score] }\n      - integration: Score\n";
    let mut conversation = conversation(six_turns_dialog::linked(text));
    for _ in 0..calls {
        conversation.play(Input::Text(Arc::from("score")), &mut Nobody);
    }
    assert_eq!(conversation.calls().len(), calls);
    bencher.bench(|| black_box(&conversation).checkpoint());
}
