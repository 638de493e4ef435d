//! One wish for each item, from all its playings.

use std::collections::{BTreeMap, BTreeSet};

use super::wish::{ItemWish, Wish};
use super::{Played, Refusal};
use crate::replay::FilePlace;
use crate::source::{SourceId, Sources, Span};

/// The wishes so far.
pub(super) struct Agreement<'a> {
    sources: &'a Sources,
    same: &'a dyn Fn(SourceId) -> SourceId,
    wishes: BTreeMap<Span, Wished>,
    refusals: BTreeMap<(FilePlace, String), BTreeSet<usize>>,
}

struct Wished {
    wish: Wish,
    /// Who wishes so.
    cases: BTreeSet<usize>,
    /// The first one who wishes something else.
    other: Option<usize>,
}

/// What all playings of an item wish.
pub(super) struct Agreed {
    pub(super) item: Span,
    pub(super) wish: Wish,
    pub(super) cases: BTreeSet<usize>,
}

impl<'a> Agreement<'a> {
    pub(super) fn new(sources: &'a Sources, same: &'a dyn Fn(SourceId) -> SourceId) -> Self {
        Self { sources, same, wishes: BTreeMap::new(), refusals: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, case: usize, item: Span, wish: Wish) {
        let same = self.same;
        let wish = on_one_source(wish, same);
        let item = Span { source: same(item.source), ..item };
        let wished = self.wishes.entry(item);
        let wished =
            wished.or_insert_with(|| Wished { wish: wish.clone(), cases: BTreeSet::new(), other: None });
        if wished.wish != wish && wished.other.is_none() {
            wished.other = Some(case);
        }
        wished.cases.insert(case);
    }

    pub(super) fn refuse(&mut self, case: usize, place: FilePlace, reason: String) {
        self.refusals.entry((place, reason)).or_default().insert(case);
    }

    pub(super) fn place_of(&self, span: Span) -> FilePlace {
        let file = self.sources.get((self.same)(span.source)).name().to_owned();
        FilePlace { file, line: self.sources.position(span).line }
    }

    /// What is agreed on, in the order of files and places, and what is refused.
    pub(super) fn conclude(mut self, played: &[Played<'_>]) -> (Vec<Agreed>, Vec<Refusal>) {
        let is_chosen = |cases: &BTreeSet<usize>| cases.iter().any(|case| played[*case].is_chosen);
        let mut agreed = Vec::new();
        for (item, Wished { wish, cases, other }) in std::mem::take(&mut self.wishes) {
            if !is_chosen(&cases) {
                continue;
            }
            let place = self.place_of(item);
            if let Some(other) = other {
                let first = cases.first().map_or("", |first| &played[*first].case.name);
                let other = &played[other].case.name;
                let reason = match first == other {
                    true => format!(
                        "`{first}` comes here more than once, and the bot does not always do the same"
                    ),
                    false => format!(
                        "the bot does not do the same here in `{first}` and in `{other}`, which share this line"
                    ),
                };
                self.refusals.entry((place, reason)).or_default().extend(cases);
                continue;
            }
            if let ItemWish::Refused(reasons) = &wish.item {
                for reason in reasons {
                    self.refusals.entry((place.clone(), reason.clone())).or_default().extend(&cases);
                }
            }
            if !wish.changes_nothing() {
                agreed.push(Agreed { item, wish, cases });
            }
        }
        let refusal = |((place, reason), cases)| Refusal { place, reason, cases };
        let refusals = self.refusals.into_iter().filter(|(_, cases)| is_chosen(cases));
        (agreed, refusals.map(refusal).collect())
    }
}

/// A wish whose spans are those of the source that stands for all readings of its file.
fn on_one_source(mut wish: Wish, same: &dyn Fn(SourceId) -> SourceId) -> Wish {
    use super::wish::Addition;
    let moved = |addition: &mut Addition| {
        if let Addition::Moved(span) = addition {
            span.source = same(span.source);
        }
    };
    wish.before.iter_mut().chain(&mut wish.after).for_each(moved);
    if let ItemWish::Change(changes) = &mut wish.item {
        changes.iter_mut().for_each(|change| change.span.source = same(change.span.source));
    }
    wish
}
