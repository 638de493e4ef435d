//! Which part of the old bot is which of the new one: by names, by what parts hold, by where they stand.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use super::align::{align, gaps};
use super::outline::{Outline, Outlined};
use super::similar::{Single, marks_of, pair_similar};
use super::value::fingerprint;

/// Parts that belong together, as places in the two lists; sorted.
pub(super) type Pairs = Vec<(usize, usize)>;

/// All pairs of two bots.
pub(super) struct Pairing {
    pub(super) dialogs: Pairs,
    pub(super) interactions: Pairs,
    /// In the order of [`Outline::others`].
    pub(super) others: Vec<Pairs>,
}

impl Pairing {
    pub(super) fn of(old: &Outline, new: &Outline) -> Self {
        let others = old.others.iter().zip(&new.others);
        let others =
            others.map(|((_, old), (_, new))| named_parts(old, new, None, [&marks, &marks])).collect();
        let dialogs = dialogs(old, new);
        let interactions = Interactions::new(old, new, &dialogs).pairs();
        Self { dialogs, interactions, others }
    }
}

fn marks(_: usize, part: &Outlined) -> Vec<u64> {
    marks_of(&part.fields)
}

/// Dialogs are known by their interactions too.
fn dialogs(old: &Outline, new: &Outline) -> Pairs {
    let marks = |outline: &Outline, index: usize, part: &Outlined| {
        let mut marks = marks_of(&part.fields);
        for interaction in &outline.interactions[outline.ranges[index].clone()] {
            marks.extend(marks_of(&interaction.fields));
            marks.extend(interaction.name().map(fingerprint));
            marks.push(interaction.content);
        }
        marks.sort_unstable();
        marks
    };
    let marks: [Marks<'_>; 2] =
        [&|index, part| marks(old, index, part), &|index, part| marks(new, index, part)];
    // Half of a dialog says enough, as if it were half of the same one.
    named_parts(&old.dialogs, &new.dialogs, Some(0), marks)
}

type Marks<'m> = &'m dyn Fn(usize, &Outlined) -> Vec<u64>;

/// Parts with names of their own: by these, then by what they hold.
fn named_parts(old: &[Outlined], new: &[Outlined], whole: Option<usize>, marks: [Marks<'_>; 2]) -> Pairs {
    let [old_marks, new_marks] = marks;
    let names = |list: &[Outlined]| list.iter().map(|part| part.name().map(fingerprint)).collect::<Vec<_>>();
    let mut pairs = same(&names(old), &names(new));
    let singles = |list: &[Outlined], left: &[usize], marks: Marks<'_>| {
        let single = |index: &usize| {
            let part = &list[*index];
            let class = fingerprint(part.part.kind);
            Single { marks: marks(*index, part), class, whole, gap: None, is_named: true }
        };
        left.iter().map(single).collect::<Vec<_>>()
    };
    let (old_left, new_left) = left(&pairs, old.len(), new.len());
    let similar = pair_similar(&singles(old, &old_left, old_marks), &singles(new, &new_left, new_marks));
    pairs.extend(similar.into_iter().map(|(one, other)| (old_left[one], new_left[other])));
    pairs.sort_unstable();
    pairs
}

/// The first of each key with the first that has the same one, and so on.
fn same(old: &[Option<u64>], new: &[Option<u64>]) -> Pairs {
    let mut places: HashMap<u64, VecDeque<usize>> = HashMap::new();
    for (at, key) in old.iter().enumerate().filter_map(|(at, key)| key.map(|key| (at, key))) {
        places.entry(key).or_default().push_back(at);
    }
    let partner = |(at, key): (usize, &Option<u64>)| Some((places.get_mut(key.as_ref()?)?.pop_front()?, at));
    let mut pairs: Pairs = new.iter().enumerate().filter_map(partner).collect();
    pairs.sort_unstable();
    pairs
}

/// The places that are in no pair.
fn left(pairs: &[(usize, usize)], old: usize, new: usize) -> (Vec<usize>, Vec<usize>) {
    let (mut old_left, mut new_left) = (vec![true; old], vec![true; new]);
    for (one, other) in pairs {
        (old_left[*one], new_left[*other]) = (false, false);
    }
    let places = |left: Vec<bool>| (0..left.len()).filter(|at| left[*at]).collect();
    (places(old_left), places(new_left))
}

/// The search for partners of interactions, from the surest sign to the weakest.
struct Interactions<'o> {
    old: &'o Outline,
    new: &'o Outline,
    dialogs: &'o Pairs,
    old_partner: Vec<Option<usize>>,
    new_partner: Vec<Option<usize>>,
}

impl<'o> Interactions<'o> {
    fn new(old: &'o Outline, new: &'o Outline, dialogs: &'o Pairs) -> Self {
        let (old_partner, new_partner) =
            (vec![None; old.interactions.len()], vec![None; new.interactions.len()]);
        Self { old, new, dialogs, old_partner, new_partner }
    }

    fn pairs(mut self) -> Pairs {
        self.by_name();
        for index in 0..self.dialogs.len() {
            self.in_order(index);
        }
        self.by_content();
        self.by_likeness();
        let pairs = self.old_partner.iter().enumerate();
        pairs.filter_map(|(old, new)| new.map(|new| (old, new))).collect()
    }

    fn add(&mut self, old: usize, new: usize) {
        (self.old_partner[old], self.new_partner[new]) = (Some(new), Some(old));
    }

