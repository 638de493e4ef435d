//! The program from outside: exit codes, standard output, standard error.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use project::{Project, Ran, ran};

/// A bot without a problem.
const FINE: &str = "\
bot: Fine
dialogs:
  - dialog: Greeting
    interactions:
      - dialog_starter: { patterns: [hello] }
      - text: Hello!
";

/// A bot with one warning: `unanchored-regex` in line 8.
const WARNED: &str = "\
bot: Warned
dialogs:
  - dialog: Order
    interactions:
      - dialog_starter: { patterns: [order] }
      - text_question: What is your order number?
        rules:
          - regex: \\d{6}
        fallback: Six digits, please.
";

/// A bot with one error: `unknown-key` in line 7.
const BROKEN: &str = "\
bot: Broken
dialogs:
  - dialog: Greeting
    interactions:
      - dialog_starter: { patterns: [hello] }
      - text: Hello!
        dellay: 2s
";

/// What is planted in `tests/fixtures/cli/twenty`: rule, file, line, column, in the order of the report.
const PLANTED: &[(&str, &str, u64, u64)] = &[
    ("invalid-value", "bot.yaml", 3, 19),
    ("unused-integration", "bot.yaml", 8, 11),
    ("undefined-environment-variable", "bot.yaml", 10, 11),
    ("invalid-value", "bot.yaml", 12, 31),
    ("missing-key", "bot.yaml", 14, 5),
    ("unused-integration", "bot.yaml", 14, 10),
    ("starter-not-first", "bot.yaml", 20, 9),
    ("unbalanced-pattern", "bot.yaml", 21, 34),
    ("unknown-key", "bot.yaml", 23, 9),
    ("wrong-type", "bot.yaml", 24, 15),
    ("reserved-name", "bot.yaml", 26, 15),
    ("duplicate-interaction-name", "bot.yaml", 30, 15),
    ("dangling-next-action", "bot.yaml", 32, 15),
    ("dangling-integration-reference", "bot.yaml", 33, 22),
    ("unknown-option", "bot.yaml", 37, 21),
    ("invalid-regex", "bot.yaml", 40, 21),
    ("misplaced-key", "bot.yaml", 42, 9),
    ("duplicate-key", "bot.yaml", 46, 9),
    ("file-upload-without-file-integration", "bot.yaml", 47, 9),
    ("unknown-file-type", "bot.yaml", 48, 23),
    ("transfer-without-skill", "bot.yaml", 52, 16),
    ("malformed-reference", "bot.yaml", 55, 22),
    ("unreadable-file", "bot.yaml", 57, 30),
    ("too-many-dialogs-of-a-kind", "bot.yaml", 61, 5),
    ("unsupported-interaction", "bot.yaml", 63, 9),
    ("misplaced-key", "parts/more.yaml", 1, 1),
    ("unknown-intent", "parts/more.yaml", 5, 35),
    ("unknown-kind", "parts/more.yaml", 6, 9),
    ("invalid-value", "parts/more.yaml", 8, 16),
    ("dangling-next-action", "parts/more.yaml", 10, 15),
];

fn found(ran: &Ran) -> Vec<(String, String, u64, u64)> {
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let entry = |found: &serde_json::Value| {
        let start = &found["span"]["start"];
        let number = |key: &str| start[key].as_u64().unwrap();
        (text(&found["rule"]), text(&found["file"]), number("line"), number("column"))
    };
    document["diagnostics"].as_array().unwrap().iter().map(entry).collect()
}

#[test]
fn all_mistakes_are_reported_in_one_run_each_at_its_place() {
    let ran = Project::fixture("cli/twenty").run(&["check", "--format", "json"]);
    let found = found(&ran);
    let found: Vec<_> = found
        .iter()
        .map(|(rule, file, line, column)| (rule.as_str(), file.as_str(), *line, *column))
        .collect();
    pretty(&found, PLANTED);
    let kinds: std::collections::BTreeSet<&str> = PLANTED.iter().map(|(rule, ..)| *rule).collect();
    assert!(kinds.len() >= 20);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
}

/// Compares line by line, so that a failure shows what is missing and what is too much.
fn pretty(found: &[(&str, &str, u64, u64)], expected: &[(&str, &str, u64, u64)]) {
    let missing: Vec<_> = expected.iter().filter(|entry| !found.contains(entry)).collect();
    let unexpected: Vec<_> = found.iter().filter(|entry| !expected.contains(entry)).collect();
    assert!(
        missing.is_empty() && unexpected.is_empty(),
        "missing: {missing:#?}\nunexpected: {unexpected:#?}"
    );
    assert_eq!(found, expected);
}

