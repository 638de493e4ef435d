//! Consumers that say, tap and send anything, and the authors who meddle.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use dialogsim::engine::{ConsumerFile, Input};
use dialogsim::file_type::{Content, Evidence, FileFacts, FileType};
use dialogsim::linked::{InteractionId, LinkedBot};
use dialogsim::nlu::{Score, ScoredIntent};
use proptest::prelude::*;

/// What consumers say.
pub(crate) const TEXTS: &[&str] = &[
    "yes",
    "hello there",
    "no thanks",
    "One",
    "two",
    "",
    "  ",
    "reset",
    "display userid",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
    "ü 🎈",
    "oh yes please",
    "I want to order",
    "2.",
    "a)",
    "file_upload_success:x",
    "{$botContext.said}",
];

/// Something that is done to a conversation.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Text(&'static str),
    Tap(usize),
    Taps(Vec<usize>),
    File(usize, bool),
    Time(u64),
    Goto(usize),
    Interrupt(&'static str, u64),
    Burst(Vec<&'static str>, u64),
    Event(&'static str),
    Intent(usize, u32),
}

pub(crate) fn act() -> impl Strategy<Value = Act> {
    let text = || proptest::sample::select(TEXTS);
    prop_oneof![
        6 => text().prop_map(Act::Text),
        2 => (0_usize..5).prop_map(Act::Tap),
        1 => proptest::collection::vec(0_usize..4, 0..4).prop_map(Act::Taps),
        3 => (0_usize..3, any::<bool>()).prop_map(|(file, caption)| Act::File(file, caption)),
        1 => prop_oneof![0_u64..100, 3590_u64..8000].prop_map(Act::Time),
        1 => any::<usize>().prop_map(Act::Goto),
        1 => (text(), 0_u64..20).prop_map(|(text, after)| Act::Interrupt(text, after)),
        1 => (proptest::collection::vec(text(), 0..4), 0_u64..900)
            .prop_map(|(texts, gap)| Act::Burst(texts, gap)),
        1 => proptest::sample::select(&["__agent_escalation_failed__", "file_upload_failed:x", "yes"][..])
            .prop_map(Act::Event),
        1 => (any::<usize>(), 0_u32..=10_000).prop_map(|(intent, score)| Act::Intent(intent, score)),
    ]
}

pub(crate) fn acts() -> impl Strategy<Value = Vec<Act>> {
    proptest::collection::vec(act(), 1..20)
}

impl Act {
    pub(crate) fn input(&self, bot: &LinkedBot) -> Input {
        match self {
            Self::Text(text) => Input::Text(Arc::from(*text)),
            Self::Tap(index) => Input::Tap(*index),
            Self::Taps(places) => Input::Taps(places.clone()),
            Self::File(file, caption) => Input::File(Arc::new(ConsumerFile {
                facts: facts(*file),
                caption: caption.then(|| Arc::from("yes")),
                path: PathBuf::from("files/a.pdf"),
            })),
            Self::Time(seconds) => Input::TimePassed(Duration::from_secs(*seconds)),
            Self::Goto(index) => Input::Goto(InteractionId::new(index % bot.interactions.len())),
            Self::Interrupt(text, after) => {
                Input::Interruption { text: Arc::from(*text), after: Duration::from_secs(*after) }
            }
            Self::Burst(texts, gap) => Input::Burst {
                texts: texts.iter().map(|text| Arc::from(*text)).collect(),
                gap: Duration::from_millis(*gap),
            },
            Self::Event(text) => Input::Event(Arc::from(*text)),
            Self::Intent(intent, score) => {
                let intent = intent % bot.intents.names().count();
                let score = Score::from_hundredths(*score);
                Input::Intent { text: None, ranked: vec![ScoredIntent { intent, score }] }
            }
        }
    }

    /// How many messages it is for the bot: the texts of a burst are one, if they come quickly.
    pub(crate) fn messages(&self) -> usize {
        match self {
            Self::Burst(texts, gap) if *gap > 300 => texts.len().max(1),
            _ => 1,
        }
    }
}

/// A PDF, a PDF that is too large, a program.
fn facts(which: usize) -> FileFacts {
    let pdf = FileType::from_name("PDF").unwrap();
    let size = if which == 1 { 5 * 1024 * 1024 + 1 } else { 100 };
    if which == 2 {
        let evidence = Evidence {
            content: Content::Foreign("a Windows program (MZ)".into()),
            extension: Some("pdf".into()),
        };
        let media_type = "application/octet-stream".into();
        return FileFacts { name: "b.pdf".into(), size, file_type: None, media_type, evidence };
    }
    let evidence = Evidence { content: Content::Known(pdf), extension: Some("pdf".into()) };
    FileFacts {
        name: "a.pdf".into(),
        size,
        file_type: Some(pdf),
        media_type: "application/pdf".into(),
        evidence,
    }
}
