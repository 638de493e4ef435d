//! `check --fix`: what is mended, what stays as it was, and the laws that hold for every fix.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use dialogsim::diagnostic::{Safety, mend};
use dialogsim::lint::manual::examples;
use dialogsim::lint::{Absence, LINTS, Selection, all_rules, check_bot};
use dialogsim::load::MemoryFiles;
use dialogsim::source::Sources;
use project::Project;
use proptest::prelude::*;
use serde_json::Value;

const BOT: &str = "\
bot: Demo
dialogs:
  - dialog: Orders
    interactions:
      - dialog_starter: { patterns: [order] }
      - text_question: What is your order number?
        next: serach
        rules:
          # Whatever else they say.
          - no_match: Please say it again.   # kindly
            next: current

          - regex: \\d{6}
            set: { number: \"{$userMessage}\" }
            next: search
      - text: \"We look for {$botContext.number }, { $userMessage }.\"
        name: search
        # dialogsim: allow delay-over-limit because it was slow once
        delay: 2s
        pre_process: { file: code.js }
";

const CODE: &str = "var a = 1;\nbotcontext.printDebugMessage('a' + a); // why not\n";

fn project() -> Project {
    Project::new().file("bot.yaml", BOT).file("code.js", CODE)
}

fn read(project: &Project, path: &str) -> String {
    fs::read_to_string(project.path(path)).unwrap()
}

macro_rules! assert_shown {
    ($text:expr) => {
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!($text) })
    };
}

