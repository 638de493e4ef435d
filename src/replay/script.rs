//! A case that is ready to be played.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Cast, UploadedFile};
use crate::bot::{Channel, Scope};
use crate::cassette::Replay;
use crate::integration::mock::Overrides;
use crate::linked::{IntegrationId, InteractionId, Skills};
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
    /// What becomes of transfers to the skills that the case lists, if it lists any.
    pub(super) skills: Option<Arc<Skills>>,
    /// The files that the consumer sends, by their path.
    pub(super) uploads: BTreeMap<Arc<str>, Arc<UploadedFile>>,
    /// All entries that come before the bots' own mocks.
    pub(super) own_mocks: Vec<OwnMock>,
}

/// An entry of a case's mocks.
#[derive(Clone, Debug)]
pub(super) struct OwnMock {
    /// The integration, as written.
    pub(super) integration: Arc<str>,
    /// The place of its bot.
    pub(super) bot: usize,
    /// The integration.
    pub(super) id: IntegrationId,
    /// The entry's place in the file.
    pub(super) span: Span,
    /// Where it comes from.
    pub(super) origin: Origin,
}

/// Where an entry comes from, which decides who has to use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The case's own: it must use it.
    Case,
    /// The file's defaults: one of the file's cases must use it.
    Defaults,
    /// A cassette: it is worth knowing whether any case uses it.
    Cassette,
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

    /// The files that the consumer sends.
    pub fn uploads(&self) -> impl Iterator<Item = &UploadedFile> {
        self.uploads.values().map(|file| &**file)
    }

    /// The entries of its file's default mocks and skills, with what they are for.
    pub fn defaults(&self) -> impl Iterator<Item = (Span, Arc<str>)> {
        let mocks = self.own_mocks.iter().filter(|mock| mock.origin == Origin::Defaults);
        let skills =
            self.case.skills.iter().filter(|skill| skill.is_default).map(|skill| &skill.skill.number);
        mocks
            .map(|mock| (mock.span, mock.integration.clone()))
            .chain(skills.map(|number| (number.span(), Arc::from(format!("skill {number}")))))
    }

    /// Lets cassettes answer what neither the case nor its file answers, before the bots' own mocks.
    pub fn add_cassettes(&mut self, replay: &Replay) {
        for (place, overrides) in self.overrides.iter_mut().enumerate() {
            for (id, mocks) in replay.overrides(place).iter() {
                overrides.extend(id, mocks.iter().cloned());
            }
        }
        self.own_mocks.extend(replay.entries().iter().map(|entry| OwnMock {
            integration: entry.name.clone(),
            bot: entry.bot,
            id: entry.integration,
            span: entry.span,
            origin: Origin::Cassette,
        }));
    }

    /// Where its conversation begins, if not with the consumer's first message.
    pub fn start(&self) -> Option<InteractionId> {
        self.cast.find_place(0, self.case.start_at.as_ref()?.as_str())
    }

    /// Sets the ground of a conversation with its bots in which nothing has happened yet: channel, variables,
    /// and the answers of its mocks, behind those that are there already.
    pub fn set_up(&self, conversation: &mut Conversation, channel: Option<Channel>) {
        for (member, overrides) in conversation.members_mut().iter_mut().zip(&self.overrides) {
            member.overrides.extend_missing(overrides);
            member.session.choose_skills(self.skills.clone());
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
