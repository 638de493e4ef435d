//! Rewritten files as they would be, read and played before anything is written.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::Group;
use super::{Playing, Update};
use crate::cli::transcripts::Loaded;
use crate::diagnostic::Diagnostic;
use crate::replay::{Outcome, Verdict};
use crate::source::Sources;
use crate::writing::update::Refusal;

/// Everything as it would be, against what it was.
pub(super) struct Check<'c> {
    update: &'c Update<'c>,
    before: &'c Playing<'c>,
    played: Playing<'c>,
    /// The places of the cases by what names them.
    by_id: BTreeMap<String, usize>,
    /// The cases whose lines are rewritten.
    chosen: BTreeSet<usize>,
    /// The cases of which something could not be rewritten.
    refused: BTreeSet<usize>,
    /// What is wrong with each file and was not before: the first thing, in words.
    new_problems: BTreeMap<String, String>,
}

impl<'c> Check<'c> {
    pub(super) fn new(
        update: &'c Update<'c>,
        before: &'c Playing<'c>,
        again: &'c Loaded,
        refusals: &[Refusal],
    ) -> Self {
        let places = again.plan.cases.iter().enumerate();
        Self {
            update,
            before,
            played: update.play(again),
            by_id: places.map(|(place, planned)| (planned.id(), place)).collect(),
            chosen: update.chosen.iter().copied().collect(),
            refused: refusals.iter().flat_map(|refusal| refusal.cases.iter().copied()).collect(),
            new_problems: new_problems(update.loaded, again),
        }
    }

    /// Whether a group of files would be sound. Then there may still be mocks that no call uses any more, which
    /// is known only now.
    ///
    /// # Errors
    /// It would not be, and why.
    pub(super) fn group(&self, group: &Group, changed: &BTreeSet<&str>) -> Result<Vec<Refusal>, String> {
        if let Some(problem) = self.new_problem(group, changed) {
            return Err(format!("it would not be right any more: {problem}"));
        }
        let mut unused = Vec::new();
        for place in &group.cases {
            let id = self.update.loaded.plan.cases[*place].id();
            let is = self.outcome(*place).ok_or_else(|| format!("`{id}` would be gone"))?;
            if self.is_expected(*place, is) {
                continue;
            }
            if let Some(why) = is.first_difference() {
                return Err(format!("`{id}` would not pass with the new text either ({why})"));
            }
            for mock in &is.unused_mocks {
                let reason = format!("{mock}: take it out");
                unused.push(Refusal { place: mock.place.clone(), reason, cases: BTreeSet::from([*place]) });
            }
        }
        Ok(unused)
    }

    /// What would come of a case.
    fn outcome(&self, place: usize) -> Option<&Outcome> {
        let id = self.update.loaded.plan.cases[place].id();
        self.by_id.get(&id).map(|now| &self.played.observed[*now].0)
    }

    pub(super) fn passes(&self, place: usize) -> bool {
        self.outcome(place).is_some_and(|outcome| outcome.verdict != Verdict::Failed)
    }

    /// Whether a case does what was to be expected of it.
    fn is_expected(&self, place: usize, is: &Outcome) -> bool {
        let has_failed = |outcome: &Outcome| outcome.verdict == Verdict::Failed;
        let may_fail = !self.chosen.contains(&place) || self.refused.contains(&place);
        !has_failed(is) || has_failed(&self.before.observed[place].0) && may_fail
    }

    /// Something that is newly wrong with these files, or with one that does not change.
    fn new_problem(&self, group: &Group, changed: &BTreeSet<&str>) -> Option<&String> {
        let names = group.files.iter().map(|file| self.update.loaded.sources.get(*file).name());
        let mut own = names.filter_map(|name| self.new_problems.get(name));
        let elsewhere = || {
            self.new_problems
                .iter()
                .find_map(|(name, problem)| (!changed.contains(name.as_str())).then_some(problem))
        };
        own.next().or_else(elsewhere)
    }
}

fn new_problems(before: &Loaded, again: &Loaded) -> BTreeMap<String, String> {
    let key = |sources: &Sources, problem: &Diagnostic| {
        (problem.rule.name, problem.message.clone(), sources.get(problem.span().source).name().to_owned())
    };
    let known: BTreeSet<_> = before.diagnostics.iter().map(|problem| key(&before.sources, problem)).collect();
    let mut new = BTreeMap::new();
    for problem in &again.diagnostics {
        let key = key(&again.sources, problem);
        if !known.contains(&key) {
            let at = again.sources.place(problem.span());
            new.entry(key.2).or_insert_with(|| format!("{at}: {}", problem.message));
        }
    }
    new
}
