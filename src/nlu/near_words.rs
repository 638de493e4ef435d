//! Words that are one slip away from a word of the training phrases.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Finds known words that differ from a word by one letter too many, missing, wrong, or two swapped.
///
/// Two such words become equal where at most one letter of each is left out; so every known word is
/// listed under itself and under all its forms that lack a letter.
#[derive(Debug, Default)]
pub(super) struct NearWords {
    /// The hash of a form and the number of the word, sorted.
    forms: Vec<(u64, u32)>,
}

/// Shorter words are too often one letter away from another one.
const SHORTEST: usize = 5;

impl NearWords {
    /// Lists words; a word's place is its number.
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut forms = Vec::new();
        for (number, word) in (0..).zip(words) {
            if is_candidate(word) && word.len() + 1 >= SHORTEST {
                for_each_form(word, |form| forms.push((form, number)));
            }
        }
        forms.sort_unstable();
        forms.dedup();
        Self { forms }
    }

    /// The numbers of words that may be near; [`is_one_slip`] says whether they are.
    pub(super) fn candidates(&self, word: &str) -> Vec<u32> {
        let mut numbers = Vec::new();
        if is_candidate(word) && word.len() + 1 >= SHORTEST {
            for_each_form(word, |form| {
                let first = self.forms.partition_point(|(known, _)| *known < form);
                let equal = self.forms[first..].iter().take_while(|(known, _)| *known == form);
                numbers.extend(equal.map(|(_, number)| *number));
            });
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// Numbers are never meant to be other numbers, and entities are no words.
fn is_candidate(word: &str) -> bool {
    word.len() <= 40 && word.chars().all(char::is_alphabetic)
}

fn for_each_form(word: &str, mut visit: impl FnMut(u64)) {
    visit(hash([word, ""]));
    for (at, letter) in word.char_indices() {
        visit(hash([&word[..at], &word[at + letter.len_utf8()..]]));
    }
}

/// The hash of two parts as if they were one text.
fn hash(parts: [&str; 2]) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.iter().flat_map(|part| part.bytes()).for_each(|byte| byte.hash(&mut hasher));
    hasher.finish()
}

/// Whether one word becomes the other by one letter too many, missing or wrong, or by two neighbours
/// that are swapped. The first letter is never the wrong one.
pub(super) fn is_one_slip(left: &str, right: &str) -> bool {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    if left.len().max(right.len()) < SHORTEST || left.first() != right.first() {
        return false;
    }
    let same = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
    let (left, right) = (&left[same..], &right[same..]);
    let same = left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count();
    match (&left[..left.len() - same], &right[..right.len() - same]) {
        ([], [] | [_]) | ([_], [] | [_]) => true,
        ([first, second], [other, another]) => first == another && second == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_found_and_two_are_not() {
        let known = ["parcel", "invoice", "order", "cart"];
        let near = NearWords::new(known.into_iter());
        let find = |word: &str| -> Vec<&str> {
            let found = near.candidates(word).into_iter().map(|number| known[number as usize]);
            found.filter(|known| is_one_slip(word, known)).collect()
        };
        assert_eq!(
            [find("parcle"), find("parsel"), find("parcell"), find("parel")],
            [["parcel"], ["parcel"], ["parcel"], ["parcel"]]
        );
        assert_eq!(find("ordr"), ["order"]);
        assert!(find("card").is_empty() && find("parxyl").is_empty() && find("border").is_empty());
        assert!(find("12345").is_empty() && find("").is_empty());
    }
}
