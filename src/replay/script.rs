//! A case that is ready to be played.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Cast, UploadedFile};
use crate::bot::{Channel, Scope};
use crate::integration::mock::Overrides;
use crate::linked::InteractionId;
use crate::play::Conversation;
use crate::source::Span;
use crate::transcript::Case;

/// A case with its bots, its files examined and its mocks in their places.
#[derive(Debug)]
pub struct Script {
    pub(super) case: Arc<Case>,
    pub(super) cast: Arc<Cast>,
    /// The case's answers, for each of the bots.
    pub(super) overrides: Vec<Overrides>,
    /// The files that the consumer sends, by their path.
    pub(super) uploads: BTreeMap<Arc<str>, Arc<UploadedFile>>,
    /// The entries of its own mocks, each of which must be used.
    pub(super) own_mocks: Vec<OwnMock>,
}

/// An entry of a case's mocks.
#[derive(Clone, Debug)]
pub(super) struct OwnMock {
    /// The integration, as written.
    pub(super) integration: Arc<str>,
    /// The place of its bot.
    pub(super) bot: usize,
    /// The entry's place in the file.
    pub(super) span: Span,
    /// Whether the file's defaults hold it, so that other cases may be the ones that use it.
    pub(super) is_default: bool,
}

impl Script {
    /// The case.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// Its bots.
    pub fn cast(&self) -> &Arc<Cast> {
        &self.cast
    }

    /// Where its conversation begins, if not with the consumer's first message.
    pub fn start(&self) -> Option<InteractionId> {
        self.cast.find_place(0, self.case.start_at.as_ref()?.as_str())
    }

    /// Sets the ground of a conversation with its bots in which nothing has happened yet: channel, variables,
    /// and the answers of its mocks, behind those that are there already.
    pub fn set_up(&self, conversation: &mut Conversation, channel: Option<Channel>) {
        for (member, overrides) in conversation.members_mut().iter_mut().zip(&self.overrides) {
            member.overrides.put_missing(overrides);
        }
        conversation.session.choose_channel(channel);
        for (name, value) in &self.case.variables {
            conversation.session.set_variable(name.shared(), value.shared(), Scope::Session);
        }
    }

    /// How many items its conversation has, for balancing.
    pub fn weight(&self) -> usize {
        self.case.turns.len()
    }
}
