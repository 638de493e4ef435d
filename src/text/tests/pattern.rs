use proptest::prelude::*;

use crate::text::{Pattern, PatternProblemKind};

pub(super) fn pattern(source: &str) -> Pattern {
    Pattern::parse(source).unwrap()
}

fn problems(source: &str) -> Vec<(std::ops::Range<usize>, PatternProblemKind)> {
    Pattern::parse(source).unwrap_err().into_iter().map(|problem| (problem.range, problem.kind)).collect()
}

#[test]
fn the_worked_examples_of_the_specification_hold() {
    for (source, matching, others) in [
        ("hello", &["hello", "Hello "][..], &["hello there"][..]),
        ("*home*", &["homes", "home run", "home is where the heart is"], &["house"]),
        ("(hi|hello|hey)*", &["hi", "hello there", "hey you"], &["oh hi"]),
        ("hi *", &["hi there"], &["hi", "hi "]),
        ("(thank(|s)|thank you)*", &["thank", "thanks a lot", "thank you"], &["many thanks"]),
        ("* (some|a pair of) (headphones|earbuds)*", &["I want some earbuds please"], &["some earbuds"]),
        ("file_upload_success:*", &["file_upload_success:done", "file_upload_success:"], &["file_upload"]),
        ("(yes|yah|yup)", &["Yes", " YUP\n"], &["yes!", "ye"]),
    ] {
        for text in matching {
            assert!(pattern(source).is_match(text), "{source} should match {text:?}");
        }
        for text in others {
            assert!(!pattern(source).is_match(text), "{source} should not match {text:?}");
        }
    }
}

#[test]
fn a_star_covers_line_breaks_and_nothing() {
    assert!(pattern("a*b").is_match("a\n\nb"));
    assert!(pattern("a*b").is_match("ab"));
    assert!(!pattern("a*a").is_match("a"));
    assert!(pattern("*").is_match(""));
}

#[test]
fn regex_characters_stand_for_themselves() {
    assert!(pattern("what? [a.b]+ $5 \\d").is_match("WHAT? [A.B]+ $5 \\D"));
    assert!(!pattern("a.c").is_match("abc"));
}

#[test]
fn case_is_ignored_beyond_ascii() {
    assert!(pattern("*GRÜSSE*(ÄÖ|é)").is_match("viele grüsse É"));
    assert!(pattern("İ*").is_match("İstanbul"));
}

#[test]
fn a_bar_outside_groups_is_a_choice() {
    let pattern = pattern("yes|no*");
    assert!(pattern.has_top_level_alternation());
    assert!(pattern.is_match("yes") && pattern.is_match("no way") && !pattern.is_match("yes no"));
}

#[test]
fn white_space_at_the_ends_of_a_pattern_does_not_count() {
    assert!(pattern(" hi ").is_match("hi"));
    assert_eq!(pattern(" hi ").source(), " hi ");
}

#[test]
fn every_problem_is_found_at_its_place() {
    use PatternProblemKind::*;
    assert_eq!(problems(""), [(0..0, Empty)]);
    assert_eq!(problems("  "), [(0..2, Empty)]);
    assert_eq!(problems("é)(a(b)"), [(2..3, StrayClose), (3..4, UnclosedGroup)]);
    assert_eq!(problems("((a"), [(0..1, UnclosedGroup), (1..2, UnclosedGroup)]);
    let long = "ä".repeat(2049);
    assert_eq!(problems(&long), [(4096..4098, TooLong)]);
    let deep = "(".repeat(40) + "a" + &")".repeat(40);
    assert_eq!(problems(&deep), [(32..33, TooDeep)]);
    assert!(TooDeep.to_string().contains("32") && TooLong.to_string().contains("4096"));
}

#[test]
fn linters_can_ask_what_a_pattern_is_like() {
    for source in ["*", "***", "(|a)*", "(*|x)", "(a|(*))", "a|*"] {
        assert!(pattern(source).matches_everything(), "{source}");
    }
    for source in ["* *", "a*", "(|a)", "(a|b)*"] {
        assert!(!pattern(source).matches_everything(), "{source}");
    }
    assert!(pattern("(a|b*)").has_wildcard() && !pattern("(a|b)").has_wildcard());
}

