//! The manuals' examples, allowances and selections.

#![allow(clippy::expect_used, reason = "what is not as expected here fails the test")]

use super::manual::{self, examples, mended_example};
use super::{LINTS, Selection, SelectionError, all_rules, check_bot, find_rule};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::load::MemoryFiles;
use crate::source::Sources;

fn report(text: &str, selection: &Selection) -> Vec<String> {
    let files = MemoryFiles::default().with("bot.yaml", text);
    let mut sources = Sources::default();
    let checked = check_bot("bot.yaml", &files, &mut sources, selection);
    let line = |diagnostic: &crate::diagnostic::Diagnostic| {
        let position = sources.position(diagnostic.span());
        format!("{}:{}: {}", position.line, position.column, diagnostic.rule.name)
    };
    checked.diagnostics.iter().map(line).collect()
}

fn findings(example: &str, rule: &Rule) -> Vec<Diagnostic> {
    manual::findings(example, rule, &mut Sources::default())
}

#[test]
fn the_examples_of_every_manual_are_true() {
    let mut wrong = Vec::new();
    for rule in all_rules() {
        for example in examples(rule, "fails") {
            let names: Vec<_> = findings(&example, rule).iter().map(|found| found.rule.name).collect();
            // What is not allowed because the allowance is malformed is reported as well.
            let may_be = |name: &str| {
                name == rule.name || (rule.name == "malformed-allow" && name == "unanchored-regex")
            };
            if !names.contains(&rule.name) || !names.iter().all(|name| may_be(name)) {
                wrong.push(format!("{}: the failing example reports {names:?}", rule.name));
            }
        }
        for example in examples(rule, "passes") {
            let messages: Vec<_> = findings(&example, rule).into_iter().map(|found| found.message).collect();
            if !messages.is_empty() {
                wrong.push(format!("{}: the passing example reports {messages:?}", rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a manual says that cannot have examples.
const WHY_NOT: &str = "One file cannot show it";

#[test]
fn every_rule_has_both_examples_or_says_why_not() {
    for rule in all_rules() {
        let (fails, passes) = (examples(rule, "fails").len(), examples(rule, "passes").len());
        let is_excused = rule.manual().contains(WHY_NOT);
        let expected = if is_excused { 0 } else { 1 };
        assert_eq!((fails, passes), (expected, expected), "{}", rule.name);
        assert!(rule.summary().ends_with('.'), "{}", rule.name);
    }
}

#[test]
fn mending_an_example_mends_it() {
    let mut mended = 0;
    for rule in all_rules() {
        let Some(example) = mended_example(rule) else { continue };
        let found = findings(&example.text, rule);
        let left: Vec<&str> = found.iter().map(|found| found.rule.name).collect();
        assert!(left.is_empty(), "{}: {left:?} in\n{}", rule.name, example.text);
        mended += 1;
    }
    assert!(mended > 15, "{mended}");
}

#[test]
fn names_of_rules_are_unique_and_kebab_case() {
    let mut names: Vec<_> = all_rules().map(|rule| rule.name).collect();
    assert!(names.iter().all(|name| {
        name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    }));
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}

const SLOW: &str = "bot: Demo
dialogs:
  - dialog: Greeting
    interactions:
      - dialog_starter: { patterns: [hello] }
      - text: Hello!
        delay: 15s
      - text: Hello again!
        delay: 20s
";

fn slow_with(before: &str, behind: &str) -> Vec<String> {
    let text = SLOW.replace("        delay: 15s", &format!("{before}        delay: 15s{behind}"));
    report(&text, &Selection::default())
}

#[test]
fn an_allowance_is_for_its_own_line() {
    let found = slow_with("", "  # dialogsim: allow delay-over-limit because a show effect");
    assert_eq!(found, ["9:16: delay-over-limit"]);
}

#[test]
fn an_allowance_may_stand_in_the_comment_lines_above() {
    let allow = "        # dialogsim: allow delay-over-limit because a show effect\n";
    assert_eq!(slow_with(allow, ""), ["10:16: delay-over-limit"]);
    let found = slow_with(&format!("{allow}        # Really.\n"), "");
    assert_eq!(found, ["11:16: delay-over-limit"]);
}

#[test]
fn an_allowance_behind_an_empty_line_is_for_something_else() {
    let found = slow_with("        # dialogsim: allow delay-over-limit because a show effect\n\n", "");
    assert_eq!(found, ["7:28: unused-allow", "9:16: delay-over-limit", "11:16: delay-over-limit"]);
}

const CODE: &str = "bot: Demo
dialogs:
  - dialog: Greeting
    interactions:
      - dialog_starter: { patterns: [hello] }
      - text: Hello!
        pre_process: |
          var a = 'x';
          botContext.setTriggerNextMessage('nowhere');
          botContext.setTriggerNextMessage('nowhere');
";

#[test]
fn an_allowance_may_stand_in_code() {
    let found = |text: &str| report(text, &Selection::default());
    let second = CODE.replace("'x';\n", "'x'; // dialogsim: allow dangling-trigger because of the past\n");
    assert_eq!(found(&second), ["8:44: unused-allow", "9:44: dangling-trigger", "10:44: dangling-trigger"]);
    let above =
        CODE.replace("'x';", "'x';\n          // dialogsim: allow dangling-trigger because it is made later");
    assert_eq!(found(&above), ["11:44: dangling-trigger"]);
    let behind =
        CODE.replace("nowhere');\n", "nowhere'); // dialogsim: allow dangling-trigger because of it\n");
    assert!(found(&behind).is_empty());
    let malformed = CODE.replace("'x';", "'x'; // dialogsim: allow dangling-triggers because of it");
    assert_eq!(found(&malformed)[0], "8:44: malformed-allow");
    let text = CODE.replace("'x';", "'// dialogsim: allow dangling-trigger because of it';");
    assert_eq!(found(&text), ["9:44: dangling-trigger", "10:44: dangling-trigger"]);
}

#[test]
fn a_file_of_code_that_is_shared_is_wrong_once() {
    let bot = CODE.split("        pre_process").next().unwrap_or_default();
    let uses = "        pre_process: { file: code.js }\n        post_process: { file: code.js }\n";
    let code = "// dialogsim: allow undefined-function because it is mocked\na();\nb();\n";
    let files = MemoryFiles::default().with("bot.yaml", format!("{bot}{uses}")).with("code.js", code);
    let found = check_bot("bot.yaml", &files, &mut Sources::default(), &Selection::default()).diagnostics;
    let messages: Vec<_> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, ["no function `b` is defined"]);
}

#[test]
fn what_global_functions_may_hold_unseen_is_not_reported_as_missing() {
    let with = |functions: &str| {
        let text = CODE.replace("bot: Demo\n", &format!("bot: Demo\nfunctions: {functions}\n"));
        let text = text.replace("botContext.setTriggerNextMessage('nowhere')", "unknown(name)");
        report(&text, &Selection::default())
    };
    let missing = ["10:11: undefined-function", "10:19: undefined-name", "11:11: undefined-function"];
    assert_eq!(with("var b = 1;"), missing);
    assert!(with("\"eval('var c');\"").is_empty());
    assert!(with("this[d] = e;").iter().all(|found| found.starts_with("2:")));
    assert_eq!(with("'var b = ;'"), ["2:21: code-syntax-error"]);
    assert_eq!(with("{ file: gone.js }"), ["2:20: unreadable-file"]);
}

#[test]
fn a_variable_that_may_be_set_unseen_is_not_reported_as_never_set() {
    let with = |functions: &str| {
        let text = CODE.replace("bot: Demo\n", &format!("bot: Demo\nfunctions: |\n  {functions}\n"));
        let line = "botContext.setTriggerNextMessage('nowhere')";
        report(&text.replace(line, "botContext.getBotVariable('x')"), &Selection::default())
    };
    let unset = ["11:37: unset-variable", "12:37: unset-variable"];
    for functions in [
        "function f() {}",
        "function set(name) { botContext.setBotVariable(name, 1); } set('y');",
        "var bc = botContext; bc.setBotVariable('y', 1);",
    ] {
        assert_eq!(with(functions), unset, "{functions}");
    }
    for functions in [
        "function set(name) { botContext.setBotVariable(name, 1); } set('x');",
        "function set(name) { botContext.setBotVariable(name, 1); } set(a());",
        "function set(name) { botContext.setBotVariable('a' + name, 1); }",
        "var set = botContext.setBotVariable;",
        "function f(context) { context.setBotVariable('x', 1); } f(botContext);",
        "eval('botContext.setBotVariable(1, 1)');",
        "function f() { return botContext.getWebViewVariable('page'); }",
    ] {
        let found = with(functions);
        assert!(!found.iter().any(|found| found.ends_with("unset-variable")), "{functions}: {found:?}");
    }
}

#[test]
fn an_allowance_of_a_rule_that_is_not_asked_for_is_not_unused() {
    let text = SLOW.replace("15s", "1s  # dialogsim: allow delay-over-limit because of the past");
    let ignoring =
        |rule: &str| Selection { only: Vec::new(), ignore: vec![rule.to_owned()], ..Selection::default() };
    assert_eq!(report(&text, &Selection::default()).len(), 2);
    assert!(report(&text, &ignoring("delay-over-limit")).is_empty());
    assert_eq!(report(&text, &ignoring("unused-allow")), ["9:16: delay-over-limit"]);
}

#[test]
fn a_malformed_allowance_is_reported_at_the_word_that_is_wrong() {
    let column = |comment: &str| {
        let found = slow_with("", &format!(" {comment}"));
        found
            .iter()
            .find_map(|line| line.strip_prefix("7:")?.strip_suffix(": malformed-allow").map(str::to_owned))
    };
    let at = |comment: &str, word: &str| {
        let expected = 20 + comment.find(word).expect("the word");
        assert_eq!(column(comment), Some(expected.to_string()), "{comment}");
    };
    at("# dialogsim: allow", "allow");
    at("# dialogsim: allow because I say so", "allow");
    at("# dialogsim: alow delay-over-limit because x", "alow");
    at("# dialogsim: allow delay-over-limits because x", "delay");
    at("# dialogsim: allow delay-over-limit", "delay");
    at("# dialogsim: allow delay-over-limit since x", "since");
    at("# dialogsim: allow delay-over-limit because", "because");
    at("# dialogsim: allow unknown-key because x", "unknown-key");
    at("# dialogsim: allow unused-allow because x", "unused-allow");
    at("# dialogsim allow delay-over-limit because x", "allow");
    assert_eq!(column("# dialogsim: plays this bot"), None);
    assert_eq!(column("# dialogsim plays this bot"), None);
}

#[test]
fn a_selection_knows_its_rules() {
    let selection = |only: &[&str], ignore: &[&str]| {
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Selection { only: list(only), ignore: list(ignore), preview: false }
    };
    assert_eq!(selection(&["delay-over-limit"], &["unused-allow"]).validate(), Ok(()));
    assert_eq!(selection(&["unknown-key"], &[]).validate(), Ok(()));
    let unknown = selection(&[], &["delay-over-limits"]).validate();
    let message = unknown.as_ref().err().map(ToString::to_string);
    let expected = "there is no rule `delay-over-limits`; did you mean `delay-over-limit`?";
    assert_eq!(message.as_deref(), Some(expected));
    let fatal = SelectionError::NotIgnorable { name: "yaml-syntax".to_owned() };
    assert_eq!(selection(&[], &["yaml-syntax"]).validate(), Err(fatal));
    assert_eq!(find_rule("nothing-like-it-at-all"), Err(None));
}

#[test]
fn what_the_loader_finds_is_always_reported() {
    let text = SLOW.replace("delay: 20s", "dellay: 20s");
    let only = Selection { only: vec!["unknown-option".to_owned()], ..Selection::default() };
    assert_eq!(report(&text, &only), ["9:9: unknown-key"]);
}

#[test]
fn what_could_not_be_loaded_is_not_reported_as_missing() {
    let text = "bot: Demo
dialogs:
  - dialog: Greeting
    interactions:
      - dialog_starter: { patterns: [hello] }
      - text: Hello!
        next: ask_name
      - txt_question: What is your name?
        name: ask_name
      - file_upload: Please send a PDF.
        acept: [PDF]
        fallbak: Please send a PDF.
      - zzz: Store document
      - file_upload: Please send a photo (JPEG).
        accept: [JPEG]
        fallback: Please send a photo.
      - text: Thank you!
      - text: Bye!
        delay: 15s
";
    let found = report(text, &Selection::default());
    let expected = [
        "8:9: unknown-kind",
        "11:9: unknown-key",
        "12:9: unknown-key",
        "13:9: unknown-kind",
        "14:9: file-upload-without-file-integration",
        "19:16: delay-over-limit",
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_severity_occurs() {
    for severity in [Severity::Info, Severity::Warning, Severity::Error] {
        assert!(LINTS.iter().any(|lint| lint.rule.severity == severity));
    }
}

/// A text with the first fix of a rule applied, and the places at which the rule finds something afterwards.
fn mended(text: &str, rule: &str) -> (String, Vec<String>) {
    let only = Selection { only: vec![rule.to_owned()], ..Selection::default() };
    let files = MemoryFiles::default().with("bot.yaml", text);
    let found = check_bot("bot.yaml", &files, &mut Sources::default(), &only).diagnostics;
    let mut mended = text.to_owned();
    let mut edits = found.iter().find_map(|found| found.fix.clone()).expect("a fix").edits;
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    for edit in edits {
        mended.replace_range(edit.span.range(), &edit.text);
    }
    let left = report(&mended, &only);
    (mended, left)
}

fn bot_with_pattern(written: &str) -> String {
    format!(
        "bot: Demo\ndialogs:\n  - dialog: A\n    interactions:\n      - dialog_starter: {{ patterns: [{written}] }}\n"
    )
}

#[test]
fn fixes_of_patterns_leave_valid_yaml_and_no_finding() {
    for (rule, written, fixed) in [
        ("choice-without-parentheses", "hi|hello", "(hi|hello)"),
        ("choice-without-parentheses", "' *hi*|hello '", "' (*hi*|hello) '"),
        ("choice-without-parentheses", "\"(a|b) c|d\"", "\"((a|b) c|d)\""),
        ("space-at-star", "hi *", "hi(| *)"),
        ("space-at-star", "\"* loan *\"", "\"(* |)loan(| *)\""),
        ("space-at-star", "'* (hi|hey) '", "'(* |)(hi|hey) '"),
        ("regex-in-pattern", "'.*loan.*'", "'*loan*'"),
        ("regex-in-pattern", "really.*", "really*"),
    ] {
        let (text, left) = mended(&bot_with_pattern(written), rule);
        assert_eq!(text, bot_with_pattern(fixed));
        assert_eq!(left, [""; 0], "{text}");
    }
}

#[test]
fn what_would_be_no_yaml_any_more_has_no_fix() {
    let only = Selection { only: vec!["regex-in-pattern".to_owned()], ..Selection::default() };
    for written in [".*loan.*", "'\\d.*'", "^really.*"] {
        let files = MemoryFiles::default().with("bot.yaml", bot_with_pattern(written));
        let found = check_bot("bot.yaml", &files, &mut Sources::default(), &only).diagnostics;
        assert!(found.len() == 1 && found[0].fix.is_none(), "{written}");
    }
}
