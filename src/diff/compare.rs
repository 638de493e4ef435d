//! Two parts that belong together: which of their values differ.

use std::collections::{HashMap, HashSet};

use super::align::{align, gaps};
use super::changes::{Difference, Step};
use super::follow::Renames;
use super::similar::{Single, marks_of_value, pair_similar};
use super::value::{CodeText, Entry, Field, Key, Value, fingerprint};
use crate::source::Span;

/// What came of comparing two parts.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) differences: Vec<Difference>,
    /// References that only follow a new name: which one, and their places.
    pub(super) followed: Vec<(usize, Option<Span>, Option<Span>)>,
}

/// A comparison on its way through two trees.
pub(super) struct Comparing<'r> {
    renames: &'r Renames,
    path: Vec<Step>,
    is_note: bool,
    /// The nearest known places around what is compared.
    around: (Option<Span>, Option<Span>),
    compared: Compared,
}

impl<'r> Comparing<'r> {
    /// A comparison of two parts that begin at these places.
    pub(super) fn new(renames: &'r Renames, around: (Option<Span>, Option<Span>)) -> Self {
        Self { renames, path: Vec::new(), is_note: false, around, compared: Compared::default() }
    }

    pub(super) fn done(self) -> Compared {
        self.compared
    }

    /// Compares the keys of two parts.
    pub(super) fn fields(&mut self, old: &[Field], new: &[Field]) {
        let places: HashMap<&Key, usize> =
            new.iter().enumerate().map(|(at, field)| (&field.key, at)).collect();
        let mut is_met = vec![false; new.len()];
        for field in old {
            let met = places.get(&field.key).copied();
            if let Some(at) = met {
                is_met[at] = true;
            }
            self.field(Some(field), met.map(|at| &new[at]));
        }
        for (field, _) in new.iter().zip(is_met).filter(|(_, is_met)| !is_met) {
            self.field(None, Some(field));
        }
    }

    fn field(&mut self, old: Option<&Field>, new: Option<&Field>) {
        let Some(field) = old.or(new) else { return };
        let was_note = self.is_note;
        self.is_note |= field.is_note;
        self.path.push(Step::Key(field.key.clone()));
        self.entries(old.map(|field| &field.entry), new.map(|field| &field.entry));
        self.path.pop();
        self.is_note = was_note;
    }

    fn entries(&mut self, old: Option<&Entry>, new: Option<&Entry>) {
        let (Some(one), Some(other)) = (old, new) else { return self.differ(old, new) };
        if one == other {
            return;
        }
        let around = self.around;
        self.around = (one.place.or(around.0), other.place.or(around.1));
        match (&one.value, &other.value) {
            (Value::Keys(old), Value::Keys(new)) => self.fields(old, new),
            (Value::List(old), Value::List(new)) => self.list(old, new),
            (old_value, new_value) => {
                let followed =
                    self.renames.followed(old_value).filter(|followed| followed.value == *new_value);
                match followed {
                    Some(followed) => {
                        let (old, new) = self.around;
                        let references = followed.renames.into_iter().map(|number| (number, old, new));
                        self.compared.followed.extend(references);
                    }
                    None => self.differ(old, new),
                }
            }
        }
        self.around = around;
    }

    fn list(&mut self, old: &[Entry], new: &[Entry]) {
        let tokens = |list: &[Entry]| list.iter().map(|entry| entry.value.fingerprint()).collect::<Vec<_>>();
        let aligned = align(&tokens(old), &tokens(new));
        let mut partners: Vec<Option<usize>> = vec![None; old.len()];
        let mut is_met = vec![false; new.len()];
        let moved: HashSet<(usize, usize)> = aligned.moved.iter().copied().collect();
        let similar = similar_entries(old, new, &aligned.kept, &aligned.moved);
        for (one, other) in aligned.kept.iter().chain(&aligned.moved).chain(&similar) {
            partners[*one] = Some(*other);
            is_met[*other] = true;
        }
        for (one, other) in partners.iter().enumerate() {
            match other {
                Some(other) => self.item(one, *other, old, new, moved.contains(&(one, *other))),
                None => self.step(Step::Item(Some(one + 1), None), |this| this.differ(Some(&old[one]), None)),
            }
        }
        for (other, _) in is_met.iter().enumerate().filter(|(_, is_met)| !**is_met) {
            self.step(Step::Item(None, Some(other + 1)), |this| this.differ(None, Some(&new[other])));
        }
    }

