//! Structured content and bot code in transcripts, from outside: what holds, what is replayed, saved and rewritten, what
//! goes over the wire, what is covered.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use std::fs;

use insta::assert_snapshot;
use project::{Project, Ran};
use serde_json::Value as Json;

const CINEMA: &str = include_str!("test_failures/cinema.bot.yaml");
const CODER: &str = include_str!("test_failures/bot_code.bot.yaml");

fn cinema(transcripts: &str) -> Project {
    Project::new().folder(".git").file("bot.yaml", CINEMA).file("t.yaml", transcripts)
}

/// A chat from a pipe.
fn chat(project: &Project, arguments: &[&str], lines: &str) -> Ran {
    let arguments: Vec<&str> = ["chat"].iter().chain(arguments).copied().collect();
    project::ran(project.command(&arguments).write_stdin(lines))
}

fn text(project: &Project, path: &str) -> String {
    fs::read_to_string(project.path(path)).unwrap()
}

const HOLDS: &str = r##"bot: bot.yaml
transcripts:
  - transcript: Content with everything
    turns:
      - consumer: films
      - bot: Tonight we show two films.
        choices: [The poster, { title: Book a seat, payload: book }, Our website, "Yes", "No"]
        buttons: [{ contains: seat }, { link: "https://cinema.example.com" }]
        quick_replies: [{ payload: { glob: "yes*" } }, "No"]
        links: [The poster, "https://cinema.example.com"]
        cards:
          - title: Tonight we show two films.
            image: { glob: "*/poster.png" }
            link: https://cinema.example.com/poster
            buttons: [Book a seat, Our website]
        rich:
          type: vertical
          tag: null
          elements:
            - { text: { contains: two }, style: { bold: true } }
            - { any: true }
            - { click: { actions: [{ type: publishText, text: book }] } }
            - { type: button }
          quickReplies: { itemsPerRow: 2, replies: { contains: [{ title: "No" }] } }
        capture: { films: 'show (\w+)' }
      - tap: The poster
      - link: https://cinema.example.com/poster
      - tap: { payload: book }
      - bot: Pick a day
        rich: { type: button, title: Pick a day, click: { actions: [{ type: datePicker, minDate: 1796083200.0 }] } }
      - tap: { choice: Pick a day, pick: "2026-12-02" }
      - bot: See you on 02.12.2026.
        rich: null
        choices: []
        links: []
      - consumer: films
      - bot: { contains: "{captured.films}" }
        rich: { elements: { contains: [{ text: "Tonight we show {captured.films} films." }] } }

  - transcript: Earlier messages stay where they are
    turns:
      - consumer: films
      - bot: { any: true }
      - tap: Book a seat
      - bot: { any: true }
      - tap: { choice: [Our website], message: 1 }
      - link: https://cinema.example.com
      - tap: { choice: "#1", message: 2, pick: 2026-12-11 }
      - bot: See you on 11.12.2026.

  - transcript: A quick reply says its payload
    turns:
      - consumer: films
      - bot: { any: true }
      - tap: "Yes"
      - bot: Glad to hear that.

  - transcript: Cards
    turns:
      - consumer: programme
      - bot: { contains: Night train }
        cards:
          - { title: Night train, text: 97 minutes, image: { any: true }, buttons: [Take this] }
          - The lighthouse
        buttons: [{ payload: night train }, { payload: lighthouse }]
      - tap: { payload: lighthouse }
      - bot: You have chosen lighthouse.

  - transcript: A form
    turns:
      - consumer: snacks
      - bot: { any: true }
        choices: [{ title: Popcorn, payload: popcorn }, Nachos, That is all]
        buttons: [That is all]
      - tap: [Nachos, Popcorn, That is all]
      - bot: "Noted: popcorn,nachos."

  - transcript: What the builder has goes over the wire too
    turns:
      - consumer: seats
      - bot: Where would you like to sit?
        links: [{ title: The plan, link: { contains: /plan } }]
        rich:
          type: vertical
          elements: { contains: [{ type: button, title: At the back }] }
      - tap: { payload: front }
      - bot: Is that all?
        rich: { quickReplies: { replies: [{ title: That is all }, { any: true }] } }
      - tap: That is all
      - bot: Thank you.