#[test]
fn a_hostile_pattern_takes_linear_time() {
    let text = "a".repeat(20_000);
    assert!(!pattern(&("(*a|*aa)".repeat(40) + "b")).is_match(&text));
    assert!(!pattern(&("*a".repeat(400) + "b")).is_match(&text));
    assert!(pattern(&("(".repeat(32) + "|*" + &")".repeat(32))).is_match(&text));
}

/// The rule of spec 4.1.4, on texts whose case was dropped before.
fn reference(source: &str, text: &str) -> bool {
    let escaped: String = source
        .trim()
        .to_lowercase()
        .chars()
        .map(|character| match character {
            '*' => "(?s:.*)".into(),
            '(' => "(?:".into(),
            ')' | '|' => character.to_string(),
            other => regex_syntax::escape(&other.to_string()),
        })
        .collect();
    let regex = regex::Regex::new(&format!(r"\A(?:{escaped})\z")).unwrap();
    regex.is_match(&text.trim().to_lowercase())
}

pub(super) fn source() -> impl Strategy<Value = String> {
    let leaf = prop_oneof!["[abAB é*]{0,4}", Just("*".to_owned()), Just("hello".to_owned())];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| format!("({})", parts.join("|"))),
            prop::collection::vec(inner, 1..3).prop_map(|parts| parts.join("|")),
        ]
    })
    .prop_filter("not empty", |source| !source.trim().is_empty())
}

proptest! {
    #[test]
    fn a_pattern_agrees_with_the_regex_it_stands_for(source in source(), text in "[abABéÉ .]{0,8}|hello[ab]?") {
        prop_assert_eq!(pattern(&source).is_match(&text), reference(&source, &text));
    }

    #[test]
    fn any_text_is_a_pattern_or_has_problems_in_it(source in "\\PC{0,40}|[()|*é ]{0,60}", text in "\\PC{0,20}") {
        match Pattern::parse(&source) {
            Ok(pattern) => { pattern.is_match(&text); }
            Err(problems) => for problem in problems {
                prop_assert!(source.get(problem.range).is_some());
            }
        }
    }
}

#[test]
fn few_messages_can_be_listed() {
    let messages = |source: &str| pattern(source).messages(4);
    assert_eq!(messages("Yes").unwrap(), ["yes"]);
    assert_eq!(messages("(yes|no) (please|thanks)").unwrap().len(), 4);
    assert_eq!(messages("thank(|s)|(a| b)").unwrap(), ["a", "thank", "thanks"]);
    assert_eq!(messages("(a|b)(c|d)(e|f)"), None);
    assert_eq!(messages("yes*"), None);
}

#[test]
fn a_short_message_is_an_example() {
    let example = |source: &str| pattern(source).example();
    assert_eq!(example("*(mortgage|loan)*").as_deref(), Some("loan"));
    assert_eq!(example("* loan *").as_deref(), Some("ok loan ok"));
    assert_eq!(example("*").as_deref(), Some("ok"));
    assert_eq!(example("(hi )"), None);
    assert_eq!(pattern("* (some|a pair of) loan*").least_signs(), 8);
    assert_eq!(pattern("*(a|b)*long*").needed().unwrap(), ["long"]);
    assert_eq!(pattern("(a|*)").needed(), None);
}

proptest! {
    #[test]
    fn an_example_matches_and_has_what_is_needed(source in source()) {
        let pattern = pattern(&source);
        if let Some(example) = pattern.example() {
            prop_assert!(pattern.is_match(&example));
            prop_assert!(pattern.needed().is_none_or(|needed| needed.iter().any(|text| example.contains(text))));
        }
    }

    #[test]
    fn a_list_of_messages_is_all_that_matches(source in source(), text in "[abABé]([abé ]{0,4}[abé])?|hello") {
        let pattern = pattern(&source);
        if let Some(messages) = pattern.messages(64) {
            let listed = messages.iter().any(|message| *message == text.to_lowercase());
            prop_assert_eq!(listed, pattern.is_match(&text));
        }
    }
}
