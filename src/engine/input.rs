//! What happens to a conversation.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{CallId, GroupAnswer, HandOver};
use crate::file_type::FileFacts;
use crate::linked::InteractionId;
use crate::nlu::ScoredIntent;

/// One thing that happens to a conversation.
#[derive(Clone, Debug)]
pub enum Input {
    /// The consumer says something.
    Text(Arc<str>),
    /// The consumer says something of which a person or a transcript says what it means. The text is the
    /// best intent's first training phrase, else its name, where none is given.
    Intent {
        /// What is said.
        text: Option<Arc<str>>,
        /// The intents that it may mean, in any order; scores count as the model's own.
        ranked: Vec<ScoredIntent>,
    },
    /// The consumer taps the choice at this place of what was offered last, from 0.
    Tap(usize),
    /// The consumer taps these choices of a list picker that takes several.
    Taps(Vec<usize>),
    /// The consumer taps something of a message that they scroll back to, or picks something with the tap.
    TapOn(TapOn),
    /// The consumer sends a file.
    File(Arc<ConsumerFile>),
    /// A call that the engine asked for has ended.
    CallFinished(CallId, CallOutcome),
    /// Nobody speaks for a while.
    TimePassed(Duration),
    /// The author sends the flow to an interaction, as a jump would.
    Goto(InteractionId),
    /// The consumer says something so long after their previous message: while the bot is still busy with
    /// that one, if it took longer (spec 13.8). It meets the conversation as it is after that turn.
    Interruption {
        /// What is said.
        text: Arc<str>,
        /// How long after the message that the bot worked off last.
        after: Duration,
    },
    /// The consumer says several texts, one after the other: one message if the gap between them is at
    /// most the connector's `message_delay` (spec 13.3), else each interrupts the one before.
    Burst {
        /// The texts, in order.
        texts: Vec<Arc<str>>,
        /// The time between two of them.
        gap: Duration,
    },
    /// A text of the platform comes to the bot, past any question (spec 13.2, U-38).
    Event(Arc<str>),
    /// What the siblings say to [`super::Event::AskGroup`].
    GroupAnswered(GroupAnswer),
    /// Another bot hands the conversation over to this one.
    TakeOver(Box<HandOver>),
}

/// Taps on one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TapOn {
    /// The message, by its number among those that offer something; the last one where none is named.
    pub message: Option<u32>,
    /// The places of its choices, from 0, in the order of the taps.
    pub places: Vec<usize>,
    /// The date or the slot that is picked.
    pub picked: Option<Arc<str>>,
}

/// A file that the consumer sends. The engine judges its facts and passes it on; it never reads it.
#[derive(Clone, Debug)]
pub struct ConsumerFile {
    /// Name, size, type and the evidence for the type.
    pub facts: FileFacts,
    /// What the consumer wrote with it.
    pub caption: Option<Arc<str>>,
    /// Where the host finds its bytes.
    pub path: PathBuf,
}

/// How a call ended.
#[derive(Clone, Debug)]
pub struct CallOutcome {
    /// The answer, or why there was none.
    pub result: Result<Response, CallError>,
    /// How long it took, in the conversation's time.
    pub elapsed: Duration,
    /// Who answered and why, for the trace.
    pub explanation: Arc<str>,
}

/// An integration's answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The body; not used where the platform does not let it be read.
    pub body: Arc<[u8]>,
}

/// Why a call got no answer, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallError(pub Arc<str>);

impl CallOutcome {
    /// Whether the platform counts it as success: 200 or 201, nothing else (spec 8.1.1).
    pub fn is_success(&self) -> bool {
        matches!(&self.result, Ok(response) if matches!(response.status, 200 | 201))
    }
}
