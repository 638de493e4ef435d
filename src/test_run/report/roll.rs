//! Which cases a run is to play, so that those are known that it did not come to.

use std::sync::Arc;

use super::Beginning;
use crate::test_run::Planned;

/// Why cases behind the first failure are not played.
pub(super) const LEFT_OUT: &str = "was not played: the run ended with the first failure";

/// The chosen cases of a run, in order.
#[derive(Debug, Default)]
pub(super) struct Roll {
    chosen: Vec<Listed>,
    done: usize,
}

/// A case as reports list it.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) file: Arc<str>,
    pub(super) line: usize,
    pub(super) name: String,
}

impl Listed {
    pub(super) fn new(planned: &Planned) -> Self {
        Self { file: planned.file.clone(), line: planned.line, name: planned.masked_name() }
    }
}

impl Roll {
    pub(super) fn new(beginning: &Beginning<'_>) -> Self {
        let cases = &beginning.plan.cases;
        Self { chosen: beginning.chosen.iter().map(|case| Listed::new(&cases[*case])).collect(), done: 0 }
    }

    /// One more case is over.
    pub(super) fn tick(&mut self) {
        self.done += 1;
    }

    /// The cases that the run did not come to.
    pub(super) fn left_out(&self) -> &[Listed] {
        self.chosen.get(self.done..).unwrap_or_default()
    }
}
