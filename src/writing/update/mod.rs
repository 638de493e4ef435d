//! Files of transcripts rewritten where bots do something else now: those values, and nothing else.
//!
//! Each playing of an item has a [`wish`]: to stay, to go, to say something else, to be followed by further
//! items. One item may be played often, by the rows of its examples, on several channels, wherever its turns are
//! included: it is changed only where all its playings wish the same.

mod agree;
mod append;
mod apply;
mod cards;
mod carry;
mod change;
mod choices;
mod labels;
mod list;
mod tree;
mod wish;
mod wishes;

use std::collections::{BTreeMap, BTreeSet};

pub use append::append;

use crate::comparison::Replaced;
use crate::replay::{FilePlace, Outcome, TurnNotes};
use crate::source::{SourceId, Sources};
use crate::transcript::Case;
use tree::Trees;

/// A case as it was played.
#[derive(Clone, Copy, Debug)]
pub struct Played<'p> {
    /// The case.
    pub case: &'p Case,
    /// What came of it.
    pub outcome: &'p Outcome,
    /// The same for rewriting, turn by turn.
    pub notes: &'p [TurnNotes<'p>],
    /// Whether its lines are to be rewritten; of others it is only asked whether they agree.
    pub is_chosen: bool,
}

/// What a rewriting amounts to.
#[derive(Clone, Debug, Default)]
pub struct Revision {
    /// The files that change, in the order of their first places in the run.
    pub files: Vec<RevisedFile>,
    /// What cannot be rewritten, in the order of files and lines.
    pub refusals: Vec<Refusal>,
}

/// A file that changes.
#[derive(Clone, Debug)]
pub struct RevisedFile {
    /// The file.
    pub source: SourceId,
    /// Its new text.
    pub text: String,
    /// Where it differs from the old one.
    pub replaced: Vec<Replaced>,
    /// The cases that wish so, by their place in the run.
    pub cases: BTreeSet<usize>,
}

/// Something that cannot be rewritten.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// Where.
    pub place: FilePlace,
    /// Why, as a sentence.
    pub reason: String,
    /// The cases that do not pass because of it, by their place in the run.
    pub cases: BTreeSet<usize>,
}

/// Rewrites the files of cases that were played. A file may have been read several times: `same` gives
/// the source that stands for all of them.
pub fn revise(played: &[Played<'_>], sources: &Sources, same: &dyn Fn(SourceId) -> SourceId) -> Revision {
    let documents = tree::documents(played, sources, same);
    let trees = Trees::new(&documents, sources, same);
    let mut agreement = agree::Agreement::new(sources, same);
    for (place, case) in played.iter().enumerate() {
        wishes::of_case(place, case, &trees, &mut agreement);
    }
    let (agreed, mut refusals) = agreement.conclude(played);
    let mut by_file: BTreeMap<SourceId, Vec<agree::Agreed>> = BTreeMap::new();
    for one in agreed {
        by_file.entry(one.item.source).or_default().push(one);
    }
    let mut files = Vec::new();
    for (source, agreed) in by_file {
        let cases = agreed.iter().flat_map(|one| one.cases.iter().copied()).collect();
        match trees.get(source).and_then(|tree| apply::apply(tree, &agreed, &mut refusals, sources)) {
            Some((text, replaced)) if text != sources.get(source).text() => {
                files.push(RevisedFile { source, text, replaced, cases });
            }
            _ => {}
        }
    }
    refusals.sort();
    refusals.dedup();
    Revision { files, refusals }
}
