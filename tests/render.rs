//! What people and machines read about problems in a file.

// A test that cannot go on should stop.
#![allow(clippy::unwrap_used)]

use dialogsim::diagnostic::render::{Summary, github, human, json, short, sort};
use dialogsim::diagnostic::{Diagnostic, Label, Rule, Severity, Stage};
use dialogsim::source::{SourceId, Sources, Span};
use dialogsim::terminal::Terminal;
use proptest::prelude::*;

static UNKNOWN_KEY: Rule =
    Rule { name: "unknown-key", severity: Severity::Error, stage: Stage::Stable, doc: "" };
static DUPLICATE_NAME: Rule =
    Rule { name: "duplicate-name", severity: Severity::Error, stage: Stage::Stable, doc: "" };
static UNREACHABLE: Rule =
    Rule { name: "unreachable-interaction", severity: Severity::Warning, stage: Stage::Stable, doc: "" };
static LONG_TEXT: Rule = Rule { name: "long-text", severity: Severity::Info, stage: Stage::Stable, doc: "" };

const BOT: &str = "bot: Shop\ndialogs:\n  - name: Main\n    interactions:\n      - id: ask\n        \
    type: question\n        text: What do you want?\n        next: orders\n  - name: Orders\n    \
    interactions:\n      - id: ask\n        type: statement\n        text: Soon.\n";

/// The place of the `nth` time that `word` stands in the file.
fn nth(sources: &Sources, id: SourceId, word: &str, nth: usize) -> Span {
    let start = sources.get(id).text().match_indices(word).nth(nth).unwrap().0;
    Span::new(id, start..start + word.len())
}

fn one(text: &str) -> (Sources, SourceId) {
    let mut sources = Sources::default();
    let id = sources.add("bot.yaml", text);
    (sources, id)
}

fn drawn(diagnostics: &[Diagnostic], sources: &Sources, terminal: Terminal) -> String {
    let mut out = String::new();
    human(diagnostics, sources, &terminal, &mut out).unwrap();
    out
}

fn plain(diagnostic: Diagnostic, sources: &Sources) -> String {
    drawn(&[diagnostic], sources, Terminal::plain())
}

/// One label on `word` of `text`, with a label that says `here`.
fn pointed(text: &str, word: &str) -> String {
    let (sources, id) = one(text);
    plain(Diagnostic::new(&UNKNOWN_KEY, nth(&sources, id, word, 0), "a problem").label("here"), &sources)
}

fn next_action(sources: &Sources, id: SourceId) -> Diagnostic {
    Diagnostic::new(&UNKNOWN_KEY, nth(sources, id, "next", 0), "an interaction has no key `next`")
        .label("not known here")
        .help(
            "The key is `nextAction`. Without it the conversation goes on with the interaction below, \
            whatever stands here.",
        )
}

fn twice(sources: &Sources, id: SourceId) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_NAME, nth(sources, id, "ask", 1), "the interaction `ask` is there twice")
        .label("again")
        .also(nth(sources, id, "ask", 0), "first")
        .help("A jump to `ask` goes to the first one. Rename one of them.")
}

macro_rules! assert_shown {
    ($text:expr) => {
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!($text)
        })
    };
}

#[test]
fn one_label() {
    let (sources, id) = one(BOT);
    assert_shown!(plain(next_action(&sources, id), &sources));
}

#[test]
fn two_labels_in_one_line() {
    let (sources, id) = one("rules:\n  - match: [order, ordering, Order]\n    goto: Orders\n");
    let found = Diagnostic::new(&UNREACHABLE, nth(&sources, id, "Order", 0), "this pattern never matches")
        .label("is hidden")
        .also(nth(&sources, id, "order", 0), "by this one, which matches the same words in any case");
    assert_shown!(plain(found, &sources));
}

#[test]
fn two_labels_near_each_other() {
    let (sources, id) = one(BOT);
    let found = Diagnostic::new(&UNREACHABLE, nth(&sources, id, "question", 0), "a question without answers")
        .label("asks")
        .also(nth(&sources, id, "orders", 0), "goes on at once");
    assert_shown!(plain(found, &sources));
}

