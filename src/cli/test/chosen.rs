//! Which transcripts of a run are played.

use super::TestArguments;
use crate::cli::last_failed::LastFailed;
use crate::test_run::Plan;

/// What was chosen.
pub(super) struct Chosen {
    /// The places of the cases of this part.
    pub(super) own: Vec<usize>,
    /// Whether other parts have cases, and this one has none: there are more parts than cases.
    pub(super) is_empty_part: bool,
}

impl TestArguments {
    /// The cases that are to be played.
    pub(super) fn choose(&self, plan: &Plan, last_failed: &LastFailed) -> Chosen {
        let mut chosen: Vec<usize> = (0..plan.cases.len()).collect();
        if let Some(filter) = &self.filter {
            chosen.retain(|case| {
                let planned = &plan.cases[*case];
                filter.includes(planned, planned.script.channel(self.channel).name())
            });
        }
        if self.last_failed && !last_failed.is_empty() {
            let failed: Vec<usize> =
                chosen.iter().copied().filter(|case| last_failed.has(&plan.cases[*case].id())).collect();
            // Those that failed elsewhere, or are gone, leave nothing to do here but everything.
            chosen = if failed.is_empty() { chosen } else { failed };
        }
        let own = match self.shard {
            Some(shard) => shard.of(plan, &chosen),
            None => chosen.clone(),
        };
        let is_empty_part = own.is_empty() && !chosen.is_empty();
        Chosen { own, is_empty_part }
    }
}
