//! What differs between an expected text and the actual one: word by word, and letter by letter within words
//! that are alike.

use similar::{ChangeTag, DiffOp, TextDiff};

/// A part of a text, in one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Whether the other text has something else here.
    pub(super) is_changed: bool,
}

/// Longer texts are only compared from both ends, so that a comparison never takes long.
const MOST_WORDS: usize = 2_000;

/// With fewer than one letter in so many in common, on average, marks would be confetti.
const ALIKE: usize = 3;

/// Words that have this share of their letters in common are compared letter by letter.
const SAME_WORD: f32 = 0.6;

/// Both texts in pieces. Where they have next to nothing in common, nothing is marked.
pub(super) fn compare(expected: &str, actual: &str) -> (Vec<Piece>, Vec<Piece>) {
    let whole = |text: &str| vec![Piece { text: text.to_owned(), is_changed: false }];
    let words = TextDiff::from_unicode_words(expected, actual);
    if words.old_slices().len().max(words.new_slices().len()) > MOST_WORDS {
        return by_ends(expected, actual);
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let ops = words.ops();
    let mut blank = String::new();
    for (place, op) in ops.iter().enumerate() {
        let old: String = words.old_slices()[op.old_range()].concat();
        let new: String = words.new_slices()[op.new_range()].concat();
        match op {
            // A blank between words that differ is no word in common.
            DiffOp::Equal { .. } if letters(&old) == 0 && is_between_replaced(ops, place) => blank = old,
            DiffOp::Equal { .. } => {
                push(&mut left, &old, false);
                push(&mut right, &new, false);
            }
            DiffOp::Replace { .. } => {
                replaced(&std::mem::take(&mut blank), &old, &new, &mut left, &mut right);
            }
            DiffOp::Delete { .. } | DiffOp::Insert { .. } => {
                push(&mut left, &old, true);
                push(&mut right, &new, true);
            }
        }
    }
    let is_alike = same_letters(&left) * 2 * ALIKE >= letters(expected) + letters(actual);
    if is_alike { (left, right) } else { (whole(expected), whole(actual)) }
}

fn is_between_replaced(ops: &[DiffOp], place: usize) -> bool {
    let is_replaced = |op: Option<&DiffOp>| matches!(op, Some(DiffOp::Replace { .. }));
    place > 0 && is_replaced(ops.get(place - 1)) && is_replaced(ops.get(place + 1))
}

/// How many letters both texts have in common; blanks and signs are in all texts.
fn same_letters(pieces: &[Piece]) -> usize {
    pieces.iter().filter(|piece| !piece.is_changed).map(|piece| letters(&piece.text)).sum()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphanumeric()).count()
}

/// Words in the place of others, behind a blank that both texts have: it differs if what follows does.
fn replaced(blank: &str, old: &str, new: &str, left: &mut Vec<Piece>, right: &mut Vec<Piece>) {
    let letters = TextDiff::from_graphemes(old, new);
    let is_alike = letters.ratio() >= SAME_WORD;
    let begins_alike = is_alike && matches!(letters.ops().first(), Some(DiffOp::Equal { .. }));
    push(left, blank, !begins_alike);
    push(right, blank, !begins_alike);
    if !is_alike {
        push(left, old, true);
        push(right, new, true);
        return;
    }
    for change in letters.iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => {
                push(left, change.value(), false);
                push(right, change.value(), false);
            }
            ChangeTag::Delete => push(left, change.value(), true),
            ChangeTag::Insert => push(right, change.value(), true),
        }
    }
}

fn push(pieces: &mut Vec<Piece>, text: &str, is_changed: bool) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.is_changed == is_changed => last.text.push_str(text),
        _ => pieces.push(Piece { text: text.to_owned(), is_changed }),
    }
}

/// Everything between a common beginning and a common end is changed.
fn by_ends(expected: &str, actual: &str) -> (Vec<Piece>, Vec<Piece>) {
    let same = |(left, right): &(char, char)| left == right;
    let start: usize =
        expected.chars().zip(actual.chars()).take_while(same).map(|(letter, _)| letter.len_utf8()).sum();
    let (old, new) = (&expected[start..], &actual[start..]);
    let end: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(letter, _)| letter.len_utf8()).sum();
    let pieces = |text: &str| {
        let mut pieces = Vec::new();
        push(&mut pieces, &text[..start], false);
        push(&mut pieces, &text[start..text.len() - end], true);
        push(&mut pieces, &text[text.len() - end..], false);
        pieces
    };
    (pieces(expected), pieces(actual))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(expected: &str, actual: &str) -> (String, String) {
        let (left, right) = compare(expected, actual);
        let shown = |pieces: &[Piece]| {
            let piece = |piece: &Piece| {
                if piece.is_changed { format!("[{}]", piece.text) } else { piece.text.clone() }
            };
            pieces.iter().map(piece).collect::<String>()
        };
        (shown(&left), shown(&right))
    }

    #[test]
    fn words_and_letters_that_differ_are_marked() {
        let both = |left: &str, right: &str| (left.to_owned(), right.to_owned());
        assert_eq!(
            marked("Glad to hear it, Ada.", "Glad to hear that, Ada."),
            both("Glad to hear [it], Ada.", "Glad to hear [that], Ada.")
        );
        assert_eq!(
            marked("Your order 1234 is late.", "Your order 1284 is late."),
            both("Your order 12[3]4 is late.", "Your order 12[8]4 is late.")
        );
        assert_eq!(
            marked("We cannot lend you money.", "We cannot find out about you."),
            both("We cannot [lend] you[ money].", "We cannot [find out about] you.")
        );
        assert_eq!(marked("Good bye!", "Good bye"), both("Good bye[!]", "Good bye"));
        assert_eq!(marked("Yes", "We open at nine o'clock."), both("Yes", "We open at nine o'clock."));
        assert_eq!(marked("two  blanks", "two blanks"), both("two [ ]blanks", "two blanks"));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(expected in any::<String>(), actual in any::<String>()) {
            for (left, right) in [compare(&expected, &actual), by_ends(&expected, &actual)] {
                let text = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
                prop_assert_eq!(text(&left), expected.clone());
                prop_assert_eq!(text(&right), actual.clone());
                let same = |pieces: &[Piece]| {
                    pieces.iter().filter(|piece| !piece.is_changed).map(|piece| piece.text.as_str()).collect::<String>()
                };
                let is_marked = left.iter().chain(&right).any(|piece| piece.is_changed);
                prop_assert!(!is_marked || same(&left) == same(&right));
            }
        }
    }
}
