//! Bots to measure with, made here so that every run measures the same.

use std::fmt::Write;
use std::sync::Arc;

use dialogsim::engine::{Identity, Input, Session, advance_into};
use dialogsim::linked::{LinkedBot, Names, link};
use dialogsim::load::{MemoryFiles, load_bot};
use dialogsim::source::Sources;

/// The dialog of the peer measurements: six questions, an answer to each, a closing text.
pub const SIX_TURNS: &str = r#"
bot: Six turns
dialogs:
  - dialog: Form
    interactions:
      - dialog_starter: { patterns: ["*form*", "(hi|hello)*"] }
      - text_question: What is your name?
        rules:
          - regex: ^[A-Za-z' -]{2,40}$
            set: { name: "{$userMessage}" }
          - no_match: Letters only, please.
            next: current
      - multiple_choice: "Home or car, {$botContext.name}?"
        choices: [Home, Car]
        rules:
          - option: Home
          - option: Car
      - text_question: How old are you?
        rules:
          - regex: ^\d{1,3}$
            set: { age: "{$userMessage}" }
      - text_question: Do you live in town?
        rules:
          - pattern: "(yes|yeah|yup)*"
          - pattern: "(no|nope)*"
      - text_question: Anything else that we should know?
      - text: "Thank you, {$botContext.name}."
        next: end
"#;

/// What the consumer says in [`SIX_TURNS`], one message a turn.
pub const SIX_MESSAGES: [&str; 6] = ["hello", "Ada", "Home", "36", "yes, I do", "no, thanks"];

/// A bot that links, from its text.
pub fn linked(text: &str) -> LinkedBot {
    let files = MemoryFiles::default().with("bot.yaml", text);
    let mut sources = Sources::default();
    let loaded = load_bot("bot.yaml", &files, &mut sources);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let bot = loaded.bot.unwrap();
    link(&Names::new(&bot), &|_| None).unwrap()
}

/// Plays [`SIX_TURNS`] from a fresh session and gives the session back as it is then.
pub fn play_six_turns(bot: &LinkedBot, messages: &[Arc<str>]) -> Session {
    let mut session = Session::new(Identity::default());
    let mut events = Vec::new();
    for message in messages {
        events.clear();
        advance_into(bot, &mut session, Input::Text(message.clone()), &mut events);
    }
    session
}

/// The text of a bot with `count` interactions of all common kinds, in dialogs of about twenty.
pub fn generated(count: usize) -> String {
    let mut text = String::from(
        "bot: Generated\nenvironment:\n  host: http://localhost:8080\nintegrations:\n  \
         - file: Store document\n    method: PUT\n    url: \"{$env.host}/documents\"\n    mock:\n      \
         - respond: { status: 201 }\n  - api: Score\n    method: GET\n    url: \"{$env.host}/score\"\n    \
         fields: { value: \"{$.api_Score.value}\" }\n    mock:\n      - respond: { json: { value: 700 } }\n\
         dialogs:\n",
    );
    let mut made = 0;
    let mut dialog = 0;
    while made < count {
        made += add_dialog(&mut text, dialog, count - made);
        dialog += 1;
    }
    text
}

/// Adds a dialog of at most `most` interactions and says how many it has.
fn add_dialog(text: &mut String, dialog: usize, most: usize) -> usize {
    let d = dialog;
    let _ = writeln!(text, "  - dialog: Dialog {d}\n    interactions:");
    let mut items = vec![format!(
        "      - dialog_starter:\n          patterns: [\"*topic {d}\", \"(ask|tell me) about topic {d}*\"]\n"
    )];
    for part in 0..3 {
        items.push(format!(
            "      - text: Welcome to part {part} of topic number {d}.\n        delay: 800ms\n"
        ));
        items.push(format!(
            "      - text_question: What is your answer to question {part} of topic {d}?\n        name: \
             ask_{d}_{part}\n        rules:\n          - regex: ^[A-Za-z' -]{{2,{}}}$\n            set: {{ \
             answer{d}x{part}: \"{{$userMessage}}\" }}\n          - no_match: Letters only, please.\n            \
             next: current\n",
            20 + part
        ));
        items.push(format!(
            "      - multiple_choice: Which one of these is it?\n        name: choose_{d}_{part}\n        \
             choices: [One, Two, Three]\n        fallback: Please choose one of the three.\n        rules:\n          \
             - option: One\n            next: ask_{d}_{part}\n          - option: Two\n          - pattern: \
             \"(three|the last)*\"\n"
        ));
        items.push(format!(
            "      - integration: Score\n        name: score_{d}_{part}\n        rules:\n          - result: \
             success\n            and: {{ variable: Score.value, greater_than: 600 }}\n          - result: \
             failure\n            next: choose_{d}_{part}\n"
        ));
    }
    items.push(format!(
        "      - file_upload: Please upload document {d} as a PDF of at most 5 MB.\n        name: upload_{d}\n        \
         accept: [PDF]\n        fallback: That did not work, please send a PDF.\n        success: Thank you.\n"
    ));
    items.push(format!(
        "      - integration: Store document\n        fallback: We could not store it.\n        rules:\n          \
         - result: failure\n            next: upload_{d}\n          - result: success\n"
    ));
    items.push(
        "      - text: \"That is all for now, thank you: {$botContext.name}.\"\n        next: end\n".into(),
    );
    // A File Upload at the end of a cut dialog would lack its Integration.
    let mut taken = items.len().min(most);
    if taken == items.len() - 2 {
        taken -= 1;
    }
    let taken = taken.max(1);
    items[..taken].iter().for_each(|item| text.push_str(item));
    taken
}
