//! What belongs together although it differs: by what both have in common, then by where it stands.

use std::collections::{HashMap, VecDeque};

use super::align::flipped;
use super::value::{Field, Value, fingerprint};

/// What more items have than this is no help in finding a partner, and would make the search long.
const MOST_HOLDERS: usize = 8;

/// The least share of marks in common of two items that stand together.
const NEAR: f64 = 0.3;

/// Of two items of one whole, such as a dialog.
const SAME_WHOLE: f64 = 0.5;

/// Of two items that stand anywhere, and how many marks that must be where it is not all of them.
const ANYWHERE: (f64, usize) = (0.7, 3);

/// An item without a partner.
pub(super) struct Single {
    /// What it is made of: its words, names, lines of code, as hashes; sorted.
    pub(super) marks: Vec<u64>,
    /// What it can be taken for by its place alone.
    pub(super) class: u64,
    /// The whole that it belongs to, the same number on both sides; none where that has no partner.
    pub(super) whole: Option<usize>,
    /// The gap between items that have partners, the same number on both sides.
    pub(super) gap: Option<usize>,
    /// Whether it has a name, by which it would have been found.
    pub(super) is_named: bool,
}

/// Finds pairs. Where there is a choice, both directions choose the same.
pub(super) fn pair_similar(old: &[Single], new: &[Single]) -> Vec<(usize, usize)> {
    // The numbers of wholes and gaps depend on the direction.
    if old.iter().map(Single::look).gt(new.iter().map(Single::look)) {
        return flipped(pair_similar(new, old));
    }
    let mut candidates = candidates(old, new);
    candidates.sort_by(|left, right| {
        right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)).then(left.2.cmp(&right.2))
    });
    let mut pairs = Pairs { old: vec![None; old.len()], new: vec![None; new.len()] };
    for (_, old_at, new_at) in candidates {
        pairs.add(old_at, new_at);
    }
    pairs.add_by_place(old, new);
    let found = pairs.old.iter().enumerate();
    found.filter_map(|(old_at, partner)| partner.map(|new_at| (old_at, new_at))).collect()
}

struct Pairs {
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
}

impl Pairs {
    fn add(&mut self, old: usize, new: usize) {
        if self.old[old].is_none() && self.new[new].is_none() {
            (self.old[old], self.new[new]) = (Some(new), Some(old));
        }
    }

    /// The first of a class in a gap with the first, the second with the second; two that have names of their own only
    /// if they are alike.
    fn add_by_place(&mut self, old: &[Single], new: &[Single]) {
        let mut waiting: HashMap<(usize, u64), VecDeque<usize>> = HashMap::new();
        for (at, single) in old.iter().enumerate().filter(|(at, _)| self.old[*at].is_none()) {
            if let Some(gap) = single.gap {
                waiting.entry((gap, single.class)).or_default().push_back(at);
            }
        }
        for (at, single) in new.iter().enumerate() {
            let Some(gap) = single.gap.filter(|_| self.new[at].is_none()) else { continue };
            let Some(queue) = waiting.get_mut(&(gap, single.class)) else { continue };
            let fits = |old_at: &usize| {
                let one = &old[*old_at];
                !(one.is_named && single.is_named) || one.likeness(single).is_some()
            };
            if let Some(old_at) = queue.front().copied().filter(fits) {
                queue.pop_front();
                self.add(old_at, at);
            }
        }
    }
}

/// Pairs that have something rare in common, with the share of what they have in common.
fn candidates(old: &[Single], new: &[Single]) -> Vec<(f64, usize, usize)> {
    let mut holders: HashMap<u64, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (at, single) in old.iter().enumerate() {
        single.distinct().for_each(|mark| holders.entry(mark).or_default().0.push(at));
    }
    for (at, single) in new.iter().enumerate() {
        single.distinct().for_each(|mark| holders.entry(mark).or_default().1.push(at));
    }
    let is_rare = |places: &Vec<usize>| places.len() <= MOST_HOLDERS;
    let mut pairs: Vec<(usize, usize)> = holders
        .values()
        .filter(|(old, new)| is_rare(old) && is_rare(new))
        .flat_map(|(old, new)| old.iter().flat_map(move |old| new.iter().map(move |new| (*old, *new))))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let judged = |(old_at, new_at): (usize, usize)| {
        old[old_at].likeness(&new[new_at]).map(|likeness| (likeness, old_at, new_at))
    };
    pairs.into_iter().filter_map(judged).collect()
}

impl Single {
    /// What it is like, wherever it stands.
    fn look(&self) -> (&[u64], u64, bool) {
        (&self.marks, self.class, self.is_named)
    }

    fn distinct(&self) -> impl Iterator<Item = u64> {
        let marks = self.marks.iter().enumerate();
        marks.filter(|(at, mark)| *at == 0 || self.marks[at - 1] != **mark).map(|(_, mark)| *mark)
    }

    /// How like another it is, if that is enough for where the two stand; nearer ones come first.
    fn likeness(&self, other: &Self) -> Option<f64> {
        let shared = shared(&self.marks, &other.marks);
        let share = 2.0 * shared as f64 / (self.marks.len() + other.marks.len()).max(1) as f64;
        let same = |own: Option<usize>, other: Option<usize>| own.is_some() && own == other;
        let (bonus, is_enough) = if same(self.gap, other.gap) {
            (2.0, share >= NEAR)
        } else if same(self.whole, other.whole) {
            (1.0, share >= SAME_WHOLE)
        } else {
            (
                0.0,
                shared == self.marks.len().max(other.marks.len())
                    || share >= ANYWHERE.0 && shared >= ANYWHERE.1,
            )
        };
        is_enough.then_some(share + bonus * 0.1)
    }
}

/// How many marks two sorted lists have in common.
fn shared(left: &[u64], right: &[u64]) -> usize {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    let mut shared = 0;
    while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                shared += 1;
                left.next();
                right.next();
            }
        }
    }
    shared
}

/// The marks of keys with values. Words of the format are none: too many things have them in common.
pub(super) fn marks_of(fields: &[Field]) -> Vec<u64> {
    let mut marks = Vec::new();
    fields.iter().for_each(|field| add_marks(&field.entry.value, &mut marks));
    marks.sort_unstable();
    marks
}

/// As [`marks_of`], of one value.
pub(super) fn marks_of_value(value: &Value) -> Vec<u64> {
    let mut marks = Vec::new();
    add_marks(value, &mut marks);
    marks.sort_unstable();
    marks
}

fn add_marks(value: &Value, marks: &mut Vec<u64>) {
    match value {
        Value::Word(_) => {}
        Value::Text(text) => add_words(text, marks),
        Value::Masked(masked) => add_words(&masked.text, marks),
        Value::Name(concept, name) => marks.push(fingerprint(&(concept, name))),
        Value::Code(code) => {
            let lines = code.text.lines().map(str::trim);
            marks.extend(lines.filter(|line| line.len() > 2).map(fingerprint));
        }
        Value::Keys(fields) => fields.iter().for_each(|field| add_marks(&field.entry.value, marks)),
        Value::List(entries) => entries.iter().for_each(|entry| add_marks(&entry.value, marks)),
    }
}

fn add_words(text: &str, marks: &mut Vec<u64>) {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    marks.extend(words.map(|word| fingerprint(&word.to_lowercase())));
}
