//! One conversation with several bots: who hears what, whose session it is, and that it ends.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use dialogsim::engine::{
    Ended, Event, GroupAnswer, HandOver, Identity, Input, PassedContext, Session, Sibling, SiblingVerdict,
    Trace,
};
use dialogsim::integration::{AllowList, CallObserver, Gateway, Interrupt, Secrets};
use dialogsim::linked::{LinkedBot, Names, link};
use dialogsim::load::{MemoryFiles, load_bot};
use dialogsim::nlu::Score;
use dialogsim::play::{Conversation, Watcher};
use dialogsim::source::Sources;
use proptest::prelude::*;

fn linked(text: &str) -> Arc<LinkedBot> {
    let files = MemoryFiles::default().with("bot.yaml", text);
    let loaded = load_bot("bot.yaml", &files, &mut Sources::default());
    assert!(loaded.diagnostics.is_empty(), "{text}\n{:?}", loaded.diagnostics);
    Arc::new(link(&Names::new(&loaded.bot.unwrap()), &|_| None).unwrap())
}

fn run(bots: &[&str]) -> Conversation {
    let gateway = Gateway::new(AllowList::default(), Secrets::default(), false, Interrupt::EndsProcess);
    let mut bots = bots.iter().map(|text| linked(text));
    let first = Conversation::new(bots.next().unwrap(), Arc::new(gateway), Identity::default());
    first.with_others(bots)
}

/// What is said and goes wrong, and a full record.
#[derive(Default)]
struct Heard {
    said: String,
    record: String,
    ended: usize,
    handed_over: usize,
}

impl CallObserver for Heard {}

impl Watcher for Heard {
    fn event(&mut self, bot: &Arc<LinkedBot>, _session: &Session, event: &Event) {
        writeln!(self.record, "{}: {event:?}", bot.name).unwrap();
        match event {
            Event::Message(message) => writeln!(self.said, "{}: {}", bot.name, message.text).unwrap(),
            Event::Problem(problem) => writeln!(self.said, "{}: ! {problem:?}", bot.name).unwrap(),
            Event::Trace(Trace::TookOver(heard)) => {
                writeln!(self.said, "{} hears `{heard}`", bot.name).unwrap();
            }
            Event::Trace(Trace::IntentPassed { outcome, .. }) => {
                writeln!(self.said, "{}: intent {outcome:?}", bot.name).unwrap();
            }
            Event::HandOver(_) => self.handed_over += 1,
            Event::Ended(ended) => {
                self.ended += 1;
                assert!(*ended != Ended::HandedOver || self.handed_over > 0);
            }
            _ => {}
        }
    }
}

fn play(conversation: &mut Conversation, input: Input) -> Heard {
    let mut heard = Heard::default();
    conversation.play(input, &mut heard);
    heard
}

fn say(conversation: &mut Conversation, text: &str) -> String {
    play(conversation, Input::Text(Arc::from(text))).said
}

fn hand_over(conversation: &mut Conversation, to: &str, context: Option<(Option<&str>, &str)>) -> String {
    let mut heard = Heard::default();
    let context = context.map(|(intent, message)| PassedContext {
        intent: intent.map(Arc::from),
        message: Arc::from(message),
    });
    let over = HandOver { to: Arc::from(to), heard: Arc::from("nothing"), context, dialog: None };
    conversation.hand_over(over, &mut heard);
    heard.said
}

const SHOP: &str = "\
bot: Shop
dialogs:
  - dialog: Shopping
    interactions:
      - dialog_starter: { patterns: ['*buy*'] }
      - text_question: What is your name?
        rules:
          - regex: ^[A-Z][a-z]+$
            set: { name: '{$userMessage}' }
";

const BILLING: &str = "\
bot: Billing
intents:
  invoice: { phrases: [where is my invoice] }
  refund: { phrases: [I want my money] }
dialogs:
  - dialog: Invoices
    interactions:
      - dialog_starter: { patterns: ['*bill*'], exclude: [duck], intent: invoice }
      - text_question: Which invoice?
        rules:
          - regex: ^\\d+$
  - dialog: Hello
    interactions:
      - dialog_starter: { patterns: ['One moment*'] }
      - text: An agent says one moment.
  - fallback_dialog: Fallback
    interactions:
      - text: 'What is {$userMessage}, {$botContext.name}?'