"##;

#[test]
fn what_holds_of_structured_content_passes() {
    let ran = cinema(HOLDS).run(&["test"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(ran.err.starts_with("6 passed of 6 transcripts"), "{}", ran.err);
}

#[test]
fn what_code_logs_and_triggers_is_that_of_the_turns_since_the_last_expect() {
    let transcripts = r#"bot: bot.yaml
transcripts:
  - transcript: Log and triggers
    turns:
      - consumer: hello
      - bot: { any: true }
      - bot: Tea or coffee?
      - consumer: tea
      - bot: Here is your tea.
      - expect: { log: [somebody says hello, { contains: heard }], triggered: tea }
      - consumer: hello
      - bot: Hello Ada!
      - bot: { any: true }
      - expect: { log: it is Ada, triggered: null }
      - expect: { log: { matches: "^somebody" } }
      - consumer: coffee
      - bot: Here is your coffee.
      - expect: { log: heard coffee, triggered: null }
      - wait: 1s
      - expect: { log: [], triggered: null }
"#;
    let project = Project::new().folder(".git").file("bot.yaml", CODER).file("t.yaml", transcripts);
    let ran = project.run(&["test"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    for (from, to) in [
        (
            "log: [somebody says hello, { contains: heard }]",
            "log: [{ contains: heard }, somebody says hello]",
        ),
        ("expect: { log: it is Ada, triggered: null }", "expect: { log: heard tea }"),
        ("log: heard coffee, triggered: null", "log: heard coffee, triggered: coffee"),
        ("expect: { log: [], triggered: null }", "expect: { log: heard coffee }"),
    ] {
        let other = transcripts.replace(from, to);
        assert_ne!(other, transcripts);
        let project = Project::new().folder(".git").file("bot.yaml", CODER).file("t.yaml", other);
        assert_eq!(project.run(&["test"]).code, 1, "{to}");
    }
}

#[test]
fn a_replay_taps_earlier_messages_and_picks() {
    let ran =
        chat(&cinema(HOLDS), &["--replay", "t.yaml", "--case", "Earlier messages stay where they are"], "");
    assert_snapshot!(ran.out);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn a_replay_says_what_differs_in_structured_content() {
    let transcripts = "bot: bot.yaml
transcripts:
  - transcript: Other content
    turns:
      - consumer: films
      - bot: Tonight we show two films.
        quick_replies: [Yes, { payload: never }]
        rich: { type: carousel }
      - tap: { choice: Book a seat, message: 7 }
      - bot: Pick a day
";
    let ran = chat(&cinema(transcripts), &["--replay", "t.yaml"], "");
    assert_snapshot!(ran.out);
    assert_eq!(ran.code, 3);
}

#[test]
fn a_saved_conversation_says_texts_labels_and_links_and_passes() {
    let project = cinema(HOLDS);
    let lines = "films\n1\n3\nBook a seat\n#m1.3\n#1 2026-12-02\nprogramme\n2\nsnacks\n#1 #3\nseats\nAt the back\n/save saved.yaml\n";
    let ran = chat(&project, &["bot.yaml"], lines);
    assert_snapshot!(format!("{}\n---\n{}", ran.out, text(&project, "saved.yaml")));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = project.run(&["test", "saved.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
}

#[test]
fn what_is_offered_is_rewritten_and_what_is_a_predicate_is_not() {
    let transcripts = r##"bot: bot.yaml
transcripts:
  - transcript: Films
    turns:
      - consumer: films
      - bot: We show two films.
        choices: [Poster, { title: Book, payload: book }, Our website, "Yes", "No"] # everything
        buttons:
          - { title: Book a seat, payload: booking }
          - { title: Our site, link: "https://cinema.example.com" }
        quick_replies: ["Yes"]
        links: [The picture, "https://cinema.example.com/old"]
        cards:
          - { title: Tonight, image: "https://cinema.example.com/poster.jpg" }
      - tap: { payload: book }
      - bot: Pick a day
  - transcript: What is for a person to change
    turns:
      - consumer: films
      - bot: Tonight we show two films.
        buttons: [Book a seat, { title: Our website, payload: site }]
        quick_replies: [{ payload: { contains: maybe } }, "No"]
        rich: { type: carousel, tag: null }
      - expect: { log: [hello], triggered: glad }
"##;
    let project = cinema(transcripts);
    let ran = project.run(&["test", "--update"]);
    assert_snapshot!(format!("{}\n---\n{}\n---\n{}", ran.out, ran.err, text(&project, "t.yaml")));
    let again = project.run(&["test", "--update", "--filter", "name:Films"]);
    assert_eq!((again.code, again.out.as_str()), (0, ""), "{}", again.err);
}

#[test]
fn messages_are_written_as_the_events_of_the_wire() {
    let bot = format!(
        "{CINEMA}  - dialog: Secret\n    interactions:\n      - dialog_starter: {{ patterns: [secret] }}\n      - image: \
         https://cinema.example.com/a.png?t={{$env.token}}\n      - text: \"\\\"{{$env.token}}\\\" and \\e[1mbold\"\n      - \
         private_message: For agents.\n      - agent_transfer: One moment.\n        skill: \"4711\"\n"
    );
    let bot = bot.replace("bot: Cinema\n", "bot: Cinema\nenvironment:\n  token: ${TOKEN}\n");
    let project = Project::new().folder(".git").file("bot.yaml", bot);
    let mut command = project.command(&["chat", "bot.yaml", "--json"]);
    let lines =
        "films\nThe poster\n/reset\nprogramme\nTake this\nseats\nIn front\nThat is all\n/vars\nsecret\n";
    let ran = project::ran(command.env("TOKEN", "s3cr3t-\"t0ken").write_stdin(lines));
    assert_snapshot!("wire_events", ran.out);
    assert_snapshot!("wire_rest", ran.err);
    let events: Vec<Json> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let is_event =
        |event: &Json| ["ContentEvent", "RichContentEvent"].iter().any(|kind| event["type"] == *kind);
    assert!(events.iter().all(is_event));
    assert!(!ran.out.contains("t0ken") && !ran.err.contains("t0ken"));
    assert_eq!(ran.code, 0);
}

#[test]
fn only_one_of_two_programs_reads_standard_output() {
    let project = cinema(HOLDS);
    let ran = chat(&project, &["bot.yaml", "--json", "--trace=json"], "films\n");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("--json and --trace=json both write to standard output"), "{}", ran.err);
    let ran =
        chat(&project, &["bot.yaml", "--json", "--trace=json", "--trace-file", "trace.jsonl"], "films\n");
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1));
    let trace: Json = serde_json::from_str(text(&project, "trace.jsonl").lines().next().unwrap()).unwrap();
    let message =
        trace["events"].as_array().unwrap().iter().find(|event| event["event"] == "message").unwrap();
    assert_eq!(
        message["links"][0],
        serde_json::json!({ "choice": 1, "url": "https://cinema.example.com/poster" })
    );
}

/// The items of a kind that belong to an interaction, with how often they have happened.
fn items(coverage: &Json, kind: &str, of: &str) -> Vec<String> {
    let files = coverage["files"].as_array().unwrap();
    let items = files.iter().flat_map(|file| file["items"].as_array().unwrap());
    let own = items.filter(|item| item["kind"] == kind && item["label"].as_str().unwrap().ends_with(of));
    own.map(|item| format!("{}: {} {}", item["line"], item["label"].as_str().unwrap(), item["hits"]))
        .collect()
}

#[test]
fn choices_of_content_that_is_fixed_are_covered_and_others_are_not_counted() {
    let bot = format!(
        "{CINEMA}  - dialog: Made\n    interactions:\n      - dialog_starter: {{ patterns: [made] }}\n      - universal: \
         \"{{$botContext.card}}\"\n        name: made\n      - universal: |\n          {{\"type\": \"vertical\", \"elements\": [\n            \
         {{\"type\": \"button\", \"title\": \"Caf\\u00e9\", \"click\": {{\"actions\": [{{\"type\": \"publishText\", \"text\": \"coffee\"}}]}}}},\n            \
         {{\"type\": \"button\", \"title\": \"{{$botContext.x}}\", \"click\": {{\"actions\": [{{\"type\": \"publishText\", \"text\": \"x\"}}]}}}},\n            \
         {{\"type\": \"map\", \"la\": 1.5, \"lo\": 2}}]}}\n        name: in_json\n        user_input_required: true\n"
    );
    let made = "  - transcript: Made by code\n    variables: { card: '{\"type\": \"button\", \"title\": \"Go\"}', x: Eks }\n    \
                turns:\n      - consumer: made\n      - bot: Go\n      - bot: { any: true }\n      - tap: 1.5,2\n      - link: \
                { any: true }\n      - tap: Café\n      - nothing: true\n";
    let project =
        Project::new().folder(".git").file("bot.yaml", bot).file("t.yaml", format!("{HOLDS}\n{made}"));
    let ran = project.run(&["test", "--coverage", "json=coverage.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    let coverage: Json = serde_json::from_str(&text(&project, "coverage.json")).unwrap();
    let all: Vec<String> = ["`tonight`", "`which_day`", "`programme`", "`snacks`", "`made`", "`in_json`"]
        .iter()
        .flat_map(|of| items(&coverage, "choice", of))
        .collect();
    assert_snapshot!(all.join("\n"));
    // What waits for an answer is a question, whatever its content is made of.
    assert_eq!(
        items(&coverage, "rule_taken", "`tonight`"),
        [
            "35: rule 1 `pattern` of `tonight` 2",
            "37: rule 2 `pattern` of `tonight` 1",
            "39: rule 3 `no_match` of `tonight` 0"
        ]
    );
    let next = items(&coverage, "edge", "to the Text in line 52");
    assert_eq!(next, ["44: the way from `which_day` to the Text in line 52 2"]);
}

#[test]
fn a_multiple_choice_is_looked_at_as_its_channel_shows_it() {
    let bot = "bot: Choices
dialogs:
  - dialog: D
    interactions:
      - dialog_starter: { patterns: [hello] }
      - multiple_choice: Tea?
        choices: [\"Yes\", \"No\"]
      - multiple_choice: Milk?
        choices: [\"Yes\", \"No\"]
        display: quick_reply
";
    let transcripts = "bot: bot.yaml
transcripts:
  - transcript: T
    turns:
      - consumer: hello
      - bot: Tea?
        buttons: [\"Yes\", \"No\"]
        quick_replies: []
        rich: { type: vertical }
      - tap: \"Yes\"
      - bot: Milk?
        buttons: []
        quick_replies: [{ title: \"Yes\", payload: \"Yes\" }, \"No\"]
        rich: { quickReplies: { replies: [{ title: \"Yes\" }, { title: \"No\" }] } }
";
    let project = Project::new().folder(".git").file("bot.yaml", bot).file("t.yaml", transcripts);
    let ran = project.run(&["test"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
}

#[test]
fn reports_for_programs_and_pages_tell_of_taps_and_content() {
    let project = Project::new()
        .folder(".git")
        .file("cinema.bot.yaml", CINEMA)
        .file("t.yaml", include_str!("test_failures/tap_rich.yaml"))
        .file("u.yaml", include_str!("test_failures/rich.yaml"));
    let ran = project.run(&["test", "--report", "json=report.json", "--report", "html=report.html"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let lines: Vec<Json> =
        text(&project, "report.json").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let turns: Vec<&Json> = lines.iter().filter_map(|line| line["turns"].as_array()).flatten().collect();
    assert!(turns.iter().any(|turn| {
        turn["act"] == serde_json::json!({ "act": "taps", "choices": ["Pick a day"], "picked": "2027-02-01" })
    }));
    assert!(turns.iter().any(|turn| {
        turn["act"] == serde_json::json!({ "act": "taps", "choices": ["At the back"], "message": 3 })
    }));
    let differs = |turn: &Json| turn.to_string().contains("rich /quickReplies/itemsPerRow");
    assert!(turns.iter().any(|turn| differs(turn)));
    let page = text(&project, "report.html");
    assert!(page.contains("Our website (opens https:"));
    assert!(page.contains("rich &#x2f;elements&#x2f;0&#x2f;text: expected"));
}
