//! Answers that come before a bot's own mocks.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::bot::Mock;
use crate::linked::IntegrationId;
use crate::source::Span;

/// Answers of one conversation that are tried before the bot's own, and before a live call. A clone shares
/// them until one of the two is changed.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    by_integration: Arc<BTreeMap<IntegrationId, Entries>>,
}

/// The entries of one integration, in the order in which they are tried.
#[derive(Clone, Debug, Default)]
struct Entries {
    mocks: Vec<Mock>,
    /// So many at the start were put there one by one.
    put_first: usize,
}

impl Overrides {
    /// Adds an entry before all others of the integration.
    pub fn put_first(&mut self, id: IntegrationId, mock: Mock) {
        let entries = self.entries(id);
        entries.mocks.insert(0, mock);
        entries.put_first += 1;
    }

    /// Adds entries after all others of the integration.
    pub fn extend(&mut self, id: IntegrationId, mocks: impl IntoIterator<Item = Mock>) {
        self.entries(id).mocks.extend(mocks);
    }

    /// Adds those of `others` that are not there yet, by where they are written, after all others of their
    /// integration.
    pub fn extend_missing(&mut self, others: &Self) {
        if self.by_integration.is_empty() {
            return self.clone_from(others);
        }
        for (id, mocks) in others.iter() {
            let known: HashSet<Span> = self.of(id).iter().map(|mock| mock.span).collect();
            let missing: Vec<Mock> =
                mocks.iter().filter(|mock| !known.contains(&mock.span)).cloned().collect();
            self.extend(id, missing);
        }
    }

    /// Takes the entries away that were put first; says how many there were.
    pub fn remove_put_first(&mut self, id: IntegrationId) -> usize {
        let entries = self.entries(id);
        let number = std::mem::take(&mut entries.put_first);
        entries.mocks.drain(..number);
        number
    }

    /// An integration's entries, in the order in which they are tried.
    pub fn of(&self, id: IntegrationId) -> &[Mock] {
        self.by_integration.get(&id).map_or(&[], |entries| &entries.mocks)
    }

    /// Those of an integration's entries that were put first.
    pub fn put_first_of(&self, id: IntegrationId) -> &[Mock] {
        self.by_integration.get(&id).map_or(&[], |entries| &entries.mocks[..entries.put_first])
    }

    /// All integrations that have entries.
    pub fn iter(&self) -> impl Iterator<Item = (IntegrationId, &[Mock])> {
        self.by_integration.iter().map(|(id, entries)| (*id, entries.mocks.as_slice()))
    }

    fn entries(&mut self, id: IntegrationId) -> &mut Entries {
        Arc::make_mut(&mut self.by_integration).entry(id).or_default()
    }
}