    /// Names are unique in a bot, so an interaction keeps its name wherever it goes.
    fn by_name(&mut self) {
        let names = |outline: &Outline| {
            outline.interactions.iter().map(|part| part.name().map(fingerprint)).collect::<Vec<_>>()
        };
        for (old, new) in same(&names(self.old), &names(self.new)) {
            self.add(old, new);
        }
    }

    /// What is the same in two dialogs, whatever it is called.
    fn in_order(&mut self, dialogs: usize) {
        let (old_range, new_range) = self.ranges(dialogs);
        let aligned = align(
            &tokens(self.old, old_range.clone(), &self.old_partner),
            &tokens(self.new, new_range.clone(), &self.new_partner),
        );
        for (old, new) in aligned.kept.into_iter().chain(aligned.moved) {
            let (old, new) = (old + old_range.start, new + new_range.start);
            if self.old_partner[old].is_none() && self.new_partner[new].is_none() {
                self.add(old, new);
            }
        }
    }

    /// What is the same in different dialogs.
    fn by_content(&mut self) {
        let contents = |outline: &Outline, partners: &[Option<usize>]| {
            let parts = outline.interactions.iter().zip(partners);
            parts.map(|(part, partner)| partner.is_none().then_some(part.content)).collect::<Vec<_>>()
        };
        for (old, new) in same(&contents(self.old, &self.old_partner), &contents(self.new, &self.new_partner))
        {
            self.add(old, new);
        }
    }

    /// What is nearly the same, or stands where something else of its kind stood.
    fn by_likeness(&mut self) {
        let (mut old_homes, mut new_homes) = (HashMap::new(), HashMap::new());
        let mut number = 0;
        for index in 0..self.dialogs.len() {
            let (old_range, new_range) = self.ranges(index);
            let pairs = pairs_within(old_range.clone(), new_range.clone(), &self.old_partner);
            let old_parts = &self.old.interactions[old_range.clone()];
            let kept = kept_of(old_parts, &self.new.interactions[new_range.clone()], &pairs);
            for (old_gap, new_gap) in gaps(&kept, old_range.len(), new_range.len()) {
                number += 1;
                old_homes.extend(old_gap.map(|at| (at + old_range.start, (index, number))));
                new_homes.extend(new_gap.map(|at| (at + new_range.start, (index, number))));
            }
        }
        let singles =
            |outline: &Outline, partners: &[Option<usize>], homes: &HashMap<usize, (usize, usize)>| {
                let left = (0..partners.len()).filter(|at| partners[*at].is_none());
                left.map(|at| (at, single(&outline.interactions[at], homes.get(&at).copied()))).unzip()
            };
        let (old_left, old_singles): (Vec<usize>, Vec<Single>) =
            singles(self.old, &self.old_partner, &old_homes);
        let (new_left, new_singles): (Vec<usize>, Vec<Single>) =
            singles(self.new, &self.new_partner, &new_homes);
        for (old, new) in pair_similar(&old_singles, &new_singles) {
            self.add(old_left[old], new_left[new]);
        }
    }

    fn ranges(&self, dialogs: usize) -> (Range<usize>, Range<usize>) {
        let (old, new) = self.dialogs[dialogs];
        (self.old.ranges[old].clone(), self.new.ranges[new].clone())
    }
}

/// The pairs within two stretches, as places in these.
pub(super) fn pairs_within(old: Range<usize>, new: Range<usize>, partners: &[Option<usize>]) -> Pairs {
    let partner = |at: usize| partners[at].filter(|partner| new.contains(partner));
    let pairs = old.clone().filter_map(|at| partner(at).map(|partner| (at - old.start, partner - new.start)));
    pairs.collect()
}

/// Those of the pairs that stand in the same order on both sides; sorted.
pub(super) fn kept_of(old: &[Outlined], new: &[Outlined], pairs: &Pairs) -> Pairs {
    // A pair is known by what it holds, so that both directions choose the same; equal ones by their number.
    let mut numbers: HashMap<(u64, u64), usize> = HashMap::new();
    let mut tokens = Vec::with_capacity(pairs.len());
    for (one, other) in pairs {
        let (one, other) = (identity(&old[*one]), identity(&new[*other]));
        let both = (one.min(other), one.max(other));
        let number = numbers.entry(both).and_modify(|number| *number += 1).or_default();
        tokens.push((both, *number));
    }
    let mut by_new: Vec<usize> = (0..pairs.len()).collect();
    by_new.sort_unstable_by_key(|at| pairs[*at].1);
    let turned: Vec<_> = by_new.iter().map(|at| tokens[*at]).collect();
    let kept = align(&tokens, &turned).kept;
    kept.into_iter().map(|(at, _)| pairs[at]).collect()
}

fn identity(part: &Outlined) -> u64 {
    fingerprint(&(part.name(), part.content))
}

/// What an interaction is compared by: its pair where it has one, else what it holds.
fn tokens(outline: &Outline, range: Range<usize>, partners: &[Option<usize>]) -> Vec<(bool, u64)> {
    let token = |at: usize| {
        let part = &outline.interactions[at];
        match partners[at] {
            // Both have this name, so it says which pair it is.
            Some(_) => (true, part.name().map_or(part.content, fingerprint)),
            None => (false, part.content),
        }
    };
    range.map(token).collect()
}

fn single(part: &Outlined, home: Option<(usize, usize)>) -> Single {
    Single {
        marks: marks_of(&part.fields),
        class: fingerprint(part.part.kind),
        whole: home.map(|(dialog, _)| dialog),
        gap: home.map(|(_, gap)| gap),
        is_named: part.name().is_some(),
    }
}
