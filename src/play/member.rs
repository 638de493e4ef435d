//! A bot of a run, with its own part of the conversation.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::engine::{Identity, Session};
use crate::integration::mock::{MockCounts, Overrides};
use crate::linked::{IntegrationId, LinkedBot};

/// Which integrations call their real service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveChoice {
    /// Every integration.
    pub all: bool,
    /// These.
    pub integrations: BTreeSet<IntegrationId>,
}

impl LiveChoice {
    /// Whether an integration is live.
    pub fn includes(&self, id: IntegrationId) -> bool {
        self.all || self.integrations.contains(&id)
    }
}

/// A bot with its own session: dialogs under way and variables do not travel (spec 14.1).
#[derive(Clone, Debug)]
pub struct Member {
    pub(super) bot: Arc<LinkedBot>,
    /// The engine's state.
    pub session: Session,
    /// Which integrations are live.
    pub live: LiveChoice,
    /// Answers of this conversation, tried before the bot's mocks and before live calls.
    pub overrides: Overrides,
    pub(super) counts: MockCounts,
}

impl Member {
    pub(super) fn new(bot: Arc<LinkedBot>, identity: Identity) -> Self {
        Self {
            bot,
            session: Session::new(identity),
            live: LiveChoice::default(),
            overrides: Overrides::default(),
            counts: MockCounts::default(),
        }
    }

    /// The bot.
    pub fn bot(&self) -> &Arc<LinkedBot> {
        &self.bot
    }

    /// How often its integrations were called and their mocks used in this conversation.
    pub fn counts(&self) -> &MockCounts {
        &self.counts
    }
}

/// The ids that the bot of this place shows. Conversation and consumer are the same for all; the first
/// bot's own ids are as they are given, those of the others are counted on.
pub(super) fn identity_of(place: usize, first: &Identity) -> Identity {
    if place == 0 {
        return first.clone();
    }
    let number = place + 1;
    Identity {
        bot: Arc::from(format!("bot-{number}")),
        bot_agent: Arc::from(format!("bot-agent-{number}")),
        ..first.clone()
    }
}
