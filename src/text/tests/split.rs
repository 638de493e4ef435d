use proptest::prelude::*;

use crate::text::split_text;

#[test]
fn a_text_is_split_between_words() {
    assert_eq!(split_text("one two three", 7), ["one two", "three"]);
    assert_eq!(split_text("one two three", 8), ["one two", "three"]);
    assert_eq!(split_text("one two three", 6), ["one", "two", "three"]);
    assert_eq!(split_text("one\n\ntwo", 4), ["one", "two"]);
}

#[test]
fn a_word_that_is_too_long_is_cut() {
    assert_eq!(split_text("abcdefgh", 3), ["abc", "def", "gh"]);
    assert_eq!(split_text("a bcdefgh", 4), ["a", "bcde", "fgh"]);
    assert_eq!(split_text("éééé", 3), ["ééé", "é"]);
}

#[test]
fn a_text_within_the_limit_stays_as_it_is() {
    for text in ["", "  ", " one two ", "éé"] {
        assert_eq!(split_text(text, 10), [text]);
    }
    assert_eq!(split_text("one two", 0), ["one two"]);
}

proptest! {
    #[test]
    fn no_part_is_too_long_and_no_letter_is_lost(text in "[abé \n]{0,60}", limit in 1usize..12) {
        let parts = split_text(&text, limit);
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(letters(&parts.concat()), letters(&text));
        prop_assert!(parts.iter().all(|part| part.chars().count() <= limit) || text.trim().is_empty());
    }
}
