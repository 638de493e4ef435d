//! Cards: tiles and answers of a knowledge base.

use super::change::{Changing, entry, predicate};
use super::labels::{self, Step, is_as, steps};
use super::wish::{Addition, Element, NewValue};
use crate::replay::CardShown;
use crate::transcript::{CardExpected, Wanted};
use crate::writing::items::card;
use crate::yaml::{Node, Value};

/// Makes the cards of an item say what the cards of a message are.
pub(super) fn change(
    changing: &mut Changing<'_>,
    list: Option<&Node>,
    expected: &[CardExpected],
    shown: &[CardShown],
) {
    let fits = |old: usize, new: usize| fits(&expected[old], &shown[new]);
    let items = match list.map(|list| &list.value) {
        Some(Value::Sequence(items)) if items.len() == expected.len() => &items[..],
        _ => {
            changing
                .reasons
                .push("its cards stand elsewhere in the file: an alias brings them in".to_owned());
            return;
        }
    };
    let mut elements = Vec::new();
    for step in steps(expected.len(), shown.len(), &fits) {
        match step {
            Step::Same(old) => elements.push(Element::Old(old)),
            Step::Other(old, new) => {
                change_one(changing, &items[old], &expected[old], &shown[new]);
                elements.push(Element::Old(old));
            }
            Step::Gone(old) => changing.reasons.extend(of(&expected[old]).find_map(predicate)),
            Step::Come(new) => elements.push(Element::New(Addition::New(card(&shown[new])))),
        }
    }
    if expected.len() != shown.len() {
        changing.change(list.map(|list| list.span), NewValue::List(elements));
    }
}

/// The texts of a card with what they are, but for its buttons.
fn fields<'c>(
    expected: &'c CardExpected,
    shown: &'c CardShown,
) -> impl Iterator<Item = (&'c Wanted, Option<&'c str>)> {
    let all = [
        (&expected.title, Some(shown.title.as_str())),
        (&expected.text, shown.text.as_deref()),
        (&expected.image, shown.image.as_deref()),
        (&expected.link, shown.link.as_deref()),
    ];
    all.into_iter().filter_map(|(wanted, actual)| Some((wanted.as_ref()?, actual)))
}

fn of(expected: &CardExpected) -> impl Iterator<Item = &Wanted> {
    let CardExpected { title, text, image, link, buttons, .. } = expected;
    [title, text, image, link].into_iter().flatten().chain(buttons.iter().flatten())
}

fn fits(expected: &CardExpected, shown: &CardShown) -> bool {
    let texts =
        fields(expected, shown).all(|(wanted, actual)| actual.is_some_and(|actual| is_as(wanted, actual)));
    let buttons = expected.buttons.as_ref().is_none_or(|buttons| {
        let labels = &shown.buttons;
        buttons.len() == labels.len()
            && buttons.iter().zip(labels).all(|(wanted, label)| is_as(wanted, label))
    });
    texts && buttons
}

fn change_one(changing: &mut Changing<'_>, node: &Node, expected: &CardExpected, shown: &CardShown) {
    if fields(expected, shown).any(|(_, actual)| actual.is_none()) {
        // It lacks something: it is another card.
        match of(expected).find_map(predicate) {
            Some(reason) => changing.reasons.push(reason),
            None => changing.change(Some(node.span), NewValue::Value(card(shown))),
        }
        return;
    }
    for (wanted, actual) in fields(expected, shown) {
        if let Some(actual) = actual.filter(|actual| !is_as(wanted, actual)) {
            changing.text(wanted, None, actual);
        }
    }
    if let Some(buttons) = &expected.buttons {
        let actual: Vec<&str> = shown.buttons.iter().map(String::as_str).collect();
        labels::change(changing, entry(node, "buttons"), buttons, &actual);
    }
}
