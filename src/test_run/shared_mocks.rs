//! Mocks that several cases share, and that none of them has used: a file's defaults, cassettes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::plan::Plan;
use super::run::CaseResult;
use crate::replay::{FilePlace, UnusedKind, UnusedMock, Verdict};
use crate::source::{Sources, Span};

/// What a file's defaults prepare, by place.
type Defaults = BTreeMap<Span, (UnusedKind, Arc<str>)>;

/// Keeps which shared mocks were used. Defaults are judged where every case of their file was played and went
/// well: otherwise what would have used them may have been left out.
#[derive(Debug, Default)]
pub struct SharedMocks {
    used: BTreeSet<Span>,
    /// The cases that went well.
    passed: BTreeSet<usize>,
}

impl SharedMocks {
    /// Takes note of a result.
    pub fn note(&mut self, result: &CaseResult) {
        if result.outcome.verdict == Verdict::Passed {
            self.passed.insert(result.case);
        }
        self.used.extend(&result.outcome.used_shared);
    }

    /// Whether an entry was used.
    pub fn is_used(&self, entry: Span) -> bool {
        self.used.contains(&entry)
    }

    /// The defaults that nothing has used, in the order of the files.
    pub fn unused_defaults(&self, plan: &Plan, sources: &Sources) -> Vec<UnusedMock> {
        let mut by_file: BTreeMap<&str, (bool, Defaults)> = BTreeMap::new();
        for (place, planned) in plan.cases.iter().enumerate() {
            let (all_passed, entries) = by_file.entry(&planned.file).or_insert((true, Defaults::new()));
            *all_passed &= self.passed.contains(&place);
            entries.extend(planned.script.defaults());
        }
        let judged =
            by_file.into_values().filter(|(all_passed, _)| *all_passed).flat_map(|(_, entries)| entries);
        let unused = judged.filter(|(span, _)| !self.used.contains(span));
        unused
            .map(|(span, (kind, name))| UnusedMock {
                kind,
                name: name.to_string(),
                place: FilePlace::of(span, sources),
            })
            .collect()
    }
}
