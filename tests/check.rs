//! What `check` says about whole bots, byte for byte.
//!
//! Each bot under `tests/check/err` has its expected report beside it; run with `DIALOGSIM_UPDATE=1`
//! to write the reports anew, and read them before they are committed. Bots under `tests/check/ok`
//! report nothing. Rules of the stage "preview" are checked on the bots that are named after them.

#![allow(clippy::expect_used, reason = "what cannot be read here fails the test")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dialogsim::diagnostic::{Diagnostic, Fix, Label, Stage};
use dialogsim::lint::{LINTS, Selection, allow, check_bot};
use dialogsim::load::MemoryFiles;
use dialogsim::source::Sources;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check").join(name)
}

/// The bots of a folder: files, and folders that hold a `bot.yaml`.
fn bots(name: &str) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder(name)).expect("the fixtures").map(|entry| entry.expect("an entry").path());
    let mut bots: Vec<PathBuf> =
        entries.filter(|path| path.is_dir() || path.extension() == Some("yaml".as_ref())).collect();
    bots.sort();
    assert!(!bots.is_empty(), "no fixtures in {name}");
    bots
}

fn add_files(mut files: MemoryFiles, root: &Path, path: &Path) -> MemoryFiles {
    if path.is_file() {
        let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
        return files.with(name, fs::read(path).expect("a readable file"));
    }
    for entry in fs::read_dir(path).expect("a readable folder") {
        files = add_files(files, root, &entry.expect("an entry").path());
    }
    files
}

fn check(bot: &Path) -> (Vec<Diagnostic>, Sources) {
    let (root, main) = match bot.is_dir() {
        true => (bot, "bot.yaml"),
        false => {
            (bot.parent().expect("a folder"), bot.file_name().and_then(|name| name.to_str()).expect("a name"))
        }
    };
    let files = match bot.is_dir() {
        true => add_files(MemoryFiles::default(), root, root),
        false => add_files(MemoryFiles::default(), root, bot),
    };
    let mut sources = Sources::default();
    let everything = Selection { preview: true, ..Selection::default() };
    let mut found = check_bot(main, &files, &mut sources, &everything).diagnostics;
    let named = bot.file_stem().and_then(|name| name.to_str());
    found.retain(|found| found.rule.stage == Stage::Stable || Some(found.rule.name) == named);
    (found, sources)
}

fn report(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let span = diagnostic.span();
        let (name, at) = (sources.get(span.source).name(), sources.position(span));
        let (severity, rule, message) = (diagnostic.severity, diagnostic.rule.name, &diagnostic.message);
        writeln!(out, "{name}:{}:{}: {severity}[{rule}]: {message}", at.line, at.column).expect("a string");
        for label in &diagnostic.labels {
            writeln!(out, "    {}", label_line(label, name, sources)).expect("a string");
        }
        if let Some(help) = &diagnostic.help {
            writeln!(out, "    help: {help}").expect("a string");
        }
        if let Some(fix) = &diagnostic.fix {
            writeln!(out, "    mend: {} ({})", fix.title, fix.safety.options()).expect("a string");
        }
        out.push('\n');
    }
    out
}

/// The place, the text under it and what is said about it.
fn label_line(label: &Label, main: &str, sources: &Sources) -> String {
    let at = sources.position(label.span);
    let name = sources.get(label.span.source).name();
    let file = if name == main { String::new() } else { format!("{name}:") };
    let text = sources.slice(label.span);
    let first = text.lines().next().unwrap_or("");
    let more = if text.lines().count() > 1 { " ..." } else { "" };
    format!("{file}{}:{} |{first}{more}| {}", at.line, at.column, label.text)
}

#[test]
fn broken_bots_get_the_expected_report() {
    let update = std::env::var_os("DIALOGSIM_UPDATE").is_some();
    let mut wrong = Vec::new();
    for bot in bots("err") {
        let (diagnostics, sources) = check(&bot);
        let actual = report(&diagnostics, &sources);
        let expected = bot.with_extension("out");
        if update {
            fs::write(&expected, &actual).expect("a writable file");
        }
        if diagnostics.is_empty() || fs::read_to_string(&expected).unwrap_or_default() != actual {
            wrong.push(format!("{}:\n{actual}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "not as expected (DIALOGSIM_UPDATE=1 writes them anew):\n{}", wrong.join("\n"));
}

#[test]
fn good_bots_get_no_report() {
    for bot in bots("ok") {
        let (diagnostics, sources) = check(&bot);
        assert!(diagnostics.is_empty(), "{}:\n{}", bot.display(), report(&diagnostics, &sources));
    }
}

/// A bot with a fix applied.
fn mended(text: &str, fix: &Fix) -> String {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut mended = text.to_owned();
    for edit in edits {
        mended.replace_range(edit.span.range(), &edit.text);
    }
    mended
}

#[test]
fn a_fix_mends_what_it_is_for_and_breaks_nothing() {
    let everything = Selection { preview: true, ..Selection::default() };
    let mut fixes = 0;
    for bot in bots("err").into_iter().filter(|bot| bot.is_file()) {
        let text = fs::read_to_string(&bot).expect("a bot");
        let found = |text: &str| {
            let files = MemoryFiles::default().with("bot.yaml", text);
            check_bot("bot.yaml", &files, &mut Sources::default(), &everything).diagnostics
        };
        let before = found(&text);
        // What a mend of a problem of loading uncovers was wrong before.
        let of_lints = |problem: &&Diagnostic| LINTS.iter().any(|lint| lint.rule == problem.rule);
        for problem in before.iter().filter(of_lints) {
            let Some(fix) = &problem.fix else { continue };
            let after = found(&mended(&text, fix));
            let of = |all: &[Diagnostic]| all.iter().filter(|one| one.message == problem.message).count();
            let told = format!("{}: {} / {}", bot.display(), problem.message, fix.title);
            assert!(of(&after) < of(&before), "it stays: {told}");
            assert!(after.len() <= before.len(), "something else is wrong then: {told}");
            fixes += 1;
        }
    }
    assert!(fixes > 20, "{fixes}");
}

#[test]
fn every_rule_has_a_broken_bot() {
    let reported: BTreeSet<&str> =
        bots("err").iter().flat_map(|bot| check(bot).0).map(|diagnostic| diagnostic.rule.name).collect();
    let rules = LINTS.iter().map(|lint| lint.rule).chain(allow::ALL.iter().copied());
    let missing: Vec<&str> = rules.map(|rule| rule.name).filter(|name| !reported.contains(name)).collect();
    assert!(missing.is_empty(), "no bot under tests/check/err shows {missing:?}");
}

#[test]
fn every_report_belongs_to_a_bot() {
    for entry in fs::read_dir(folder("err")).expect("the fixtures") {
        let path = entry.expect("an entry").path();
        if path.extension() == Some("out".as_ref()) {
            let bot =
                path.with_extension("yaml").is_file() || path.with_extension("").join("bot.yaml").is_file();
            assert!(bot, "{} has no bot", path.display());
        }
    }
}
