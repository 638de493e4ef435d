//! What fixtures say of the time before a conversation.

use std::sync::Arc;

use super::advance::Turn;
use crate::script::{Random, identity_with, seed};

/// What `Math.random` begins with unless fixtures say otherwise.
const RANDOM_SEED: u64 = 1;

impl Turn<'_> {
    /// Once in a conversation: who talks, what earlier conversations have left, what chance begins with.
    pub(super) fn seed(&mut self) {
        if std::mem::replace(&mut self.session.is_seeded, true) {
            return;
        }
        let fixtures = self.session.fixtures(self.bot).clone();
        let session = &mut *self.session;
        session.identity = Arc::new(identity_with(&fixtures, (*session.identity).clone()));
        session.random = Random::new(fixtures.random_seed.unwrap_or(RANDOM_SEED));
        seed(&fixtures, &mut session.memory, session.now);
    }
}
