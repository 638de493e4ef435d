//! Which rule of the platform is shown by which test: `docs/conformance.md` is written from the tests.
//!
//! `tests/conformance/rules.txt` lists the rules; a conversation in `tests/conversations/` names those that
//! it shows in its section `rules`. A rule that nothing shows must say why; one that is not simulated may have both. `DIALOGSIM_UPDATE=1` writes the
//! page anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dialogsim::lint::all_rules;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A rule of the platform.
struct Rule {
    number: String,
    says: String,
    shown: Shown,
}

/// How a rule is shown besides the conversations that name it.
enum Shown {
    /// By them alone.
    Conversations,
    /// By rules of `check`, each with a fixture.
    Checks(Vec<String>),
    /// By a test function of a file, named by its beginning.
    Test(String, String),
    /// There is nothing to show, for a reason.
    Silent(String),
    /// It is not simulated, for a reason.
    Refused(String),
}

/// Sections with their rules, in order.
fn rules() -> Vec<(String, Vec<Rule>)> {
    let text = fs::read_to_string(project().join("tests/conformance/rules.txt")).unwrap();
    let mut sections: Vec<(String, Vec<Rule>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some(title) = line.strip_prefix("= ") {
            sections.push((title.to_owned(), Vec::new()));
            continue;
        }
        let [number, says, shown]: [&str; 3] = line.splitn(3, '|').collect::<Vec<_>>().try_into().unwrap();
        let rule =
            Rule { number: number.trim().into(), says: says.trim().into(), shown: shown_by(shown.trim()) };
        sections.last_mut().unwrap().1.push(rule);
    }
    sections
}

fn shown_by(text: &str) -> Shown {
    match text.split_once(' ') {
        None if text.is_empty() => Shown::Conversations,
        Some(("check", names)) => Shown::Checks(names.split(", ").map(str::to_owned).collect()),
        Some(("test", place)) => {
            let (file, name) = place.split_once(' ').unwrap();
            Shown::Test(file.to_owned(), name.to_owned())
        }
        Some(("silent", why)) => Shown::Silent(why.to_owned()),
        Some(("refused", why)) => Shown::Refused(why.to_owned()),
        _ => panic!("`{text}` does not say how a rule is shown"),
    }
}

/// The conversations that show each rule.
fn conversations() -> BTreeMap<String, BTreeSet<String>> {
    let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in fs::read_dir(project().join("tests/conversations")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let Some((_, after)) =
            format!("\n{text}").split_once("\n--- rules\n").map(|(a, b)| (a.to_owned(), b.to_owned()))
        else {
            continue;
        };
        let section = after.split("\n--- ").next().unwrap();
        for number in section.split_whitespace() {
            shown.entry(number.to_owned()).or_default().insert(name.clone());
        }
    }
    shown
}

#[test]
fn every_conversation_names_rules_that_exist() {
    let known: BTreeSet<String> =
        rules().into_iter().flat_map(|(_, rules)| rules).map(|rule| rule.number).collect();
    let mut wrong = Vec::new();
    for (number, files) in conversations() {
        if !known.contains(&number) {
            wrong.push(format!(
                "{files:?} name the rule {number}, which tests/conformance/rules.txt does not list"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_test_or_says_why_not() {
    let shown = conversations();
    let checks: BTreeSet<&str> = all_rules().map(|rule| rule.name).collect();
    let mut wrong = Vec::new();
    for rule in rules().iter().flat_map(|(_, rules)| rules) {
        match &rule.shown {
            Shown::Conversations if !shown.contains_key(&rule.number) => {
                wrong.push(format!("{}: no conversation shows it: {}", rule.number, rule.says));
            }
            Shown::Checks(names) => {
                wrong.extend(
                    names
                        .iter()
                        .filter(|name| !checks.contains(name.as_str()))
                        .map(|name| format!("{}: `check` has no rule `{name}`", rule.number)),
                );
            }
            Shown::Test(file, name) if !has_test(&project().join(file), name) => {
                wrong.push(format!("{}: {file} has no test `{name}…`", rule.number));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a file, or a file of a folder, has a test function whose name begins like that.
fn has_test(path: &PathBuf, name: &str) -> bool {
    if path.is_dir() {
        return fs::read_dir(path).unwrap().any(|entry| has_test(&entry.unwrap().path(), name));
    }
    fs::read_to_string(path).is_ok_and(|text| text.contains(&format!("fn {name}")))
}

fn page() -> String {
    let shown = conversations();
    let sections = rules();
    let mut page = String::from(
        "# Conformance\n\n<!-- Written by tests/conformance.rs from the tests themselves: DIALOGSIM_UPDATE=1 cargo test --test \
         conformance -->\n\nEach documented rule of the platform that bears on a conversation, and the tests that show it here. \
         Each conversation is a file in `tests/conversations`: a bot, what is typed, what comes out. The numbers are those \
         that comments in the code use; `U-` are questions that the documentation leaves open, as they are decided here. \
         Where a rule is not simulated, a conversation may still show how the program says so.\n",
    );
    let all = || sections.iter().flat_map(|(_, rules)| rules);
    let refused: Vec<&Rule> = all().filter(|rule| matches!(rule.shown, Shown::Refused(_))).collect();
    let files: BTreeSet<&String> = shown.values().flatten().collect();
    let _ = writeln!(
        page,
        "\n{} rules, {} conversations, {} rules that are not simulated.\n\n## Not simulated\n",
        all().count(),
        files.len(),
        refused.len()
    );
    for rule in &refused {
        let Shown::Refused(why) = &rule.shown else { continue };
        let _ = writeln!(page, "- **{}** {}: {why}.", rule.number, rule.says);
    }
    for (title, rules) in &sections {
        let _ = writeln!(page, "\n## {title}\n\n| Rule | What it says | Shown by |\n|---|---|---|");
        for rule in rules {
            let says = rule.says.replace('|', "\\|");
            let _ = writeln!(page, "| {} | {says} | {} |", rule.number, cell(rule, &shown));
        }
    }
    page
}

fn cell(rule: &Rule, shown: &BTreeMap<String, BTreeSet<String>>) -> String {
    let files = shown.get(&rule.number).into_iter().flatten();
    let link = |file: &String| format!("[{}](../tests/conversations/{file})", file.trim_end_matches(".chat"));
    let mut parts: Vec<String> = files.map(link).collect();
    match &rule.shown {
        Shown::Conversations => {}
        Shown::Checks(names) => {
            parts.extend(names.iter().map(|name| format!("`check`: [{name}](rules/{name}.md)")));
        }
        Shown::Test(file, _) => parts.push(format!("[{file}](../{file})")),
        Shown::Silent(why) => parts.push(format!("nothing to show: {why}")),
        Shown::Refused(why) => parts.push(format!("**not simulated**: {why}")),
    }
    parts.join(", ")
}

#[test]
fn the_table_is_up_to_date() {
    let path = project().join("docs/conformance.md");
    let page = page();
    if std::env::var_os("DIALOGSIM_UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "docs/conformance.md is out of date: DIALOGSIM_UPDATE=1 writes it anew");
}