#[test]
fn the_formats_of_a_report() {
    let project = Project::fixture("cli/twenty");
    for format in ["human", "short", "json", "github"] {
        let ran = project.run(&["check", "--format", format]);
        assert_eq!(ran.code, 1);
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'));
        insta::assert_snapshot!(format!("twenty_{format}"), ran.out);
        let expected =
            if format == "short" { "28 errors, 2 infos in 2 files (2 files checked)\n" } else { "" };
        assert_eq!(ran.err, expected);
    }
}

/// One bot at `bot.yaml`.
fn bot(text: &str) -> Project {
    Project::new().file("bot.yaml", text)
}

#[test]
fn a_bot_without_problems_is_fine() {
    let ran = bot(FINE).run(&["check"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "No problems (1 file checked)\n", ""));
}

#[test]
fn the_least_severity_that_fails_is_chosen() {
    let infos =
        format!("{FINE}integrations:\n  - api: Score\n    method: GET\n    url: https://score.example.com\n");
    for (text, codes) in [(FINE, [0, 0, 0]), (&infos, [0, 0, 1]), (WARNED, [0, 1, 1]), (BROKEN, [1, 1, 1])] {
        let project = bot(text);
        for (severity, code) in ["error", "warning", "info"].into_iter().zip(codes) {
            assert_eq!(project.run(&["check", "--fail-on", severity]).code, code, "{severity}: {text}");
        }
        assert_eq!(project.run(&["check"]).code, codes[0]);
    }
}

#[test]
fn wrong_usage_is_said_and_told_by_the_exit_code() {
    let project = bot(FINE);
    let mut all = String::new();
    for arguments in [
        &["check", "--formt", "json"][..],
        &["check", "--format", "jsn"],
        &["check", "--only", "unknown-optoin"],
        &["check", "--ignore", "no such rule"],
        &["check", "--ignore", "unknown-key"],
        &["chekc"],
        &["explain", "unanchored-regx"],
        &["explain", "xyzzy"],
        &[],
    ] {
        let ran = project.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        all.push_str(&format!("$ dialogsim {}\n{}\n", arguments.join(" "), ran.err));
    }
    insta::assert_snapshot!("wrong_usage", all);
}

