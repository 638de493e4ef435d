//! Every turn of every conversation ends, in a state that the platform knows, and repeats exactly.

use std::fmt::Write as _;
use std::sync::Arc;

use dialogsim::engine::{Ended, Event, Identity, MessageBody, Session};
use dialogsim::integration::{AllowList, CallObserver, Gateway, Interrupt, Secrets};
use dialogsim::linked::{LinkedBot, Offer};
use dialogsim::play::{Conversation, Watcher};
use proptest::prelude::*;

use super::bots::{bot, linked};
use super::cases;
use super::consumers::{Act, acts};

/// Writes down what it sees.
#[derive(Default)]
pub(crate) struct Witness {
    /// Every event as it is, which is the same text for the same events.
    pub(crate) log: String,
    events: usize,
    /// How each turn of the engine ended.
    ended: Vec<Ended>,
    /// How many calls were begun that the flow waits for, and how many others.
    awaited: usize,
    background: usize,
    most_frames: usize,
}

impl CallObserver for Witness {}

impl Watcher for Witness {
    fn event(&mut self, _bot: &Arc<LinkedBot>, session: &Session, event: &Event) {
        let _ = writeln!(self.log, "{event:?}");
        self.events += 1;
        // Said here, as a turn without end does not come to where the bound is checked.
        assert!(self.events < 100_000, "a turn without end\n{}", &self.log[self.log.len() - 2_000..]);
        self.most_frames = self.most_frames.max(session.stack().len());
        match event {
            Event::Ended(ended) => self.ended.push(*ended),
            Event::Call(call) if call.background => self.background += 1,
            Event::Call(_) => self.awaited += 1,
            Event::Message(message) => {
                if let MessageBody::Choices(offer) = &message.body {
                    groups_hold_all_choices(offer);
                }
            }
            _ => {}
        }
    }
}

/// Where choices stand in groups, each stands in one, in order.
fn groups_hold_all_choices(offer: &Offer) {
    let Some(first) = offer.groups().first() else { return };
    let mut next = first.choices.start;
    for group in offer.groups() {
        assert_eq!(group.choices.start, next, "{offer:?}");
        next = group.choices.end;
    }
    assert_eq!((first.choices.start, next), (0, offer.choices.len()), "{offer:?}");
}

pub(crate) fn conversation(bot: LinkedBot) -> Conversation {
    let gateway = Gateway::new(AllowList::default(), Secrets::default(), false, Interrupt::EndsProcess);
    Conversation::new(Arc::new(bot), Arc::new(gateway), Identity::default())
}

pub(crate) fn play(conversation: &mut Conversation, act: &Act) -> Witness {
    let input = act.input(&conversation.bot().clone());
    let mut witness = Witness::default();
    conversation.play(input, &mut witness);
    witness
}

/// All that a conversation is, as a text.
pub(crate) fn state(conversation: &Conversation) -> String {
    format!("{:?}\n{:?}", conversation.session, conversation.calls())
}

/// The most events of one turn of the engine. Ten interactions play in a row, then the platform stops the
/// flow; before them the question that waited is answered, after them one is asked again. Each has at most
/// two rounds of its own rules with what they set, its texts in pieces, and a few steps besides. Every
/// dialog leaves the stack at most once, and every starter may exclude the message.
fn most_events(bot: &LinkedBot) -> usize {
    let rules = bot.interactions.iter().map(|interaction| interaction.rules.len() + 1).max().unwrap_or(0);
    let interaction = 24 + 6 * rules;
    (10 + 2) * interaction + 4 * bot.dialogs.len() + 16
}

