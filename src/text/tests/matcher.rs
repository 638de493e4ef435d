use proptest::prelude::*;

use crate::text::{Keywords, RegexMode, RegexRule, TextMatch};

fn glob(glob: &str, text: &str) -> bool {
    TextMatch::Glob(glob.into()).is_match(text).unwrap()
}

#[test]
fn predicates_say_what_a_text_is_like() {
    let regex = RegexRule::new("PDF|JPEG", RegexMode::Search).unwrap();
    let contains = TextMatch::Contains("card".into());
    let choice = TextMatch::AnyOf(vec![TextMatch::Equals("x".into()), contains.clone()]);
    for (predicate, text, expected) in [
        (TextMatch::Equals("Hi there".into()), " Hi there\n", true),
        (TextMatch::Equals("Hi there".into()), "hi there", false),
        (contains, "ID card.", true),
        (TextMatch::Matches(regex), "a JPEG file", true),
        (choice.clone(), "x", true),
        (TextMatch::Not(Box::new(choice)), "x", false),
        (TextMatch::Any, "", true),
    ] {
        assert_eq!(predicate.is_match(text), Ok(expected), "{predicate}");
    }
}

#[test]
fn a_glob_covers_the_whole_text() {
    assert!(glob("Try again*", "Try again.\nNow") && glob("*a?c*", "xxabcx") && glob("a*b*c", "a-b-b-c"));
    assert!(!glob("Try", "Try again") && !glob("a?", "a") && !glob("a*b", "a-b-c"));
    assert!(glob("", "") && glob("*", "") && !glob("?", ""));
}

#[test]
fn predicates_are_shown_as_authors_write_them() {
    let choice = TextMatch::AnyOf(vec![TextMatch::Equals("x".into()), TextMatch::Glob("y*".into())]);
    assert_eq!(TextMatch::Not(Box::new(choice)).to_string(), "not: any_of: [x, glob: y*]");
}

#[test]
fn keywords_are_whole_words_or_phrases() {
    let keywords = Keywords::new(["student", "credit  card", "c++", "größe", ""]);
    for (text, expected) in [
        ("a Student loan", Some(0)),
        ("students", None),
        ("my CREDIT\ncard!", Some(1)),
        ("credit cards", None),
        ("about C++.", Some(2)),
        ("die GRÖSSE", None),
        ("die GRÖßE?", Some(3)),
        ("students or student", Some(0)),
        ("", None),
    ] {
        assert_eq!(keywords.find(text), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn a_glob_agrees_with_the_regex_it_stands_for(source in "[ab*?é]{0,8}", text in "[abé]{0,8}") {
        let escaped = regex_syntax::escape(&source).replace(r"\*", "(?s:.*)").replace(r"\?", "(?s:.)");
        let regex = regex::Regex::new(&format!(r"\A{escaped}\z")).unwrap();
        prop_assert_eq!(glob(&source, &text), regex.is_match(&text));
    }
}
