//! A case that is over, as reports are told of it: a failure is looked into once, for all of them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::finding::{Finding, findings};
use crate::replay::{FilePlace, PlayedTurn, Verdict};
use crate::source::Sources;
use crate::test_run::cause::{Atlas, Cause, cause};
use crate::test_run::{CaseResult, Plan, Planned};

/// The causes of so many failing turns are looked into: what follows is mostly the same again, and people are
/// shown no more than these.
pub(super) const MOST_CAUSES: usize = 3;

/// A case that is over.
#[derive(Debug)]
pub struct Told<'r> {
    pub(super) planned: &'r Planned,
    pub(super) result: &'r CaseResult,
    /// Its name, masked.
    pub(super) name: String,
    pub(super) ending: Ending<'r>,
}

/// How it ended.
#[derive(Debug)]
pub(super) enum Ending<'r> {
    /// As the transcript says.
    Passed,
    /// In another way, or not each time in the same.
    Failed(Failure<'r>),
    /// It was not played, and why.
    Skipped(&'r str),
}

/// What is wrong with a case, and why.
#[derive(Debug)]
pub(super) struct Failure<'r> {
    /// What is known of its bots.
    pub(super) atlas: &'r Atlas<'r>,
    /// Why the first failing turns went as they did, by their places among the turns.
    pub(super) causes: BTreeMap<usize, Cause>,
    /// Everything that is wrong, in the order of the conversation.
    pub(super) findings: Vec<Finding>,
}

impl Told<'_> {
    /// The words to choose it by, masked.
    pub(super) fn tags(&self) -> Vec<String> {
        let tags = self.planned.script.case().tags.iter();
        tags.map(|tag| self.planned.secrets().mask(tag.as_str()).into_owned()).collect()
    }

    /// Where its transcript stands.
    pub(super) fn place(&self) -> FilePlace {
        FilePlace { file: self.planned.file.to_string(), line: self.planned.line }
    }

    /// What is wrong, where anything is.
    pub(super) fn failure(&self) -> Option<&Failure<'_>> {
        match &self.ending {
            Ending::Failed(failure) => Some(failure),
            Ending::Passed | Ending::Skipped(_) => None,
        }
    }
}

/// Looks into the cases of a run. What it learns of a cast's bots it keeps for the next case.
#[derive(Debug)]
pub struct Inquiry<'s> {
    sources: &'s Sources,
    /// By the address of the cast, which an atlas keeps.
    atlases: HashMap<usize, Atlas<'s>>,
}

impl<'s> Inquiry<'s> {
    /// With these files, for places.
    pub fn new(sources: &'s Sources) -> Self {
        Self { sources, atlases: HashMap::new() }
    }

    /// What reports are told of a result.
    pub fn look_into<'r>(&'r mut self, plan: &'r Plan, result: &'r CaseResult) -> Told<'r> {
        let planned = &plan.cases[result.case];
        let ending = match &result.outcome.verdict {
            _ if result.has_failed() => Ending::Failed(self.failure(planned, result)),
            Verdict::Skipped(reason) => Ending::Skipped(reason),
            Verdict::Passed | Verdict::Failed => Ending::Passed,
        };
        Told { planned, result, name: planned.masked_name(), ending }
    }

    fn failure<'r>(&'r mut self, planned: &'r Planned, result: &'r CaseResult) -> Failure<'r> {
        let (cast, sources) = (planned.script.cast(), self.sources);
        let address = Arc::as_ptr(cast) as usize;
        let atlas: &'r Atlas<'r> = self.atlases.entry(address).or_insert_with(|| Atlas::new(cast, sources));
        let turns: &[PlayedTurn] = &result.outcome.turns;
        let failing = (0..turns.len()).filter(|place| !turns[*place].agrees()).take(MOST_CAUSES);
        let causes: BTreeMap<usize, Cause> =
            failing.map(|place| (place, cause(atlas, planned.script.case(), &turns[..=place]))).collect();
        let findings = findings(planned, result, &causes);
        Failure { atlas, causes, findings }
    }
}