";

#[test]
fn a_bot_hears_the_passed_intent_then_the_message_then_it_falls_back() {
    for (context, expected) in [
        ((Some("invoice"), "hm"), "intent Starts(DialogId(0))\nBilling: Which invoice?"),
        ((None, "my bill"), "Which invoice?"),
        ((Some("refund"), "my bill"), "intent NoStarter\nBilling: Which invoice?"),
        ((Some("nobody knows"), "my bill"), "intent Unknown\nBilling: Which invoice?"),
        ((Some("invoice"), "duck"), "intent Barred(DialogId(0))\nBilling: What is duck, {$botContext.name}?"),
        ((None, "hm"), "What is hm, {$botContext.name}?"),
    ] {
        let mut conversation = run(&[SHOP, BILLING]);
        let said = hand_over(&mut conversation, "Billing", Some(context));
        let problem = "Billing: ! UnresolvedReference";
        let said: Vec<&str> = said.lines().filter(|line| !line.starts_with(problem)).collect();
        assert_eq!(said.join("\n"), format!("Billing hears `nothing`\nBilling: {expected}"), "{context:?}");
        assert_eq!(conversation.bot().name.as_ref(), "Billing");
    }
}

#[test]
fn without_context_a_bot_hears_the_last_message_or_the_consumers() {
    // What the consumer said, where no bot has said anything since.
    let mut conversation = run(&[SHOP, BILLING]);
    say(&mut conversation, "buy");
    say(&mut conversation, "Ada");
    assert!(hand_over(&mut conversation, "Billing", None).starts_with("Billing hears `Ada`\n"));
    // What the bot said; a starter that expects it is triggered.
    let mut conversation = run(&[SHOP, BILLING]);
    say(&mut conversation, "buy");
    assert!(
        hand_over(&mut conversation, "Billing", None).starts_with("Billing hears `What is your name?`\n")
    );
    // Unless the connector of the bot that takes over skips it.
    let skipping =
        BILLING.replacen("intents:", "settings: { connector: { skip_agent_message: true } }\nintents:", 1);
    let mut conversation = run(&[SHOP, &skipping]);
    say(&mut conversation, "buy");
    assert!(hand_over(&mut conversation, "Billing", None).starts_with("Billing hears `buy`\n"));
}

#[test]
fn variables_and_dialogs_stay_with_their_bot_and_wait_there() {
    let mut conversation = run(&[SHOP, BILLING]);
    say(&mut conversation, "buy");
    say(&mut conversation, "Ada");
    say(&mut conversation, "buy again");
    assert_eq!(conversation.session.variable("name").as_deref(), Some("Ada"));
    hand_over(&mut conversation, "Billing", Some((None, "my bill")));
    assert_eq!(conversation.session.variable("name"), None);
    assert_eq!(say(&mut conversation, "17"), "");
    // The shop's question still waits, and what it is handed is its answer.
    hand_over(&mut conversation, "Shop", None);
    assert_eq!(conversation.session.variable("name").as_deref(), Some("Ada"));
    assert!(conversation.session.waiting_at().is_some());
    assert_eq!(say(&mut conversation, "Bob"), "");
    assert_eq!(conversation.session.variable("name").as_deref(), Some("Bob"));
}

#[test]
fn the_clock_is_the_conversations() {
    let mut conversation = run(&[SHOP, BILLING]);
    conversation.play(Input::TimePassed(Duration::from_secs(7200)), &mut Heard::default());
    hand_over(&mut conversation, "Billing", Some((None, "my bill")));
    assert_eq!(conversation.session.now(), Duration::from_secs(7200));
    // It has just begun there: nothing has ended meanwhile.
    assert!(conversation.session.waiting_at().is_some());
    conversation.play(Input::TimePassed(Duration::from_secs(60)), &mut Heard::default());
    hand_over(&mut conversation, "Shop", Some((None, "buy")));
    assert_eq!(conversation.session.now(), Duration::from_secs(7260));
}

