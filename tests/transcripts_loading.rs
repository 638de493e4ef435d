//! Files of transcripts as they come: what each part becomes, what is said of mistakes, hostile files.
//!
//! Each file under `tests/fixtures/transcripts/err` has what is said of it beside it; `DIALOGSIM_UPDATE=1`
//! writes that anew.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dialogsim::diagnostic::render::{human, sort};
use dialogsim::load::{LoadedTranscripts, MemoryFiles, load_transcripts};
use dialogsim::source::{Sources, Span};
use dialogsim::terminal::Terminal;
use dialogsim::transcript::{Case, Namespace, Step, fill};
use proptest::prelude::*;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/transcripts").join(name)
}

/// All files below a folder.
fn files_of(root: &Path) -> MemoryFiles {
    let mut files = MemoryFiles::default();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                files = files.with(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

fn load(text: &str) -> (LoadedTranscripts, Sources) {
    load_files(MemoryFiles::default().with("test.yaml", text))
}

fn load_files(files: MemoryFiles) -> (LoadedTranscripts, Sources) {
    let mut sources = Sources::default();
    let loaded = load_transcripts("test.yaml", &files, &mut sources);
    (loaded, sources)
}

/// What was found, as `file:line:column rule`.
fn found((loaded, sources): &(LoadedTranscripts, Sources)) -> Vec<String> {
    let line = |problem: &dialogsim::diagnostic::Diagnostic| {
        let at = sources.position(problem.span());
        let name = sources.get(problem.span().source).name();
        format!("{name}:{}:{} {}", at.line, at.column, problem.rule.name)
    };
    loaded.diagnostics.iter().map(line).collect()
}

/// A file with one transcript of these turns.
fn turns(turns: &str) -> String {
    format!("bot: bot.yaml\ntranscripts:\n  - transcript: T\n    turns:\n{turns}")
}

fn cases(loaded: &LoadedTranscripts) -> Vec<&Case> {
    loaded.file.as_ref().unwrap().cases.iter().map(|case| &**case).collect()
}

#[test]
fn mistakes_are_told_as_expected() {
    let is_update = std::env::var_os("DIALOGSIM_UPDATE").is_some();
    let root = folder("err");
    let files = files_of(&root);
    let mut paths: Vec<PathBuf> = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension() == Some("yaml".as_ref()));
    paths.sort();
    assert!(paths.len() > 10);
    let mut wrong = Vec::new();
    for path in paths {
        let mut sources = Sources::default();
        let name = path.file_name().unwrap().to_str().unwrap();
        let mut loaded = load_transcripts(name, &files, &mut sources);
        sort(&mut loaded.diagnostics, &sources);
        let mut actual = String::new();
        human(&loaded.diagnostics, &sources, &Terminal::plain(), &mut actual).unwrap();
        let expected = path.with_extension("out");
        if is_update {
            fs::write(&expected, &actual).unwrap();
        }
        if actual.is_empty() || fs::read_to_string(&expected).unwrap_or_default() != actual {
            wrong.push(format!("{}:\n{actual}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "not as expected (DIALOGSIM_UPDATE=1 writes them anew):\n{}", wrong.join("\n"));
}

/// What something is made of, without its places.
fn shown(value: &impl std::fmt::Debug) -> String {
    const STRING: &str = r#"("(?:[^"\\]|\\.)*")"#;
    let mut text = format!("{value:?}");
    for (from, to) in [
        (format!(r"RegexRule\(Inner \{{ source: {STRING}, .*?engine: OnceLock\(<uninit>\) \}}\)"), "/$1/"),
        (r"Span \{ [^}]* \}".to_owned(), "_"),
        (
            format!(
                r"Text \{{ value: {STRING}, span: _, parts: (?:From\(\d+\)|Whole|Mapped\([^\]]*\]\)) \}}"
            ),
            "$1",
        ),
        (r", (?:span|key): _".to_owned(), ""),
        // What is absent is of no interest.
        (r"\b\w+: (?:None|\[\])(?:, )?".to_owned(), ""),
        (r",? +\}".to_owned(), " }"),
    ] {
        text = regex::Regex::new(&from).unwrap().replace_all(&text, to).into_owned();
    }
    text
}

/// A case with a line for each turn.
fn described(case: &Case) -> String {
    let Case {
        name, tags, channel, only_on, skip, clock, variables, start_at, fixtures, mocks, turns, ..
    } = case;
    let mut out = format!("{name}\n");
    let tags: Vec<&str> = tags.iter().map(|tag| tag.as_str()).collect();
    writeln!(out, "  tags {tags:?}, channel {}, only on {only_on:?}", shown(channel)).unwrap();
    writeln!(out, "  skip {}, clock {clock}, start at {}", shown(skip), shown(start_at)).unwrap();
    writeln!(out, "  variables {}", shown(variables)).unwrap();
    writeln!(out, "  fixtures {}", shown(fixtures)).unwrap();
    for mock in mocks {
        writeln!(out, "  {} {}", if mock.is_default { "default" } else { "own" }, shown(mock)).unwrap();
    }
    for turn in turns {
        writeln!(out, "  - {} {}", shown(&turn.step), shown(&turn.only_on).replace("[]", "")).unwrap();
    }
    out
}

fn everything() -> (LoadedTranscripts, Sources) {
    let mut sources = Sources::default();
    let loaded = load_transcripts("everything.yaml", &files_of(&folder("ok")), &mut sources);
    (loaded, sources)
}

#[test]
fn a_file_that_uses_everything_becomes_its_cases() {
    let loaded = everything();
    assert_eq!(found(&loaded), [""; 0]);
    let (loaded, _) = loaded;
    assert_eq!(
        loaded.files,
        ["everything.yaml", "files/body.json", "shared/greet.yaml", "shared/again.yaml"]
    );
    let file = loaded.file.as_ref().unwrap();
    let bots: Vec<_> = file.bots.iter().map(|bot| (bot.written.as_str(), bot.path.as_str())).collect();
    assert_eq!(bots, [("bot.yaml", "bot.yaml"), (".", "")]);
    let cases = cases(&loaded);
    let names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "A loan for somebody (a lady) [web]",
            "A loan for somebody (a lady) [sms]",
            "A loan for somebody (name=Bob, tag=second, score=15, phone=0047) [web]",
            "A loan for somebody (name=Bob, tag=second, score=15, phone=0047) [sms]",
            "On one channel",
        ]
    );
    insta::assert_snapshot!("everything", [cases[0], cases[4]].map(described).join("\n"));
    // The channels differ in nothing else, the rows in their values.
    let body = |case: &Case| described(case).lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(body(cases[0]), body(cases[1]));
    let (ada, bob) = (body(cases[0]), body(cases[2]));
    let differing: Vec<&str> =
        ada.iter().zip(&bob).filter(|(ada, bob)| ada != bob).map(|(_, bob)| bob.as_str()).collect();
    insta::assert_snapshot!("second_row", differing.join("\n"));
}

#[test]
fn every_kind_of_item_is_in_the_file_that_uses_everything() {
    let (loaded, _) = everything();
    let mut steps: Vec<String> = Vec::new();
    for turn in cases(&loaded).iter().flat_map(|case| &case.turns) {
        let debug = format!("{:?}", turn.step);
        steps.push(debug.split(['(', ' ']).next().unwrap().to_owned());
    }
    steps.sort();
    steps.dedup();
    assert_eq!(steps.len(), 18, "{steps:?}");
}

#[test]
fn escapes_are_left_until_a_text_is_played_and_nowhere_else() {
    let text = turns("      - consumer: '\\{vars.a} {captured.b} $5,750.00 {$x} \\{y}'\n").replace(
        "    turns:",
        "    tags: '\\{vars.a}'\n    variables: { '\\{with.a}': '\\{captured.b}' }\n    turns:\n      - bot: x\n        capture: { b: x }\n      - goto: '\\{vars.a}'\n      - expect: { variables: { '\\{vars.a}': '\\{vars.a}' } }",
    );
    let loaded = load(&text);
    assert_eq!(found(&loaded), [""; 0]);
    let case = cases(&loaded.0)[0];
    assert_eq!(case.tags[0].as_str(), "{vars.a}");
    assert_eq!(shown(&case.variables), r#"[("{with.a}", "{captured.b}")]"#);
    assert_eq!(shown(&case.turns[1].step), r#"Goto("{vars.a}")"#);
    let Step::Expect(expected) = &case.turns[2].step else { unreachable!() };
    assert_eq!(expected.variables[0].name.as_str(), "{vars.a}");
    assert!(shown(&expected.variables[0].value).contains(r#"Equals("\\{vars.a}")"#));
    let Step::Consumer(said) = &case.turns[3].step else { unreachable!() };
    assert_eq!(said.as_str(), r"\{vars.a} {captured.b} $5,750.00 {$x} \{y}");
    let played = fill(said.as_str(), true, &mut |namespace, name| {
        (namespace == Namespace::Captured).then(|| format!("<{name}>"))
    });
    assert_eq!(played, r"{vars.a} <b> $5,750.00 {$x} \{y}");
}

#[test]
fn values_may_be_made_of_those_outside_of_them() {
    let text = "bot: b.yaml\nvars: { name: Ada, raw: '\\{with.x}' }\ntranscripts:\n  - transcript: T\n    vars: { name: '{vars.name} L.' }\n    \
                examples: [{ who: 'Miss {vars.name}' }]\n    tags: '{vars.raw}'\n    turns:\n      - include: p.yaml\n        with: { x: '{example.who}!' }\n      \
                - bot: '{vars.raw}'\n";
    let files = MemoryFiles::default()
        .with("test.yaml", text)
        .with("p.yaml", "turns:\n  - include: q.yaml\n    with: { y: '{with.x}?' }\n")
        .with("q.yaml", "turns:\n  - consumer: I am {with.y}\n");
    let loaded = load_files(files);
    assert_eq!(found(&loaded), [""; 0]);
    let case = cases(&loaded.0)[0];
    assert_eq!(case.tags[0].as_str(), "{with.x}");
    assert_eq!(shown(&case.turns[0].step), r#"Consumer("I am Miss Ada L.!?")"#);
    assert!(shown(&case.turns[1].step).contains(r#"Equals("\\{with.x}")"#), "{}", shown(&case.turns[1].step));
}

/// What the transcript says comes before what the file says.
#[test]
fn defaults_give_way() {
    let text = "bot: ../shop\ndefaults:\n  tags: [a]\n  channel: [web, sms]\n  only_if: { channel: [web, sms] }\n  clock: 2026-11-22T09:00:00Z\n  \
                variables: { a: '1', b: '2' }\n  start_at: A\n  mocks: { X: [{ respond: }], Y: [{ respond: }] }\n\
                transcripts:\n  - transcript: Own\n    tags: [b]\n    channel: line\n    only_if: { channel: line }\n    clock: 2026-11-23T09:00:00Z\n    \
                variables: { b: '3' }\n    start_at: B\n    mocks: { X: [{ fault: timeout }] }\n    turns: [{ bot: x }]\n  \
                - transcript: Default\n    turns: [{ bot: x }]\n";
    let mut sources = Sources::default();
    let files = MemoryFiles::default().with("tests/loan/test.yaml", text);
    let loaded = load_transcripts("tests/loan/test.yaml", &files, &mut sources);
    assert_eq!(loaded.file.as_ref().unwrap().bots[0].path, "tests/shop");
    let cases = cases(&loaded);
    insta::assert_snapshot!("defaults", [cases[0], cases[1]].map(described).join("\n"));
    let names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names, ["Own", "Default [web]", "Default [sms]"]);
}

#[test]
fn files_that_share_turns_have_the_same_problems_with_them() {
    let with = |name: &str| {
        format!(
            "bot: b.yaml\ntranscripts:\n  - transcript: {name}\n    turns:\n      - include: p.yaml\n      - bot: x\n"
        )
    };
    let files = MemoryFiles::default()
        .with("a.yaml", with("A"))
        .with("b.yaml", with("B"))
        .with("p.yaml", "turns:\n  - consumr: x\n");
    let mut sources = Sources::default();
    let mut all = load_transcripts("a.yaml", &files, &mut sources).diagnostics;
    assert_eq!(all.len(), 1);
    all.extend(load_transcripts("b.yaml", &files, &mut sources).diagnostics);
    sort(&mut all, &sources);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(sources.iter().count(), 3);
}

#[test]
fn files_that_are_no_transcripts_at_all() {
    for text in ["", "# nothing\n", "~\n", "hello\n", "- a\n", "[]\n"] {
        let loaded = load(text);
        assert!(loaded.0.file.is_none(), "{text:?}");
        assert_eq!(found(&loaded).len(), 1, "{text:?}: {:?}", found(&loaded));
    }
    let (loaded, sources) = load_files(MemoryFiles::default());
    assert_eq!(found(&(loaded, sources)), ["test.yaml:1:1 unreadable-file"]);
}

#[test]
fn keys_of_transcripts_in_a_bot_are_told_where_they_belong() {
    let text = "bot: Demo\nturns: []\ndialogs:\n  - dialog: A\n    interactions:\n      - text: Hello!\n        examples: []\n";
    let files = MemoryFiles::default().with("test.yaml", text);
    let loaded = dialogsim::load::load_bot("test.yaml", &files, &mut Sources::default());
    let help: Vec<&str> = loaded.diagnostics.iter().filter_map(|found| found.help.as_deref()).collect();
    assert_eq!(help.len(), 2);
    for help in help {
        assert!(help.contains("belongs to a file of transcripts"), "{help}");
    }
}

/// What a file becomes is bounded, however little is written.
#[test]
fn hostile_files_end_with_one_report() {
    let include =
        |times: usize, name: &str| format!("turns:\n{}", format!("  - include: {name}\n").repeat(times));
    let main = turns("      - include: f0.yaml\n      - bot: x\n");
    let main_with = main.replace("f0.yaml", "f0.yaml\n        with: { a: xxxxxxxx }");
    let empty = MemoryFiles::default().with("f40.yaml", "turns: [{ comment: x }]");
    // Each file includes the next one ten times; the last one says something or nothing.
    let mut fan = MemoryFiles::default().with("test.yaml", main.as_str());
    let mut fan_of_nothing = empty.clone().with("test.yaml", main.as_str());
    let mut chain = empty.clone().with("test.yaml", main.as_str());
    // Each passes on twice what it gets.
    let mut doubling = MemoryFiles::default().with("test.yaml", main_with);
    for level in 0..30 {
        let (name, next) = (format!("f{level}.yaml"), format!("f{}.yaml", level + 1));
        fan = fan.with(name.as_str(), include(10, &next));
        fan_of_nothing = fan_of_nothing
            .with(name.as_str(), include(10, "f40.yaml").replace("f40", &format!("f{}", level + 1)));
        let passed =
            format!("turns:\n  - include: {next}\n    with: {{ a: \"{}\" }}\n", "{with.a}".repeat(8));
        doubling = doubling.with(name, passed);
    }
    fan = fan.with("f30.yaml", "turns: [{ consumer: x }]");
    fan_of_nothing = fan_of_nothing.with("f30.yaml", "turns: [{ comment: x }]");
    doubling = doubling.with("f30.yaml", "turns: [{ consumer: '{with.a}' }]");
    for level in 0..40 {
        chain = chain.with(format!("f{level}.yaml"), include(1, &format!("f{}.yaml", level + 1)));
    }
    let rows = |rows: usize, turns: usize| {
        format!(
            "bot: b.yaml\ntranscripts:\n  - transcript: T\n    examples: [{}]\n    turns:\n{}",
            (0..rows).map(|row| format!("{{ a: {row} }}, ")).collect::<String>(),
            "      - bot: '{example.a}'\n".repeat(turns)
        )
    };
    let long = format!(
        "bot: b.yaml\nvars: {{ a: {} }}\ntranscripts:\n  - transcript: T\n    turns:\n      - bot: \"{}\"\n",
        "x".repeat(1_000_000),
        "{vars.a}".repeat(100_000)
    );
    let channels = rows(9_000, 1).replace("    examples", "    channel: [web, sms]\n    examples");
    let of = |text: String| MemoryFiles::default().with("test.yaml", text);
    for (name, files, expected) in [
        ("fan", fan, "too large"),
        ("fan of nothing", fan_of_nothing, "too large"),
        ("doubling", doubling, "too large"),
        ("chain", chain, "at most 32 files"),
        ("rows and turns", of(rows(9_000, 1_000)), "too large"),
        ("rows", of(rows(10_001, 1)), "at most 10000 transcripts"),
        ("channels", of(channels), "at most 10000 transcripts"),
        ("long", of(long), "too large"),
    ] {
        let (loaded, _) = load_files(files);
        let messages: Vec<&str> = loaded.diagnostics.iter().map(|found| found.message.as_str()).collect();
        assert!(messages.len() == 1 && messages[0].contains(expected), "{name}: {messages:?}");
    }
}

#[test]
fn what_is_too_deep_is_not_read() {
    let deep = turns(&format!("      - bot: {}x{}\n", "{not: ".repeat(5_000), "}".repeat(5_000)));
    let found = found(&load(&deep));
    assert!(found.len() <= 2 && found.iter().any(|line| line.ends_with(" yaml-limit")), "{found:?}");
}

#[test]
fn a_mistake_in_each_of_many_rows_is_said_once() {
    let rows: String = (0..5_000).map(|row| format!("{{ a: {row} }}, ")).collect();
    let text = format!(
        "bot: b.yaml\ntranscripts:\n  - transcript: T\n    examples: [{rows}]\n    turns:\n      - bot: '{{example.a}}'\n        choises: [a]\n"
    );
    assert_eq!(found(&load(&text)), ["test.yaml:7:9 unknown-key"]);
}

/// Lines of the file that uses everything, each perhaps left out, written twice, or replaced.
fn mutations() -> impl Strategy<Value = Vec<(usize, u8, usize, String)>> {
    let change = (0..100_usize, 0..6_u8, 0..40_usize, "[{}\\[\\]:,'\"a-z.é\\\\|#&*!~ -]{0,12}");
    proptest::collection::vec(change, 1..5)
}

fn mutated(text: &str, changes: &[(usize, u8, usize, String)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (at, what, column, with) in changes {
        let at = at % lines.len();
        let line = lines[at].clone();
        let column = line.char_indices().nth(*column).map_or(line.len(), |(offset, _)| offset);
        match what {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, line),
            2 => lines[at] = format!("{}{with}", &line[..line.len() - line.trim_start().len()]),
            3 => lines[at].insert_str(column, with),
            4 => lines[at].truncate(column),
            _ => lines[at] = format!("  {line}"),
        }
        lines.extend(lines.is_empty().then(String::new));
    }
    lines.join("\n")
}

fn is_inside(span: Span, sources: &Sources) -> bool {
    let text = sources.get(span.source).text();
    let (start, end) = (span.start as usize, span.end as usize);
    start <= end && end <= text.len() && text.is_char_boundary(start) && text.is_char_boundary(end)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_changed_each_problem_has_a_place(changes in mutations(), in_shared in any::<bool>()) {
        let root = folder("ok");
        let path = if in_shared { "shared/greet.yaml" } else { "everything.yaml" };
        let text = mutated(&fs::read_to_string(root.join(path)).unwrap(), &changes);
        let files = files_of(&root).with(path, text.as_str());
        let mut sources = Sources::default();
        let loaded = load_transcripts("everything.yaml", &files, &mut sources);
        for problem in &loaded.diagnostics {
            for label in &problem.labels {
                prop_assert!(is_inside(label.span, &sources), "{problem:?}");
            }
        }
        for turn in loaded.file.iter().flat_map(|file| &file.cases).flat_map(|case| &case.turns) {
            prop_assert!(is_inside(turn.span, &sources) && is_inside(turn.key, &sources));
        }
        // The same file gives the same findings.
        let mut again = Sources::default();
        let second = load_transcripts("everything.yaml", &files, &mut again);
        prop_assert_eq!(&loaded.diagnostics, &second.diagnostics);
        let mut drawn = String::new();
        human(&loaded.diagnostics, &sources, &Terminal::plain(), &mut drawn).unwrap();
        // Nothing is lost without a word: a file without problems has a case for each transcript.
        if loaded.diagnostics.is_empty() {
            prop_assert!(loaded.file.is_some_and(|file| !file.cases.is_empty()));
        }
    }
}