#[test]
fn two_labels_far_apart() {
    let (sources, id) = one(BOT);
    assert_shown!(plain(twice(&sources, id), &sources));
}

#[test]
fn labels_in_two_files() {
    let (mut sources, id) = one(BOT);
    let other = sources.add("dialogs/common.yaml", "dialogs:\n  - name: Goodbye\n  - name: Main\n");
    let found =
        Diagnostic::new(&DUPLICATE_NAME, nth(&sources, other, "Main", 0), "the dialog `Main` is there twice")
            .label("again")
            .also(nth(&sources, id, "Main", 0), "first, in the file that includes this one")
            .help("Rename one of them.");
    assert_shown!(plain(found, &sources));
}

#[test]
fn labels_over_each_other_are_drawn_apart_and_equal_ones_together() {
    let (sources, id) = one("text: Hello {name|upper}, hi\n");
    let found = Diagnostic::new(&UNKNOWN_KEY, nth(&sources, id, "upper", 0), "no such filter")
        .label("unknown")
        .also(nth(&sources, id, "{name|upper}", 0), "in this reference")
        .also(nth(&sources, id, "upper", 0), "upper case is `toUpperCase`");
    assert_shown!(plain(found, &sources));
}

#[test]
fn block_scalar() {
    let (sources, id) = one("interactions:\n  - text: |\n      One\n      Two\n\n  - text: x\n");
    let whole = nth(&sources, id, "|\n      One\n      Two\n\n  ", 0);
    let found = Diagnostic::new(&LONG_TEXT, whole, "a text of two lines").label("is one bubble");
    let inner = Diagnostic::new(&LONG_TEXT, nth(&sources, id, "Two", 0), "inside").label("here");
    assert_shown!(drawn(&[found, inner], &sources, Terminal::plain()));
}

#[test]
fn a_place_of_many_lines_is_shortened() {
    let text: String = (1..=40).map(|n| format!("  - line {n}\n")).collect();
    let (sources, id) = one(&text);
    let found = Diagnostic::new(&LONG_TEXT, Span::new(id, 2..text.len()), "too many").label("this list");
    assert_shown!(plain(found, &sources));
}

#[test]
fn tabs_line_breaks_and_wide_characters_do_not_move_the_underline() {
    let cases = [
        pointed("a:\n\tname:\tMain\n", "Main"),
        pointed("a: 1\r\nnmae: Main\r\nb: 2\r\n", "nmae"),
        pointed("text: 日本語 🎉 wrong\n", "wrong"),
        pointed("text: 日本語 🎉 wrong\n", "本語"),
        pointed("e\u{301}te\u{301}: wrong\n", "wrong"),
    ];
    assert_shown!(cases.join("\n"));
}

#[test]
fn escape_characters_in_the_file_are_shown() {
    let (mut sources, _) = one("");
    let id = sources.add("bad\u{1b}[2J.yaml", "text: \u{1b}[31mred\u{202e} wrong\u{200b}\u{7} end\n");
    let found = Diagnostic::new(&UNKNOWN_KEY, nth(&sources, id, "wrong\u{200b}", 0), "not \u{1b}[0m this")
        .label("a \u{9b}label")
        .help("do\u{7} that");
    assert_shown!(plain(found, &sources));
}

#[test]
fn empty_places_and_empty_files() {
    let (mut sources, id) = one("bot: Shop\ndialogs:\n");
    let empty = sources.add("empty.yaml", "");
    let open = sources.add("open.yaml", "bot: Shop");
    let at =
        |id, range| Diagnostic::new(&UNKNOWN_KEY, Span::new(id, range), "something is missing").label("here");
    let found = [
        at(id, 10..10),
        at(id, 19..19),
        at(empty, 0..0),
        at(open, 9..9),
        at(id, 4..4).also(Span::new(id, 19..19), "to here"),
    ];
    assert_shown!(drawn(&found, &sources, Terminal::plain()));
}