/// What the last turn's end says of the session.
fn is_as_ended(ended: Ended, session: &Session) -> bool {
    match ended {
        Ended::Waiting(question) => session.waiting_at() == Some(question),
        Ended::Idle => session.waiting_at().is_none(),
        Ended::Closed => session.is_closed(),
        Ended::WithAgent => session.is_with_agent(),
        // It stopped in the middle of things, or another bot goes on.
        Ended::NotSimulated | Ended::ChainLimit | Ended::HandedOver => true,
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_conversation_holds_the_laws(text in bot(), acts in acts()) {
        let bot = linked(&text);
        let dialogs = bot.dialogs.len();
        let most_events = most_events(&bot);
        let mut one = conversation(bot);
        let mut other = conversation(linked(&text));
        for act in &acts {
            let mut clone = one.clone();
            let before = state(&one);
            let seen = play(&mut one, act);
            // Each turn of the engine ends once; the flow waits for every call that is not in the background.
            let turns = act.messages() + seen.background;
            prop_assert_eq!(seen.ended.len(), turns, "{}\n{}", text, seen.log);
            prop_assert!(!one.session.is_busy(), "a call is pending\n{text}\n{}", seen.log);
            prop_assert_eq!(one.session.background_calls(), 0, "{}\n{}", text, seen.log);
            let last = seen.ended.last().copied().unwrap();
            prop_assert!(is_as_ended(last, &one.session), "{last:?}\n{text}\n{}", seen.log);
            // No turn goes on and on.
            let frames = seen.most_frames.max(one.session.stack().len());
            prop_assert!(frames <= dialogs, "{frames} frames\n{text}\n{}", seen.log);
            prop_assert!(seen.background <= 10, "{} uploads\n{}\n{}", seen.background, text, seen.log);
            prop_assert!(seen.events <= turns * most_events, "{} events\n{}\n{}", seen.events, text, seen.log);
            // The survey after the end of a conversation is one of its own, with a chain of its own.
            prop_assert!(seen.awaited <= turns * 20, "{} calls\n{}\n{}", seen.awaited, text, seen.log);
            // A clone is not touched by what happens to the other, and goes the same way.
            prop_assert_eq!(&before, &state(&clone));
            prop_assert_eq!(&seen.log, &play(&mut clone, act).log);
            prop_assert_eq!(state(&one), state(&clone));
            // So does another bot of the same text.
            prop_assert_eq!(&seen.log, &play(&mut other, act).log);
        }
    }
}

/// Found by the law above: a Fallback dialog that jumps elsewhere was put on the stack once more.
#[test]
fn the_fallback_dialog_is_on_the_stack_once() {
    let bot = linked(
        "bot: A\ndialogs:\n  - dialog: Form\n    interactions:\n      - dialog_starter: { patterns: [form] }\n      \
         - text_question: What?\n        name: what\n        rules:\n          - exact: fine\n  - fallback_dialog: Fallback\n    \
         interactions:\n      - text_question: Pardon?\n        rules:\n          - exact: go\n            next: what\n",
    );
    let mut conversation = conversation(bot);
    for text in ["x", "go", "x"] {
        play(&mut conversation, &Act::Text(text));
    }
    let frames: Vec<usize> = conversation.session.stack().iter().map(|frame| frame.dialog.index()).collect();
    assert_eq!(frames, [0, 1]);
}

/// Found by the law above: a survey that hands over and then closes was followed by a survey, without end.
#[test]
fn a_survey_that_hands_over_is_not_followed_by_another() {
    let bot = linked(
        "bot: A\ndialogs:\n  - dialog: Bye\n    interactions:\n      - dialog_starter: { patterns: [bye] }\n      \
         - text: Bye.\n        next: close_dialog\n  - survey_dialog: Survey\n    interactions:\n      \
         - agent_transfer: A colleague.\n        skill: \"12\"\n      - text: Thanks.\n        next: close_dialog\n",
    );
    let mut conversation = conversation(bot);
    let seen = play(&mut conversation, &Act::Text("bye"));
    assert_eq!(seen.log.matches("SurveyBegins").count(), 1, "{}", seen.log);
    assert!(conversation.session.is_closed());
}

/// Found by the law above: the event of an upload's end triggered a dialog that sent the file once more,
/// whose end triggered it again, without end.
#[test]
fn the_event_of_an_uploads_end_brings_no_file() {
    let bot = linked(
        "bot: A\nsettings: { file_upload: asynchronous }\nintegrations:\n  - file: Store\n    method: PUT\n    \
         url: https://example.com/store\n    mock: [{ respond: { status: 201 } }]\ndialogs:\n  - dialog: Up\n    \
         interactions:\n      - dialog_starter: { patterns: [up] }\n      - file_upload: A file?\n      \
         - integration: Store\n  - dialog: Again\n    interactions:\n      - dialog_starter: { patterns: \
         [\"file_upload_*\"] }\n      - text: again\n      - integration: Store\n",
    );
    let mut conversation = conversation(bot);
    play(&mut conversation, &Act::Text("up"));
    let seen = play(&mut conversation, &Act::File(0, false));
    assert_eq!(seen.background, 1, "{}", seen.log);
    assert!(seen.log.contains("NoFileToSend"), "{}", seen.log);
}

/// Variables that bot code keeps for 180 days are the consumer's, not the session's (spec 10.2.1).
#[test]
fn lasting_variables_survive_the_session_and_end_after_180_days() {
    const DAY: u64 = 24 * 60 * 60;
    let bot = linked(
        "bot: A\ndialogs:\n  - dialog: Form\n    interactions:\n      - dialog_starter: { patterns: [bye] }\n      \
         - text: \"{$botContext.tier}\"\n        next: close_conversation\n",
    );
    let mut conversation = conversation(bot);
    conversation.session.set_lasting_variable(Arc::from("tier"), Arc::from("gold"));
    let says = |seen: &Witness, text: &str| seen.log.contains(&format!("text: {text:?}"));
    for text in ["bye", "reset", "bye"] {
        let seen = play(&mut conversation, &Act::Text(text));
        assert!(text != "bye" || says(&seen, "gold"), "{}", seen.log);
    }
    play(&mut conversation, &Act::Time(180 * DAY - 1));
    assert!(says(&play(&mut conversation, &Act::Text("bye")), "gold"));
    play(&mut conversation, &Act::Time(1));
    assert!(says(&play(&mut conversation, &Act::Text("bye")), "{$botContext.tier}"));
    assert!(conversation.session.lasting_variables().is_empty());
}

/// A generator that makes nothing of interest proves nothing.
#[test]
fn generated_conversations_reach_what_matters() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut log = String::new();
    let strategy = (bot(), acts());
    for _ in 0..600 {
        let (text, acts) = strategy.new_tree(&mut runner).unwrap().current();
        let mut conversation = conversation(linked(&text));
        for act in &acts {
            log.push_str(&play(&mut conversation, act).log);
        }
    }
    let missing: Vec<&str> = REACHED.iter().copied().filter(|word| !log.contains(word)).collect();
    assert!(missing.is_empty(), "no generated conversation has {missing:?}");
}

