//! Files as they come: encodings, sizes, hostile YAML, parts, links, code files, texts that stay texts.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use std::fmt::Write as _;

use dialogsim::bot::{ConditionKind, InteractionKind};
use dialogsim::linked::{Names, link};
use dialogsim::load::{Loaded, MemoryFiles, load_bot, load_cassette};
use dialogsim::source::Sources;
use project::{Project, Ran};

const DIALOGS: &str = "\
dialogs:
  - dialog: Greeting
    interactions:
      - dialog_starter: { patterns: [hello] }
      - text: Hello!
";

fn bot(rest: &str) -> String {
    format!("bot: Demo\n{rest}")
}

/// Loads a bot of one file from memory.
fn load(text: impl Into<Vec<u8>>) -> (Loaded, Sources) {
    load_files(MemoryFiles::default().with("bot.yaml", text))
}

fn load_files(files: MemoryFiles) -> (Loaded, Sources) {
    let mut sources = Sources::default();
    let loaded = load_bot("bot.yaml", &files, &mut sources);
    (loaded, sources)
}

/// What was found, as `file:line:column rule`.
fn found(loaded: &Loaded, sources: &Sources) -> Vec<String> {
    let line = |problem: &dialogsim::diagnostic::Diagnostic| {
        let at = sources.position(problem.span());
        let name = sources.get(problem.span().source).name();
        format!("{name}:{}:{} {}", at.line, at.column, problem.rule.name)
    };
    loaded.diagnostics.iter().map(line).collect()
}

fn problems(text: impl Into<Vec<u8>>) -> Vec<String> {
    let (loaded, sources) = load(text);
    found(&loaded, &sources)
}

/// `check` in its short form, run in a project.
fn check(project: &Project, path: &str) -> Ran {
    project.run(&["check", "--format", "short", path])
}

/// The places and rules of a run, without the messages.
fn places(ran: &Ran) -> Vec<&str> {
    ran.out.lines().map(|line| line.split("]:").next().unwrap()).collect()
}

