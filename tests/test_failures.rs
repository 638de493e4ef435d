//! What a person reads of transcripts that fail, byte for byte.
//!
//! Each file of transcripts under `tests/test_failures` has the expected report beside it, as `NAME.out`; some
//! have it also for a narrow terminal (`NAME.narrow.out`) and in colour (`NAME.color.out`). Run with
//! `DIALOGSIM_UPDATE=1` to write the reports anew, and read them before they are committed.

#![allow(clippy::panic, clippy::unwrap_used, reason = "what cannot be read here fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use assert_cmd::Command;

use dialogsim::integration::{AllowList, Gateway, Interrupt, Secrets};
use dialogsim::linked::{LinkedBot, Names, link};
use dialogsim::load::{MemoryFiles, load_bot, load_transcripts};
use dialogsim::replay::{Cast, UploadedFile, Uploads, prepare};
use dialogsim::source::Sources;
use dialogsim::terminal::Terminal;
use dialogsim::test_run::report::{Human, Quiet};
use dialogsim::test_run::{Beginning, Plan, Planned, Problems, Report, RunOptions, SharedMocks, Silent, run};

/// Transcripts that are shown on other outputs too.
const NARROW: &[&str] = &["text", "long_text", "examples"];
const IN_COLOR: &[&str] = &["text", "wrong_order", "long_text"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/test_failures")
}

/// The files of transcripts, by their names without the ending.
fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries
        .filter_map(|name| Some(name.to_str()?.strip_suffix(".yaml")?.to_owned()))
        .filter(|name| !name.ends_with(".bot"))
        .collect();
    names.sort();
    assert!(names.len() > 20, "{names:?}");
    names
}

/// Nothing is sent in these transcripts.
struct NoUploads;

impl Uploads for NoUploads {
    fn examine(&self, path: &str) -> Result<Arc<UploadedFile>, String> {
        Err(format!("{path} is not there"))
    }
}

struct Loaded {
    plan: Plan,
    sources: Sources,
}

fn load(name: &str) -> Loaded {
    let mut files = MemoryFiles::default();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        if file.ends_with(".yaml") {
            files = files.with(file, fs::read(&path).unwrap());
        }
    }
    let main = format!("{name}.yaml");
    let mut sources = Sources::default();
    let loaded = load_transcripts(&main, &files, &mut sources);
    let mut diagnostics = loaded.diagnostics;
    let file = loaded.file.unwrap_or_else(|| panic!("{main}: {diagnostics:?}"));
    let mut bots: Vec<Arc<LinkedBot>> = Vec::new();
    for bot in &file.bots {
        let loaded = load_bot(&bot.path, &files, &mut sources);
        let errors: Vec<&str> = loaded.diagnostics.iter().map(|problem| problem.message.as_str()).collect();
        let linked = loaded.bot.as_ref().and_then(|bot| link(&Names::new(bot), &|_| None));
        bots.push(Arc::new(linked.unwrap_or_else(|| panic!("{}: {errors:?}", bot.path))));
    }
    let paths: Arc<[Arc<str>]> = file.bots.iter().map(|bot| Arc::from(bot.path.as_str())).collect();
    let secrets = Secrets::new(std::iter::empty::<&str>());
    let gateway = Gateway::new(AllowList::default(), secrets, false, Interrupt::EndsProcess);
    let mut bots = bots.into_iter();
    let cast = Arc::new(Cast::new(bots.next().unwrap(), bots, Arc::new(gateway)));
    let mut plan = Plan::default();
    for case in &file.cases {
        let line = sources.position(case.span).line;
        let script = prepare(case, &cast, &NoUploads, &mut diagnostics);
        let messages: Vec<&str> = diagnostics.iter().map(|problem| problem.message.as_str()).collect();
        let script = script.unwrap_or_else(|| panic!("{main}: {messages:?}"));
        plan.cases.push(Planned { file: Arc::from(main.as_str()), line, bots: paths.clone(), script });
    }
    assert!(diagnostics.is_empty(), "{main}: {diagnostics:?}");
    Loaded { plan, sources }
}

/// What a report says of all cases of a file; how many failed.
fn told(loaded: &Loaded, report: &mut dyn Report, jobs: usize) -> (String, usize) {
    let chosen: Vec<usize> = (0..loaded.plan.cases.len()).collect();
    let options = RunOptions {
        jobs,
        channel: None,
        live: Vec::new(),
        keeps_passed: false,
        fail_fast: false,
        repeat: 1,
    };
    let Loaded { plan, sources } = loaded;
    let mut text = report.begin(&Beginning { plan, chosen: &chosen, sources });
    let mut defaults = SharedMocks::default();
    let (totals, _) = run(plan, &chosen, &options, sources, &|| Silent, &mut |result| {
        defaults.note(&result);
        text.push_str(&report.case(plan, &result));
    });
    let unused = defaults.unused_defaults(plan, sources);
    text.push_str(&report.end(&totals, &Problems { diagnostics: &[], unused_defaults: &unused, sources }));
    (text, totals.failed + unused.len())
}

