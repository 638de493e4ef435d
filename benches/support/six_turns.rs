//! The dialog of the peer measurements.

use std::sync::Arc;

use dialogsim::engine::{Identity, Input, Session, advance_into};
use dialogsim::linked::{LinkedBot, Names, link};
use dialogsim::load::{MemoryFiles, load_bot};
use dialogsim::source::Sources;

/// The dialog of the peer measurements: six questions, an answer to each, a closing text.
pub(crate) const SIX_TURNS: &str = r#"
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
pub(crate) const SIX_MESSAGES: [&str; 6] = ["hello", "Ada", "Home", "36", "yes, I do", "no, thanks"];

/// A bot that links, from its text.
pub(crate) fn linked(text: &str) -> LinkedBot {
    let files = MemoryFiles::default().with("bot.yaml", text);
    let mut sources = Sources::default();
    let loaded = load_bot("bot.yaml", &files, &mut sources);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let bot = loaded.bot.unwrap();
    link(&Names::new(&bot), &|_| None).unwrap()
}

/// Plays [`SIX_TURNS`] from a fresh session and gives the session back as it is then.
pub(crate) fn play_six_turns(bot: &LinkedBot, messages: &[Arc<str>]) -> Session {
    let mut session = Session::new(Identity::default());
    let mut events = Vec::new();
    for message in messages {
        events.clear();
        advance_into(bot, &mut session, Input::Text(message.clone()), &mut events);
    }
    session
}