#[test]
fn neighbouring_excerpts_of_two_files_are_not_drawn_as_one() {
    let mut sources = Sources::default();
    let (left, right) = (sources.add("left.yaml", ""), sources.add("right.yaml", "bot: x"));
    let found =
        Diagnostic::new(&UNKNOWN_KEY, Span::new(left, 0..0), "both").also(Span::new(right, 0..0), "other");
    let out = plain(found, &sources);
    assert!(out.contains("[left.yaml:1:1]") && out.contains("[right.yaml:1:1]"), "{out}");
}

#[test]
fn very_long_lines_are_shortened_around_the_labels() {
    let filler = "lorem ipsum ".repeat(400);
    let text = format!("{filler}\ntext: {filler}wrong {filler}worse {filler}\nnext: x\n");
    let (sources, id) = one(&text);
    let wrong = nth(&sources, id, "wrong", 0);
    let one = Diagnostic::new(&LONG_TEXT, wrong, "one place").label("here");
    let two = one.clone().also(nth(&sources, id, "worse", 0), "and here");
    let all = Diagnostic::new(
        &LONG_TEXT,
        Span::new(id, wrong.start as usize..wrong.end as usize + 3000),
        "a long place",
    )
    .label("all of this");
    assert_shown!(drawn(&[one, two, all], &sources, Terminal::plain()));
}

#[test]
fn narrow_terminal() {
    let (sources, id) = one(BOT);
    let terminal = Terminal { width: 40, ..Terminal::plain() };
    let far = Diagnostic::new(
        &UNREACHABLE,
        nth(&sources, id, "you want", 0),
        "a message that needs more than one line here",
    )
    .label("a label with so many words that it has to be wrapped");
    assert_shown!(drawn(&[next_action(&sources, id), far], &sources, terminal));
}

#[test]
fn without_unicode() {
    let (sources, id) = one(BOT);
    let terminal = Terminal { unicode: false, ..Terminal::plain() };
    let whole = nth(&sources, id, "- id: ask\n        type: statement\n        text: Soon.", 0);
    let block = Diagnostic::new(&UNREACHABLE, whole, "nothing leads here").label("never said");
    assert_shown!(drawn(&[twice(&sources, id), block], &sources, terminal));
}

#[test]
fn colour() {
    let (sources, id) = one("bot: Shop\nnext: x\n");
    let colored =
        drawn(&[next_action(&sources, id)], &sources, Terminal { color: true, ..Terminal::plain() });
    assert!(colored.starts_with("\u{1b}[31merror[unknown-key]:\u{1b}[0m an interaction"), "{colored:?}");
    let bare = drawn(&[next_action(&sources, id)], &sources, Terminal::plain());
    assert!(!bare.contains('\u{1b}'));
    assert_eq!(strip(&colored), bare);
}

/// The text without colour sequences.
fn strip(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |bare, part| bare + part.split_once('m').map_or("", |(_, after)| after))
}

fn mixed() -> (Sources, Vec<Diagnostic>) {
    let (mut sources, id) = one(BOT);
    let other = sources.add("a, b: 100%.yaml", "text: |\n  Hällo\n  Welt\n");
    let block = Diagnostic::new(&LONG_TEXT, Span::new(other, 6..23), "100% of\r\n  this, too long\u{1b}");
    let mut found = vec![
        twice(&sources, id),
        next_action(&sources, id),
        Diagnostic::new(&UNREACHABLE, nth(&sources, other, "llo", 0), "hm"),
        next_action(&sources, id),
        block.also(nth(&sources, id, "Shop", 0), "the bot\u{202e}"),
    ];
    sort(&mut found, &sources);
    (sources, found)
}

#[test]
fn machine_formats() {
    let (sources, found) = mixed();
    let mut out = String::new();
    short(&found, &sources, &mut out).unwrap();
    out.push_str("---\n");
    github(&found, &sources, &mut out).unwrap();
    out.push_str("---\n");
    json(&found, &sources, &mut out).unwrap();
    assert_shown!(out);
}

#[test]
fn the_json_reads_back_as_the_same_text() {
    let (sources, found) = mixed();
    let mut out = String::new();
    json(&found, &sources, &mut out).unwrap();
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["diagnostics"][0]["message"], "100% of\r\n  this, too long\u{1b}");
    assert_eq!(value["diagnostics"][0]["labels"][0]["label"], "the bot\u{202e}");
    assert!(out.chars().all(|character| character == '\n' || !character.is_control()));
}