fn expect(file: &str, actual: &str, wrong: &mut Vec<String>) {
    let path = folder().join(file);
    if std::env::var_os("DIALOGSIM_UPDATE").is_some() {
        fs::write(&path, actual).unwrap();
    }
    if fs::read_to_string(&path).unwrap_or_default() != actual {
        wrong.push(format!("{file}:\n{actual}"));
    }
}

fn all_as_expected(wrong: &[String]) {
    assert!(wrong.is_empty(), "not as expected (DIALOGSIM_UPDATE=1 writes them anew):\n{}", wrong.join("\n"));
}

#[test]
fn failures_are_told_as_expected() {
    let mut wrong = Vec::new();
    for name in names() {
        let loaded = load(&name);
        let mut report = Human::new(Terminal::plain(), false, &loaded.sources);
        let (text, failed) = told(&loaded, &mut report, 2);
        assert!(failed > 0, "{name} does not fail");
        expect(&format!("{name}.out"), &text, &mut wrong);
    }
    all_as_expected(&wrong);
}

#[test]
fn narrow_terminals_and_colours_are_served() {
    let mut wrong = Vec::new();
    for name in NARROW {
        let loaded = load(name);
        let terminal = Terminal { width: 50, ..Terminal::plain() };
        let (text, _) = told(&loaded, &mut Human::new(terminal, true, &loaded.sources), 1);
        let commands = |line: &&str| !line.contains("reproduce:");
        for line in text.lines().filter(commands) {
            assert!(dialogsim::terminal::display_width(line) <= 50, "{name}: {line}");
        }
        expect(&format!("{name}.narrow.out"), &text, &mut wrong);
    }
    for name in IN_COLOR {
        let loaded = load(name);
        let terminal = Terminal { color: true, ..Terminal::plain() };
        let (text, _) = told(&loaded, &mut Human::new(terminal, true, &loaded.sources), 1);
        expect(&format!("{name}.color.out"), &text.replace('\u{1b}', "\\e"), &mut wrong);
    }
    all_as_expected(&wrong);
}

#[test]
fn nothing_that_others_wrote_steers_the_terminal() {
    let loaded = load("escapes");
    for text in [
        told(&loaded, &mut Human::new(Terminal::plain(), false, &loaded.sources), 1).0,
        told(&loaded, &mut Quiet, 1).0,
    ] {
        let is_harmless = |letter: char| letter == '\n' || !letter.is_control() && letter != '\u{202e}';
        assert!(text.chars().all(is_harmless), "{text:?}");
    }
}

#[test]
fn the_same_is_told_at_any_number_of_jobs() {
    for name in ["examples", "many", "text"] {
        let loaded = load(name);
        let one = told(&loaded, &mut Human::new(Terminal::plain(), false, &loaded.sources), 1);
        let eight = told(&loaded, &mut Human::new(Terminal::plain(), false, &loaded.sources), 8);
        assert_eq!(one, eight);
    }
}

#[test]
fn quiet_tells_a_line_each() {
    let mut lines = String::new();
    for name in names() {
        let (text, failed) = told(&load(&name), &mut Quiet, 1);
        assert_eq!(text.lines().count(), failed, "{text}");
        lines.push_str(&text);
    }
    let mut wrong = Vec::new();
    expect("quiet.all", &lines, &mut wrong);
    all_as_expected(&wrong);
}

#[test]
fn every_report_belongs_to_a_transcript() {
    let names: BTreeSet<String> = names().into_iter().collect();
    for entry in fs::read_dir(folder()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        if let Some(name) = file.strip_suffix(".out") {
            let name = name.trim_end_matches(".narrow").trim_end_matches(".color");
            assert!(names.contains(name), "{file} has no transcript");
        }
    }
}

fn dialogsim(arguments: &[&str]) -> std::process::Output {
    let cache = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("dialogsim").unwrap();
    command.current_dir(folder()).env("XDG_CACHE_HOME", cache.path()).arg("test").args(arguments);
    command.output().unwrap()
}

#[test]
fn the_command_tells_failures_and_sums_up() {
    let output = dialogsim(&["text.yaml", "wrong_order.yaml"]);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let expected =
        ["text.out", "wrong_order.out"].map(|file| fs::read_to_string(folder().join(file)).unwrap());
    assert_eq!(text(&output.stdout), expected.concat());
    let summary = text(&output.stderr);
    assert!(summary.starts_with("2 failed of 2 transcripts; 5 turns in "), "{summary}");
    assert_eq!(summary.lines().count(), 1, "{summary}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn quiet_says_nothing_where_all_is_well() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogs/hello");
    let file = folder.join("transcripts.yaml");
    let output = dialogsim(&[file.to_str().unwrap(), "--quiet"]);
    assert_eq!((output.stdout.as_slice(), output.stderr.as_slice()), (&b""[..], &b""[..]), "{output:?}");
    assert_eq!(output.status.code(), Some(0));
}
