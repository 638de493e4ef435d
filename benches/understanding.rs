//! What a message costs with many intents and with many values of entities: it must grow much less than
//! they do.
#![allow(missing_docs, clippy::unwrap_used)]

use std::sync::Arc;

use dialogsim::nlu::{
    EntityDefinition, EntityKind, EntityModel, EntityValue, IntentDefinition, IntentModel, Language,
};
use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher, black_box};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

const SYLLABLES: [&str; 20] = [
    "ba", "ko", "ri", "tel", "mun", "sa", "do", "pir", "ven", "lo", "ga", "shi", "fer", "nu", "tas", "mi",
    "jor", "be", "cal", "wen",
];

/// A word of its own for each number.
fn word(mut number: usize) -> String {
    let mut word = String::new();
    for _ in 0..4 {
        word.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
    }
    word
}

/// So many intents with 15 phrases each: light words, two words that many intents have, and one or two
/// of their own.
fn intents(count: usize) -> Vec<IntentDefinition> {
    const FRAMES: [&str; 5] = [
        "I want to {a} my {b} {c}",
        "how do I {a} the {c}",
        "please {a} this {b} for my {c} {d}",
        "can you tell me about {b} {c}",
        "{c} {d} {a}",
    ];
    let phrase = |intent: usize, number: usize| {
        let common = |salt: usize| word(100_000 + (intent * 7 + number * salt) % 300);
        let frame = FRAMES[number % FRAMES.len()];
        let frame = frame.replace("{a}", &common(3)).replace("{b}", &common(11));
        Arc::from(frame.replace("{c}", &word(2 * intent)).replace("{d}", &word(2 * intent + 1)))
    };
    let intent = |intent: usize| IntentDefinition {
        name: format!("intent_{intent}").into(),
        display_name: None,
        phrases: (0..15).map(|number| phrase(intent, number)).collect(),
        children: Vec::new(),
    };
    (0..count).map(intent).collect()
}

/// A paraphrase, a phrase, one with a slip, one that shares common words only, and one that means nothing.
fn messages(count: usize) -> Vec<String> {
    let own = word(2 * (count / 2));
    let common = [word(100_003), word(100_017), word(100_250)];
    vec![
        format!("hello, could you {} the {own} of mine today", common[0]),
        format!("how do I {} the {}", word(100_000), word(0)),
        format!("what about {}x and {}", own, common[1]),
        format!("I want to {} my {} and {}", common[0], common[1], common[2]),
        "what a lovely evening by the sea".to_owned(),
    ]
}

#[divan::bench(args = [10, 100, 1_000, 10_000])]
fn understand_over_intents(bencher: Bencher, count: usize) {
    let model = IntentModel::new(intents(count));
    let messages = messages(count);
    assert!(model.understand(&messages[0]).best().is_some());
    bencher.counter(ItemsCount::new(messages.len())).bench(|| {
        for message in &messages {
            black_box(model.understand(black_box(message)));
        }
    });
}

/// What the first message costs besides.
#[divan::bench(sample_count = 10, args = [10, 100, 1_000, 10_000])]
fn learn_intents(bencher: Bencher, count: usize) {
    let intents = intents(count);
    bencher.counter(ItemsCount::new(count)).bench(|| {
        let model = IntentModel::new(black_box(&intents).clone());
        model.understand("hello");
        model
    });
}

fn entities(count: usize) -> EntityModel {
    let value = |number: usize| EntityValue::parse(&format!("{} {}", word(number), word(number * 3 + 1)));
    let kind = EntityKind::Values((0..count).map(value).collect());
    let definition = EntityDefinition { name: "PLACE".into(), kind };
    EntityModel::new(vec![definition], dialogsim::nlu::Engine::LivePerson, Language::English)
        .used_in_slots(vec![0])
}

#[divan::bench(args = [10, 100, 1_000, 10_000])]
fn find_over_values(bencher: Bencher, count: usize) {
    let model = entities(count);
    let last = count - 1;
    let message = format!("I would like to go from {} {} to somewhere warm", word(last), word(last * 3 + 1));
    assert_eq!(model.find_for_slots(&message).found.len(), 1);
    bencher.counter(ItemsCount::new(1usize)).bench(|| black_box(model.find_for_slots(black_box(&message))));
}

/// The platform's own entities.
#[divan::bench]
fn find_built_in(bencher: Bencher) {
    let model = EntityModel::default();
    let message = "two tickets for 22 November 2026 at 14:30, at most $50 or 10 % off, for twenty-one days";
    assert_eq!(model.find(message).len(), 6);
    bencher.counter(ItemsCount::new(1usize)).bench(|| black_box(model.find(black_box(message))));
}
