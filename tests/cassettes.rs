//! Cassettes: live calls recorded as mocks, secrets masked, and played again without the service.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;
#[allow(dead_code, reason = "each test uses its own part of this")]
#[path = "live/server.rs"]
mod server;

use std::fs;
use std::io::Write as _;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dialogsim::load::{MemoryFiles, load_cassette};
use dialogsim::source::Sources;
use project::{Project, Ran, ran};
use server::{Answer, Received, Server};

const SECRET: &str = "s3cr3t \"Zebra\"/42";

const BOT: &str = r#"
bot: Desk
settings: { allow_hosts: [127.0.0.1] }
environment: { token: "${TOKEN:-none}" }
integrations:
  - api: Score
    method: POST
    url: "SERVER/score?lang=en"
    params: { name: "{$userMessage}", token: "{$env.token}" }
    headers: { Authorization: "Bearer {$env.token}", Accept: text/plain }
    body: '{"said": "{$userMessage}"}'
    response_variable: score
  - api: Other
    method: GET
    url: "SERVER/other"
    mock: [{ respond: { text: mocked } }]
dialogs:
  - dialog: Other
    interactions:
      - dialog_starter: { patterns: [other] }
      - integration: Other
      - text: "Other: {$botContext.api_otherStatus}"
        next: end
  - dialog: Score
    interactions:
      - dialog_starter: { patterns: ["*"] }
      - integration: Score
        rules:
          - result: failure
            next: failed
      - text: "{$.api_score.text}"
        next: end
      - text: "failed"
        name: failed
        next: end
"#;

fn bot(server: &Server) -> String {
    BOT.replace("SERVER", &server.url(""))
}

/// A service that numbers its answers.
fn counting() -> Server {
    let count = AtomicUsize::new(0);
    Server::start(move |_| {
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        Answer::ok(&format!("{{\"text\": \"answer {number}\"}}"))
    })
}

fn chat(project: &Project, arguments: &[&str], input: &str) -> Ran {
    let mut command = project.command(&[&["chat", "bot.yaml"], arguments].concat());
    ran(command.env("TOKEN", SECRET).write_stdin(input))
}

fn record(project: &Project, input: &str) -> Ran {
    chat(project, &["--live-all", "--record", "c.yaml"], input)
}

fn cassette(project: &Project) -> String {
    fs::read_to_string(project.path("c.yaml")).unwrap()
}

/// What the bot says.
fn said(ran: &Ran) -> Vec<&str> {
    ran.out.lines().filter_map(|line| line.strip_prefix("Bot: ")).collect()
}

#[track_caller]
fn holds(ran: &Ran, text: &str) {
    assert!(ran.out.contains(text) || ran.err.contains(text), "{}\n{}", ran.out, ran.err);
}

#[test]
fn a_cassette_is_readable_and_holds_no_secret() {
    use base64::Engine as _;
    let base64 = base64::engine::general_purpose::STANDARD.encode(format!("user:{SECRET}"));
    let server = Server::start(move |request: &Received| match request.line.contains("name=Ada") {
        true => {
            let json =
                serde_json::json!({"text": "for {request.method}", "echo": {SECRET: [SECRET, base64]}});
            Answer::ok(&json.to_string())
        }
        false => Answer::raw(
            "HTTP/1.1 503 X\r\nRetry-After: 5\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 12\r\n\r\nnot\r\nnow: {}\n",
        ),
    });
    let project = Project::new().file("bot.yaml", bot(&server));
    let ran = record(&project, &format!("Ada\nBob\nI am {SECRET}\n"));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let text = cassette(&project);
    insta::assert_snapshot!(text.replace(&server.host(), "SERVER"));
    for part in ["s3cr3t", "Zebra"] {
        assert!(!text.contains(part), "{text}");
    }
}

