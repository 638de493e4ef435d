//! `/save` of the chat: what it writes, what it refuses, and that files are never half written.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use insta::assert_snapshot;
use project::{Project, Ran};

/// A chat from a pipe.
fn chat(project: &Project, arguments: &[&str], lines: &str) -> Ran {
    let arguments: Vec<&str> = ["chat"].iter().chain(arguments).copied().collect();
    project::ran(project.command(&arguments).write_stdin(lines))
}

fn text(project: &Project, path: &str) -> String {
    fs::read_to_string(project.path(path)).unwrap()
}

fn remarks(ran: &Ran) -> String {
    ran.out.lines().filter(|line| line.starts_with("! ")).map(|line| format!("{line}\n")).collect()
}

fn dialogs(name: &str) -> Project {
    let from = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogs").join(name);
    let mut project = Project::new().folder(".git");
    for entry in walk(&from) {
        let path = entry.strip_prefix(&from).unwrap().to_str().unwrap().to_owned();
        if path != "transcripts.yaml" {
            project = project.file(&path, fs::read(&entry).unwrap());
        }
    }
    project
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

const BOT: &str = r##"bot: Shop
intents:
  order: { phrases: [I want to order] }
  billing: { phrases: [my invoice] }
integrations:
  - api: Stock
    method: GET
    url: https://stock.example.com/v1
    params: { what: "{$userMessage}" }
    fields: { count: "{$.api_Stock.count}" }
    mock:
      - respond: { json: { count: 3 } }
dialogs:
  - dialog: Order
    interactions:
      - dialog_starter: { intent: order, patterns: ["order*"] }
      - button_question: "Which one?\nTap it."
        name: which
        buttons: ["null", "Tea: green", "Tea: green", { label: Page, url: "https://example.com/a" }]
        rules:
          - exact: "null"
            next: stock
          - pattern: "*"
            next: name
      - integration: Stock
        name: stock
      - text: "There are {Stock.count}, {vars.x} and \\{vars.x}."
        next: end
      - text_question: " # Your name? "
        name: name
        rules: [{ pattern: "*", set: { name: "{$userMessage}" } }]
      - private_message: "Name: {$botContext.name}, {$botContext.vip}"  # dialogsim: allow unset-variable because chats set it
      - text: "- {$botContext.name}"
        next: close_dialog
  - fallback_dialog: Fallback
    interactions:
      - text: "- What?"
"##;

#[test]
fn a_conversation_of_every_kind_is_saved_and_passes() {
    let project = Project::new().folder(".git").file("bot.yaml", BOT).folder("tests");
    let lines = "\
/mock Stock 200 {\"count\": \"{many}\", \"list\": [{\"a\": \"5\"}, 5]}
1
/intent order 72.5 billing 30 {vars.x} please
/channel whatsapp
/set vip=yes: 'really' #1
/clock +90m
/burst order | order it
2
/goto which
3
 Ada  {captured.name} \\ \"x\"
/event file_upload_failed:x
/interrupt 1s null
/save tests/t.yaml Everything: #1 --assert state,calls
/save tests/t.yaml
";
    let ran = chat(&project, &["bot.yaml", "--set", "vip={example.x}", "--start", "which"], lines);
    assert_snapshot!(remarks(&ran));
    assert_snapshot!(text(&project, "tests/t.yaml"));
    let tested = project.run(&["test"]);
    assert_eq!(tested.code, 0, "{}{}", tested.out, tested.err);
}

#[test]
fn files_and_mocks_are_named_from_where_the_transcript_lies() {
    let project = dialogs("loan-application").folder("tests/deep");
    let lines = "\
I want a loan
Ada
Car
/mock Store document timeout
files/holiday.gif
/upload files/id-card.pdf my card
/mock Store document off
Yes
/upload files/id-card.pdf
/save tests/deep/t.yaml A loan for Ada
";
    let ran = chat(&project, &["."], lines);
    assert_snapshot!(remarks(&ran));
    assert_snapshot!(text(&project, "tests/deep/t.yaml"));
    assert_eq!(project.run(&["test"]).code, 0);
}

#[test]
fn it_is_added_behind_what_is_there() {
    let there = "# Ours.\nbot:   bot.yaml\ndefaults: { tags: [a] }\n\ntranscripts:\n- transcript: order\n  turns: [consumer: x, bot: \"- What?\"]   # short\n\n- transcript: Another\n  # of two\n  turns:\n  - consumer: x\n  - bot: \"- What?\"\n\n# The end.\n";
    let project = Project::new().file("bot.yaml", BOT).file("t.yaml", there);
    let ran = chat(&project, &["bot.yaml"], "order\n/save t.yaml\nx\n/save t.yaml\n/save t.yaml Another\n");
    assert_snapshot!(format!("{}---\n{}", text(&project, "t.yaml"), remarks(&ran)));
    assert_eq!(project.run(&["test"]).code, 0);
    // In brackets, with other line ends, and without a last one.
    let there = "bot: bot.yaml\r\ntranscripts: [{ transcript: One, turns: [consumer: x, bot: \"- What?\"] }]";
    let project = Project::new().file("bot.yaml", BOT).file("t.yaml", there);
    chat(&project, &["bot.yaml"], "order\n/save t.yaml\n");
    assert_snapshot!(format!("{:?}", text(&project, "t.yaml")));
    assert_eq!(project.run(&["test"]).code, 0);
}

#[test]
fn it_is_the_conversation_of_the_branch_since_it_began() {
    let project = Project::new().file("bot.yaml", BOT);
    let lines = "\
x
/reset
/mock Stock 503
order
/fork other
null
/switch main
Tea: green
/back
Page
/save t.yaml Main
/switch other
/save t.yaml Other --assert calls
";
    let ran = chat(&project, &["bot.yaml"], lines);
    assert_snapshot!(format!("{}---\n{}", text(&project, "t.yaml"), remarks(&ran)));
    assert_eq!(project.run(&["test"]).code, 0);
}

#[test]
fn several_bots_are_named_in_their_order() {
    let project = dialogs("retail");
    let lines = "where is my invoice\n/save t.yaml --assert state\ntea please\n/save t.yaml\n";
    let ran = chat(&project, &["shop", "billing"], lines);
    assert_snapshot!(format!("{}---\n{}", text(&project, "t.yaml"), remarks(&ran)));
    assert_eq!(project.run(&["test"]).code, 0);
    let ran = chat(&project, &["billing", "shop"], "hello\n/save t.yaml\n");
    assert_snapshot!(remarks(&ran));
}

#[test]
fn what_cannot_be_saved_is_refused_and_nothing_is_written() {
    let project = Project::new()
        .folder(".git")
        .file("bot.yaml", BOT.replace("    mock:\n      - respond: { json: { count: 3 } }\n", ""))
        .file("other.yaml", "some: thing\n")
        .file("broken.yaml", "bot: bot.yaml\ntranscripts:\n  - transcript: A\n    turn: []\n")
        .file("strict.yaml", "bot: bot.yaml\ndefaults: { start_at: name }\ntranscripts:\n  - transcript: A\n    turns: [consumer: Ada, private: { any: true }, bot: { any: true }, closed: true]\n");
    let outside = Project::new().file("a.pdf", "%PDF-1.4\n");
    let pdf = outside.path("a.pdf");
    let lines = format!(
        "\
/save
/save t.yaml
/save bot.yaml
/save other.yaml
/save broken.yaml
/save nowhere/t.yaml
/save t.txt
/save t.yaml A --assert everything
/save t.yaml --assert state A
order
/save strict.yaml
/upload {}
/save t.yaml
/back
null
/save t.yaml
/reset
/save t.yaml
",
        pdf.display()
    );
    let ran = chat(&project, &["bot.yaml"], &lines);
    let shown = remarks(&ran)
        .replace(&pdf.canonicalize().unwrap().display().to_string(), "/elsewhere/a.pdf")
        .replace(&project.path("").canonicalize().unwrap().display().to_string(), "/project");
    assert_snapshot!(shown);
    assert!(!project.path("t.yaml").exists());
    assert_eq!(ran.code, 3);
}

/// A chat that begins with a transcript: what that presets is saved too.
#[test]
fn a_transcript_is_gone_on_with_and_saved_anew() {
    let there = "bot: bot.yaml\ntranscripts:\n  - transcript: One\n    clock: 2026-11-22T10:00:00+01:00\n    channel: sms\n    variables: { vip: \"yes\" }\n    start_at: which\n    mocks: { Stock: [respond: { status: 503 }] }\n    turns:\n      - bot: { any: true }\n      - set: { more: x }\n      - channel: web\n      - goto: stock\n      - bot: { any: true }\n";
    let project = Project::new().file("bot.yaml", BOT).file("t.yaml", there);
    let ran = chat(&project, &["--replay", "t.yaml"], "order\nnull\n/save t.yaml Two\n");
    assert_snapshot!(format!("{}---\n{}", text(&project, "t.yaml"), remarks(&ran)));
    assert_eq!(project.run(&["test"]).code, 0);
}

#[test]
fn secrets_are_not_saved() {
    let bot = "bot: Test\nenvironment: { key: \"${API_KEY:-none}\" }\nintegrations:\n  - api: A\n    method: GET\n    url: https://a.example.com\n    headers: { Authorization: \"Bearer ${API_KEY}\" }\n    mock: [respond: { status: 200 }]\ndialogs:\n  - dialog: D\n    interactions:\n      - dialog_starter: { patterns: [key] }\n      - text: \"The key is {$env.key}.\"\n  - fallback_dialog: F\n    interactions:\n      - text: Hello\n";
    let project = Project::new().file("bot.yaml", bot);
    let mut command = project.command(&["chat", "bot.yaml"]);
    command.env("API_KEY", "sk-very-secret-4711");
    let ran = project::ran(
        command.write_stdin("key\n/save t.yaml\n/reset\nit is sk-very-secret-4711\n/save t.yaml\n"),
    );
    assert!(!ran.out.contains("very-secret"));
    assert_snapshot!(remarks(&ran));
    assert!(!project.path("t.yaml").exists());
}

/// The chat plays the bot as it was, the transcript would be played with the bot as it is.
#[test]
fn a_bot_that_changed_on_disk_is_noticed() {
    let project = Project::new().file("bot.yaml", BOT);
    let mut child = Command::new(env!("CARGO_BIN_EXE_dialogsim"))
        .current_dir(project.path(""))
        .env_clear()
        .args(["chat", "bot.yaml"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"x\n").unwrap();
    let mut output = child.stdout.take().unwrap();
    let mut heard = [0; "> x\nBot: - What?\n".len()];
    output.read_exact(&mut heard).unwrap();
    assert_eq!(heard, *b"> x\nBot: - What?\n");
    let project = project.file("bot.yaml", BOT.replace("- What?", "- Pardon?"));
    input.write_all(b"/save t.yaml\n/reload\nx\n/save t.yaml\n").unwrap();
    drop(input);
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    child.wait().unwrap();
    assert_snapshot!(rest);
    assert_snapshot!(text(&project, "t.yaml"));
}

#[test]
fn only_the_last_changes_are_kept() {
    let project = Project::new().file("bot.yaml", BOT);
    let lines = format!("{}/save t.yaml\n/reset\nx\n/save t.yaml\n", "x\n".repeat(1_001));
    let ran = chat(&project, &["bot.yaml"], &lines);
    assert_snapshot!(remarks(&ran));
}

/// The file grows by one transcript at a time, whenever the process is killed.
#[test]
fn a_killed_process_leaves_the_file_whole() {
    let saves: String = (0..40).map(|number| format!("/save t.yaml T{number}\n")).collect();
    let lines = format!("order\n{saves}");
    let project = Project::new().file("bot.yaml", BOT);
    chat(&project, &["bot.yaml"], &lines);
    let full = text(&project, "t.yaml");
    let step = "  - transcript: T";
    let wholes: Vec<String> =
        full.match_indices(step).map(|(at, _)| full[..at].to_owned()).chain([full.clone()]).skip(1).collect();
    assert_eq!(wholes.len(), 40);
    for read in [200, 500, 900, 1_300, 1_700] {
        let project = Project::new().file("bot.yaml", BOT);
        let mut child = Command::new(env!("CARGO_BIN_EXE_dialogsim"))
            .current_dir(project.path(""))
            .env_clear()
            .args(["chat", "bot.yaml"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
        let mut heard = vec![0; read];
        child.stdout.take().unwrap().read_exact(&mut heard).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let is = fs::read_to_string(project.path("t.yaml")).unwrap();
        assert!(wholes.contains(&is), "the file is not as a save has left it:\n{is}");
    }
}

#[test]
fn who_answered_transfers_is_saved_where_a_transcript_had_said_so() {
    let bot = "bot: Test\ndialogs:\n  - dialog: Greeting\n    interactions:\n      - dialog_starter: { patterns: [hello] }\n      \
               - agent_transfer: One moment.\n        skill: \"1\"\n        fallback: Nobody is there.\n";
    let transcript = "bot: bot.yaml\ndefaults:\n  skills: { \"1\": [unavailable, agents], \"2\": no_answer }\ntranscripts:\n  \
                      - transcript: T\n    turns:\n      - consumer: hello\n      - bot: { any: true }\n      - bot: { any: true }\n";
    let project = Project::new().file("bot.yaml", bot).file("t.yaml", transcript);
    let ran = chat(&project, &["--replay", "t.yaml"], "hello\n/save new.yaml Twice\n");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_snapshot!(text(&project, "new.yaml"), @r"
    bot: bot.yaml
    transcripts:
      - transcript: Twice
        skills: { 1: [unavailable, agents] }
        turns:
          - consumer: hello
          - bot: One moment.
          - bot: Nobody is there.
          - consumer: hello
          - bot: One moment.
          - transfer: 1
    ");
    assert_eq!(project.run(&["test", "new.yaml"]).code, 0);
}
