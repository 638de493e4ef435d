//! What differs between two texts: word by word, and letter by letter within words that are alike. One of them
//! is what is expected, or was there before.

use similar::{ChangeTag, DiffOp, TextDiff};

/// A part of two texts, in one piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The part itself.
    pub text: String,
    /// Whose it is.
    pub of: Of,
}

/// Which of the two texts a part belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Both have it.
    Both,
    /// The expected text alone.
    Expected,
    /// The actual one alone.
    Actual,
}

/// A part of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked<'t> {
    /// The part itself.
    pub text: &'t str,
    /// Whether the other text has something else here.
    pub is_changed: bool,
}

/// Two texts in one, part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The parts in order.
    pub pieces: Vec<Piece>,
    /// Whether they have enough in common for marks to help.
    pub are_alike: bool,
}

impl Compared {
    /// One of the texts, with what differs marked as far as that helps.
    pub fn marked(&self, side: Of) -> Vec<Marked<'_>> {
        let own = self.pieces.iter().filter(|piece| piece.of == Of::Both || piece.of == side);
        own.map(|piece| Marked { text: &piece.text, is_changed: self.are_alike && piece.of == side })
            .collect()
    }

    /// Adds a part; between parts that both texts have, what is expected comes first.
    fn add(&mut self, text: &str, of: Of) {
        let before = self.pieces.len().saturating_sub(2);
        match self.pieces.get_mut(before..) {
            _ if text.is_empty() => {}
            Some([.., last]) if last.of == of => last.text.push_str(text),
            Some([first, last]) if (first.of, last.of, of) == (Of::Expected, Of::Actual, Of::Expected) => {
                first.text.push_str(text);
            }
            Some([.., last]) if (last.of, of) == (Of::Actual, Of::Expected) => {
                let place = self.pieces.len() - 1;
                self.pieces.insert(place, Piece { text: text.to_owned(), of });
            }
            _ => self.pieces.push(Piece { text: text.to_owned(), of }),
        }
    }

    /// One in the place of the other.
    fn add_both(&mut self, expected: &str, actual: &str) {
        self.add(expected, Of::Expected);
        self.add(actual, Of::Actual);
    }

    /// How many letters the texts have in common; blanks and signs are in all texts.
    fn same_letters(&self) -> usize {
        let same = self.pieces.iter().filter(|piece| piece.of == Of::Both);
        same.map(|piece| letters(&piece.text)).sum()
    }
}

/// Longer texts are only compared from both ends, so that a comparison never takes long.
const MOST_WORDS: usize = 2_000;

/// With fewer than one letter in so many in common, on average, marks would be confetti.
const ALIKE: usize = 3;

/// Words that have this share of their letters in common are compared letter by letter.
const SAME_WORD: f32 = 0.6;

/// Compares two texts. Where they have next to nothing in common, they stand one behind the other.
pub fn compare(expected: &str, actual: &str) -> Compared {
    let words = TextDiff::from_unicode_words(expected, actual);
    if words.old_slices().len().max(words.new_slices().len()) > MOST_WORDS {
        return by_ends(expected, actual);
    }
    let mut compared = Compared { pieces: Vec::new(), are_alike: true };
    let ops = words.ops();
    let mut blank = String::new();
    for (place, op) in ops.iter().enumerate() {
        let old: String = words.old_slices()[op.old_range()].concat();
        let new: String = words.new_slices()[op.new_range()].concat();
        match op {
            // A blank between words that differ is no word in common.
            DiffOp::Equal { .. } if letters(&old) == 0 && is_between_replaced(ops, place) => blank = old,
            DiffOp::Equal { .. } => compared.add(&old, Of::Both),
            DiffOp::Replace { .. } => replaced(&std::mem::take(&mut blank), &old, &new, &mut compared),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } => compared.add_both(&old, &new),
        }
    }
    if compared.same_letters() * 2 * ALIKE >= letters(expected) + letters(actual) {
        return compared;
    }
    let mut apart = Compared { pieces: Vec::new(), are_alike: false };
    apart.add_both(expected, actual);
    apart
}

fn is_between_replaced(ops: &[DiffOp], place: usize) -> bool {
    let is_replaced = |op: Option<&DiffOp>| matches!(op, Some(DiffOp::Replace { .. }));
    place > 0 && is_replaced(ops.get(place - 1)) && is_replaced(ops.get(place + 1))
}

fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphanumeric()).count()
}

/// Words in the place of others, behind a blank that both texts have: it differs if what follows does.
fn replaced(blank: &str, old: &str, new: &str, compared: &mut Compared) {
    let letters = TextDiff::from_graphemes(old, new);
    let is_alike = letters.ratio() >= SAME_WORD;
    if is_alike && matches!(letters.ops().first(), Some(DiffOp::Equal { .. })) {
        compared.add(blank, Of::Both);
    } else if !is_alike {
        return compared.add_both(&format!("{blank}{old}"), &format!("{blank}{new}"));
    } else {
        compared.add_both(blank, blank);
    }
    for change in letters.iter_all_changes() {
        compared.add(
            change.value(),
            match change.tag() {
                ChangeTag::Equal => Of::Both,
                ChangeTag::Delete => Of::Expected,
                ChangeTag::Insert => Of::Actual,
            },
        );
    }
}

/// Everything between a common beginning and a common end is changed.
fn by_ends(expected: &str, actual: &str) -> Compared {
    let same = |(left, right): &(char, char)| left == right;
    let start: usize =
        expected.chars().zip(actual.chars()).take_while(same).map(|(letter, _)| letter.len_utf8()).sum();
    let (old, new) = (&expected[start..], &actual[start..]);
    let end: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(letter, _)| letter.len_utf8()).sum();
    let mut compared = Compared { pieces: Vec::new(), are_alike: true };
    compared.add(&expected[..start], Of::Both);
    compared.add_both(&old[..old.len() - end], &new[..new.len() - end]);
    compared.add(&old[old.len() - end..], Of::Both);
    compared
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(expected: &str, actual: &str) -> (String, String) {
        let compared = compare(expected, actual);
        let shown = |side: Of| {
            let part = |part: &Marked<'_>| match part.is_changed {
                true => format!("[{}]", part.text),
                false => part.text.to_owned(),
            };
            compared.marked(side).iter().map(part).collect::<String>()
        };
        (shown(Of::Expected), shown(Of::Actual))
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
            for compared in [compare(&expected, &actual), by_ends(&expected, &actual)] {
                let text = |side| compared.marked(side).iter().map(|part| part.text).collect::<String>();
                prop_assert_eq!(text(Of::Expected), expected.clone());
                prop_assert_eq!(text(Of::Actual), actual.clone());
            }
        }
    }
}