    fn item(&mut self, one: usize, other: usize, old: &[Entry], new: &[Entry], is_moved: bool) {
        let step = Step::Item(Some(one + 1), Some(other + 1));
        self.step(step, |this| {
            if is_moved {
                let difference = this.difference(Some(&old[one]), Some(&new[other]));
                this.compared.differences.push(Difference { is_move: true, ..difference });
            } else {
                this.entries(Some(&old[one]), Some(&new[other]));
            }
        });
    }

    fn step(&mut self, step: Step, inside: impl FnOnce(&mut Self)) {
        self.path.push(step);
        inside(self);
        self.path.pop();
    }

    fn differ(&mut self, old: Option<&Entry>, new: Option<&Entry>) {
        let difference = self.difference(old, new);
        self.compared.differences.push(difference);
    }

    /// The difference with the nearest place that is known on each side.
    fn difference(&self, old: Option<&Entry>, new: Option<&Entry>) -> Difference {
        let placed = |entry: Option<&Entry>, around: Option<Span>| {
            entry.map(|entry| Entry { value: entry.value.clone(), place: entry.place.or(around) })
        };
        let (mut old, mut new) = (placed(old, self.around.0), placed(new, self.around.1));
        if let (Some(one), Some(other)) = (&mut old, &mut new)
            && let (Value::Code(one_code), Value::Code(other_code)) = (&one.value, &other.value)
        {
            let line = first_different_line(one_code, other_code);
            one.place = one_code.place_of_line(line).or(one.place);
            other.place = other_code.place_of_line(line).or(other.place);
        }
        Difference { path: self.path.clone(), old, new, is_note: self.is_note, is_move: false }
    }
}

fn first_different_line(old: &CodeText, new: &CodeText) -> usize {
    let same = |(one, other): &(&str, &str)| one == other;
    old.text.lines().zip(new.text.lines()).take_while(same).count()
}

/// Items of a list that are neither kept nor moved, and belong together.
fn similar_entries(
    old: &[Entry],
    new: &[Entry],
    kept: &[(usize, usize)],
    moved: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let (mut old_gaps, mut new_gaps) = (vec![None; old.len()], vec![None; new.len()]);
    for (number, (old_gap, new_gap)) in gaps(kept, old.len(), new.len()).enumerate() {
        old_gaps[old_gap].fill(Some(number));
        new_gaps[new_gap].fill(Some(number));
    }
    for (one, other) in moved {
        (old_gaps[*one], new_gaps[*other]) = (None, None);
    }
    let singles = |list: &[Entry], gaps: &[Option<usize>]| {
        let left = list.iter().enumerate().filter(|(at, _)| gaps[*at].is_some());
        left.map(|(at, entry)| (at, single(entry, gaps[at]))).unzip()
    };
    let (old_left, old_singles): (Vec<usize>, Vec<Single>) = singles(old, &old_gaps);
    let (new_left, new_singles): (Vec<usize>, Vec<Single>) = singles(new, &new_gaps);
    let pairs = pair_similar(&old_singles, &new_singles);
    pairs.into_iter().map(|(one, other)| (old_left[one], new_left[other])).collect()
}

/// Items are taken for each other only where they stand; those with keys, if the first one is the same.
fn single(entry: &Entry, gap: Option<usize>) -> Single {
    let class = match &entry.value {
        Value::Keys(fields) => fields.first().map_or(0, |field| fingerprint(&field.key)),
        other => fingerprint(&std::mem::discriminant(other)),
    };
    Single { marks: marks_of_value(&entry.value), class, whole: None, gap, is_named: false }
}