#[test]
fn a_replay_goes_as_the_live_conversation_did_without_the_service() {
    let server = counting();
    let project = Project::new().file("bot.yaml", bot(&server));
    let input = "Ada\nBob\nAda\nAda\nBob\n";
    let live = record(&project, input);
    assert_eq!(said(&live), ["answer 1", "answer 2", "answer 3", "answer 4", "answer 5"]);
    let recorded = cassette(&project);
    let calls = server.requests().len();
    let replayed = chat(&project, &["--mocks", "c.yaml"], input);
    assert_eq!((said(&replayed), replayed.code), (said(&live), 0), "{}", replayed.err);
    assert_eq!(replayed.err, "");
    // A live integration is answered by the cassette too.
    let live = chat(&project, &["--mocks", "c.yaml", "--live-all"], input);
    assert_eq!(said(&live), said(&replayed));
    assert_eq!((server.requests().len(), cassette(&project)), (calls, recorded));
}

#[test]
fn failures_and_bytes_are_replayed_too() {
    let server = Server::start(|request| match request.line.contains("name=gone") {
        true => Answer::hang_up(),
        false => Answer::status(500),
    });
    let project = Project::new().file("bot.yaml", bot(&server));
    let input = "gone\nbroken\n/calls\n";
    let live = record(&project, input);
    let replayed = chat(&project, &["--mocks", "c.yaml"], input);
    assert_eq!(said(&live), ["failed", "failed"]);
    assert_eq!((said(&replayed), replayed.err.as_str()), (said(&live), ""));
    assert!(cassette(&project).contains("fault: connection_reset\n"));
    assert!(cassette(&project).contains("closed the connection before it answered"));
    holds(&replayed, "1. Score: POST ");
    holds(&replayed, "failed, the connection broke (overriding entry 1, c.yaml:");
    holds(&replayed, "status 500 (overriding entry 2, c.yaml:");
}

#[test]
fn what_is_there_is_kept_and_the_same_request_gives_way() {
    let server = counting();
    let project = Project::new().file("bot.yaml", bot(&server));
    record(&project, "Ada\nBob\n");
    let edited = cassette(&project)
        .replace("mocks:\n", "# For the whole file.\nmocks: # here\n")
        .replace("  Score:\n", "  # About scores.\n  Score: # and here\n")
        + "    - respond: { status: 404 } # everybody else\n  # The end.\n";
    fs::write(project.path("c.yaml"), edited).unwrap();
    record(&project, "Ada\nother\n");
    let text = cassette(&project);
    insta::assert_snapshot!(text.replace(&server.host(), "SERVER"));
    let replayed = chat(&project, &["--mocks", "c.yaml"], "Ada\nBob\nEve\nother\n");
    assert_eq!(&said(&replayed)[..3], ["answer 3", "answer 2", "failed"]);
}

#[test]
fn what_was_taken_back_or_begun_anew_does_not_stand_before_what_counts() {
    let server = counting();
    let project = Project::new().file("bot.yaml", bot(&server));
    let live = record(&project, "Ada\nAda\n/back\n/redo --live\nBob\n/reset\nAda\n/back\n/back\nBob\n");
    assert_eq!(said(&live), ["answer 1", "answer 2", "answer 3", "answer 4", "answer 5", "answer 6"]);
    // The conversation as it is now: Ada twice, Bob twice.
    let replayed = chat(&project, &["--mocks", "c.yaml"], "Ada\nAda\nBob\nBob\n");
    assert_eq!(said(&replayed), ["answer 1", "answer 3", "answer 4", "answer 6"]);
    record(&project, "Bob\n/reset\nBob\nAda\n");
    let replayed = chat(&project, &["--mocks", "c.yaml"], "Bob\nAda\n");
    assert_eq!(said(&replayed), ["answer 8", "answer 9"]);
}

