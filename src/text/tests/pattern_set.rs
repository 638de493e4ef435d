use proptest::prelude::*;

use super::pattern::{pattern, source};
use crate::text::{Pattern, PatternSet};

fn matches(sources: &[&str], text: &str) -> Vec<usize> {
    let patterns: Vec<Pattern> = sources.iter().map(|source| pattern(source)).collect();
    let mut found = vec![99];
    PatternSet::new(&patterns).matches(text, &mut found);
    found
}

#[test]
fn all_matching_patterns_come_in_definition_order() {
    let sources = ["*", "loan", "*loan*", "*(mortgage|loan)*", "house", "LOAN", "(|l)oan", "a|*n"];
    assert_eq!(matches(&sources, " Loan "), [0, 1, 2, 3, 5, 6, 7]);
    assert_eq!(matches(&sources, "my house"), [0]);
    assert_eq!(matches(&[], "my house"), [0usize; 0]);
}

#[test]
fn a_long_literal_is_found_whole() {
    let source = "*I would like to talk to someone about a très long phrase*";
    assert_eq!(
        matches(&[source, "*phrase*"], "hi, I would like to talk to someone about a TRÈS long phrase"),
        [0, 1]
    );
    assert_eq!(matches(&[source], "about a très long phrase"), [0usize; 0]);
}

proptest! {
    #[test]
    fn the_set_agrees_with_each_pattern_alone(
        sources in prop::collection::vec(source(), 0..12),
        text in "[abABéÉ .]{0,8}|[ab]?hello[ab]?",
    ) {
        let patterns: Vec<Pattern> = sources.iter().map(|source| pattern(source)).collect();
        let alone: Vec<usize> = (0..patterns.len()).filter(|&number| patterns[number].is_match(&text)).collect();
        let mut together = Vec::new();
        PatternSet::new(&patterns).matches(&text, &mut together);
        prop_assert_eq!(together, alone);
    }
}
