//! Which item of a turn is about which thing that the bot did.
//!
//! Where not everything is as expected, the pairing with the least to say about it is taken: one text that
//! differs rather than one that is missing and another that is too many, a message that moved rather than two
//! that differ.

use super::outcome::Mark;

/// An item, a thing that shows, or both as a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) mark: Mark,
    /// The item.
    pub(super) item: Option<usize>,
    /// The thing that shows.
    pub(super) seen: Option<usize>,
    /// Of what moved: the place among the pairs where its other half stands.
    pub(super) other: Option<usize>,
}

/// Above this many comparisons items and things are paired as they come.
const MOST_COMPARED: usize = 250_000;

/// What a missing item or an extra thing costs.
const ALONE: u32 = 100;

/// Pairs so many items with so many things. `fits` says whether a pair is as expected, `distance` how far
/// apart the two of a kind are, from 0 to 100, and nothing where they are of different kinds.
pub(super) fn align(
    items: usize,
    seen: usize,
    fits: &dyn Fn(usize, usize) -> bool,
    distance: &dyn Fn(usize, usize) -> Option<u32>,
) -> Vec<Pair> {
    if items == seen && (0..items).all(|place| fits(place, place)) {
        return (0..items)
            .map(|place| Pair { mark: Mark::Agrees, item: Some(place), seen: Some(place), other: None })
            .collect();
    }
    let mut pairs = if items.saturating_mul(seen) > MOST_COMPARED {
        in_order(items, seen, fits, distance)
    } else {
        cheapest(items, seen, fits, distance)
    };
    find_moved(&mut pairs, fits);
    pairs
}

fn pair(item: usize, seen: usize, fits: bool) -> Pair {
    let mark = if fits { Mark::Agrees } else { Mark::Differs };
    Pair { mark, item: Some(item), seen: Some(seen), other: None }
}

fn missing(item: usize) -> Pair {
    Pair { mark: Mark::Missing, item: Some(item), seen: None, other: None }
}

fn extra(seen: usize) -> Pair {
    Pair { mark: Mark::Extra, item: None, seen: Some(seen), other: None }
}

/// One after the other, as far as both go.
fn in_order(
    items: usize,
    seen: usize,
    fits: &dyn Fn(usize, usize) -> bool,
    distance: &dyn Fn(usize, usize) -> Option<u32>,
) -> Vec<Pair> {
    let mut pairs = Vec::with_capacity(items.max(seen));
    for place in 0..items.max(seen) {
        match (place < items, place < seen) {
            (true, true) if fits(place, place) => pairs.push(pair(place, place, true)),
            (true, true) if distance(place, place).is_some() => pairs.push(pair(place, place, false)),
            (is_item, is_seen) => {
                pairs.extend(is_item.then(|| missing(place)));
                pairs.extend(is_seen.then(|| extra(place)));
            }
        }
    }
    pairs
}

/// The edit script of least cost.
fn cheapest(
    items: usize,
    seen: usize,
    fits: &dyn Fn(usize, usize) -> bool,
    distance: &dyn Fn(usize, usize) -> Option<u32>,
) -> Vec<Pair> {
    let width = seen + 1;
    let mut costs = vec![0_u32; (items + 1) * width];
    let mut fitting = vec![false; items * seen];
    let mut together = vec![None; items * seen];
    for item in (0..=items).rev() {
        for thing in (0..=seen).rev() {
            let at = item * width + thing;
            costs[at] = match (item < items, thing < seen) {
                (false, false) => 0,
                (true, false) => costs[at + width] + ALONE,
                (false, true) => costs[at + 1] + ALONE,
                (true, true) => {
                    let place = item * seen + thing;
                    fitting[place] = fits(item, thing);
                    together[place] = match fitting[place] {
                        true => Some(0),
                        // Never dearer than a missing one and an extra one, never as cheap as one alone.
                        false => distance(item, thing).map(|distance| ALONE + 1 + distance * 98 / 100),
                    };
                    let alone = costs[at + width].min(costs[at + 1]) + ALONE;
                    together[place].map_or(alone, |cost| alone.min(cost + costs[at + width + 1]))
                }
            };
        }
    }
    let (mut item, mut thing, mut pairs) = (0, 0, Vec::new());
    while item < items || thing < seen {
        let at = item * width + thing;
        let both = (item < items && thing < seen).then(|| item * seen + thing);
        let paired = both.and_then(|place| together[place]).map(|cost| cost + costs[at + width + 1]);
        if paired == Some(costs[at]) {
            pairs.push(pair(item, thing, both.is_some_and(|place| fitting[place])));
            (item, thing) = (item + 1, thing + 1);
        } else if item < items && costs[at] == costs[at + width] + ALONE {
            pairs.push(missing(item));
            item += 1;
        } else {
            pairs.push(extra(thing));
            thing += 1;
        }
    }
    pairs
}