/// What some generated conversation must come to.
const REACHED: &[&str] = &[
    "Message(",
    "PrivateMessage",
    "Transferred",
    "Closed {",
    "Problem(",
    "LinkOpened",
    "Ended(Waiting",
    "Ended(Idle",
    "Ended(Closed",
    "Ended(WithAgent",
    "Ended(ChainLimit",
    "background: true",
    "background: false",
    "InProgress",
    "Success",
    "Failure",
    "Repeated",
    "NoMatch",
    "BuiltIn",
    "DefaultResponse",
    "Image",
    "Choices(",
    "fit: Pattern(",
    "fit: Intent {",
    "verdict: Excluded",
    "AutoEscalation {",
    "FreshSession",
    "Trace(Reset)",
    "EventDropped",
    "slot.pet",
    "SkillIsNotANumber",
    "RegexFailed",
    "Resumed",
    "result: Success",
    "result: Failure",
    "RichLink {",
    "Tiles {",
    "ListPicker {",
    "TimePicker {",
    "ChoicesListed",
    "ListMarker",
    "NotOnChannel",
    "NotATime",
    "TooManyChoices",
    "NothingToTap",
    "OneTapOnly",
    "TriedAgainWith",
    "SurveyBegins(",
    "HeldBySurvey",
    "Greeting(",
    "outcome: Blocked",
    "outcome: NotBusy",
    "Merged(",
    "counter: Fallbacks",
    "NotCounted(",
];
