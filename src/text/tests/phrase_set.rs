use crate::text::{PhrasePlace, PhraseSet};

fn find<'t>(phrases: &[&str], text: &'t str) -> Vec<(usize, &'t str)> {
    let set = PhraseSet::new(phrases.iter().copied());
    set.find_all(text).into_iter().map(|PhrasePlace { phrase, range }| (phrase, &text[range])).collect()
}

#[test]
fn phrases_are_whole_words_in_any_case() {
    assert_eq!(find(&["red"], "Red, hundred reds; RED!"), [(0, "Red"), (0, "RED")]);
    assert_eq!(find(&["Navy  Blue"], "a navy \n BLUE one"), [(0, "navy \n BLUE")]);
    assert_eq!(find(&["c++", "t-shirt"], "c++ on a T-Shirt"), [(0, "c++"), (1, "T-Shirt")]);
}

#[test]
fn what_overlaps_is_found_all() {
    assert_eq!(
        find(&["york", "new york", "york city"], "new york city"),
        [(1, "new york"), (0, "york"), (2, "york city")]
    );
    assert_eq!(find(&["cat", "CAT"], "cat"), [(0, "cat"), (1, "cat")]);
}

#[test]
fn places_are_those_of_the_text_as_it_is_written() {
    // The dotted capital I is longer in lower case.
    assert_eq!(find(&["rot"], "İİ ROT İ"), [(0, "ROT")]);
    assert_eq!(find(&["größe"], "Welche GRÖSSE? GRÖßE"), [(0, "GRÖßE")]);
    assert_eq!(find(&["红色"], "我要红色的"), [(0, "红色")]);
}

#[test]
fn nothing_is_never_found() {
    assert!(find(&["", "  "], "a b").is_empty());
    assert!(find(&[], "a b").is_empty());
    assert!(find(&["a"], "").is_empty());
}