#[test]
fn only_and_ignore_choose_rules_but_never_hide_a_broken_file() {
    let project = bot(WARNED);
    assert_eq!(project.run(&["check", "--fail-on", "info", "--ignore", "unanchored-regex"]).code, 0);
    assert_eq!(project.run(&["check", "--fail-on", "info", "--only", "unanchored-regex"]).code, 1);
    assert_eq!(project.run(&["check", "--fail-on", "info", "--only", "unknown-option"]).code, 0);
    let ran = bot(BROKEN).run(&["check", "--only", "unknown-option", "--format", "short"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("bot.yaml:7:9: error[unknown-key]"), "{}", ran.out);
}

#[test]
fn what_cannot_be_read_or_is_no_bot_has_an_exit_code_of_its_own() {
    let project = Project::new()
        .file("values.yaml", "replicas: 2\n")
        .file("more/part.yaml", "dialogs: []\n")
        .file("more/turns.yaml", "turns: []\n")
        .folder("empty");
    let mut all = String::new();
    for (path, code) in [
        ("gone.yaml", 3),
        ("gone/bot.yaml", 3),
        ("values.yaml/bot.yaml", 3),
        ("values.yaml", 4),
        ("more/part.yaml", 4),
        ("more/turns.yaml", 4),
        ("empty", 4),
        (".", 4),
    ] {
        let ran = project.run(&["check", path]);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{path}");
        all.push_str(&format!("$ dialogsim check {path}\n{}\n", ran.err));
    }
    insta::assert_snapshot!("nothing_to_check", all);
}

#[test]
fn a_path_that_cannot_be_read_does_not_hide_the_problems_of_the_others() {
    let project = bot(BROKEN).file("fine.yaml", FINE);
    let ran = project.run(&["check", "gone.yaml", "bot.yaml", "fine.yaml", "--format", "short"]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("bot.yaml:7:9: error[unknown-key]"), "{}", ran.out);
    assert_eq!(
        ran.err,
        "error: cannot read gone.yaml: there is no such file\n1 error in 1 file (2 files checked)\n"
    );
}

#[test]
fn a_bot_that_is_named_twice_is_checked_once() {
    let project = bot(BROKEN).folder("other");
    for paths in [&["bot.yaml", "bot.yaml"][..], &[".", "bot.yaml"], &["./bot.yaml", "other/../bot.yaml"]] {
        let ran = project.run(&[&["check", "--format", "short"], paths].concat());
        assert_eq!((ran.code, ran.out.lines().count()), (1, 1), "{paths:?}: {}", ran.out);
        assert_eq!(ran.err, "1 error in 1 file (1 file checked)\n");
    }
}

#[test]
fn a_broken_bot_beside_a_fine_one_and_other_yaml() {
    let project = Project::new()
        .file("a/bot.yaml", FINE)
        .file("b/bot.yaml", BROKEN)
        .file("b/loan.yml", WARNED)
        .file("chart/values.yaml", "image: {{ broken\n")
        .file("chart/template.yaml", b"\xff\xfe\x00")
        .file("notes.txt", BROKEN)
        .folder(".git")
        .file("tests/one.yaml", "bot: ../a/bot.yaml\ntranscripts: []\n")
        .file("tests/two.yaml", "bot: ../a\ntranscripts: [{ transcript: A, turns: [{ bot: Hello! }] }]\n");
    let ran = project.run(&["check", "--format", "short"]);
    insta::assert_snapshot!(format!("{}--\n{}", ran.out, ran.err), @r"
    b/bot.yaml:7:9: error[unknown-key]: a text has no key `dellay`
    b/loan.yml:8:20: warning[unanchored-regex]: this regular expression is not tied to either end of the message
    tests/one.yaml:2:14: error[invalid-value]: a file without transcripts tests nothing
    --
    2 errors, 1 warning in 3 files (5 files checked)
    ");
    assert_eq!(ran.code, 1);
}

/// Transcripts of [`FINE`] with a problem of loading and one of preparing, in each of two cases, and shared turns
/// with one.
const TRANSCRIPTS: &str = "\
bot: ../bot.yaml
transcripts:
  - transcript: Greeting
    examples: [{ word: hello }, { word: hi }]
    turns:
      - consumer: \"{example.word}\"
      - bot: Hello!
      - expect: { waiting_at: ask_nam }  # dialogsim: allow unknown-in-bot because it is renamed
      - include: more.yaml
  - transcript: Empty
    turns:
      - consumer: hello
";

fn with_transcripts() -> Project {
    Project::new()
        .folder(".git")
        .file("bot.yaml", FINE)
        .file("tests/one.yaml", TRANSCRIPTS)
        .file(
            "tests/two.yaml",
            "bot: ..\ntranscripts:\n  - { transcript: B, turns: [{ include: more.yaml }] }\n",
        )
        .file("tests/more.yaml", "turns:\n  - tap: Yes\n  - bot: Fine.\n    colour: red\n")
}

#[test]
fn transcripts_are_checked_with_their_bots_and_each_problem_is_reported_once() {
    let ran = with_transcripts().run(&["check", "--format", "short"]);
    insta::assert_snapshot!(format!("{}--\n{}", ran.out, ran.err), @r"
    tests/more.yaml:4:5: error[unknown-key]: a `bot` item has no key `colour`
    tests/one.yaml:8:31: error[unknown-in-bot]: `Fine` has no interaction `ask_nam`
    tests/one.yaml:8:61: error[malformed-allow]: `unknown-in-bot` cannot be allowed
    tests/one.yaml:10:17: error[transcript-without-assertion]: the transcript `Empty` says nothing that the bot must do
    --
    4 errors in 2 files (4 files checked)
    ");
    assert_eq!(ran.code, 1);
    let ran = with_transcripts().run(&["check", "tests/two.yaml", "--format", "short"]);
    insta::assert_snapshot!(format!("{}--\n{}", ran.out, ran.err), @r"
    tests/more.yaml:4:5: error[unknown-key]: a `bot` item has no key `colour`
    --
    1 error in 1 file (2 files checked)
    ");
    let fine = Project::new().file("bot.yaml", FINE).file(
        "greeting.yaml",
        "bot: bot.yaml\ntranscripts:\n  - { transcript: A, turns: [{ consumer: hello }, { bot: Hello! }] }\n",
    );
    assert_eq!(fine.run(&["check"]).out, "No problems (2 files checked)\n");
    assert_eq!(fine.run(&["check", "greeting.yaml"]).out, "No problems (1 file checked)\n");
}

#[test]
fn a_bot_that_is_named_by_its_transcripts_too_is_reported_once() {
    let transcripts = "bot: bot.yaml\ntranscripts:\n  - { transcript: A, turns: [{ bot: x }] }\n";
    let project =
        bot(BROKEN).file("a.yaml", transcripts).file("b.yaml", transcripts).file("c/bot.yaml", WARNED);
    for (paths, checked) in [(&["."][..], 4), (&["a.yaml", "b.yaml"], 3), (&["bot.yaml", "a.yaml"], 2)] {
        let ran = project.run(&[&["check", "--format", "short", "--fail-on", "error"], paths].concat());
        let errors: Vec<&str> = ran.out.lines().filter(|line| line.contains("error[")).collect();
        assert_eq!(errors, ["bot.yaml:7:9: error[unknown-key]: a text has no key `dellay`"], "{paths:?}");
        assert!(ran.err.ends_with(&format!("({checked} files checked)\n")), "{paths:?}: {}", ran.err);
        assert_eq!(ran.code, 1);
    }
}

#[test]
fn only_and_ignore_never_hide_what_is_wrong_with_a_transcript() {
    let project = with_transcripts();
    let ran = project.run(&["check", "--only", "unanchored-regex", "--format", "short"]);
    let rules: Vec<&str> = ran.out.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(rules, ["unknown-key", "unknown-in-bot", "transcript-without-assertion"], "{}", ran.out);
    let ran = project.run(&["check", "--ignore", "unknown-in-bot"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    // A bot whose errors are not asked for cannot be compared with anything, which is said.
    let project = bot(&FINE.replace("Hello!", "Hello!\n        next: gone")).file(
        "a.yaml",
        "bot: bot.yaml\ntranscripts:\n  - { transcript: A, turns: [{ expect: { waiting_at: gone } }] }\n",
    );
    let ran = project.run(&["check", "--ignore", "dangling-next-action"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "No problems (2 files checked)\n"));
    assert_eq!(
        ran.err,
        "note: bot.yaml has errors that --only or --ignore leave out, so its transcripts are not compared with it\n"
    );
}

#[test]
fn ignore_files_are_respected_and_a_named_file_is_checked_all_the_same() {
    let project = Project::new()
        .folder(".git")
        .file(".gitignore", "build/\n")
        .file(".ignore", "drafts/\n")
        .file("bot.yaml", FINE)
        .file("build/bot.yaml", BROKEN)
        .file("drafts/bot.yaml", BROKEN)
        .file(".hidden/bot.yaml", BROKEN);
    assert_eq!(project.run(&["check"]).code, 0);
    assert_eq!(project.run(&["check", "build/bot.yaml"]).code, 1);
}

#[test]
fn a_bot_in_a_wrong_encoding_is_not_passed_over() {
    let latin_1 = [FINE.as_bytes(), b"      - text: Au revoir, Ren\xe9!\n"].concat();
    let utf_16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(FINE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [latin_1, utf_16] {
        let project = Project::new().file("fine/bot.yaml", FINE).file("old/bot.yaml", bytes);
        for path in [".", "old", "old/bot.yaml"] {
            let ran = project.run(&["check", path, "--format", "short"]);
            assert!(ran.out.contains("old/bot.yaml:1:1: error[not-utf8]"), "{path}: {} {}", ran.out, ran.err);
            assert_eq!(ran.code, 1);
        }
    }
}

#[test]
fn a_file_that_is_called_bot_and_is_none_is_not_passed_over() {
    for (text, rule) in [
        ("", "1:1: error[empty-file]"),
        ("bot: Demo\n", "1:6: error[missing-key]"),
        ("\u{feff}bot: Demo\n", "1:6: error[missing-key]"),
        ("bot: Demo\ndilaogs: []\n", "2:1: error[unknown-key]"),
    ] {
        let project = Project::new().file("fine/bot.yaml", FINE).file("other/bot.yaml", text);
        for path in [".", "other", "other/bot.yaml"] {
            let ran = project.run(&["check", path, "--format", "short"]);
            let expected = format!("other/bot.yaml:{rule}");
            assert!(ran.out.starts_with(&expected), "{text:?} {path}: {} {}", ran.out, ran.err);
            assert_eq!(ran.code, 1);
        }
    }
}

#[test]
fn a_bot_that_is_too_large_is_not_passed_over() {
    let project = Project::new().file("fine/bot.yaml", FINE).file("large/bot.yaml", large());
    for path in [".", "large", "large/bot.yaml"] {
        let ran = project.run(&["check", path]);
        assert_eq!(ran.code, 3, "{path}: {} {}", ran.out, ran.err);
        assert!(ran.err.contains("at most 16777216 are read"), "{}", ran.err);
    }
}

/// A bot of one byte more than is read.
fn large() -> Vec<u8> {
    let mut bytes = FINE.as_bytes().to_vec();
    bytes.resize((16 << 20) + 1, b'#');
    bytes
}

#[test]
fn allowances_allow_what_they_name_and_unused_ones_are_reported() {
    let allowed = WARNED.replace(
        "- regex: \\d{6}",
        "# dialogsim: allow unanchored-regex because people write whole sentences\n          - regex: \\d{6}",
    );
    assert_eq!(bot(&allowed).run(&["check", "--fail-on", "info"]).code, 0);
    let unused =
        FINE.replace("Hello!", "Hello!  # dialogsim: allow delay-over-limit because it was asked for");
    let ran = bot(&unused).run(&["check", "--fail-on", "warning", "--format", "short"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (1, "bot.yaml:6:42: warning[unused-allow]: nothing here needs `delay-over-limit` to be allowed\n")
    );
    let loading = BROKEN.replace("2s", "2s  # dialogsim: allow unknown-key because it is funny");
    let ran = bot(&loading).run(&["check", "--format", "short"]);
    insta::assert_snapshot!(ran.out, @r"
    bot.yaml:7:9: error[unknown-key]: a text has no key `dellay`
    bot.yaml:7:40: error[malformed-allow]: `unknown-key` cannot be allowed
    ");
}

#[test]
fn explain_shows_a_rule_or_the_list_of_all() {
    let project = Project::new();
    let page = project.run(&["explain", "unanchored-regex"]);
    assert_eq!((page.code, page.err.as_str()), (0, ""));
    insta::assert_snapshot!("explain_rule", page.out);
    let list = project.run(&["explain"]);
    assert_eq!((list.code, list.err.as_str()), (0, ""));
    insta::assert_snapshot!("explain_list", list.out);
}

#[test]
fn every_rule_of_the_list_has_a_page() {
    let project = Project::new();
    for line in project.run(&["explain"]).out.lines() {
        let rule = line.split(' ').next().unwrap();
        let ran = project.run(&["explain", rule]);
        assert!(ran.code == 0 && ran.out.starts_with(&format!("{rule} (")), "{line}: {}", ran.out);
    }
}

#[test]
fn colour_goes_by_the_option_and_then_by_the_environment() {
    let project = bot(BROKEN);
    let coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
        let ran = ran(project.command(arguments).envs(environment.iter().copied()));
        assert_eq!(ran.code, 1);
        ran.out.contains('\u{1b}')
    };
    assert!(!coloured(&["check"], &[]));
    assert!(coloured(&["check", "--color", "always"], &[]));
    assert!(coloured(&["--color", "always", "check"], &[("NO_COLOR", "1")]));
    assert!(coloured(&["check"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["check"], &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(&["check"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["check", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    for format in ["short", "json", "github", "sarif"] {
        assert!(!coloured(&["check", "--color", "always", "--format", format], &[]), "{format}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut text = FINE.to_owned();
    (0..3000).for_each(|line| text.push_str(&format!("      - text: Hello!\n        dellay: {line}s\n")));
    let project = bot(&text);
    for format in ["human", "short", "json", "github", "sarif"] {
        let line = format!("\"$0\" check --format {format} | head -1");
        let mut command = assert_cmd::Command::new("/bin/sh");
        command.current_dir(project.path("")).env_clear().env("PATH", "/usr/bin:/bin");
        let ran = ran(command.args(["-c", &line, env!("CARGO_BIN_EXE_dialogsim")]));
        assert_eq!(ran.out.lines().count(), 1, "{format}: {}", ran.out);
        assert!(!ran.err.contains("panic") && !ran.err.contains("pipe"), "{format}: {}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn messages_that_nobody_reads_are_no_failure() {
    let project = bot(BROKEN);
    for line in ["\"$0\" check --format short 2>&-; echo $?", "\"$0\" check gone 2>&- >&-; echo $? >&1 || :"]
    {
        let mut command = assert_cmd::Command::new("/bin/sh");
        command.current_dir(project.path("")).env_clear();
        let ran = ran(command.args(["-c", line, env!("CARGO_BIN_EXE_dialogsim")]));
        assert!(ran.out.lines().last().is_some_and(|code| matches!(code, "1" | "3")), "{line}: {}", ran.out);
    }
}

#[test]
fn help_of_each_command() {
    let project = Project::new();
    for command in ["", "init", "check", "chat", "test", "graph", "import", "export", "diff", "explain"] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let ran = project.run(&arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let name = if command.is_empty() { "dialogsim" } else { command };
        insta::assert_snapshot!(format!("help_{name}"), ran.out);
    }
}
