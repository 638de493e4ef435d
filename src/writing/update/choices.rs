//! Lists of what can be tapped: which items stay, which say something else, which come and go.

use super::change::{Changing, predicate};
use super::labels::{Step, is_as, steps};
use super::wish::{Addition, Element, NewValue};
use crate::replay::ChoiceShown;
use crate::text::TextMatch;
use crate::transcript::{ChoiceExpected, ChoicesExpected, Offering, Wanted};
use crate::writing::items::choice;
use crate::yaml::Node;

/// Makes a list say what is on offer.
pub(super) fn change(
    changing: &mut Changing<'_>,
    list: Option<&Node>,
    expected: &ChoicesExpected,
    shown: &[&ChoiceShown],
) {
    let (of, expected) = (expected.of, &expected.choices);
    let fits = |old: usize, new: usize| fits(&expected[old], shown[new], of);
    let mut elements = Vec::new();
    for step in steps(expected.len(), shown.len(), &fits) {
        match step {
            Step::Same(old) => elements.push(Element::Old(old)),
            Step::Other(old, new) => {
                change_one(changing, &expected[old], shown[new], of);
                elements.push(Element::Old(old));
            }
            Step::Gone(old) => changing.reasons.extend(texts(&expected[old]).find_map(predicate)),
            Step::Come(new) => elements.push(Element::New(Addition::New(choice(shown[new], of)))),
        }
    }
    let all_stay = elements.len() == expected.len()
        && elements.iter().enumerate().all(|(place, element)| *element == Element::Old(place));
    if !all_stay {
        changing.change(list.map(|list| list.span), NewValue::List(elements));
    }
}

/// The texts of an entry with what they are.
fn fields<'c>(
    expected: &'c ChoiceExpected,
    shown: &'c ChoiceShown,
) -> impl Iterator<Item = (&'static str, &'c Wanted, Option<&'c str>)> {
    let label = Some(shown.label.as_str());
    let all = match expected {
        ChoiceExpected::Named(wanted) => [("title", Some(wanted), label), ("", None, None), ("", None, None)],
        ChoiceExpected::Keys { title, payload, link, .. } => [
            ("title", title.as_ref(), label),
            ("payload", payload.as_ref(), shown.payload.as_deref()),
            ("link", link.as_ref(), shown.link.as_deref()),
        ],
    };
    all.into_iter().filter_map(|(key, wanted, actual)| Some((key, wanted?, actual)))
}

fn texts(expected: &ChoiceExpected) -> impl Iterator<Item = &Wanted> {
    let all = match expected {
        ChoiceExpected::Named(wanted) => [Some(wanted), None, None],
        ChoiceExpected::Keys { title, payload, link, .. } => {
            [title.as_ref(), payload.as_ref(), link.as_ref()]
        }
    };
    all.into_iter().flatten()
}

fn fits(expected: &ChoiceExpected, shown: &ChoiceShown, of: Offering) -> bool {
    let by_address = match (expected, &shown.link, of) {
        (ChoiceExpected::Named(wanted), Some(link), Offering::Links) => is_as(wanted, link),
        _ => false,
    };
    by_address
        || fields(expected, shown)
            .all(|(_, wanted, actual)| actual.is_some_and(|actual| is_as(wanted, actual)))
}

fn change_one(changing: &mut Changing<'_>, expected: &ChoiceExpected, shown: &ChoiceShown, of: Offering) {
    if let (ChoiceExpected::Named(wanted), Offering::Links) = (expected, of) {
        // A link goes by its label or by its address, whichever its author has chosen.
        let is_address = matches!(&wanted.value, TextMatch::Equals(text) if text.contains("://"));
        match (&shown.link, is_address) {
            (Some(link), true) => changing.text(wanted, None, link),
            (None, true) => changing.reasons.push("the page that opens now holds a secret".to_owned()),
            (_, false) => changing.text(wanted, None, &shown.label),
        }
        return;
    }
    for (key, wanted, actual) in fields(expected, shown) {
        match actual {
            Some(actual) if is_as(wanted, actual) => {}
            Some(actual) => changing.text(wanted, None, actual),
            None => changing.reasons.push(format!(
                "`{}` has no `{key}` now, or one that holds a secret: change it by hand",
                shown.label
            )),
        }
    }
}
