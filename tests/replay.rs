//! `dialogsim chat --replay` from outside: which transcript is meant, with which bots, and what `/reload` makes of it.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use std::fmt::Write as _;
use std::fs;

use project::{Project, Ran, ran};

const BOT: &str = "\
bot: Tea
integrations:
  - api: Price
    method: GET
    url: http://127.0.0.1:9/price
    response_variable: price
    fields: { euros: \"{$.api_price.euros}\" }
    mock:
      - respond: { json: { euros: 4 } }
dialogs:
  - dialog: Order
    interactions:
      - dialog_starter: { patterns: [\"*tea*\"] }
      - text_question: Which tea?
        name: which
        rules:
          - regex: ^\\w+$
            next: price
        fallback: One word, please.
      - integration: Price
        name: price
        fallback: Nobody knows its price.
      - text: \"{$userMessage} is {Price.euros} euros.\"
";

const TEA: &str = "\
bot: bot.yaml
transcripts:
  - transcript: Green
    turns:
      - consumer: tea
      - bot: Which tea?
  # Between them.
  - transcript: Any
    channel: [web, sms]
    examples:
      - { tea: white }
      - { tea: black }
    turns:
      - consumer: tea
      - bot: Which tea?
      - consumer: \"{example.tea}\"
      - bot: \"{example.tea} is 4 euros.\"
";

fn shop() -> Project {
    Project::new()
        .file("bot.yaml", BOT)
        .file("other.yaml", BOT.replace("bot: Tea", "bot: Other"))
        .file("tea.yaml", TEA)
}

fn piped(project: &Project, arguments: &[&str], input: &str) -> Ran {
    ran(project.command(&[&["chat"], arguments].concat()).write_stdin(input))
}

/// What the program says to wrong usages, each of which ends with this exit code.
fn said(project: &Project, code: i32, usages: &[&[&str]]) -> String {
    let mut all = String::new();
    for usage in usages {
        let ran = piped(project, usage, "");
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{usage:?}: {}", ran.err);
        writeln!(all, "$ dialogsim chat {}\n{}", usage.join(" "), ran.err).unwrap();
    }
    all
}

#[test]
fn a_choice_that_is_none_is_told_what_there_is() {
    let usages: &[&[&str]] = &[
        &[],
        &["--replay"],
        &["bot.yaml", "--case", "Green"],
        &["--replay", "tea.yaml", "--start", "which"],
        &["--replay", "tea.yaml"],
        &["--replay", "tea.yaml:2"],
        &["--replay", "tea.yaml:7"],
        &["--replay", "tea.yaml:99"],
        &["--replay", "tea.yaml:0"],
        &["--replay", "tea.yaml:x"],
        &["--replay", "tea.yaml:13"],
        &["--replay", "tea.yaml", "--case", "Gren"],
        &["--replay", "tea.yaml", "--case", "xyzzy"],
        &["--replay", "tea.yaml", "--case", "Any"],
        &["--replay", "tea.yaml:14", "--case", "Any (tea=whit) [web]"],
        &["--replay", "tea.yaml:14", "--case", "Green"],
        &["other.yaml", "--replay", "tea.yaml:3"],
        &["bot.yaml", "other.yaml", "--replay", "tea.yaml:3"],
        &["--replay", "tea.yaml:3", "--live", "Prize"],
    ];
    insta::assert_snapshot!("wrong_replay", said(&shop(), 2, usages));
}

#[test]
fn what_cannot_be_read_or_holds_no_transcript() {
    let project = shop()
        .folder("folder")
        .file("no-bot.yaml", "bot: gone.yaml\ntranscripts:\n  - { transcript: A, turns: [{ bot: x }] }\n");
    let mut all = said(&project, 3, &[&["--replay", "gone.yaml"], &["--replay", "gone.yaml:3"]]);
    all += &said(&project, 3, &[&["--replay", "folder"]]);
    all += &said(&project, 1, &[&["--replay", "no-bot.yaml"]]);
    all += &said(&project, 4, &[&["--replay", "bot.yaml"], &["gone", "--replay", "bot.yaml"]]);
    insta::assert_snapshot!("unreadable_replay", all);
}

#[test]
fn a_transcript_or_a_bot_with_errors_is_not_played() {
    let project = shop()
        .file("broken.yaml", TEA.replace("- bot: Which tea?\n  #", "- bto: Which tea?\n  #"))
        .file("unknown.yaml", TEA.replace("- bot: Which tea?\n  #", "- expect: { waiting_at: wich }\n  #"))
        .file("bad/bot.yaml", BOT.replace("text_question", "txt_question"))
        .file("bad/tea.yaml", TEA);
    let usages: &[&[&str]] = &[
        &["--replay", "broken.yaml:10", "--case", "Any"],
        &["--replay", "unknown.yaml:3"],
        &["--replay", "bad/tea.yaml:3"],
    ];
    insta::assert_snapshot!("broken_replay", said(&project, 1, &usages[1..]));
    let ran = piped(&project, usages[0], "");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("broken.yaml cannot be replayed: it has errors"), "{}", ran.err);
}

#[test]
fn what_another_case_says_wrongly_of_the_bot_is_no_reason_not_to_play_this_one() {
    let project =
        shop().file("tea.yaml", TEA.replace("- bot: Which tea?\n  #", "- expect: { waiting_at: wich }\n  #"));
    let ran = piped(&project, &["--replay", "tea.yaml", "--case", "Any (tea=white) [web]"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, "> tea\nBot: Which tea?\n> white\nBot: white is 4 euros.\n");
}

#[test]
fn the_bots_may_be_named_too_and_a_file_may_be_called_like_a_line() {
    let project = shop().file("tea:3", TEA).folder("sub");
    let expected = "> tea\nBot: Which tea?\n";
    for arguments in [
        &["./bot.yaml", "--replay", "tea.yaml:3"][..],
        &["--replay", "tea:3:5"],
        &["--replay", "tea:3", "--case", "Green"],
    ] {
        let ran = piped(&project, arguments, "");
        assert_eq!((ran.out.as_str(), ran.code), (expected, 0), "{arguments:?}: {}", ran.err);
    }
    let mut command = project.command_in("sub", &["chat", "--replay", "../tea.yaml:5"]);
    assert_eq!(ran(command.write_stdin("")).out, expected);
}

#[test]
fn nothing_is_live_unless_asked_for_and_reload_calls_nothing_live_again() {
    let project = shop();
    let black = ["--replay", "tea.yaml", "--case", "Any (tea=black) [web]"];
    let plain = piped(&project, &black, "");
    assert!(plain.out.ends_with("Bot: black is 4 euros.\n"), "{}", plain.out);
    let live = ["--live", "Price", "--allow-host", "127.0.0.1:9"];
    let ran = piped(&project, &[&black[..], &live].concat(), "/reload\n/stack\n/live Price off\n/reload\n");
    insta::assert_snapshot!(ran.out, @r"
    > tea
    Bot: Which tea?
    > black
    ! first call to 127.0.0.1:9
    ! the call of `Price` failed: `127.0.0.1:9` refused the connection: start the service, or correct the port of the URL
    Bot: Nobody knows its price.
    ! the transcript expects: black is 4 euros. (tea.yaml:17)
    ! the bot and the transcript are read again, and the conversation begins anew without the transcript's turns, as these may make live calls again (/live lists what is live)
    ! no dialog is under way: the next message goes to the dialog starters
    ! `Price` is not live: its mocks answer
    ! the bot and the transcript are read again, and the transcript is played anew
    > tea
    Bot: Which tea?
    > black
    Bot: black is 4 euros.
    ");
    assert_eq!(ran.code, 0);
}

#[test]
fn a_trace_tells_of_the_turns_that_are_replayed() {
    let ran = piped(&shop(), &["--replay", "tea.yaml:6", "--trace=json"], "green\n");
    let turns: Vec<serde_json::Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let numbers: Vec<u64> = turns.iter().map(|turn| turn["turn"].as_u64().unwrap()).collect();
    assert_eq!((numbers, ran.code), (vec![1, 2], 0), "{}", ran.out);
}

/// A chat whose files change between two lines: the second line comes when the first one is answered.
#[test]
fn reload_reads_the_transcript_again_and_keeps_what_was_where_it_is_broken() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::{Command, Stdio};
    let project = shop();
    let mut chat = Command::new(env!("CARGO_BIN_EXE_dialogsim"))
        .current_dir(project.path(""))
        .env_clear()
        .args(["chat", "--replay", "tea.yaml:5"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(chat.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut input = chat.stdin.take().unwrap();
    let mut until = |end: &str| {
        let mut seen: Vec<String> = Vec::new();
        while seen.last().is_none_or(|line| line != end) {
            seen.push(lines.next().unwrap());
        }
        seen.join("\n")
    };
    until("Bot: Which tea?");
    let change =
        |to: &str| fs::write(project.path("tea.yaml"), TEA.replacen("consumer: tea", to, 1)).unwrap();
    change("consumer: [tea");
    writeln!(input, "/reload\ngreen").unwrap();
    let broken = until("Bot: green is 4 euros.");
    assert!(broken.contains("tea.yaml cannot be replayed: it has errors; the chat goes on"), "{broken}");
    change("consumer: more tea");
    writeln!(input, "/reload").unwrap();
    assert_eq!(
        until("Bot: Which tea?"),
        "! the bot and the transcript are read again, and the transcript is played anew\n> more tea\nBot: Which tea?"
    );
    drop(input);
    assert_eq!(chat.wait().unwrap().code(), Some(3));
}
