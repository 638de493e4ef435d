//! A case that is ready to be played.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Cast, UploadedFile};
use crate::integration::mock::Overrides;
use crate::linked::IntegrationId;
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
    /// The integration.
    pub(super) id: IntegrationId,
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

    /// The files that the consumer sends.
    pub fn uploads(&self) -> impl Iterator<Item = &UploadedFile> {
        self.uploads.values().map(|file| &**file)
    }

    /// The entries of its file's default mocks, with their integrations.
    pub fn default_mocks(&self) -> impl Iterator<Item = (Span, &str)> {
        self.own_mocks.iter().filter(|mock| mock.is_default).map(|mock| (mock.span, &*mock.integration))
    }

    /// How many items its conversation has, for balancing.
    pub fn weight(&self) -> usize {
        self.case.turns.len()
    }
}
