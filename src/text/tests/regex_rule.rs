use proptest::prelude::*;

use crate::text::{RegexFailure, RegexMode, RegexRule};

fn found(regex: &str, text: &str) -> bool {
    RegexRule::new(regex, RegexMode::Search).unwrap().is_match(text).unwrap()
}

fn problem(regex: &str) -> (std::ops::Range<usize>, String) {
    let problem = RegexRule::check(regex).unwrap_err();
    (problem.range, problem.message)
}

#[test]
fn the_hint_examples_of_the_documentation_work() {
    assert!(found(r"^\b\d{6}\b", "123456 is it"));
    let mail = r"^\w+([\.-]?\w+)*@\w+([\.-]?\w+)*(\.\w{2,3})+$";
    assert!(found(mail, "ada.l@example.co.uk") && !found(mail, "ada@"));
}

#[test]
fn a_search_takes_a_part_and_full_takes_all() {
    assert!(found(r"\d{3}", "a 123"));
    let full = RegexRule::new("a|ab", RegexMode::Full).unwrap();
    assert_eq!((full.is_match("ab"), full.is_match("abc")), (Ok(true), Ok(false)));
}

#[test]
fn notes_say_where_a_regex_is_tied() {
    for (regex, start, end, backtracking) in [
        ("^a$", true, true, false),
        ("a", false, false, false),
        (r"\Aa|^b", true, false, false),
        ("^a|b", false, false, false),
        (r"^\b\d{6}\b", true, false, false),
        (r"a\Z", false, true, false),
        (r"^(?=.*[A-Z])(?=.*\d).{8,}$", true, true, true),
        (r"(?!x)^a", true, false, true),
        (r"^(a|b)\1", true, false, true),
        (r"a++b$", false, true, true),
        (r"(?>a|ab)c", false, false, true),
    ] {
        let notes = RegexRule::check(regex).unwrap();
        let actual = (notes.anchored_start, notes.anchored_end, notes.needs_backtracking);
        assert_eq!(actual, (start, end, backtracking), "{regex}");
    }
}

#[test]
fn javas_reading_wins_where_engines_differ() {
    assert!(!found(r"^\w+$", "José") && !found(r"^\d$", "٣") && found(r"^\W$", "é"));
    assert!(found(r"^[\w-.]+$", "a-b.c") && found(r"^[^\d]$", "x") && !found(r"^[^\d]$", "5"));
    assert!(found(r"^\Qa.b(\E+$", "a.b((") && !found(r"^\Qa.b\E$", "axb"));
    assert!(found(r"^\<\h\>$", "<\u{A0}>") && found(r"^a\R$", "a\r\n"));
    assert!(found(r"^\p{Alpha}+$", "abc") && !found(r"^\p{Alpha}+$", "é") && found(r"^\p{L}+$", "é"));
    assert!(found(r"^\p{IsAlphabetic}\é$", "éé") && found(r"^(?<n>a)\k<n>$", "aa"));
    assert!(!found(r"^a++a$", "aaa") && found(r"(?i)^(?=YES)y\w+", "Yes"));
}

#[test]
fn mistakes_are_reported_at_their_place() {
    assert_eq!(problem(r"\d(a").0, 2..3);
    assert_eq!(problem(r"\w\w)").0, 4..5);
    assert_eq!(problem(r"\d*é[a").0, 5..6);
    assert_eq!(problem("*a").0, 0..1);
    assert_eq!(problem("a**").0, 2..3);
    assert_eq!(problem(r"\p{Nonsense}").0, 0..12);
    assert_eq!(problem(r"[z-a]").0, 1..4);
    assert_eq!(problem(r"a\").0, 1..2);
    assert!(problem(r"(?<=a*)b").1.contains("look-behind"));
    assert!(problem(r"(?=a)\K").1.contains("no such construct"));
    assert!(RegexRule::check(r"(?=a(").is_err());
}

#[test]
fn a_hostile_regex_is_refused_at_no_cost() {
    assert_eq!(problem("x(a{1000}){1000}").0, 1..16);
    for regex in [
        r"((a{100}){100}){100}",
        r"(?=x)((a{100}){100}){100}",
        r"(?<=(a{1,300}){1,300})b",
        r"\p{L}{1000}",
        r"(?:[a-z]{1,400}x?){40}q",
        r"(?:){4294967295}",
        r"((((((a{4294967295}){4294967295}){4294967295})))){4294967295}",
    ] {
        assert!(problem(regex).1.contains("too large"), "{regex}");
    }
    assert!(RegexRule::check(&"(".repeat(4000)).is_err());
    assert!(RegexRule::check(&"(?=".repeat(1300)).is_err());
    assert!(RegexRule::check(&("(".repeat(2000) + &")".repeat(2000))).is_err());
    assert!(RegexRule::check(&"a".repeat(5000)).is_err());
    assert!(RegexRule::check(&r"\p{L}".repeat(150)).is_ok());
}

#[test]
fn a_catastrophic_regex_ends_quickly() {
    let text = "a".repeat(5_000) + "b";
    assert!(!found(r"^(a+)+$", &text));
    let backtracking = RegexRule::new(r"^(?=a)(a|aa|a\1)+$", RegexMode::Search).unwrap();
    let failure = backtracking.is_match(&text).unwrap_err();
    assert_eq!(failure, RegexFailure::Backtracking);
    assert!(failure.to_string().contains("200000 attempts"));
}

proptest! {
    #[test]
    fn any_text_is_a_regex_or_has_a_problem_in_it(
        regex in "\\PC{0,24}|([ab.é^$|*+?(){}\\[\\]\\\\]|\\(\\?|=|<|!|\\{2,3\\}|\\\\[dwQEZRpkGK1bh]|>|-|&&){0,14}",
        text in "[ab1 é]{0,8}",
    ) {
        match RegexRule::new(&regex, RegexMode::Search) {
            Ok(rule) => prop_assert!(!matches!(rule.is_match(&text), Err(RegexFailure::Compile(_)))),
            Err(problem) => prop_assert!(regex.get(problem.range).is_some()),
        }
    }
}
