//! A moment of a conversation, to come back to.

use super::{CallRecord, Conversation};
use crate::engine::Session;
use crate::linked::LinkedBot;

/// What a conversation was at one moment: session, clock, counts of its mocks, the answers that override
/// them, and how many calls had been made. Cheap: the calls themselves are not copied.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    /// The conversation without its calls.
    state: Conversation,
    calls: usize,
}

impl Checkpoint {
    /// The engine's state at that moment.
    pub fn session(&self) -> &Session {
        &self.state.session
    }

    /// The bot that had the conversation at that moment.
    pub fn bot(&self) -> &LinkedBot {
        self.state.bot()
    }

    /// How many calls had been made.
    pub fn calls(&self) -> usize {
        self.calls
    }
}

impl Conversation {
    /// This moment.
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { state: self.without_calls(), calls: self.calls().len() }
    }

    /// Becomes what it was at an earlier moment of its own. What is live stays as it is now: that is the
    /// person's word about the world outside, which no rewinding may change.
    pub fn restore(&mut self, checkpoint: &Checkpoint) {
        self.become_as(&checkpoint.state, checkpoint.calls);
    }
}

impl CallRecord {
    /// Whether a real service may have seen it.
    pub fn reached_a_service(&self) -> bool {
        use crate::integration::{AnswerSource, NoAnswer};
        self.answer.source == AnswerSource::Live && !matches!(self.answer.result, Err(NoAnswer::Refused(_)))
    }
}
