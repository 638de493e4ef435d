use proptest::prelude::*;

use super::pattern::{pattern, source};
use crate::text::{Effort, Pattern};

/// Enough for each comparison: a law must not hang on when one is given up.
fn effort() -> Effort {
    Effort::for_one(10_000_000)
}

fn common(one: &str, other: &str) -> Option<String> {
    pattern(one).common_message(&pattern(other), &mut effort())
}

fn covers(wide: &str, narrow: &str) -> bool {
    pattern(wide).covers(&pattern(narrow), &mut effort())
}

#[test]
fn a_message_that_both_match_is_short_and_readable() {
    for (one, other, message) in [
        ("hello", "Hello", "hello"),
        ("*loan*", "*(house|loan)*", "loan"),
        ("(hi|hello|hey)*", "*loan*", "hi loan"),
        ("*where is*", "*is my order*", "where is my order"),
        ("*track*order*", "*order status*", "track order status"),
        ("*", "*", "ok"),
        ("* loan", "* *loan*", "ok loan"),
        ("loan *", "*", "loan ok"),
        ("*Grüße*", "viele *", "viele grüße"),
        ("a|b", "b|c", "b"),
    ] {
        assert_eq!(common(one, other).as_deref(), Some(message), "{one} and {other}");
    }
}

#[test]
fn what_nobody_can_say_is_no_common_message() {
    for (one, other) in
        [("hello", "hi"), ("loan*", "house*"), ("(hi |hello )", "*"), ("hi *", "hi"), ("(|)", "*")]
    {
        assert_eq!(common(one, other), None, "{one} and {other}");
    }
}

#[test]
fn a_pattern_covers_another_where_it_takes_all_its_messages() {
    for (wide, narrow) in [
        ("*", "* *"),
        ("*loan*", "*student loan*"),
        ("*loan*", "loan"),
        ("*(hours|open)*", "*opening hours*"),
        ("*(hours|open)*", "*(are you|is it) open*"),
        ("(hi|hello|hey)*", "hello there"),
        ("(hi|hello|hey) *", "hey * you"),
        ("(a|b)", "b|a"),
        ("*a*b*", "*(ab|a b)*"),
        ("hi*", "hi *"),
        ("(hi|hi *)", "hi(| *)"),
        // Nobody sends it, as white space at the ends does not count.
        ("hello", "(hi |hello)"),
    ] {
        assert!(covers(wide, narrow), "{wide} should cover {narrow}");
    }
    for (wide, narrow) in [
        ("*student loan*", "*loan*"),
        ("hi *", "hi*"),
        ("*a*b*", "*b*a*"),
        ("(a|b)", "(a|b|c)"),
        ("* *", "*"),
        ("*(hours|open)*", "*close*"),
        ("hello", "(hi|hello)"),
    ] {
        assert!(!covers(wide, narrow), "{wide} should not cover {narrow}");
    }
}

#[test]
fn what_takes_too_long_is_taken_for_not_found() {
    let wide = pattern(&format!("*a{}", "(a|b)".repeat(40)));
    let narrow = pattern(&format!("(a|b)*a{}", "(a|b)".repeat(40)));
    assert!(!wide.covers(&narrow, &mut Effort::new(50_000)));
    let mut none = Effort::new(0);
    assert!(!pattern("a*").covers(&pattern("ab"), &mut none));
    assert_eq!(pattern("*").common_message(&pattern("a"), &mut none), None);
}

fn small() -> impl Strategy<Value = Pattern> {
    source().prop_map(|source| pattern(&source))
}

proptest! {
    #[test]
    fn a_common_message_really_matches_both(one in small(), other in small()) {
        if let Some(message) = one.common_message(&other, &mut effort()) {
            prop_assert!(one.is_match(&message) && other.is_match(&message), "{}", message);
        }
    }

    #[test]
    fn where_a_message_matches_both_there_is_a_common_one(
        one in small(), other in small(), message in "[abé]([abé ]{0,4}[abé])?|hello",
    ) {
        if one.is_match(&message) && other.is_match(&message) {
            prop_assert!(one.common_message(&other, &mut effort()).is_some());
        }
    }

    #[test]
    fn what_is_covered_is_matched(wide in small(), narrow in small(), message in "[abé]([abé ]{0,4}[abé])?|hello[ab]?") {
        if wide.covers(&narrow, &mut effort()) && narrow.is_match(&message) {
            prop_assert!(wide.is_match(&message), "{} covers {}", wide, narrow);
        }
    }

    #[test]
    fn a_pattern_covers_itself_and_what_stands_in_it(one in small(), other in small()) {
        prop_assert!(one.covers(&one, &mut effort()));
        let both = pattern(&format!("({}|{})", one.source().trim(), other.source().trim()));
        prop_assert!(both.covers(&one, &mut effort()) && both.covers(&other, &mut effort()));
    }
}

#[test]
fn comparing_is_given_up_where_it_takes_too_much() {
    let wide = pattern("(*hellohello*|(*|*|é*)( |a|é)hello)");
    let narrow = pattern("(*|*|é*)( |a|é)hello");
    assert!(wide.covers(&narrow, &mut effort()));
    assert!(!wide.covers(&narrow, &mut Effort::new(1_000_000)));
}
