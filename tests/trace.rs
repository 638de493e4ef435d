//! The trace for programs: what it promises, and that every conversation of the tests keeps it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value as Json;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> jsonschema::Validator {
    let schema = fs::read_to_string(project().join("docs/trace.schema.json")).unwrap();
    jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap()
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn chat(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    let output = Command::cargo_bin("dialogsim")
        .unwrap()
        .current_dir(folder)
        .env_clear()
        .env("SECRET_TOKEN", "s3cr3t-t0ken")
        .arg("chat")
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn turns(out: &str) -> Vec<Json> {
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

/// The sections of a file in `tests/conversations/`.
fn sections(text: &str) -> Vec<(String, String)> {
    let sections = format!("\n{text}");
    let section = |part: &str| {
        let (title, body) = part.split_once('\n').unwrap_or((part, ""));
        (title.to_owned(), format!("{}\n", body.trim_end_matches('\n')))
    };
    sections.split("\n--- ").skip(1).map(section).collect()
}

#[test]
fn every_conversation_of_the_tests_has_a_trace_as_documented() {
    let schema = schema();
    let mut turns_seen = 0;
    let mut kinds = std::collections::BTreeSet::new();
    for entry in fs::read_dir(project().join("tests/conversations")).unwrap() {
        let path = entry.unwrap().path();
        let folder = tempfile::tempdir().unwrap();
        let (mut bot, mut input, mut arguments) = (None, String::new(), Vec::new());
        for (title, body) in sections(&fs::read_to_string(&path).unwrap()) {
            match title.split_once(' ') {
                Some(("file", name)) => {
                    let file = folder.path().join(name);
                    fs::create_dir_all(file.parent().unwrap()).unwrap();
                    fs::write(file, body).unwrap();
                    bot.get_or_insert(name.to_owned());
                }
                None if title == "input" => input = body,
                None if title == "arguments" => {
                    arguments = body.split_whitespace().map(|word| word.replace('+', " ")).collect();
                }
                _ => {}
            }
        }
        let bot = bot.unwrap();
        let mut all = vec![bot.as_str(), "--trace=json"];
        all.extend(arguments.iter().map(String::as_str).filter(|argument| !argument.starts_with("--trace")));
        let ran = chat(folder.path(), &all, &input);
        assert!(!ran.out.contains("s3cr3t-t0ken") && !ran.err.contains("s3cr3t-t0ken"), "{}", path.display());
        for turn in turns(&ran.out) {
            let wrong: Vec<String> = schema
                .iter_errors(&turn)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(wrong.is_empty(), "{}\n{}\n{turn:#}", path.display(), wrong.join("\n"));
            turns_seen += 1;
            let events = turn["events"].as_array().unwrap().iter();
            kinds.extend(events.map(|event| event["event"].as_str().unwrap().to_owned()));
        }
    }
    assert!(turns_seen > 100 && kinds.len() > 25, "{turns_seen} turns with {kinds:?}");
}

#[test]
fn what_is_not_documented_is_no_trace() {
    let schema = schema();
    let ran = chat(project(), &["dialogs/order-status", "--trace=json"], "hello\n");
    let turn = turns(&ran.out).remove(0);
    assert!(schema.is_valid(&turn));
    for (pointer, value) in [
        ("/events/0/event", Json::from("shouted")),
        ("/events/0/text", Json::Null),
        ("/turn", Json::from("one")),
        ("/events/0", serde_json::json!({ "event": "said", "text": "x", "more": 1 })),
    ] {
        let mut wrong = turn.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        assert!(!schema.is_valid(&wrong), "{pointer}");
    }
}

#[test]
fn the_example_of_the_manual_is_what_the_program_writes() {
    let path = project().join("docs/trace.md");
    let manual = fs::read_to_string(&path).unwrap();
    let ran = chat(project(), &["dialogs/order-status", "--trace=json"], "hello\n");
    let turn = serde_json::to_string_pretty(&turns(&ran.out)[0]).unwrap();
    let (head, rest) = manual.split_once("```json\n").unwrap();
    let (_, tail) = rest.split_once("```\n").unwrap();
    let expected = format!("{head}```json\n{turn}\n```\n{tail}");
    if std::env::var_os("DIALOGSIM_UPDATE").is_some() {
        fs::write(&path, &expected).unwrap();
    } else {
        assert!(manual == expected, "DIALOGSIM_UPDATE=1 writes it anew; the program says:\n{turn}");
    }
}

#[test]
fn starters_say_what_fits_and_why_the_rest_lost() {
    let bot = r#"bot: Bank
intents:
  balance: { phrases: [what is left] }
  billing: { phrases: [what do I owe] }
dialogs:
  - dialog: Balance
    interactions:
      - dialog_starter: { intent: balance, patterns: ["*money*"] }
      - text: "12"
  - dialog: Billing
    interactions:
      - dialog_starter: { intent: billing, patterns: ["*money*"], exclude: [never] }
      - text: "7"
"#;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bot.yaml"), bot).unwrap();
    let input = "money\n/intent balance 50 billing 72.5 never\n";
    let ran = chat(folder.path(), &["bot.yaml", "--trace=json"], input);
    let starters = |turn: &Json| {
        let events = turn["events"].as_array().unwrap();
        events.iter().find(|event| event["event"] == "starters").unwrap().clone()
    };
    let told = |starters: &Json| {
        let candidates = starters["candidates"].as_array().unwrap().iter();
        let told = candidates.map(|one| format!("{} {}", one["dialog"]["name"], one["verdict"]));
        told.collect::<Vec<_>>()
    };
    let all = turns(&ran.out);
    let (by_pattern, by_intent) = (starters(&all[0]), starters(&all[1]));
    assert_eq!(by_pattern["decision"], "pattern");
    assert_eq!(told(&by_pattern), [r#""Balance" "chosen""#, r#""Billing" "later_in_bot""#]);
    assert_eq!(by_pattern["candidates"][1]["pattern"], "*money*");
    assert_eq!((&by_intent["decision"], &by_intent["decided_by"]), (&"nothing".into(), &"script".into()));
    assert_eq!(told(&by_intent), [r#""Billing" "excluded""#, r#""Balance" "below_good""#]);
    let scored = serde_json::json!({ "intent": "billing", "score": 7250, "band": "good" });
    assert_eq!(by_intent["candidates"][0]["intent"], scored);
}

const BOT: &str = r#"bot: Test
environment: { token: "${SECRET_TOKEN}" }
dialogs:
  - dialog: Ask
    interactions:
      - dialog_starter: { patterns: [start] }
      - text: "Your token is {$env.token}."
        delay: 2s
      - text_question: Name?
        name: ask
        rules:
          - regex: ^[A-Z]
            set: { name: "{$userMessage}" }
"#;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bot.yaml"), BOT).unwrap();
    folder
}

#[test]
fn the_trace_takes_standard_output_and_the_rest_standard_error() {
    let folder = folder();
    let ran = chat(folder.path(), &["bot.yaml", "--trace=json"], "start\n/vars\n/clock +5m\n/nothing\nAda\n");
    let turns = turns(&ran.out);
    assert_eq!(turns.len(), 2);
    assert!(ran.err.contains("there is no command `/nothing`"), "{}", ran.err);
    assert!(ran.err.contains("token = ***") && !ran.err.contains("Bot:"), "{}", ran.err);
    assert!(!ran.out.contains("s3cr3t"), "{}", ran.out);
    assert_eq!(ran.code, 3);
    let event = |turn: usize, kind: &str| {
        let events = turns[turn]["events"].as_array().unwrap();
        events.iter().find(|event| event["event"] == kind).unwrap().clone()
    };
    assert_eq!(event(0, "waited")["ms"], 2000);
    assert_eq!(event(0, "message")["clock_ms"], 2000);
    assert_eq!(event(0, "message")["text"], "Your token is ***.");
    assert_eq!(turns[0]["after"]["clock_ms"], 2000);
    assert_eq!(turns[1]["before"]["clock_ms"], 302_000);
    assert_eq!(turns[1]["before"]["stack"][0]["waiting_at"]["name"], "ask");
    let name = serde_json::json!({ "name": "name", "scope": "session", "after": "Ada" });
    assert_eq!(turns[1]["variables"], serde_json::json!([name]));
    assert_eq!(turns[1]["after"]["stack"], serde_json::json!([]));
}

#[test]
fn a_trace_in_a_file_leaves_the_conversation_as_it_is() {
    let folder = folder();
    let alone = chat(folder.path(), &["bot.yaml"], "start\nAda\n");
    for (format, first) in
        [("--trace=json", "{\"schema_version\":1,\"turn\":1,"), ("--trace", "Turn 1\n  the")]
    {
        let ran = chat(folder.path(), &["bot.yaml", format, "--trace-file", "out/trace"], "start\n");
        assert_eq!(ran.code, 3);
        assert!(ran.err.contains("--trace-file: cannot write out/trace:"), "{}", ran.err);
        let ran = chat(folder.path(), &["bot.yaml", format, "--trace-file", "trace"], "start\nAda\n");
        assert_eq!((&ran.out, ran.code), (&alone.out, alone.code));
        let trace = fs::read_to_string(folder.path().join("trace")).unwrap();
        assert!(trace.starts_with(first), "{trace}");
        assert!(!trace.contains("s3cr3t"), "{trace}");
    }
}

#[test]
fn a_trace_never_replaces_the_bot() {
    let folder = folder();
    for name in ["bot.yaml", "./bot.yaml"] {
        let ran = chat(folder.path(), &["bot.yaml", "--trace", "--trace-file", name], "start\n");
        assert_eq!(ran.code, 2);
        let expected = format!("error: --trace-file: {name} is a file of the bot; name another file\n");
        assert_eq!(ran.err, expected);
        assert_eq!(fs::read_to_string(folder.path().join("bot.yaml")).unwrap(), BOT);
    }
}

#[test]
fn a_file_without_a_trace_and_an_unknown_format_are_wrong_usage() {
    let folder = folder();
    for arguments in [["bot.yaml", "--trace-file=x"], ["bot.yaml", "--trace=xml"]] {
        let ran = chat(folder.path(), &arguments, "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("--trace"), "{}", ran.err);
    }
}

#[test]
fn a_format_behind_a_space_is_a_bot_that_is_not_there() {
    let ran = chat(folder().path(), &["bot.yaml", "--trace", "json"], "start\n");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(
        ran.err.contains("`--trace json` is read as a bot called `json`: write `--trace=json`"),
        "{}",
        ran.err
    );
}

#[test]
fn what_would_steer_a_terminal_is_escaped() {
    let folder = folder();
    let said = "\u{202e}abc\u{9b}31m\u{e0041}";
    let ran = chat(folder.path(), &["bot.yaml", "--trace=json"], &format!("{said}\n"));
    assert!(ran.out.contains(r"\u202eabc\u009b31m\udb40\udc41"), "{}", ran.out);
    assert_eq!(turns(&ran.out)[0]["events"][0]["text"], said);
}
