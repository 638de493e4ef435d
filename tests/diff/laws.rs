//! What holds of every comparison.

use std::collections::BTreeSet;
use std::fmt::Write;

use dialogsim::bot::Bot;
use dialogsim::diff::{Changes, Item, Step, diff};
use proptest::prelude::*;

use super::bots::{Sample, samples, without_places};
use super::tree::Tree;

#[test]
fn a_bot_is_as_it_is() {
    for sample in samples() {
        let (one, other) = (sample.load().unwrap(), sample.load().unwrap());
        assert!(diff(&one, &other).is_empty(), "{}", sample.name);
    }
}

#[test]
fn style_and_the_order_of_keys_are_no_difference() {
    for sample in samples() {
        let (mut styled, mut turned) = (sample.clone(), sample.clone());
        for (path, text) in sample.yaml() {
            let tree = Tree::read(&text);
            styled = styled.with(path, tree.file());
            turned = turned.with(path, format!("# Nothing.\n{}", tree.turned().file()));
        }
        let bot = sample.load().unwrap();
        for other in [styled, turned] {
            let found = told(&diff(&bot, &other.load().unwrap()));
            assert!(found.is_empty(), "{}: {found:?}", sample.name);
        }
    }
}

/// Each key and each item is left out, and each scalar gets another value. What the model holds of it is the measure:
/// where that changes there is a difference, apart from what is as good as before.
#[test]
fn every_single_change_is_noticed() {
    let (mut noticed, mut unnoticed) = (0, BTreeSet::new());
    for sample in samples() {
        let bot = sample.load().unwrap();
        let own = without_places(&bot);
        for (path, text) in sample.yaml() {
            let tree = Tree::read(&text);
            for (told, mutant) in mutants(&tree) {
                let Some(other) = sample.with(path, mutant.file()).load() else { continue };
                if !diff(&bot, &other).is_empty() {
                    noticed += 1;
                } else if without_places(&other) != own {
                    unnoticed.insert(format!("{}/{path}: {told}", sample.name));
                }
            }
        }
    }
    assert!(noticed > 1_500, "{noticed}");
    let mut list = String::new();
    unnoticed.iter().for_each(|told| writeln!(list, "{told}").unwrap());
    insta::assert_snapshot!("as_good_as_before", list);
}

fn mutants(tree: &Tree) -> Vec<(String, Tree)> {
    let mut mutants = Vec::new();
    for way in tree.ways() {
        mutants.push((format!("{} is left out", tree.told(&way)), tree.without(&way)));
        let changed = tree.with(&way, &other_value);
        mutants.extend(changed.map(|changed| (format!("{} is another", tree.told(&way)), changed)));
    }
    mutants
}

/// Another value of the same kind.
fn other_value(text: &str) -> String {
    const WORDS: &[[&str; 2]] = &[
        ["true", "false"],
        ["GET", "POST"],
        ["PUT", "POST"],
        ["success", "failure"],
        ["web", "sms"],
        ["sequential", "asynchronous"],
        ["payload", "title"],
        ["320", "1000"],
        ["stream", "multipart"],
        ["timeout", "connection_reset"],
        ["connection_refused", "malformed_response"],
        ["intents", "text"],
        ["good", "very_good"],
        ["session", "dialog"],
        ["dialog", "request"],
        ["found", "not_found"],
        ["button", "quick_reply"],
        ["numbers", "letters"],
        ["rich", "plain"],
        ["plain", "none"],
        ["new", "current"],
        ["current", "slideout"],
        ["agents", "unavailable"],
        ["unavailable", "no_answer"],
        ["liveperson", "third_party"],
        ["next", "end"],
        ["end", "close_dialog"],
        ["close_dialog", "close_conversation"],
        ["PDF", "PNG"],
        ["Positive", "Neutral"],
    ];
    if let Some([one, other]) = WORDS.iter().find(|pair| pair.contains(&text)) {
        return if text == *one { *other } else { *one }.to_owned();
    }
    // Digits stay digits, quantities stay quantities.
    match text.bytes().next() {
        Some(b'1') => format!("2{}", &text[1..]),
        Some(digit) if digit.is_ascii_digit() => format!("1{}", &text[1..]),
        _ => format!("{text}x"),
    }
}

/// Changes as texts, in no order.
fn told(changes: &Changes) -> Vec<String> {
    let mut told: Vec<String> = changes.items().map(|item| item_told(item, false)).collect();
    told.sort();
    told
}

/// As [`told`], seen from the other side.
fn mirrored(changes: &Changes) -> Vec<String> {
    let mut told: Vec<String> = changes.items().map(|item| item_told(item, true)).collect();
    told.sort();
    told
}

fn item_told(item: &Item, mirror: bool) -> String {
    fn sides<T>(old: T, new: T, mirror: bool) -> (T, T) {
        if mirror { (new, old) } else { (old, new) }
    }
    let part = |part: &Option<dialogsim::diff::Part>| {
        part.as_ref().map(|part| (part.kind, part.name.clone(), part.says.clone(), part.dialog.clone()))
    };
    let mut differences: Vec<String> = item
        .differences
        .iter()
        .map(|one| {
            let step = |step: &Step| match step {
                Step::Key(key) => key.to_string(),
                Step::Item(old, new) => format!("{:?}", sides(*old, *new, mirror)),
            };
            let path: Vec<String> = one.path.iter().map(step).collect();
            let value =
                |entry: &Option<dialogsim::diff::Entry>| entry.as_ref().map(|entry| entry.value.in_line());
            let values = sides(value(&one.old), value(&one.new), mirror);
            format!("{path:?} {values:?} {} {}", one.is_note, one.is_move)
        })
        .collect();
    differences.sort();
    let parts = sides(part(&item.old), part(&item.new), mirror);
    let (moved, followers, inside) = (item.moved, item.followed_by.len(), item.interactions);
    format!("{:?} {parts:?} {moved:?} {followers} {inside} {differences:?}", item.concept)
}

/// A bot after some changes, each chosen by a number.
fn changed(sample: &Sample, numbers: &[u32]) -> Option<Bot> {
    let (path, text) = sample.yaml().find(|(path, _)| *path == "bot.yaml").unwrap();
    let mut tree = Tree::read(&text);
    for number in numbers {
        let ways = tree.ways();
        let Some(way) = ways.get(*number as usize % ways.len().max(1)) else { break };
        tree = match number % 3 {
            0 => tree.without(way),
            1 => tree.with(way, &other_value).unwrap_or(tree),
            _ => tree.swapped(way),
        };
    }
    sample.with(path, tree.file()).load()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_directions_say_the_same(
        which in 0usize..7,
        one in proptest::collection::vec(any::<u32>(), 0..8),
        other in proptest::collection::vec(any::<u32>(), 0..8),
    ) {
        let sample = &samples()[which];
        if let (Some(one), Some(other)) = (changed(sample, &one), changed(sample, &other)) {
            let (there, back) = (diff(&one, &other), diff(&other, &one));
            prop_assert_eq!(told(&there), mirrored(&back));
            prop_assert!(diff(&one, &one).is_empty());
        }
    }
}
