//! Live calls that are kept in a cassette, and cassettes that answer.

use std::collections::BTreeSet;

use super::chat::Chat;
use crate::cassette::{Recording, RecordingNames, Replay};
use crate::source::Span;

/// The cassettes of a chat.
#[derive(Debug, Default)]
pub(super) struct Tape {
    /// Where live calls are kept.
    pub(super) recording: Option<Recording>,
    /// What answers before the bots' own mocks.
    pub(super) replay: Replay,
    /// Where the overriding entries stand that have answered; what is taken back counts too.
    pub(super) answered_by: BTreeSet<Span>,
}

impl Tape {
    pub(super) fn new(replay: Replay) -> Self {
        Self { replay, ..Self::default() }
    }
}

impl Chat<'_> {
    /// Keeps live calls from now on, each as soon as it is over.
    pub fn record_to(&mut self, recording: Recording) {
        self.tape.recording = Some(recording);
    }

    /// Lets the cassettes answer.
    pub(super) fn put_in_cassettes(&mut self) {
        for (place, member) in self.conversation.members_mut().iter_mut().enumerate() {
            member.overrides = self.tape.replay.overrides(place);
        }
    }

    /// Other cassettes than before.
    pub(super) fn exchange_cassettes(&mut self, replay: Replay) {
        self.tape.replay = replay;
        self.tape.answered_by.clear();
        self.put_in_cassettes();
    }

    /// How integrations are named in a cassette.
    pub(super) fn recording_names(&self) -> RecordingNames {
        let members = self.conversation.members();
        RecordingNames { first_bot: members[0].bot().name.clone(), several_bots: members.len() > 1 }
    }

    /// Which entries of the cassettes have answered nothing, in a sentence.
    pub fn unused_entries(&self) -> Option<String> {
        /// More would hide what else there is to read.
        const NAMED: usize = 10;
        let page = self.page();
        let used = &self.tape.answered_by;
        let unused: Vec<_> = self.tape.replay.unused(|entry| used.contains(&entry.span)).collect();
        let named = unused.iter().take(NAMED);
        let mut named: Vec<String> = named
            .map(|entry| format!("{} of `{}` ({})", entry.number, entry.name, page.place(entry.span)))
            .collect();
        if unused.len() > NAMED {
            named.push(format!("{} more", unused.len() - NAMED));
        }
        let entries =
            if unused.len() == 1 { "1 entry".to_owned() } else { format!("{} entries", unused.len()) };
        (!unused.is_empty())
            .then(|| format!("{entries} of the cassettes answered no call: {}", named.join(", ")))
    }
}
