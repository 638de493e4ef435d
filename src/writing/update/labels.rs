//! Lists of labels: which items stay, which say something else, which come and go.

use super::change::{Changing, predicate};
use super::wish::{Addition, Element, NewValue};
use crate::text::TextMatch;
use crate::transcript::{Namespace, Wanted, holds};
use crate::writing::items::text;
use crate::yaml::Node;

/// Makes a list say what is on offer.
pub(super) fn change(changing: &mut Changing<'_>, list: Option<&Node>, wanted: &[Wanted], actual: &[&str]) {
    let fits = |old: usize, new: usize| is_as(&wanted[old], actual[new]);
    let mut elements = Vec::new();
    for step in steps(wanted.len(), actual.len(), &fits) {
        match step {
            Step::Same(old) => elements.push(Element::Old(old)),
            Step::Other(old, new) => {
                changing.text(&wanted[old], None, actual[new]);
                elements.push(Element::Old(old));
            }
            Step::Gone(old) => changing.reasons.extend(predicate(&wanted[old])),
            Step::Come(new) => elements.push(Element::New(Addition::New(text(actual[new])))),
        }
    }
    let all_stay = elements.len() == wanted.len()
        && elements.iter().enumerate().all(|(place, element)| *element == Element::Old(place));
    if !all_stay {
        changing.change(list.map(|list| list.span), NewValue::List(elements));
    }
}

/// Whether a text is as a predicate says, as far as that is known without captured values.
pub(super) fn is_as(wanted: &Wanted, actual: &str) -> bool {
    match &wanted.value {
        TextMatch::Equals(text) if holds(text, Namespace::Captured) => false,
        predicate => {
            let fill = |text: &str| crate::transcript::fill(text, true, &mut |_, _| None).into_owned();
            predicate.filled(&fill).is_match(actual).unwrap_or(false)
        }
    }
}

/// A step from an old list to a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Same(usize),
    Other(usize, usize),
    Gone(usize),
    Come(usize),
}

/// The way from one list to another that keeps most: where as many items differ as there are new ones in the
/// same place, they are taken for the same ones with other words.
pub(super) fn steps(old: usize, new: usize, fits: &dyn Fn(usize, usize) -> bool) -> Vec<Step> {
    let kept = longest_common(old, new, fits);
    let mut steps = Vec::new();
    let (mut from_old, mut from_new) = (0, 0);
    for (to_old, to_new) in kept.into_iter().chain([(old, new)]) {
        let (olds, news) = (to_old - from_old, to_new - from_new);
        if olds == news {
            steps.extend((0..olds).map(|offset| Step::Other(from_old + offset, from_new + offset)));
        } else {
            steps.extend((from_old..to_old).map(Step::Gone));
            steps.extend((from_new..to_new).map(Step::Come));
        }
        if to_old < old && to_new < new {
            steps.push(Step::Same(to_old));
        }
        (from_old, from_new) = (to_old + 1, to_new + 1);
    }
    steps
}

/// The longest list of pairs that fit, in order.
fn longest_common(old: usize, new: usize, fits: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let width = new + 1;
    let mut lengths = vec![0_usize; (old + 1) * width];
    let fitting: Vec<bool> = (0..old * new).map(|place| fits(place / new, place % new)).collect();
    for from_old in (0..old).rev() {
        for from_new in (0..new).rev() {
            let at = from_old * width + from_new;
            lengths[at] = match fitting[from_old * new + from_new] {
                true => lengths[at + width + 1] + 1,
                false => lengths[at + width].max(lengths[at + 1]),
            };
        }
    }
    let (mut from_old, mut from_new, mut kept) = (0, 0, Vec::new());
    while from_old < old && from_new < new {
        let at = from_old * width + from_new;
        if fitting[from_old * new + from_new] && lengths[at] == lengths[at + width + 1] + 1 {
            kept.push((from_old, from_new));
            (from_old, from_new) = (from_old + 1, from_new + 1);
        } else if lengths[at + width] >= lengths[at + 1] {
            from_old += 1;
        } else {
            from_new += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{Step, steps};

    #[test]
    fn what_can_stay_stays() {
        let of = |old: &str, new: &str| {
            let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
            let shown = |step: Step| match step {
                Step::Same(_) => '=',
                Step::Other(..) => '~',
                Step::Gone(_) => '-',
                Step::Come(_) => '+',
            };
            let fits = |left: usize, right: usize| old[left] == new[right];
            steps(old.len(), new.len(), &fits).into_iter().map(shown).collect::<String>()
        };
        assert_eq!(of("abc", "abc"), "===");
        assert_eq!(of("abc", "axc"), "=~=");
        assert_eq!(of("abc", "ac"), "=-=");
        assert_eq!(of("ac", "abc"), "=+=");
        assert_eq!(of("", "ab"), "++");
        assert_eq!(of("ab", ""), "--");
        assert_eq!(of("ab", "xyb"), "-++=");
    }
}
