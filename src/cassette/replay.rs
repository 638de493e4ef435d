//! What cassettes mean for the bots of a run.

use std::sync::Arc;

use crate::integration::mock::Overrides;
use crate::linked::IntegrationId;
use crate::load::Cassette;
use crate::source::Span;

/// The answers of cassettes, by the bots and integrations that they are for. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    by_bot: Vec<Overrides>,
    entries: Arc<[ReplayEntry]>,
    stale: Arc<[Stale]>,
}

/// Finds an integration by its name: the place of its bot, and its id there; or says what may be meant.
pub type FindIntegration<'f> = &'f dyn Fn(&str) -> Result<(usize, IntegrationId), String>;

/// An entry that answers calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayEntry {
    /// The place of the bot.
    pub bot: usize,
    /// Its integration.
    pub integration: IntegrationId,
    /// The integration's name as the cassette has it.
    pub name: Arc<str>,
    /// Its number, from 1, among the entries of that name in its cassette.
    pub number: usize,
    /// Where it stands; uses are counted by integration and this.
    pub span: Span,
}

/// Entries that answer nothing, as no bot has their integration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Where the name stands.
    pub span: Span,
    /// What is wrong and what may be meant, as a sentence.
    pub reason: String,
}

impl Replay {
    /// Finds the integrations of all cassettes among so many bots. Entries are tried in the order given.
    pub fn new<'c>(
        cassettes: impl IntoIterator<Item = &'c Cassette>,
        bots: usize,
        find: FindIntegration<'_>,
    ) -> Self {
        let mut by_bot = vec![Overrides::default(); bots];
        let (mut entries, mut stale) = (Vec::new(), Vec::new());
        for recorded in cassettes.into_iter().flat_map(|cassette| &cassette.recorded) {
            match find(recorded.name.as_str()) {
                Ok((place, id)) => {
                    let numbered = recorded.mocks.iter().enumerate();
                    entries.extend(numbered.map(|(index, mock)| ReplayEntry {
                        bot: place,
                        integration: id,
                        name: recorded.name.shared(),
                        number: index + 1,
                        span: mock.span,
                    }));
                    if let Some(overrides) = by_bot.get_mut(place) {
                        overrides.extend(id, recorded.mocks.iter().cloned());
                    }
                }
                Err(reason) => stale.push(Stale { span: recorded.name.span(), reason }),
            }
        }
        Self { by_bot, entries: entries.into(), stale: stale.into() }
    }

    /// The answers for the bot of this place, to begin a conversation with.
    pub fn overrides(&self, place: usize) -> Overrides {
        self.by_bot.get(place).cloned().unwrap_or_default()
    }

    /// All entries, in the order of the files.
    pub fn entries(&self) -> &[ReplayEntry] {
        &self.entries
    }

    /// The entries that were not used, which
    /// [`MockCounts::overriding_uses`](crate::integration::mock::MockCounts::overriding_uses) tells of one
    /// conversation.
    pub fn unused(&self, is_used: impl Fn(&ReplayEntry) -> bool) -> impl Iterator<Item = &ReplayEntry> {
        self.entries.iter().filter(move |entry| !is_used(entry))
    }

    /// The names that lead nowhere.
    pub fn stale(&self) -> &[Stale] {
        &self.stale
    }
}