#[test]
fn what_is_safe_is_mended_and_the_rest_is_told() {
    let project = project();
    let ran = project.run(&["check", "--fix"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert_shown!(format!(
        "{}\n=== bot.yaml\n{}=== code.js\n{}",
        ran.out,
        read(&project, "bot.yaml"),
        read(&project, "code.js")
    ));
}

#[test]
fn what_is_guessed_is_mended_where_it_is_asked_for() {
    let project = project();
    let ran = project.run(&["check", "--fix", "--unsafe-fixes"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_shown!(format!("{}\n=== bot.yaml\n{}", ran.out, read(&project, "bot.yaml")));
}

#[test]
fn a_difference_is_shown_and_nothing_is_written() {
    let project = project();
    let ran = project.run(&["check", "--diff", "--unsafe-fixes"]);
    assert_eq!(ran.code, 1);
    assert_eq!((read(&project, "bot.yaml").as_str(), read(&project, "code.js").as_str()), (BOT, CODE));
    assert_shown!(format!("{}\n=== err\n{}", ran.out, ran.err));
    let fine = Project::new();
    fine.run(&["init"]);
    let ran = fine.run(&["check", "--diff"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", "Nothing would be mended\n"));
}

#[test]
fn options_that_do_not_go_together_are_refused() {
    for arguments in [
        &["check", "--unsafe-fixes"][..],
        &["check", "--fix", "--diff"],
        &["check", "--diff", "--format", "json"],
        &["check", "--fix", "--baseline", "b", "--update-baseline"],
    ] {
        assert_eq!(project().run(arguments).code, 2, "{arguments:?}");
    }
}

#[test]
fn what_a_program_reads_has_nothing_else_on_it() {
    for format in ["json", "sarif", "junit", "github", "short"] {
        let ran = project().run(&["check", "--fix", "--format", format]);
        assert!(ran.err.starts_with("Mended 4 problems in 2 files\n"), "{format}: {}", ran.err);
        assert!(!ran.out.contains("Mended"), "{format}: {}", ran.out);
    }
}

#[test]
fn a_report_tells_what_would_mend_a_problem() {
    let json: Value = serde_json::from_str(&project().run(&["check", "--format", "json"]).out).unwrap();
    let fixes: Vec<String> = json["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["fix"].is_object())
        .map(|found| {
            let (rule, fix) = (found["rule"].as_str().unwrap(), &found["fix"]);
            let edits = fix["edits"].as_array().unwrap().iter().map(|edit| {
                let (start, end) = (&edit["span"]["start"], &edit["span"]["end"]);
                let (file, text) = (edit["file"].as_str().unwrap(), &edit["text"]);
                format!(
                    "\n    {file}:{}:{}-{}:{} {text}",
                    start["line"], start["column"], end["line"], end["column"]
                )
            });
            format!("{rule}: {} ({}){}", fix["title"], fix["safety"], edits.collect::<String>())
        })
        .collect();
    assert_shown!(fixes.join("\n"));
}

#[test]
fn line_ends_byte_order_marks_and_missing_ends_are_kept() {
    let last = "          - pattern: \"*boat*\"\n            next: end";
    let bot = "\
bot: Demo
dialogs:
  - dialog: Orders
    interactions:
      - dialog_starter: { patterns: [order] }
      - text_question: Car or boat?
        rules:
          - no_match: Please say it again.
            next: current
";
    let text = format!("\u{feff}{bot}{last}").replace('\n', "\r\n");
    let project = Project::new().file("bot.yaml", &text);
    assert_eq!(project.run(&["check", "--fix"]).code, 0);
    let moved = "          - no_match: Please say it again.\n            next: current";
    let head = bot.strip_suffix(&format!("{moved}\n")).unwrap();
    let expected = format!("\u{feff}{head}{last}\n{moved}").replace('\n', "\r\n");
    assert_eq!(read(&project, "bot.yaml"), expected);
    // An allowance at the end of a line, and one that has a line to itself.
    let text = "bot: Demo\ndialogs:\n  # dialogsim: allow delay-over-limit because of it\n  - dialog: A\n    interactions:\n      - dialog_starter: { patterns: [a] }\n      - text: A  # dialogsim: allow delay-over-limit because of it";
    for ends in ["\n", "\r\n"] {
        let project = Project::new().file("bot.yaml", text.replace('\n', ends));
        assert_eq!(project.run(&["check", "--fix"]).code, 0);
        let allow = "# dialogsim: allow delay-over-limit because of it";
        let expected = text.replace(&format!("  {allow}\n"), "").replace(&format!("  {allow}"), "");
        assert_eq!(read(&project, "bot.yaml"), expected.replace('\n', ends));
    }
}

#[test]
fn what_is_not_reported_is_not_mended() {
    let allow =
        "          # dialogsim: allow no-match-not-last because it reads better\n          - no_match";
    let project =
        Project::new().file("bot.yaml", BOT.replace("          - no_match", allow)).file("code.js", CODE);
    let allowed = |text: &str| text.find("- no_match") < text.find("- regex");
    project.run(&["check", "--fix"]);
    assert!(allowed(&read(&project, "bot.yaml")));
    // In the baseline, by another rule, ignored.
    let project = self::project();
    project.run(&["check", "--baseline", "known.txt", "--update-baseline"]);
    let ran = project.run(&["check", "--baseline", "known.txt", "--fix", "--unsafe-fixes"]);
    assert_eq!((ran.code, read(&project, "bot.yaml").as_str()), (0, BOT), "{}", ran.out);
    project.run(&["check", "--fix", "--only", "unanchored-regex"]);
    assert_eq!(read(&project, "bot.yaml"), BOT);
    project.run(&["check", "--fix", "--ignore", "no-match-not-last"]);
    assert!(allowed(&read(&project, "bot.yaml")));
}

#[test]
fn transcripts_and_included_files_are_mended_too() {
    let main = "bot: Demo\ninclude: parts/*.yaml\n";
    let part = "dialogs:\n  - dialog: A\n    interactions:\n      - dialog_starter: { patterns: [a] }\n      - text: B\n        Delay: 2s\n";
    let transcript = "bot: bot.yaml\ntranscripts:\n  - transcript: A\n    vars: { name: a }\n    turns:\n      - consumer: \"{vars.nam}\"\n      - bot: B\n";
    let project = Project::new().file("bot.yaml", main).file("parts/a.yaml", part).file("a.yaml", transcript);
    let ran = project.run(&["check", "--fix"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert_eq!(read(&project, "parts/a.yaml"), part.replace("Delay", "delay"));
    assert_eq!(read(&project, "a.yaml"), transcript);
    let ran = project.run(&["check", "--fix", "--unsafe-fixes"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert_eq!(read(&project, "a.yaml"), transcript.replace("vars.nam}", "vars.name}"));
}

#[test]
fn an_allowance_in_code_is_taken_out() {
    let allow = "// dialogsim: allow dangling-trigger because it is made later";
    let code = "var a = 1;\nvar b = 2; ALLOW\n  ALLOW\n";
    let head = "bot: Demo\ndialogs:\n  - dialog: A\n    interactions:\n      - dialog_starter: { patterns: [a] }\n      - text: A\n";
    let inline =
        "        pre_process: |\n          var a = 1; ALLOW\n          ALLOW\n          var b = 2;\n";
    let bot = format!("{head}{inline}        post_process: {{ file: code.js }}\n");
    for ends in ["\n", "\r\n"] {
        let written = |text: &str| text.replace("ALLOW", allow).replace('\n', ends);
        let without = |text: &str| -> String {
            let kept = text.lines().filter(|line| line.trim() != "ALLOW");
            kept.map(|line| format!("{}{ends}", line.trim_end_matches(" ALLOW"))).collect()
        };
        let project = Project::new().file("bot.yaml", written(&bot)).file("code.js", written(code));
        let ran = project.run(&["check", "--fix"]);
        assert!(ran.out.starts_with("Mended 4 problems in 2 files\n"), "{}", ran.out);
        assert_eq!(read(&project, "bot.yaml"), without(&bot));
        assert_eq!(read(&project, "code.js"), without(code));
    }
}

#[test]
fn what_yaml_cannot_read_is_quoted_where_it_is_asked_for() {
    let bot = "bot: Demo\ndialogs:\n  - dialog: A\n    interactions:\n      - dialog_starter:\n          patterns: [*a*]  # anything\n      - text: Your choice: home or car?  # both\n      - text: {$userMessage}, welcome!\n      - text: Bye!\n        delay:2s\n";
    let project = Project::new().file("bot.yaml", bot);
    let ran = project.run(&["check", "--fix", "--unsafe-fixes"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let expected = bot
        .replace("*a*", "\"*a*\"")
        .replace("Your choice: home or car?", "\"Your choice: home or car?\"")
        .replace("{$userMessage}, welcome!", "\"{$userMessage}, welcome!\"")
        .replace("delay:2s", "delay: 2s");
    assert_eq!(read(&project, "bot.yaml"), expected);
}

#[test]
fn a_part_that_two_bots_share_is_mended_once() {
    let part = "dialogs:\n  - dialog: A\n    interactions:\n      - dialog_starter: { patterns: [a] }\n      - text: \"{$USERMESSAGE}\"\n";
    let bot = "bot: Demo\ninclude: ../shared/part.yaml\n";
    let project = Project::new()
        .folder(".git")
        .file("one/bot.yaml", bot)
        .file("two/bot.yaml", bot)
        .file("shared/part.yaml", part);
    let ran = project.run(&["check", "--fix"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.starts_with("Mended 1 problem in 1 file\n"), "{}", ran.out);
    assert_eq!(read(&project, "shared/part.yaml"), part.replace("USERMESSAGE", "userMessage"));
}

#[test]
fn a_guess_that_is_wrong_for_another_bot_is_left_to_people() {
    let part = "dialogs:\n  - dialog: A\n    interactions:\n      - dialog_starter: { patterns: [a] }\n      - text: A\n        next: menu_a\n";
    let own = |name: &str| {
        format!(
            "bot: Demo\ninclude: ../shared/part.yaml\ndialogs:\n  - dialog: B\n    interactions:\n      - text: B\n        name: {name}\n        next: nd\n"
        )
    };
    let project = Project::new()
        .folder(".git")
        .file("one/bot.yaml", own("menu_a"))
        .file("two/bot.yaml", own("menu_b"))
        .file("shared/part.yaml", part);
    let ran = project.run(&["check", "--fix", "--unsafe-fixes"]);
    assert_eq!(ran.code, 1);
    assert_eq!(read(&project, "shared/part.yaml"), part);
    assert_eq!(read(&project, "one/bot.yaml"), own("menu_a").replace("nd\n", "end\n"));
    assert!(ran.out.contains("\nMended 2 problems in 2 files\n1 error, "), "{}", ran.out);
    assert_eq!(
        ran.err,
        "note: shared/part.yaml:6: mending dangling-next-action (Write `menu_b`) would bring a new error, \
         shared/part.yaml:6[dangling-next-action]: no interaction is named `menu_b`; this one is left to you\n"
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_told() {
    let project = project();
    let path = project.path("bot.yaml");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let ran = project.run(&["check", "--fix"]);
    assert_eq!(ran.code, 3);
    assert_eq!(ran.err, "error: bot.yaml cannot be written: it is read-only; nothing is written\n");
    assert_eq!((read(&project, "bot.yaml").as_str(), read(&project, "code.js").as_str()), (BOT, CODE));
}

#[cfg(unix)]
#[test]
fn a_file_outside_the_project_is_never_touched() {
    let code = "botcontext.sendMessage('x');\n";
    let outside = Project::new().file("code.js", code);
    let project =
        Project::new().file("bot.yaml", BOT).link("code.js", outside.path("code.js").to_str().unwrap());
    project.run(&["check", "--fix", "--unsafe-fixes"]);
    assert_eq!(read(&outside, "code.js"), code);
}

/// The bots of `tests/check/err` and the failing examples of all manuals, each in a folder of its own.
fn everything_broken() -> Project {
    let mut project = Project::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check/err");
    let mut add = |path: String, text: Vec<u8>| {
        project = std::mem::replace(&mut project, Project::new()).file(&path, text);
    };
    for path in files_below(&root) {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        match name.contains('/') {
            true => add(name, fs::read(path).unwrap()),
            false => add(format!("{}/bot.yaml", name.trim_end_matches(".yaml")), fs::read(path).unwrap()),
        }
    }
    for rule in all_rules() {
        for text in examples(rule, "fails") {
            add(format!("manual of {}/bot.yaml", rule.name), text.into_bytes());
        }
    }
    project
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(files_below(&path)),
            false if path.extension() != Some("out".as_ref()) => files.push(path),
            false => {}
        }
    }
    files
}

fn texts(project: &Project) -> BTreeMap<PathBuf, String> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        (path.strip_prefix(project.path("")).unwrap().to_path_buf(), text)
    };
    files_below(&project.path("")).into_iter().map(read).collect()
}

/// What a problem is known by: its file, its rule, and what is said.
fn problem(found: &Value) -> [String; 3] {
    ["file", "rule", "message"].map(|key| found[key].as_str().unwrap().to_owned())
}

fn problems(json: &Value) -> BTreeSet<[String; 3]> {
    json["diagnostics"].as_array().unwrap().iter().map(problem).collect()
}

/// The edits of all safe fixes.
fn safe_edits(json: &Value) -> impl Iterator<Item = &Value> {
    let fixes = json["diagnostics"].as_array().unwrap().iter().map(|found| &found["fix"]);
    fixes.filter(|fix| fix["safety"] == "safe").flat_map(|fix| fix["edits"].as_array().unwrap())
}

/// Whether a problem was there before, but could not be seen: its line holds a word that was mended, so that the rest
/// of it is understood only now; or its rule kept silent because a part of the bot could not be loaded.
fn is_uncovered(found: &Value, line: &str, before: &Value) -> bool {
    let file = found["file"].as_str().unwrap();
    let held_back =
        LINTS.iter().any(|lint| lint.rule.name == found["rule"] && lint.absence != Absence::Nothing);
    let of_loading = |problem: &Value| {
        problem["file"] == file
            && problem["severity"] == "error"
            && !LINTS.iter().any(|lint| lint.rule.name == problem["rule"])
    };
    if held_back && before["diagnostics"].as_array().unwrap().iter().any(of_loading) {
        return true;
    }
    safe_edits(before).any(|edit| {
        let text = edit["text"].as_str().unwrap();
        edit["file"] == file && !text.is_empty() && line.contains(text)
    })
}

fn checked(project: &Project, arguments: &[&str]) -> Value {
    let arguments = [&["check", "--preview", "--format", "json"], arguments].concat();
    let ran = project.run(&arguments);
    assert!(matches!(ran.code, 0 | 1), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// The comments that are no allowances, in any order.
fn comments(text: &str) -> Vec<String> {
    let comment = |line: &str| {
        let at = line.find(" #").or(line.starts_with('#').then_some(0))?;
        let comment = line[at..].trim();
        (!comment.contains("dialogsim")).then(|| comment.to_owned())
    };
    let mut comments: Vec<String> = text.lines().filter_map(comment).collect();
    comments.sort();
    comments
}

#[test]
fn on_everything_broken_the_laws_of_safe_fixes_hold() {
    let project = everything_broken();
    let (before, old) = (checked(&project, &[]), texts(&project));
    let after = checked(&project, &["--fix"]);
    let new = texts(&project);
    // What can be mended is gone, and nothing else is wrong instead.
    let left = after["diagnostics"].as_array().unwrap();
    assert!(safe_edits(&before).count() > 10);
    assert_eq!(safe_edits(&after).count(), 0);
    let known = problems(&before);
    for found in left {
        let file = found["file"].as_str().unwrap();
        let written = &new[Path::new(file)];
        let line = usize::try_from(found["span"]["start"]["line"].as_u64().unwrap()).unwrap();
        let line = written.lines().nth(line - 1).unwrap_or("");
        let is_new = !known.contains(&problem(found));
        assert!(!is_new || is_uncovered(found, line, &before), "{found:#} is new");
    }
    // Files of which nothing is to be mended are as they were; comments are there.
    for (path, old) in &old {
        let name = path.to_string_lossy().replace('\\', "/");
        let is_edited = safe_edits(&before).any(|edit| edit["file"] == name.as_str());
        assert!(is_edited || *old == new[path], "{name} was changed");
        assert_eq!(comments(old), comments(&new[path]), "{name}");
    }
    // Once more changes nothing.
    assert_eq!(checked(&project, &["--fix"]), after);
    assert_eq!(texts(&project), new);
}

#[test]
fn on_everything_broken_guessing_comes_to_an_end_and_loses_no_comment() {
    let project = everything_broken();
    let old = texts(&project);
    let after = checked(&project, &["--fix", "--unsafe-fixes"]);
    let new = texts(&project);
    assert!(after["diagnostics"].as_array().unwrap().iter().all(|found| found["fix"].is_null()));
    for (path, old) in &old {
        assert_eq!(comments(old), comments(&new[path]), "{}", path.display());
    }
    assert_eq!(checked(&project, &["--fix", "--unsafe-fixes"]), after);
    assert_eq!(texts(&project), new);
}

/// A question with rules, laid out as an author may.
#[derive(Clone, Debug)]
struct Question {
    /// Each with comment lines and empty lines above it, and a comment behind it.
    rules: Vec<(usize, usize, bool)>,
    no_match: usize,
    behind: usize,
    indent: usize,
    crlf: bool,
    end: bool,
}

impl Question {
    fn text(&self) -> String {
        let pad = " ".repeat(self.indent);
        let mut text = "bot: Demo\ndialogs:\n  - dialog: A\n    interactions:\n      - dialog_starter: { patterns: [a] }\n      - text_question: Which?\n        rules:\n".to_owned();
        let no_match = self.no_match % (self.rules.len() + 1);
        for index in 0..=self.rules.len() {
            let (above, empty, comment) = self.rules.get(index).copied().unwrap_or((1, 0, true));
            text.push_str(&"\n".repeat(if index == 0 { 0 } else { empty }));
            (0..above).for_each(|line| text.push_str(&format!("{pad}# above {index} {line}\n")));
            let kind =
                if index == no_match { "no_match: Again".to_owned() } else { format!("exact: x{index}") };
            let comment = if comment { format!("  # beside {index}") } else { String::new() };
            text.push_str(&format!("{pad}- {kind}{comment}\n{pad}  next: end\n"));
        }
        (0..self.behind).for_each(|line| text.push_str(&format!("{pad}  # behind {line}\n")));
        if !self.end {
            text.truncate(text.trim_end().len());
        }
        if self.crlf { text.replace('\n', "\r\n") } else { text }
    }
}

fn question() -> impl Strategy<Value = Question> {
    let rules = proptest::collection::vec((0..3_usize, 0..3_usize, any::<bool>()), 0..5);
    (rules, 0..5_usize, 0..3_usize, 8..12_usize, any::<bool>(), any::<bool>()).prop_map(
        |(rules, no_match, behind, indent, crlf, end)| Question {
            rules,
            no_match,
            behind,
            indent,
            crlf,
            end,
        },
    )
}

/// A bot after its safe fixes, and the rules of its question as they are read.
fn mended(text: &str) -> (String, Vec<String>) {
    let files = MemoryFiles::default().with("bot.yaml", text);
    let mut sources = Sources::default();
    let checked = check_bot("bot.yaml", &files, &mut sources, &Selection::default());
    let bot = checked.loaded.bot.unwrap();
    let rules = bot.interactions().flat_map(|(_, interaction)| &interaction.rules);
    let rules = rules.map(|rule| sources.slice(rule.condition.key_span.to(rule.span)).to_owned()).collect();
    let step = mend(&checked.diagnostics, &sources, Safety::Safe, &Some);
    (step.files.into_iter().next().map_or_else(|| text.to_owned(), |file| file.text), rules)
}

/// The words of a rule without its comments.
fn bare(rules: &[String]) -> Vec<String> {
    let bare = |rule: &String| {
        let line = |line: &str| line.split(" #").next().unwrap_or("").trim().to_owned();
        rule.lines().map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    };
    rules.iter().map(bare).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_rule_is_moved_with_its_comments_however_it_is_laid_out(question in question()) {
        let text = question.text();
        let (new, rules) = mended(&text);
        let (again, moved) = mended(&new);
        prop_assert_eq!(&again, &new, "a second time changes nothing");
        let mut expected = bare(&rules);
        expected.sort_by_key(|rule| rule.starts_with("no_match"));
        prop_assert_eq!(bare(&moved), expected, "{}", new);
        prop_assert_eq!(comments(&new), comments(&text));
        let ends = |text: &str| (text.matches("\r\n").count(), text.matches('\n').count(), text.ends_with('\n'));
        prop_assert_eq!(ends(&new), ends(&text), "{:?}", new);
        // A comment above a rule moves with it.
        let place = |text: &str| text.find("no_match").map(|at| text[..at].lines().rev().skip(1)
            .take_while(|line| line.trim_start().starts_with("# above")).map(str::to_owned).collect::<Vec<_>>());
        prop_assert_eq!(place(&new), place(&text));
    }
}

/// A bot's file after all fixes.
fn mended_to_the_end(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..30 {
        let files = MemoryFiles::default().with("bot.yaml", text.as_str());
        let mut sources = Sources::default();
        let everything = Selection { preview: true, ..Selection::default() };
        let checked = check_bot("bot.yaml", &files, &mut sources, &everything);
        let step = mend(&checked.diagnostics, &sources, Safety::Unsafe, &Some);
        match step.files.into_iter().next() {
            Some(file) => text = file.text,
            None => return text,
        }
    }
    panic!("mending does not come to an end:\n{text}");
}

/// A letter of a text is doubled, taken out, or written the other way.
fn mistyped(text: &str, places: &[(usize, u8)]) -> String {
    let letters: Vec<usize> =
        text.char_indices().filter(|(_, letter)| letter.is_ascii_alphabetic()).map(|(at, _)| at).collect();
    let mut bytes: Vec<Option<Vec<u8>>> = text.bytes().map(|byte| Some(vec![byte])).collect();
    for (place, how) in places {
        let at = letters[place % letters.len()];
        let byte = text.as_bytes()[at];
        bytes[at] = match how % 3 {
            0 => Some(vec![byte, byte]),
            1 => None,
            _ => Some(vec![byte ^ 0x20]),
        };
    }
    String::from_utf8(bytes.into_iter().flatten().flatten().collect()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_is_mistyped_is_mended_or_told_and_never_made_unreadable(
        sample in 0..4_usize,
        places in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..12),
    ) {
        let names = ["hello", "loan-application", "order-status", "tea-shop"];
        let path = format!("dialogs/{}/bot.yaml", names[sample]);
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        let text = mistyped(&text, &places);
        let is_unreadable = |text: &str| {
            let files = MemoryFiles::default().with("bot.yaml", text);
            let found = check_bot("bot.yaml", &files, &mut Sources::default(), &Selection::default());
            let of_yaml = |rule: &str| dialogsim::yaml::rules::ALL.iter().any(|known| known.name == rule);
            found.diagnostics.iter().any(|found| of_yaml(found.rule.name))
        };
        let mended = mended_to_the_end(&text);
        prop_assert!(is_unreadable(&text) || !is_unreadable(&mended), "{}", mended);
        prop_assert_eq!(comments(&mended), comments(&text));
        prop_assert_eq!(mended_to_the_end(&mended), mended);
    }
}