/// What is missing in one place and too much in another has moved.
fn find_moved(pairs: &mut [Pair], fits: &dyn Fn(usize, usize) -> bool) {
    let places = |mark: Mark| (0..pairs.len()).filter(|place| pairs[*place].mark == mark).collect();
    let (missing, mut extra): (Vec<usize>, Vec<usize>) = (places(Mark::Missing), places(Mark::Extra));
    if missing.len().saturating_mul(extra.len()) > MOST_COMPARED {
        return;
    }
    for place in missing {
        let fitting = |other: &usize| match (pairs[place].item, pairs[*other].seen) {
            (Some(item), Some(seen)) => fits(item, seen),
            _ => false,
        };
        let Some(found) = extra.iter().position(fitting) else { continue };
        let other = extra.remove(found);
        (pairs[place].mark, pairs[place].other) = (Mark::Moved, Some(other));
        (pairs[other].mark, pairs[other].other) = (Mark::MovedHere, Some(place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marks(items: &[&str], seen: &[&str]) -> String {
        let fits = |item: usize, thing: usize| items[item] == seen[thing];
        let distance = |item: usize, thing: usize| {
            let same = items[item].chars().next() == seen[thing].chars().next();
            Some(if same { 20 } else { 100 })
        };
        let mark = |pair: &Pair| match pair.mark {
            Mark::Agrees => '=',
            Mark::Differs => '~',
            Mark::Missing => '-',
            Mark::Extra => '+',
            Mark::Moved => '<',
            Mark::MovedHere => '>',
        };
        align(items.len(), seen.len(), &fits, &distance).iter().map(mark).collect()
    }

    #[test]
    fn the_pairing_with_the_least_to_say_is_taken() {
        assert_eq!(marks(&["a", "b"], &["a", "b"]), "==");
        assert_eq!(marks(&["a", "b", "c"], &["a", "c"]), "=-=");
        assert_eq!(marks(&["a", "c"], &["a", "b", "c"]), "=+=");
        assert_eq!(marks(&["a", "b1", "c"], &["a", "b2", "c"]), "=~=");
        assert_eq!(marks(&["a", "x"], &["a", "y"]), "=~");
        assert_eq!(marks(&["a", "b"], &["b", "a"]), "<=>");
        assert_eq!(marks(&[], &["a"]), "+");
        assert_eq!(marks(&["a"], &[]), "-");
    }

    proptest! {
        #[test]
        fn everything_is_paired_once(items in "[abc]{0,8}", seen in "[abc]{0,8}") {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            let (items, seen) = (letters(&items), letters(&seen));
            let fits = |item: usize, thing: usize| items[item] == seen[thing];
            let pairs = align(items.len(), seen.len(), &fits, &|_, _| Some(50));
            let taken: Vec<usize> = pairs.iter().filter_map(|pair| pair.item).collect();
            prop_assert_eq!(taken, (0..items.len()).collect::<Vec<_>>());
            let taken: Vec<usize> = pairs.iter().filter_map(|pair| pair.seen).collect();
            prop_assert_eq!(taken, (0..seen.len()).collect::<Vec<_>>());
        }
    }
}