#[test]
fn a_bot_that_is_not_in_the_run_is_a_problem_and_nothing_changes() {
    let mut conversation = run(&[SHOP, BILLING]);
    let said = hand_over(&mut conversation, "Biling", None);
    assert_eq!(said, "Shop: ! BotNotInRun { to: \"Biling\", known: [\"Shop\", \"Billing\"] }\n");
    assert_eq!(conversation.bot().name.as_ref(), "Shop");
}

#[test]
fn ids_are_the_conversations_and_the_bots_own() {
    let conversation =
        run(&[SHOP, BILLING, "bot: Third\ndialogs:\n  - dialog: A\n    interactions: [text: A]\n"]);
    let identities: Vec<_> = conversation.members().iter().map(|member| member.session.identity()).collect();
    let ids: Vec<&str> = identities.iter().map(|identity| &*identity.bot).collect();
    assert_eq!(ids, ["bot-1", "bot-2", "bot-3"]);
    for identity in identities {
        assert_eq!((&*identity.conversation, &*identity.consumer), ("conversation-1", "consumer-1"));
    }
}

fn sibling(name: &str, verdict: SiblingVerdict) -> Sibling {
    Sibling { bot: Arc::from(name), verdict }
}

#[test]
fn a_pattern_wins_over_every_intent_and_the_first_of_equals_takes_over() {
    let pattern =
        |name| sibling(name, SiblingVerdict::Pattern { pattern: Arc::from("*"), dialog: Arc::from("D") });
    let intent = |name, percent| {
        let score = Score::from_percent(percent);
        sibling(name, SiblingVerdict::Intent { intent: Arc::from("i"), score, dialog: Arc::from("D") })
    };
    let taken = |siblings: Vec<Sibling>| {
        GroupAnswer::new(siblings).taken().map_or(String::new(), |sibling| sibling.bot.to_string())
    };
    assert_eq!(taken(vec![intent("A", 100), pattern("B"), pattern("C")]), "B");
    assert_eq!(taken(vec![intent("A", 70), intent("B", 80), intent("C", 80)]), "B");
    assert_eq!(taken(vec![sibling("A", SiblingVerdict::Nothing), sibling("B", SiblingVerdict::Survey)]), "");
    assert_eq!(taken(Vec::new()), "");
}

/// A bot of the group that starts with this pattern, and asks something that some answers answer.
fn member(name: &str, pattern: &str, answer: &str, collaborates: bool, closes: bool) -> String {
    let next = if closes { "close_conversation" } else { "end" };
    format!(
        "bot: {name}\ngroup: {{ name: G, collaboration: {collaborates}, transfer_message: Moment. }}\ndialogs:\n  \
         - dialog: D\n    interactions:\n      - dialog_starter: {{ patterns: ['{pattern}'] }}\n      \
         - text_question: Well?\n        rules:\n          - exact: {answer}\n      - text: Fine.\n        \
         next: {next}\n"
    )
}

fn any_member(name: &'static str) -> impl Strategy<Value = String> {
    let pattern = prop_oneof![Just("*a*"), Just("*b*"), Just("*"), Just("c")];
    (pattern, prop_oneof![Just("a"), Just("b")], any::<bool>(), any::<bool>())
        .prop_map(move |(pattern, answer, on, closes)| member(name, pattern, answer, on, closes))
}

proptest! {
    #[test]
    fn every_message_ends_with_one_bot_that_is_not_busy(
        one in any_member("One"), two in any_member("Two"), three in any_member("Three"),
        messages in proptest::collection::vec(prop_oneof![Just("a"), Just("b"), Just("c"), Just("ab"), Just("x")], 1..12),
    ) {
        let mut conversation = run(&[&one, &two, &three]);
        for message in messages {
            let mut clone = conversation.clone();
            let heard = play(&mut conversation, Input::Text(Arc::from(message)));
            // One turn of the bot that had the conversation, and at most one of a sibling.
            prop_assert!(heard.handed_over <= 1, "{}", heard.record);
            prop_assert_eq!(heard.ended, 1 + heard.handed_over, "{}", heard.record);
            prop_assert!(conversation.members().iter().all(|member| !member.session.is_busy()));
            prop_assert!(!heard.said.is_empty());
            prop_assert_eq!(heard.record, play(&mut clone, Input::Text(Arc::from(message))).record);
            prop_assert_eq!(conversation.active(), clone.active());
        }
    }
}