#[test]
fn stale_unused_and_used_up_entries_are_named() {
    let server = counting();
    let project = Project::new().file("bot.yaml", bot(&server));
    record(&project, "Ada\nBob\n");
    let text = cassette(&project) + "  Scor:\n    - respond: { status: 200 }\n";
    fs::write(project.path("c.yaml"), text).unwrap();
    let replayed = chat(&project, &["--mocks", "c.yaml"], "Ada\nAda\n/live\n");
    assert_eq!(replayed.code, 3);
    let shown = format!("{}\n--\n{}", replayed.out, replayed.err).replace(&server.host(), "SERVER");
    insta::assert_snapshot!(shown, @r"
    > Ada
    Bot: answer 1
    > Ada
    ! `Score` was not called: no mock of `Score` answers this call; the nearest is overriding entry 1, but it is used up (`times: 1`) (see c.yaml:6)
    Bot: failed
      Score: not live, without a mock, 2 from c.yaml; SERVER, on the allow list
      Other: mocked, 1 entry; SERVER, on the allow list

    --
    warning: c.yaml:40 is stale, its entries answer nothing: there is no integration `Scor`: did you mean `Score`?
    note: 1 entry of the cassettes answered no call: 2 of `Score` (c.yaml:24)
    ");
}

#[test]
fn answers_of_the_person_come_first_and_go_alone() {
    let server = counting();
    let project = Project::new().file("bot.yaml", bot(&server));
    record(&project, "Ada\n");
    let lines = "/mock Score 503\nAda\n/live\n/mock Score off\nAda\n/reload\nAda\n";
    let replayed = chat(&project, &["--mocks", "c.yaml"], lines);
    assert_eq!(said(&replayed), ["failed", "answer 1", "answer 1"]);
    holds(&replayed, "Score: not live, without a mock, 1 from /mock, 1 from c.yaml");
    holds(&replayed, "! 1 answer of /mock removed from `Score`");
    assert_eq!(replayed.err, "");
}

#[test]
fn several_bots_have_their_names_in_a_cassette() {
    let server = counting();
    let project = Project::new().file("bot.yaml", bot(&server)).file(
        "other.yaml",
        "bot: Other\ndialogs:\n  - dialog: A\n    interactions:\n      - dialog_starter: { patterns: [x] }\n      - text: Hello\n",
    );
    let both = |more: &[&str]| chat(&project, &[&["other.yaml"], more].concat(), "Ada\n");
    both(&["--live", "Score", "--record", "c.yaml"]);
    assert!(cassette(&project).contains("mocks:\n  Desk/Score:\n"), "{}", cassette(&project));
    for replayed in [both(&["--mocks", "c.yaml"]), chat(&project, &["--mocks", "c.yaml"], "Ada\n")] {
        assert!(replayed.out.ends_with(": answer 1\n") && replayed.err.is_empty(), "{}", replayed.out);
    }
    // The same integration under its short name is the same one.
    record(&project, "Ada\n");
    let text = cassette(&project);
    assert_eq!((text.matches("Score:").count(), text.matches("answer 2").count()), (1, 1), "{text}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let server = counting();
    let flow = "mocks: { Score: [{ respond: { status: 200 } }] }\n";
    let project = Project::new()
        .file("bot.yaml", bot(&server))
        .file("flow.yaml", flow)
        .file("broken.yaml", "mocks:\n  Score:\n    - respnd: { status: 200 }\n")
        .file("list.yaml", "- a\n")
        .file("alias.yaml", "mocks:\n  A: &a\n    - respond: { status: 200 }\n  B: *a\n")
        .folder("folder");
    let cases: &[(&[&str], i32, &str)] = &[
        (&["--record", "c.yaml"], 2, "nothing is live: add --live NAME or --live-all"),
        (
            &["--live-all", "--record", "bot.yaml"],
            2,
            "bot.yaml is a file of the bot or a cassette that answers",
        ),
        (&["--live-all", "--record", "./flow.yaml", "--mocks", "flow.yaml"], 2, "a cassette that answers"),
        (
            &["--live-all", "--record", "flow.yaml"],
            3,
            "flow.yaml cannot be recorded into: line 1: calls can be added only",
        ),
        (
            &["--live-all", "--record", "alias.yaml"],
            3,
            "alias.yaml cannot be recorded into: line 3: calls can be added only",
        ),
        (&["--live-all", "--record", "list.yaml"], 3, "line 1: this is no cassette"),
        (&["--live-all", "--record", "folder"], 3, "folder cannot be recorded into: "),
        (&["--live-all", "--record", "nowhere/c.yaml"], 3, "its folder is not there"),
        (&["--mocks", "nowhere.yaml"], 3, "cannot read nowhere.yaml: there is no such file"),
        (&["--mocks", "broken.yaml"], 1, "did you mean `respond`?"),
        (&["--mocks", "bot.yaml"], 1, "a cassette has no key `bot`"),
    ];
    for (arguments, code, message) in cases {
        let ran = chat(&project, arguments, "Ada\n");
        assert_eq!(ran.code, *code, "{arguments:?}\n{}\n{}", ran.out, ran.err);
        holds(&ran, message);
    }
    assert_eq!(server.requests().len(), 0);
    assert_eq!(fs::read_to_string(project.path("flow.yaml")).unwrap(), flow);
}

#[test]
fn a_dry_run_records_nothing_and_says_so() {
    let server = counting();
    let project = Project::new().file("bot.yaml", bot(&server));
    let ran = chat(&project, &["--live-all", "--dry-run", "--record", "c.yaml"], "other\n");
    holds(&ran, "note: --dry-run sends nothing, so nothing is recorded in c.yaml");
    assert!(!project.path("c.yaml").exists() && server.requests().is_empty());
}

#[test]
fn what_is_no_answer_of_the_service_is_not_recorded() {
    let server = counting();
    let text = bot(&server).replace("allow_hosts: [127.0.0.1]", "allow_hosts: [example.com]");
    let project = Project::new().file("bot.yaml", text);
    let ran = record(&project, "Ada\n");
    holds(&ran, "is not on the allow list");
    assert!(!project.path("c.yaml").exists());
}

#[cfg(unix)]
#[test]
fn a_call_that_cannot_be_recorded_is_said_and_the_conversation_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    let server = counting();
    let project = Project::new().file("bot.yaml", bot(&server)).file("c.yaml", "");
    fs::set_permissions(project.path("c.yaml"), fs::Permissions::from_mode(0o444)).unwrap();
    let ran = record(&project, "Ada\nBob\n");
    holds(&ran, "! c.yaml cannot be recorded into: it is read-only");
    assert_eq!((said(&ran), ran.code), (vec!["answer 1", "answer 2"], 3));
    assert_eq!(cassette(&project), "");
}

/// Whatever moment a recording is killed at, its cassette is whole: each call is in it or is not.
#[test]
fn a_killed_recording_leaves_a_whole_cassette() {
    let body = format!("{{\"text\": \"{}\"}}", "0123456789 ".repeat(3_000));
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = calls.clone();
    let server = Server::start(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        Answer::ok(&body)
    });
    let input: String = (0..40).map(|number| format!("call {number}\n")).collect();
    let mut seen = 0;
    for round in 0..12 {
        let project = Project::new().file("bot.yaml", bot(&server));
        calls.store(0, Ordering::SeqCst);
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_dialogsim"))
            .args(["chat", "bot.yaml", "--live-all", "--record", "c.yaml"])
            .current_dir(project.path(""))
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        // Every other time while the new content is being written, else right after a call.
        let is_marked = || {
            let is_called = calls.load(Ordering::SeqCst) > round / 2;
            is_called && (round % 2 == 1 || is_writing(&project))
        };
        while !is_marked() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let Ok(text) = fs::read_to_string(project.path("c.yaml")) else { continue };
        let mut sources = Sources::default();
        let files = MemoryFiles::default().with("c.yaml", text.as_str());
        let loaded = load_cassette("c.yaml", &files, &mut sources);
        assert!(loaded.diagnostics.is_empty() && text.ends_with("times: 1\n"), "{}", text.len());
        let entries = loaded.cassette.recorded[0].mocks.len();
        assert!(entries > 0 && entries <= calls.load(Ordering::SeqCst));
        seen += 1;
    }
    assert!(seen > 0, "no recording lived long enough");
}

/// Whether there is a file beside the cassette that is to take its place.
fn is_writing(project: &Project) -> bool {
    let mut names = fs::read_dir(project.path("")).unwrap().flatten().map(|entry| entry.file_name());
    names.any(|name| name.to_string_lossy().ends_with(".tmp"))
}