#[test]
fn windows_line_ends_move_no_place_and_are_in_no_text() {
    let text = bot(
        "dialogs:\n  - dialog: A\n    interactions:\n      - text: |\n          One\n          two\n        \
                    dellay: 2s\n      - text: \"a\n          b\"\n",
    );
    let (loaded, sources) = load(text.replace('\n', "\r\n"));
    assert_eq!(found(&loaded, &sources), ["bot.yaml:8:9 unknown-key"]);
    let interactions = &loaded.bot.as_ref().unwrap().dialogs[0].interactions;
    let texts: Vec<&str> = interactions
        .iter()
        .map(|item| match &item.kind {
            InteractionKind::Text(text) => text.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, ["One\ntwo\n", "a b"]);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    let (loaded, sources) = load(format!("\u{feff}bot: Demo\nbto: x\n{DIALOGS}"));
    assert_eq!(found(&loaded, &sources), ["bot.yaml:2:1 unknown-key"]);
    assert_eq!(loaded.bot.unwrap().name.as_str(), "Demo");
    assert_eq!(problems(format!("\u{feff}bto: Demo\n{DIALOGS}")), ["bot.yaml:1:1 unknown-key"]);
}

#[test]
fn files_with_nothing_in_them() {
    for text in ["", "\n\n", "# nothing\n", "\u{feff}", "---\n", "# a\n---\n# b\n...\n", "   "] {
        let found = problems(text);
        assert_eq!(found.len(), 1, "{text:?}: {found:?}");
        assert!(found[0].ends_with(" empty-file"), "{text:?}: {found:?}");
    }
    for text in ["~\n", "hello\n", "- a\n", "{}\n", "[]\n", "null\n"] {
        let (loaded, sources) = load(text);
        assert!(!found(&loaded, &sources).is_empty() && loaded.bot.is_none(), "{text:?}");
    }
}

#[test]
fn rich_links_and_time_pickers_say_what_they_need() {
    let text = bot(
        "dialogs:\n  - dialog: A\n    interactions:\n      - rich_link: Shop\n        image: a.png\n      \
                    - rich_link: Shop\n        url: https://example.com\n        imgae: a.png\n      \
                    - time_picker: When?\n        slots: [2026-04-30T13:30+0000]\n        timezone_offset: -300\n      \
                    - time_picker: When?\n        slots: [2026-04-30T13:30+0000]\n        timezone_offset: 1441\n",
    );
    let expected = [
        "bot.yaml:5:9 missing-key",
        "bot.yaml:9:9 unknown-key",
        "bot.yaml:12:26 invalid-value",
        "bot.yaml:15:26 invalid-value",
    ];
    assert_eq!(problems(text), expected);
}

#[test]
fn what_is_not_utf8_is_said_once() {
    let mut latin_1 = bot(DIALOGS).into_bytes();
    latin_1.extend(b"      - text: Ren\xe9\n");
    let utf_16: Vec<u8> =
        [0xfe, 0xff].into_iter().chain(bot(DIALOGS).encode_utf16().flat_map(u16::to_be_bytes)).collect();
    for bytes in [latin_1, utf_16] {
        assert_eq!(problems(bytes), ["bot.yaml:1:1 not-utf8"]);
    }
}

#[test]
fn a_part_that_is_not_utf8_is_reported_where_it_is_named() {
    let files = MemoryFiles::default()
        .with("bot.yaml", bot("include: parts/a.yaml\nfunctions: { file: code.js }\n") + DIALOGS)
        .with("parts/a.yaml", b"dialogs: [\xe9]\n")
        .with("code.js", b"var a = '\xe9';\n");
    let (loaded, sources) = load_files(files);
    assert_eq!(found(&loaded, &sources), ["bot.yaml:3:20 not-utf8", "bot.yaml:2:10 not-utf8"]);
}

#[test]
fn a_file_over_sixteen_mebibytes_is_not_read() {
    let mut text = bot(DIALOGS).into_bytes();
    text.resize(16 << 20, b'#');
    assert_eq!(problems(text.clone()), Vec::<String>::new());
    text.push(b'#');
    assert_eq!(problems(text), ["bot.yaml:1:1 unreadable-file"]);
}

#[test]
fn hostile_yaml_ends_with_one_report() {
    let deep = format!("bot: Demo\ndialogs: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    let deep_keys = format!("bot: Demo\ndialogs: {}", "{a: ".repeat(50_000));
    let mut steps = String::from("bot: Demo\ndialogs:\n");
    (0..2000).for_each(|depth| writeln!(steps, "{}- x:", " ".repeat(depth * 2 + 2)).unwrap());
    let mut laughs = String::from("bot: Demo\na0: &a0 [x]\n");
    let mut merges = String::from("bot: Demo\na0: &a0 { x0: 1, y0: 1 }\n");
    for level in 1..30 {
        let before = level - 1;
        writeln!(laughs, "a{level}: &a{level} [{}]", vec![format!("*a{before}"); 10].join(", ")).unwrap();
        writeln!(
            merges,
            "a{level}: &a{level} {{ <<: [*a{before}, *a{before}], l{level}: *a{before}, r{level}: *a{before} }}"
        )
        .unwrap();
    }
    let many = format!(
        "bot: Demo
language: [{}]
",
        "a,".repeat(1_100_000)
    );
    for (name, text) in [
        ("deep", deep),
        ("deep keys", deep_keys),
        ("steps", steps),
        ("aliases", laughs),
        ("merges", merges),
        ("many", many),
    ] {
        let found = problems(text);
        assert!(found.iter().any(|line| line.ends_with(" yaml-limit")), "{name}: {found:?}");
        assert!(found.len() < 100, "{name}: {} problems", found.len());
    }
    let found = problems("bot: Demo\ndialogs: &a\n  - *a\n");
    assert_eq!(found, ["bot.yaml:3:5 yaml-limit"]);
}

/// A file's name and its text.
type Named = (&'static str, &'static str);

#[test]
fn include_cycles_and_repeated_includes_are_reported_at_the_include() {
    let cases: [(&[Named], &[&str]); 4] = [
        (&[("bot.yaml", "include: bot.yaml\n")], &["bot.yaml:2:10 include-cycle"]),
        (
            &[
                ("bot.yaml", "include: a.yaml\n"),
                ("a.yaml", "include: [b.yaml]\n"),
                ("b.yaml", "include: a.yaml\n"),
            ],
            &["b.yaml:1:10 include-cycle"],
        ),
        (
            &[("bot.yaml", "include: a.yaml\n"), ("a.yaml", "include: bot.yaml\n")],
            &["a.yaml:1:10 include-cycle"],
        ),
        (
            &[("bot.yaml", "include:\n  - a.yaml\n  - ./a.yaml\n"), ("a.yaml", "intents: {}\n")],
            &["bot.yaml:4:5 include-cycle"],
        ),
    ];
    for (files, expected) in cases {
        let mut memory = MemoryFiles::default();
        for (name, text) in files {
            let text = if *name == "bot.yaml" { bot(text) + DIALOGS } else { (*text).to_owned() };
            memory = memory.with(*name, text);
        }
        let (loaded, sources) = load_files(memory);
        assert_eq!(found(&loaded, &sources), expected);
    }
}

#[test]
fn globs_take_what_they_match_and_something_must_match() {
    let files = MemoryFiles::default()
        .with("bot.yaml", bot("include: [\"parts/*.yaml\", \"none/*.yaml\", \"[\"]\n"))
        .with("parts/b.yaml", "dialogs:\n  - dialog: B\n    interactions: []\n")
        .with("parts/a.yaml", "dialogs:\n  - dialog: A\n    interactions: []\n")
        .with("parts/deeper/c.yaml", "dialogs:\n  - dialog: C\n    interactions: []\n");
    let (loaded, sources) = load_files(files);
    assert_eq!(found(&loaded, &sources), ["bot.yaml:2:27 unreadable-file", "bot.yaml:2:42 invalid-value"]);
    let bot = loaded.bot.unwrap();
    let names: Vec<&str> = bot.dialogs.iter().map(|dialog| dialog.name.as_str()).collect();
    assert_eq!(names, ["A", "B"]);
}

#[test]
fn a_path_that_leads_out_of_the_project_is_refused() {
    let project = Project::new().file("outside.yaml", DIALOGS).file("code.js", "1");
    let absolute = project.path("outside.yaml").display().to_string();
    let included = format!("include: [../outside.yaml, {absolute:?}, a/../../outside.yaml, \"../*.yaml\"]\n");
    let text = bot(&format!("{included}functions: {{ file: ../code.js }}\n{DIALOGS}"));
    let project = project.file("project/bot.yaml", text);
    let ran = check(&project, "project/bot.yaml");
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.matches("error[outside-project]").count(), 5, "{}", ran.out);
    assert_eq!(ran.out.lines().count(), 5, "{}", ran.out);
}

#[test]
fn the_folder_with_git_is_the_project() {
    let files = |project: Project| {
        project
            .file("repo/common.yaml", "intents: { buy: }\n")
            .file("repo/bots/a/bot.yaml", bot("include: ../../common.yaml\n") + DIALOGS)
    };
    assert_eq!(check(&files(Project::new()), "repo/bots/a/bot.yaml").code, 1);
    assert_eq!(check(&files(Project::new().folder("repo/.git")), "repo/bots/a/bot.yaml").code, 0);
    // A second checkout has a file of that name.
    assert_eq!(
        check(&files(Project::new().file("repo/.git", "gitdir: x\n")), "repo/bots/a/bot.yaml").code,
        0
    );
    assert_eq!(check(&files(Project::new().folder("repo/bots/.git")), "repo/bots/a/bot.yaml").code, 1);
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_project_only() {
    let project = Project::new()
        .file("secret/part.yaml", "intents: { secret: }\n")
        .file("project/real.yaml", "intents: { buy: }\n")
        .link("project/inside.yaml", "real.yaml")
        .link("project/out.yaml", "../secret/part.yaml")
        .link("project/folder", "../secret")
        .link("project/round.yaml", "round.yaml")
        .link("project/loop/again", "..")
        .file(
            "project/bot.yaml",
            bot("include:\n  - inside.yaml\n  - out.yaml\n  - folder/part.yaml\n  - round.yaml\n  - gone.yaml\n")
                + DIALOGS,
        )
        .file("project/globs.yaml", bot("include: [\"**/in*.yaml\", \"folder/*.yaml\"]\n") + DIALOGS);
    let ran = check(&project, "project/bot.yaml");
    assert_eq!(
        places(&ran),
        [(4, "outside-project"), (5, "outside-project"), (6, "unreadable-file"), (7, "unreadable-file")]
            .map(|(line, rule)| format!("project/bot.yaml:{line}:5: error[{rule}"))
    );
    assert_eq!(
        ran.out.matches("it is a link that leads out of the project folder").count(),
        2,
        "{}",
        ran.out
    );
    // A glob does not follow links out, nor round and round.
    let ran = check(&project, "project/globs.yaml");
    assert_eq!(places(&ran), ["project/globs.yaml:2:26: error[outside-project"], "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_not_opened() {
    let project = Project::new()
        .folder("folder.yaml")
        .file("bot.yaml", bot("include: [folder.yaml, pipe.yaml, \"*.fifo\"]\n") + DIALOGS);
    for name in ["pipe.yaml", "glob.fifo"] {
        let made = std::process::Command::new("mkfifo").arg(project.path(name)).status().unwrap();
        assert!(made.success());
    }
    let ran = check(&project, "bot.yaml");
    insta::assert_snapshot!(ran.out, @r"
    bot.yaml:2:11: error[unreadable-file]: cannot read folder.yaml: it is a folder, not a file
    bot.yaml:2:24: error[unreadable-file]: cannot read pipe.yaml: it is not a regular file
    bot.yaml:2:35: error[unreadable-file]: no file matches `*.fifo`
    ");
    // Walking the folder does not open it either.
    assert_eq!(check(&project, ".").code, 1);
    assert_eq!(check(&project, "pipe.yaml").code, 3);
}

#[test]
fn code_and_mock_bodies_come_from_files_of_their_own() {
    let text = bot(
        "integrations:\n  - api: Score\n    method: GET\n    url: https://score.example.com\n    mock:\n      \
         - respond: { file: data/score.json }\n      - respond: { file: data/gone.json }\n",
    ) + DIALOGS
        + "        pre_process: { file: code/greet.js }\n        post_process: { file: code/gone.js }\n";
    let project = Project::new()
        .file("bot.yaml", text)
        .file("data/score.json", b"\xff\x00 any bytes")
        .file("code/greet.js", "botContext.setBotVariable('a', 'b', true, false);\n");
    let ran = check(&project, "bot.yaml");
    assert_eq!(
        places(&ran),
        [
            "bot.yaml:3:10: info[unused-integration",
            "bot.yaml:8:9: warning[unreachable-mock",
            "bot.yaml:8:26: error[unreadable-file",
            "bot.yaml:15:31: error[unreadable-file"
        ]
    );
}

#[test]
fn a_key_that_is_written_twice_shows_both_places() {
    let (loaded, sources) = load(bot(DIALOGS) + "        delay: 1s\n        next: end\n        delay: 2s\n");
    assert_eq!(found(&loaded, &sources), ["bot.yaml:9:9 duplicate-key"]);
    let labels: Vec<usize> =
        loaded.diagnostics[0].labels.iter().map(|label| sources.position(label.span).line).collect();
    assert_eq!(labels, [9, 7]);
}

#[test]
fn texts_stay_texts() {
    const WORDS: [&str; 14] = [
        "yes",
        "no",
        "on",
        "off",
        "1.0",
        "007",
        "2026-11-22",
        "~",
        "null",
        "true",
        "0x1F",
        "1_000",
        ".inf",
        "12:30",
    ];
    let mut text = String::from("dialogs:\n  - dialog: 007\n    interactions:\n");
    for word in WORDS {
        write!(
            text,
            "      - text: {word}\n      - multiple_choice: {word}\n        name: {word}\n        choices: [{word}, \
             '{word}']\n        rules:\n          - pattern: {word}\n          - exact: [{word}]\n            set: {{ \
             {word}: {word} }}\n          - option: {word}\n            next: {word}\n"
        )
        .unwrap();
    }
    let (loaded, sources) = load(bot(&text));
    let expected: Vec<String> = found(&loaded, &sources);
    let bot = loaded.bot.unwrap();
    assert_eq!(bot.dialogs[0].name.as_str(), "007");
    for (word, items) in WORDS.iter().zip(bot.dialogs[0].interactions.chunks(2)) {
        assert!(
            matches!(&items[0].kind, InteractionKind::Text(text) if text.as_str() == *word),
            "{word}: {expected:?}"
        );
        let InteractionKind::MultipleChoice(question) = &items[1].kind else { panic!("{word}") };
        assert_eq!(question.text.as_str(), *word);
        assert!(
            question.choices.iter().all(|choice| choice.as_str() == *word) && question.choices.len() == 2
        );
        assert_eq!(items[1].name.as_ref().unwrap().as_str(), *word);
        let ConditionKind::Pattern(patterns) = &items[1].rules[0].condition.kind else { panic!("{word}") };
        assert_eq!(patterns[0].as_str(), *word);
        let set = &items[1].rules[1].set[0];
        assert_eq!((set.name.as_str(), set.value.as_str()), (*word, *word));
    }
    assert_eq!(expected, Vec::<String>::new());
}

#[test]
fn variables_of_the_platform_have_their_names_and_values() {
    let environment = |lines: &str| problems(bot(&format!("environment:\n{lines}")) + DIALOGS);
    let fine = "  system_handleIntermediateUserMessage: \"true\"\n  system_intermediateBotResponseTimeout: 20000\n  \
                system_intermediateBotMessage: ${BUSY:-One moment.}\n";
    assert_eq!(environment(fine), Vec::<String>::new());
    let wrong = "  system_handleIntermediateUserMessage: ${BLOCK:-true}\n  system_intermediateBotResponseTimeout: 15s\n  \
                 system_somethingElse: x\n  my_name: x\n  system_useIntentsOnlyWithDialogStartersInDisambiguation: yes\n";
    let expected = [
        "3:41 invalid-value",
        "4:42 invalid-value",
        "5:3 invalid-value",
        "6:3 invalid-value",
        "7:60 invalid-value",
    ];
    let found = environment(wrong);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.ends_with(expected), "{found}, not {expected}");
    }
}

#[test]
fn the_process_environment_fills_environment_and_headers() {
    let text = bot(
        "environment:\n  host: ${HOST:-http://localhost:8080}\n  empty: ${UNSET}\nintegrations:\n  - api: Score\n    \
         method: GET\n    url: https://score.example.com\n    headers: { Authorization: \"Bearer ${TOKEN:-none}\" }\n",
    ) + DIALOGS;
    let (loaded, _) = load(text);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let bot = loaded.bot.unwrap();
    let linked = |host: Option<&str>, token: Option<&str>| {
        let value = |name: &str| match name {
            "HOST" => host.map(str::to_owned),
            "TOKEN" => token.map(str::to_owned),
            _ => None,
        };
        let bot = link(&Names::new(&bot), &value).unwrap();
        format!("{:?} {:?} {:?}", bot.environment, bot.integrations[0].http().unwrap().headers, bot.secrets)
    };
    let unset = linked(None, None);
    assert!(unset.contains("http://localhost:8080") && unset.contains("Bearer none"), "{unset}");
    let set = linked(Some("https://real.example.com"), Some("s3cret"));
    assert!(set.contains("https://real.example.com") && set.contains("Bearer s3cret"), "{set}");
    assert!(!set.contains("localhost") && !set.contains("none"), "{set}");
    let empty = linked(Some(""), Some(""));
    assert!(empty.contains("http://localhost:8080") && empty.contains("Bearer none"), "{empty}");
}

#[test]
fn every_kind_loads_without_findings() {
    let project = Project::fixture("loading/every_kind");
    let ran = project.run(&["check", "--fail-on", "info", "--format", "short"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let mut sources = Sources::default();
    let path = project.path("bot.yaml");
    let (files, main) = dialogsim::cli::DiskFiles::around(&path, &project.path("")).unwrap();
    let loaded = load_bot(&main, &files, &mut sources);
    assert_eq!(loaded.files, ["bot.yaml", "code/functions.js", "code/score.js"].map(str::to_owned));
    assert!(link(&Names::new(&loaded.bot.unwrap()), &|_| None).is_some());
}

#[test]
fn a_group_is_a_name_or_keys_of_the_main_file() {
    let of = |group: &str| problems(bot(&format!("{group}\n{DIALOGS}")));
    for fine in ["group: Retail", "group: { name: Retail }", "group: { name: A, collaboration: false }"] {
        assert_eq!(of(fine), [""; 0], "{fine}");
    }
    assert_eq!(of("group:"), ["bot.yaml:2:7 wrong-type"]);
    assert_eq!(of("group: ''"), ["bot.yaml:2:8 invalid-value"]);
    assert_eq!(of("group: [A]"), ["bot.yaml:2:8 wrong-type"]);
    assert_eq!(
        of("group: { collaboration: on }"),
        ["bot.yaml:2:10 missing-key", "bot.yaml:2:25 invalid-value"]
    );
    assert_eq!(of("group: { name: A, transfer_mesage: B }"), ["bot.yaml:2:19 unknown-key"]);
    assert_eq!(of("group: { name: A, transfer_message: '{$botContxt.x}' }"), [""; 0]);
    let part = MemoryFiles::default()
        .with("bot.yaml", bot(&format!("include: part.yaml\n{DIALOGS}")))
        .with("part.yaml", "group: Retail\ndialogs: []\n");
    let (loaded, sources) = load_files(part);
    assert_eq!(found(&loaded, &sources), ["part.yaml:1:1 misplaced-key"]);
}

#[test]
fn places_in_block_scalars_are_exact() {
    let mistake = "{$botContxt.x}";
    for (style, prefix, line, column) in [
        ("|", "Dear Ada,\n            you have ", 9, 22),
        (">-", "Dear Ada,\n          \n          ü ", 10, 13),
        ("|2", "  ", 8, 13),
        ("|+", "\n\n          ", 10, 11),
    ] {
        let text = format!("{}      - text: {style}\n          {prefix}{mistake}\n", bot(DIALOGS));
        let ran = check(&Project::new().file("bot.yaml", text.replace("|2", "|4")), "bot.yaml");
        let expected = format!("bot.yaml:{line}:{column}: error[malformed-reference");
        assert_eq!(places(&ran), [expected], "{style}: {text}");
    }
}

#[test]
fn file_names_are_as_seen_from_where_the_program_was_started() {
    let project = Project::new()
        .file("repo/.git", "")
        .file("repo/common/part.yaml", "dialogs:\n  - dialog: B\n    interactions:\n      - txt: a\n")
        .file("repo/bots/loan/parts/a.yaml", "dialogs:\n  - dialog: A\n    interactions:\n      - txt: a\n")
        .file("repo/bots/loan/bot.yaml", bot("bto: x\ninclude: [parts/a.yaml, ../../common/part.yaml]\n"))
        .folder("elsewhere");
    let root = project.path("").canonicalize().unwrap().display().to_string();
    let absolute = format!("{root}/repo/bots/loan/bot.yaml");
    for (folder, path, expected) in [
        ("repo", "bots/loan/bot.yaml", ["bots/loan/bot.yaml", "bots/loan/parts/a.yaml", "common/part.yaml"]),
        ("repo", "./bots/loan/", ["bots/loan/bot.yaml", "bots/loan/parts/a.yaml", "common/part.yaml"]),
        ("repo", ".", ["bots/loan/bot.yaml", "bots/loan/parts/a.yaml", "common/part.yaml"]),
        ("repo/bots/loan", ".", ["bot.yaml", "parts/a.yaml", "../../common/part.yaml"]),
        ("repo/bots/loan", "bot.yaml", ["bot.yaml", "parts/a.yaml", "../../common/part.yaml"]),
        (
            "repo/bots",
            "../bots/loan/bot.yaml",
            ["../bots/loan/bot.yaml", "../bots/loan/parts/a.yaml", "../common/part.yaml"],
        ),
        (
            "elsewhere",
            "../repo/bots/loan",
            ["../repo/bots/loan/bot.yaml", "../repo/bots/loan/parts/a.yaml", "../repo/common/part.yaml"],
        ),
        (
            "elsewhere",
            &absolute,
            [
                &absolute,
                &format!("{root}/repo/bots/loan/parts/a.yaml"),
                &format!("{root}/repo/common/part.yaml"),
            ],
        ),
    ] {
        let ran = project.run_in(folder, &["check", "--format", "short", path]);
        let mut names: Vec<&str> = ran.out.lines().map(|line| line.split(':').next().unwrap()).collect();
        names.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(names, expected, "{folder} {path}\n{}{}", ran.out, ran.err);
    }
}

#[test]
fn what_has_no_name_is_checked_all_the_same() {
    let broken = DIALOGS.replace("Hello!", "Hello!\n        dellay: 2s");
    for (name, rule) in
        [("bot:", "1:5 wrong-type"), ("bot: ''", "1:6 invalid-value"), ("bto: Demo", "1:1 unknown-key")]
    {
        assert_eq!(
            sorted(problems(format!("{name}\n{broken}"))),
            [format!("bot.yaml:{rule}"), "bot.yaml:7:9 unknown-key".to_owned()],
            "{name}"
        );
    }
    let broken = bot(&broken.replace("dialog: Greeting", "dialog: ''"));
    assert_eq!(sorted(problems(broken)), ["bot.yaml:3:13 invalid-value", "bot.yaml:7:9 unknown-key"]);
}

/// A misspelt key that is needed is not passed over, wherever it stands.
#[test]
fn misspelt_keys_that_are_needed_are_reported() {
    for (item, key) in [
        ("structured_question: Q\n        tiles: [{ titel: T }]", "titel"),
        ("structured_question: Q\n        tiels: [{ title: T }]", "tiels"),
        ("button_question: Q\n        buttons: [{ lable: T }]", "lable"),
        ("quick_reply: Q\n        replies: [{ titel: T }]", "titel"),
        ("list_picker: Q\n        sections: [{ titel: T, items: [a] }]", "titel"),
        ("list_picker: Q\n        sections: [{ title: T, items: [{ titel: T }] }]", "titel"),
        ("time_picker: Q\n        slots: [{ strat: T }]", "strat"),
        ("text_question: Q\n        rules: [{ patern: T }]", "patern"),
        ("text_question: Q\n        rules: [{ pattern: T, and: { varable: a, exists: true } }]", "varable"),
        ("text_question: Q\n        rules: [{ pattern: T, and: { variable: a, equls: b } }]", "equls"),
        ("text_question: Q\n        rules: [{ pattern: T, set: { a: { valeu: b } } }]", "valeu"),
        ("text_question: Q\n        rules: [{ pattern: T, slot: { nmae: a, value: b } }]", "nmae"),
        ("text: T\n        pre_process: { flie: a.js }", "flie"),
    ] {
        let text = format!("{}      - {item}\n", bot(DIALOGS));
        let (loaded, sources) = load(text.as_str());
        let spans = loaded.diagnostics.iter().map(|problem| sources.slice(problem.span()));
        assert!(spans.clone().any(|span| span == key), "{item}: {:?}", spans.collect::<Vec<_>>());
    }
    let mocks =
        "integrations:\n  - api: A\n    method: GET\n    url: https://a.example.com\n    mock: [MOCK]\n";
    for (mock, key) in [
        ("{ respnd: { status: 200 } }", "respnd"),
        ("{ respond: { staus: 200 } }", "staus"),
        ("{ when: { url: { contians: a } }, respond: }", "contians"),
        ("{ fualt: timeout }", "fualt"),
    ] {
        let (loaded, sources) = load(bot(&mocks.replace("MOCK", mock)) + DIALOGS);
        let spans = loaded.diagnostics.iter().map(|problem| sources.slice(problem.span()));
        assert!(spans.clone().any(|span| span == key), "{mock}: {:?}", spans.collect::<Vec<_>>());
    }
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

#[test]
fn every_mistake_of_a_long_line_is_reported() {
    const MISTAKES: usize = 30_000;
    let project = Project::new().file("bot.yaml", bot(&format!("dialogs: [{}]\n", "a,".repeat(MISTAKES))));
    let mut command = project.command(&["check", "--format", "short"]);
    let ran = project::ran(&mut command);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.lines().count(), MISTAKES);
    assert!(
        ran.out.ends_with(&format!(
            ":{}: error[wrong-type]: a dialog is written as keys with values, but here is a text\n",
            11 + 2 * (MISTAKES - 1)
        )),
        "{}",
        ran.out.lines().last().unwrap()
    );
}

/// A cassette of one list, and what is wrong with it.
fn cassette_problems(text: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let files = MemoryFiles::default().with("c.yaml", text).with("data/score.json", "{}");
    let loaded = load_cassette("c.yaml", &files, &mut sources);
    let said = |problem: &dialogsim::diagnostic::Diagnostic| {
        let label = problem.labels.first().map_or("", |label| label.text.as_str());
        format!("{} {}: {}", sources.place(problem.span()), problem.message, label)
    };
    loaded.diagnostics.iter().map(said).collect()
}

#[test]
fn a_cassette_has_mocks_by_the_names_of_integrations() {
    let fine =
        "mocks:\n  Score:\n    - respond: { file: data/score.json }\n  Desk/Score: [{ fault: timeout }]\n";
    assert!(cassette_problems(fine).is_empty());
    let wrong = [
        "mocks:\n  Score:\n    - respond: { text: a, base64: YQ== }\n",
        "mocks:\n  Score:\n    - respond: { base64: \"a*b=\" }\n",
        "mocks:\n  Score:\n    - respond: { literal: yes, status: 1000, headers: { a: [1, [2]] } }\n",
        "mocks:\n  Score:\n    respond: { status: 200 }\n",
        "mocks: [Score]\n",
        "mock:\n  Score: []\n",
        "mocks:\n  Score: []\nbot: A\n",
        "mocks:\n  Score:\n    - respond: { file: ../c.json }\n",
        "",
    ];
    let found: Vec<String> = wrong.into_iter().flat_map(cassette_problems).collect();
    insta::assert_snapshot!(found.join("\n"), @"
    c.yaml:3 an answer has one body: not valid here
    c.yaml:3 this is not base64, so the body is not known: not valid here
    c.yaml:3 1000 is not an HTTP status: not valid here
    c.yaml:3 a header's value is a text, but here is a list: a list does not fit here
    c.yaml:3 `literal` is `true` or `false`, not `yes`: not valid here
    c.yaml:3 `mock` is a list, but here is keys with values: keys with values does not fit here
    c.yaml:1 `mocks` is written as keys with values, but here is a list: a list does not fit here
    c.yaml:1 `mock` does not belong in a cassette: not allowed here
    c.yaml:3 a cassette has no key `bot`: unknown key
    c.yaml:3 `../c.json` leads out of the project folder: outside the project
    c.yaml:1 there is nothing in this file: 
    ");
}
