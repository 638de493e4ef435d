//! Whatever is in the file, loading and reporting end.

use dialogsim::diagnostic::render;
use dialogsim::linked::{Names, link};
use dialogsim::lint::{Selection, check_bot};
use dialogsim::load::MemoryFiles;
use dialogsim::source::Sources;
use dialogsim::terminal::{ColorChoice, Terminal};
use proptest::prelude::*;

use super::cases;

const SEEDS: [&str; 3] = [
    include_str!("../fixtures/loading/every_kind/bot.yaml"),
    include_str!("../fixtures/cli/twenty/bot.yaml"),
    include_str!("../../dialogs/loan-application/bot.yaml"),
];

/// Loads, checks, links and renders in all formats.
fn work_through(text: &str) {
    let files = MemoryFiles::default()
        .with("bot.yaml", text)
        .with("parts/more.yaml", include_str!("../fixtures/cli/twenty/parts/more.yaml"))
        .with("code/functions.js", "1");
    let mut sources = Sources::default();
    let checked = check_bot("bot.yaml", &files, &mut sources, &Selection::default());
    let mut diagnostics = checked.diagnostics;
    if let Some(bot) = &checked.loaded.bot {
        let linked = link(&Names::new(bot), &|_| None);
        let has_errors =
            diagnostics.iter().any(|problem| problem.severity >= dialogsim::diagnostic::Severity::Error);
        assert!(linked.is_some() || has_errors, "a bot without errors does not link");
    }
    render::sort(&mut diagnostics, &sources);
    let mut out = String::new();
    for color in [ColorChoice::Never, ColorChoice::Always] {
        render::human(&diagnostics, &sources, &Terminal::detect(color, false, &|_| None), &mut out).unwrap();
    }
    render::short(&diagnostics, &sources, &mut out).unwrap();
    render::github(&diagnostics, &sources, &mut out).unwrap();
    let mut json = String::new();
    render::json(&diagnostics, &sources, &mut json).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    let mut sarif = String::new();
    render::sarif(&diagnostics, &sources, &mut sarif).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&sarif).is_ok());
    for problem in &diagnostics {
        for label in &problem.labels {
            let _ = sources.slice(label.span);
        }
    }
}

/// A change to a text.
#[derive(Clone, Debug)]
enum Change {
    DeleteLine(usize),
    DuplicateLine(usize),
    SwapLines(usize, usize),
    Indent(usize, usize),
    ReplaceWord(usize, usize),
    Insert(usize, String),
    SwapWords(usize, usize),
    Cut(usize),
}

const WORDS: [&str; 40] = [
    "~",
    "[",
    "]",
    "{",
    "}",
    "*a",
    "&a",
    "<<:",
    "<<: *a",
    "!tag",
    "- ",
    ": ",
    "|",
    ">-",
    "\"",
    "'",
    "#",
    "? ",
    "\t",
    "---",
    "...",
    "next",
    "end",
    "current",
    "file_upload",
    "integration",
    "text",
    "rules:",
    "{$botContext.x}",
    "{$env.nope}",
    "${HOST}",
    "(((",
    "[a-",
    "\u{feff}",
    "\u{202e}",
    "ü",
    "\r",
    "99999999999999999999",
    "include: bot.yaml",
    "-1",
];

fn change() -> impl Strategy<Value = Change> {
    let n = any::<usize>;
    prop_oneof![
        n().prop_map(Change::DeleteLine),
        n().prop_map(Change::DuplicateLine),
        (n(), n()).prop_map(|(a, b)| Change::SwapLines(a, b)),
        (n(), 0_usize..12).prop_map(|(a, b)| Change::Indent(a, b)),
        (n(), n()).prop_map(|(a, b)| Change::ReplaceWord(a, b)),
        (n(), prop_oneof![proptest::sample::select(&WORDS[..]).prop_map(str::to_owned), ".{0,12}"])
            .prop_map(|(a, b)| Change::Insert(a, b)),
        (n(), n()).prop_map(|(a, b)| Change::SwapWords(a, b)),
        n().prop_map(Change::Cut),
    ]
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for change in changes {
        text = change_once(&text, change);
    }
    text
}

fn change_once(text: &str, change: &Change) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.is_empty() {
        return text.to_owned();
    }
    let count = lines.len();
    let at = |index: usize| index % count;
    let owned;
    match change {
        Change::DeleteLine(index) => drop(lines.remove(at(*index))),
        Change::DuplicateLine(index) => lines.insert(at(*index), lines[at(*index)]),
        Change::SwapLines(one, other) => lines.swap(at(*one), at(*other)),
        Change::Indent(index, columns) => {
            owned = format!("{}{}", " ".repeat(*columns), lines[at(*index)].trim_start());
            lines[at(*index)] = &owned;
        }
        Change::ReplaceWord(index, word) => {
            let line = lines[at(*index)];
            let words: Vec<&str> = line.split_whitespace().collect();
            let old = if words.is_empty() { "" } else { words[word % words.len()] };
            owned = line.replacen(old, WORDS[word % WORDS.len()], 1);
            lines[at(*index)] = &owned;
        }
        Change::Insert(index, word) => {
            let mut index = index % (text.len() + 1);
            while !text.is_char_boundary(index) {
                index -= 1;
            }
            return format!("{}{word}{}", &text[..index], &text[index..]);
        }
        Change::SwapWords(one, other) => {
            let words: Vec<&str> = text.split_whitespace().collect();
            if words.is_empty() {
                return text.to_owned();
            }
            let (one, other) = (words[one % words.len()], words[other % words.len()]);
            return text.replacen(one, "\u{1}", 1).replacen(other, one, 1).replacen('\u{1}', other, 1);
        }
        Change::Cut(index) => {
            let mut index = index % (text.len() + 1);
            while !text.is_char_boundary(index) {
                index -= 1;
            }
            return text[..index].to_owned();
        }
    }
    lines.join("\n") + "\n"
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn any_text_is_worked_through(text in "\\PC{0,200}|[-:a-z\\[\\]{}*&!|>'\"# \n\t\r]{0,200}") {
        work_through(&text);
        work_through(&format!("bot: A\ndialogs:\n{text}"));
        work_through(&format!("bot: A\ndialogs:\n  - dialog: A\n    interactions:\n      - text: {text}\n      - text: A\n"));
    }

    #[test]
    fn a_changed_bot_is_worked_through(seed in 0_usize..SEEDS.len(), changes in proptest::collection::vec(change(), 1..6)) {
        work_through(&changed(SEEDS[seed], &changes));
    }
}
