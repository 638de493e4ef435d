use std::time::Instant;

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

/// Patterns as a large bot has them.
fn many(count: usize) -> Vec<String> {
    let nouns = ["loan", "mortgage", "card", "account", "insurance", "payment", "address", "password"];
    let verbs = ["open", "close", "change", "cancel", "renew", "check", "lose", "find"];
    (0..count)
        .map(|number| {
            let (noun, verb) = (nouns[number % 8], verbs[number / 8 % 8]);
            match number % 4 {
                0 => format!("{verb} {noun} {number}"),
                1 => format!("*{verb} my {noun} {number}*"),
                2 => format!("*({verb}|{noun} plan {number})* product {number}"),
                _ => format!("(i want to|please) {verb} {noun} number {number}*"),
            }
        })
        .collect()
}

/// `cargo test --release --lib text::tests::pattern_set -- --ignored --nocapture`
#[test]
#[ignore = "prints measurements"]
fn measurements() {
    for count in [10, 1_000, 10_000] {
        let sources = many(count);
        let start = Instant::now();
        let patterns: Vec<Pattern> = sources.iter().map(|source| pattern(source)).collect();
        let parsed = start.elapsed();
        let start = Instant::now();
        let set = PatternSet::new(&patterns);
        let mut found = Vec::new();
        set.matches("first", &mut found);
        let built = start.elapsed();
        for text in
            ["I'd like a loan", "please cancel card number 7", "well, open my mortgage 1 now", "x product 2"]
        {
            let start = Instant::now();
            for _ in 0..1_000 {
                set.matches(text, &mut found);
            }
            println!("{count:6}: {text:30} {:?} a match, {} found", start.elapsed() / 1_000, found.len());
        }
        let start = Instant::now();
        let alone = patterns.iter().filter(|pattern| pattern.is_match("please cancel card number 7")).count();
        println!("{count:6}: parse {parsed:?}, build {built:?}, one by one {:?} ({alone})", start.elapsed());
    }
}
