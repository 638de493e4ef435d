//! Two sequences side by side: what stays in its order, and what stands elsewhere. Takes little more than linear time,
//! whatever changed.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::ops::Range;

/// Pairs of equal items, as places in the old and in the new sequence.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Aligned {
    /// In the same order on both sides; sorted.
    pub(super) kept: Vec<(usize, usize)>,
    /// Out of order.
    pub(super) moved: Vec<(usize, usize)>,
}

/// Aligns two sequences. Where there is a choice, both directions choose the same.
pub(super) fn align<T: Copy + Eq + Hash + Ord>(old: &[T], new: &[T]) -> Aligned {
    if old > new {
        let Aligned { kept, moved } = align(new, old);
        return Aligned { kept: flipped(kept), moved: flipped(moved) };
    }
    let mut kept = Vec::new();
    let unique = in_order(&same_items(old, 0..old.len(), new, 0..new.len(), Some(1)));
    for gap in gaps(&unique, old.len(), new.len()) {
        fill_gap(old, new, gap, &mut kept);
    }
    kept.extend(unique);
    kept.sort_unstable();
    let (mut old_left, mut new_left) = (vec![true; old.len()], vec![true; new.len()]);
    for (old_at, new_at) in &kept {
        (old_left[*old_at], new_left[*new_at]) = (false, false);
    }
    let left = |left: Vec<bool>| left.into_iter().enumerate().filter(|(_, left)| *left).map(|(at, _)| at);
    let moved = same_items(old, left(old_left), new, left(new_left), None);
    Aligned { kept, moved }
}

pub(super) fn flipped(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    pairs.into_iter().map(|(left, right)| (right, left)).collect()
}

/// The stretches between pairs that are kept.
pub(super) fn gaps(
    kept: &[(usize, usize)],
    old: usize,
    new: usize,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let starts = std::iter::once((0, 0)).chain(kept.iter().map(|(old, new)| (old + 1, new + 1)));
    let ends = kept.iter().copied().chain([(old, new)]);
    starts.zip(ends).map(|(start, end)| (start.0..end.0, start.1..end.1))
}

/// What is equal between two anchors: from both ends, then the first of each kind with the first, and so on.
fn fill_gap<T: Copy + Eq + Hash>(
    old: &[T],
    new: &[T],
    gap: (Range<usize>, Range<usize>),
    kept: &mut Vec<(usize, usize)>,
) {
    let (mut old_gap, mut new_gap) = gap;
    while !old_gap.is_empty() && !new_gap.is_empty() && old[old_gap.start] == new[new_gap.start] {
        kept.push((old_gap.start, new_gap.start));
        (old_gap.start, new_gap.start) = (old_gap.start + 1, new_gap.start + 1);
    }
    while !old_gap.is_empty() && !new_gap.is_empty() && old[old_gap.end - 1] == new[new_gap.end - 1] {
        kept.push((old_gap.end - 1, new_gap.end - 1));
        (old_gap.end, new_gap.end) = (old_gap.end - 1, new_gap.end - 1);
    }
    kept.extend(in_order(&same_items(old, old_gap, new, new_gap, None)));
}

/// The first of each item with the first that is equal to it, the second with the second; of those only that come at
/// most so often.
fn same_items<T: Copy + Eq + Hash>(
    old: &[T],
    old_places: impl IntoIterator<Item = usize>,
    new: &[T],
    new_places: impl IntoIterator<Item = usize>,
    most: Option<usize>,
) -> Vec<(usize, usize)> {
    let mut places: HashMap<T, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for place in old_places {
        places.entry(old[place]).or_default().0.push(place);
    }
    for place in new_places {
        if let Some(found) = places.get_mut(&new[place]) {
            found.1.push(place);
        }
    }
    let most = most.unwrap_or(usize::MAX);
    let rare = places.into_values().filter(|(old, new)| old.len() <= most && new.len() <= most);
    let mut pairs: Vec<(usize, usize)> = rare.flat_map(|(old, new)| old.into_iter().zip(new)).collect();
    pairs.sort_unstable();
    pairs
}

/// The longest run of pairs that stand in the same order on both sides; the pairs come sorted.
fn in_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last pair of the best run of each length, by its place in the new sequence.
    let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (_, new)) in pairs.iter().enumerate() {
        before.push(ends.range(..new).next_back().map(|(_, last)| *last));
        let worse = ends.range(new..).next().map(|(end, _)| *end);
        worse.map(|end| ends.remove(&end));
        ends.insert(*new, index);
    }
    let mut run = Vec::new();
    let mut last = ends.last_key_value().map(|(_, last)| *last);
    while let Some(index) = last {
        run.push(pairs[index]);
        last = before[index];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn what_moves_is_told_from_what_stays() {
        let aligned = align(&letters("abcd"), &letters("acdb"));
        assert_eq!((aligned.kept, aligned.moved), (vec![(0, 0), (2, 1), (3, 2)], vec![(1, 3)]));
        let aligned = align(&letters("aaxa"), &letters("aaya"));
        assert_eq!((aligned.kept, aligned.moved), (vec![(0, 0), (1, 1), (3, 3)], vec![]));
        let aligned = align(&letters("aab"), &letters("aaab"));
        assert_eq!(aligned.kept.len(), 3);
    }

    proptest! {
        #[test]
        fn pairs_are_equal_and_both_directions_find_the_same(old in "[a-e]{0,12}", new in "[a-e]{0,12}") {
            let (old, new) = (letters(&old), letters(&new));
            let there = align(&old, &new);
            let mut back = align(&new, &old);
            (back.kept, back.moved) = (flipped(back.kept), flipped(back.moved));
            let sorted = |mut pairs: Vec<(usize, usize)>| { pairs.sort_unstable(); pairs };
            prop_assert_eq!(&there.kept, &sorted(back.kept));
            prop_assert_eq!(sorted(there.moved.clone()), sorted(back.moved));
            prop_assert!(there.kept.is_sorted_by(|left, right| left.0 < right.0 && left.1 < right.1));
            let all = there.kept.iter().chain(&there.moved);
            prop_assert!(all.clone().all(|(left, right)| old[*left] == new[*right]));
            // Each item that has an equal one on the other side is in a pair.
            let count = |list: &[char], letter| list.iter().filter(|other| **other == letter).count();
            let expected: usize = ('a'..='e').map(|letter| count(&old, letter).min(count(&new, letter))).sum();
            prop_assert_eq!(all.count(), expected);
        }
    }
}
