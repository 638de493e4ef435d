//! A case that is ready to be played.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Cast, UnusedKind, UploadedFile};
use crate::bot::{Channel, Fixtures, Scope};
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
    /// What the platform would know, for each of the bots; nothing where the case leaves that to them.
    pub(super) fixtures: Vec<Arc<Fixtures>>,
    /// The files that the consumer sends, by their path.
    pub(super) uploads: BTreeMap<Arc<str>, Arc<UploadedFile>>,
    /// The entries of the case and of its file.
    pub(super) own_mocks: Vec<OwnMock>,
    /// What answers behind them, before the bots' own mocks. All cases of the same bots share it.
    pub(super) cassettes: Replay,
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
}

impl Script {
    /// The case.
    pub fn case(&self) -> &Arc<Case> {
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

    /// What the platform would know for the bot at a place: what the case says, over what the bot says itself.
    /// `None` where the case says nothing.
    pub fn fixtures(&self, place: usize) -> Option<Arc<Fixtures>> {
        self.fixtures.get(place).cloned()
    }

    /// The entries of its file's default mocks and skills, with what they are for.
    pub fn defaults(&self) -> impl Iterator<Item = (Span, (UnusedKind, Arc<str>))> {
        let mocks = self.own_mocks_of(Origin::Defaults);
        let skills =
            self.case.skills.iter().filter(|skill| skill.is_default).map(|skill| &skill.skill.number);
        mocks
            .map(|mock| (mock.span, (UnusedKind::Mock, mock.integration.clone())))
            .chain(skills.map(|number| (number.span(), (UnusedKind::Skill, number.shared()))))
    }

    /// The entries that come from there.
    pub(super) fn own_mocks_of(&self, origin: Origin) -> impl Iterator<Item = &OwnMock> {
        self.own_mocks.iter().filter(move |mock| mock.origin == origin)
    }

    /// The channel that its conversation runs on, where a run chooses this one.
    pub fn channel(&self, chosen: Option<Channel>) -> Channel {
        let own = || self.case.channel.map(|channel| channel.value);
        chosen.or_else(own).unwrap_or(self.cast.first().settings.channel)
    }

    /// The channel of its conversation, where a run chooses this one and the case is for others only.
    pub fn wrong_channel(&self, chosen: Option<Channel>) -> Option<Channel> {
        let channel = self.channel(chosen);
        let is_elsewhere = !self.case.only_on.is_empty() && !self.case.only_on.contains(&channel);
        is_elsewhere.then_some(channel)
    }

    /// Why it is not played, if it is not, where a run chooses this channel.
    pub(super) fn skipped(&self, chosen: Option<Channel>) -> Option<String> {
        let wrong = || Some(format!("not on the channel `{}`", self.wrong_channel(chosen)?.name()));
        self.case.skip.as_ref().map(ToString::to_string).or_else(wrong)
    }

    /// Lets cassettes answer what neither the case nor its file answers, before the bots' own mocks.
    pub fn add_cassettes(&mut self, replay: &Replay) {
        self.cassettes = replay.clone();
    }

    /// Where its conversation begins, if not with the consumer's first message.
    pub fn start(&self) -> Option<InteractionId> {
        self.cast.find_place(0, self.case.start_at.as_ref()?.as_str())
    }

    /// Sets the ground of a conversation with its bots in which nothing has happened yet: channel, variables,
    /// and the answers of its mocks, behind those that are there already.
    pub fn set_up(&self, conversation: &mut Conversation, channel: Option<Channel>) {
        for (place, member) in conversation.members_mut().iter_mut().enumerate() {
            let own = self.overrides.get(place).cloned().unwrap_or_default();
            // Entries are copied only where there are some already.
            for overrides in [own, self.cassettes.overrides(place)] {
                if overrides.iter().next().is_some() {
                    member.overrides.extend_missing(&overrides);
                }
            }
            member.session.choose_skills(self.skills.clone());
            member.session.choose_fixtures(self.fixtures(place));
        }
        conversation.begin_at(self.case.clock);
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
