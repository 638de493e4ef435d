//! Files that share cases: they change together or not at all.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::SourceId;

/// Files that share cases, and every case that plays a line of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) files: BTreeSet<SourceId>,
    pub(super) cases: BTreeSet<usize>,
}

/// The groups of files that are joined by cases: `touched` names the files of each case.
pub(super) fn groups(touched: impl IntoIterator<Item = (usize, BTreeSet<SourceId>)>) -> Vec<Group> {
    let mut joined = Joined::default();
    let mut first_of_case = Vec::new();
    for (case, files) in touched {
        let mut files = files.into_iter();
        let Some(first) = files.next() else { continue };
        joined.add(first);
        files.for_each(|file| joined.join(first, file));
        first_of_case.push((case, first));
    }
    let mut groups: BTreeMap<SourceId, Group> = BTreeMap::new();
    let all: Vec<SourceId> = joined.parents.keys().copied().collect();
    for file in all {
        groups.entry(joined.root(file)).or_default().files.insert(file);
    }
    for (case, file) in first_of_case {
        groups.entry(joined.root(file)).or_default().cases.insert(case);
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_by_key(|group| group.files.first().copied());
    groups
}

/// Which files belong together.
#[derive(Default)]
struct Joined {
    parents: BTreeMap<SourceId, SourceId>,
}

impl Joined {
    fn add(&mut self, file: SourceId) {
        self.parents.entry(file).or_insert(file);
    }

    /// The file that stands for all that belong together.
    fn root(&mut self, file: SourceId) -> SourceId {
        let mut at = file;
        while let Some(parent) = self.parents.get(&at).copied().filter(|parent| *parent != at) {
            // Each step halves the way for the next one who asks.
            let next = self.parents.get(&parent).copied().unwrap_or(parent);
            self.parents.insert(at, next);
            at = next;
        }
        at
    }

    fn join(&mut self, one: SourceId, other: SourceId) {
        self.add(one);
        self.add(other);
        let (one, other) = (self.root(one), self.root(other));
        self.parents.insert(other, one);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::groups;
    use crate::source::Sources;

    #[test]
    fn files_that_a_case_touches_belong_together() {
        let mut sources = Sources::default();
        let id: Vec<_> = (0..6).map(|name| sources.add(name.to_string(), "")).collect();
        let touched = [vec![0, 1], vec![2], vec![3, 4], vec![4, 1], vec![], vec![2]];
        let touched = touched.iter().map(|files| files.iter().map(|file| id[*file]).collect::<BTreeSet<_>>());
        let found = groups(touched.enumerate());
        let shown: Vec<String> = found
            .iter()
            .map(|group| {
                let files: Vec<&str> = group.files.iter().map(|file| sources.get(*file).name()).collect();
                format!("{} by {:?}", files.join(" "), group.cases)
            })
            .collect();
        assert_eq!(shown, ["0 1 3 4 by {0, 2, 3}", "2 by {1, 5}"]);
    }
}