#[test]
fn summaries() {
    let line = |errors, warnings, infos, files, checked| {
        Summary { errors, warnings, infos, files }.line(checked, &Terminal::plain())
    };
    assert_eq!(line(3, 1, 0, 2, 5), "3 errors, 1 warning in 2 files (5 files checked)");
    assert_eq!(line(1, 0, 2, 1, 1), "1 error, 2 infos in 1 file (1 file checked)");
    assert_eq!(line(0, 0, 0, 0, 5), "No problems (5 files checked)");
    assert_eq!(Summary::of(&mixed().1), Summary { errors: 2, warnings: 1, infos: 1, files: 2 });
}

#[test]
fn the_order_does_not_depend_on_the_order_of_finding() {
    let (sources, sorted) = mixed();
    let mut reversed: Vec<_> = sorted.iter().rev().chain(&sorted).cloned().collect();
    sort(&mut reversed, &sources);
    assert_eq!(reversed, sorted);
}

#[test]
fn a_diagnostic_without_a_place_is_a_headline() {
    let (sources, id) = one(BOT);
    let mut found = next_action(&sources, id);
    found.labels.clear();
    let mut out = drawn(&[found.clone()], &sources, Terminal::plain());
    short(&[found.clone()], &sources, &mut out).unwrap();
    github(&[found], &sources, &mut out).unwrap();
    assert_shown!(out);
}

/// Each drawing reads the neighbourhood of its labels only, so what it writes does not grow with the
/// file. A drawing that scans from the file's start is noticed by how long this test takes.
#[test]
fn many_diagnostics_in_a_big_file() {
    let text = "      - id: ask_for_order_number\n        text: What do you want?\n".repeat(32_000);
    assert!(text.len() > 2_000_000);
    let (sources, id) = one(&text);
    let found: Vec<_> = (0..1000)
        .map(|n| text.len() / 1000 * n)
        .map(|at| Diagnostic::new(&UNREACHABLE, Span::new(id, at..at + 5), "never").label("here"))
        .collect();
    let out = drawn(&found, &sources, Terminal::plain());
    assert_eq!(out.matches("[unreachable-interaction]: never").count(), 1000);
    assert!(out.lines().count() <= 1000 * 11, "{}", out.lines().count());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_nothing_unprintable_gets_out(
        texts in prop::collection::vec("([a-z日é👩\u{200d}\u{301} \t\r\n:\\x00-\\x1f\u{7f}\u{202e}]|\r\n){0,60}", 2),
        spans in prop::collection::vec((0..2usize, 0..90usize, 0..90usize, ".{0,5}"), 0..5),
        width in 0..100usize,
        unicode in any::<bool>(),
    ) {
        let mut sources = Sources::default();
        let ids = texts.iter().map(|text| sources.add(format!("{text}.yaml"), text)).collect::<Vec<_>>();
        let mut found = Diagnostic::new(&LONG_TEXT, Span::new(ids[0], 0..0), texts[0].clone()).help(texts[1].clone());
        found.labels = spans.into_iter().map(|(file, start, end, text)| Label { span: Span::new(ids[file], start..end), text }).collect();
        let mut found = vec![found.clone(), found];
        sort(&mut found, &sources);
        prop_assert_eq!(found.len(), 1);
        let terminal = Terminal { color: false, width, unicode };
        let mut out = drawn(&found, &sources, terminal);
        for label in &found[0].labels {
            prop_assert!(out.contains(dialogsim::terminal::printable_line(sources.get(label.span.source).name()).as_ref()));
        }
        short(&found, &sources, &mut out).unwrap();
        github(&found, &sources, &mut out).unwrap();
        json(&found, &sources, &mut out).unwrap();
        drawn(&found, &sources, Terminal { color: true, ..terminal });
        prop_assert!(out.chars().all(|c| matches!(c, '\n' | '\t') || !c.is_control() && c != '\u{202e}'), "{out:?}");
    }
}
