//! `dialogsim test --live`: real services for transcripts, kept in a cassette and played again without them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;
#[allow(dead_code, reason = "each test uses its own part of this")]
#[path = "live/server.rs"]
mod server;

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use project::{Project, Ran, ran};
use server::{Answer, Server};

const SECRET: &str = "s3cr3t-Zebra-42";

const BOT: &str = r#"
bot: Desk
settings: { allow_hosts: [127.0.0.1] }
integrations:
  - api: Score
    method: GET
    url: "SERVER/score"
    params: { name: "{$userMessage}" }
    headers: { Authorization: "Bearer ${TOKEN:-none}" }
    response_variable: score
    mock: [{ fault: timeout }]
dialogs:
  - dialog: Score
    interactions:
      - dialog_starter: { patterns: ["*"] }
      - integration: Score
        rules:
          - result: failure
            next: failed
      - text: "{$userMessage} has {$.api_score.value}."
        next: end
      - text: Nobody knows.
        name: failed
        next: end
"#;

const TRANSCRIPTS: &str = "bot: bot.yaml
transcripts:
  - transcript: One after the other
    turns:
      - consumer: Ada
      - bot: Ada has 3.
      - consumer: Grace
      - bot: Grace has 5.
      - expect: { calls: { Score: { count: 2, last: { params: { name: Grace } } } } }
  - transcript: Once more
    turns:
      - consumer: Ada
      - bot: Ada has 3.
";

/// A service that scores a name by its length.
fn scoring(asked: Arc<AtomicUsize>) -> Server {
    Server::start(move |received| {
        asked.fetch_add(1, Ordering::SeqCst);
        let name =
            received.line.split("name=").nth(1).unwrap_or("").split(' ').next().unwrap_or("").to_owned();
        Answer::ok(&format!("{{\"value\": {}}}", name.len()))
    })
}

fn test(project: &Project, arguments: &[&str]) -> Ran {
    ran(project.command(&[&["test"], arguments].concat()).env("TOKEN", SECRET))
}

#[test]
fn what_is_recorded_live_is_played_again_without_the_service() {
    let asked = Arc::new(AtomicUsize::new(0));
    let server = scoring(asked.clone());
    let project = Project::new()
        .file("bot.yaml", BOT.replace("SERVER", &server.url("")))
        .file("transcripts.yaml", TRANSCRIPTS);
    let mocked = test(&project, &[]);
    assert_eq!((mocked.code, asked.load(Ordering::SeqCst)), (1, 0), "nothing is live unless asked for");
    let live = test(&project, &["--live", "Score", "--record", "c.yaml"]);
    assert_eq!((live.code, asked.load(Ordering::SeqCst)), (0, 3), "{}{}", live.out, live.err);
    assert!(live.err.contains("first call to 127.0.0.1"), "{}", live.err);
    let cassette = fs::read_to_string(project.path("c.yaml")).unwrap();
    assert!(!cassette.contains(SECRET) && cassette.contains("name: Grace"), "{cassette}");
    let replayed = test(&project, &["--mocks", "c.yaml", "--jobs", "2"]);
    assert_eq!((replayed.code, asked.load(Ordering::SeqCst)), (0, 3), "{}{}", replayed.out, replayed.err);
    assert!(!replayed.err.contains("no transcript used"), "{}", replayed.err);
}

#[test]
fn a_live_failure_is_told_as_it_was_and_called_once() {
    let asked = Arc::new(AtomicUsize::new(0));
    let server = scoring(asked.clone());
    let project = Project::new()
        .file("bot.yaml", BOT.replace("SERVER", &server.url("")))
        .file("transcripts.yaml", TRANSCRIPTS.replace("Ada has 3.", "Ada has 4."));
    let live = test(&project, &["--live-all", "--filter", "Once more"]);
    assert_eq!((live.code, asked.load(Ordering::SeqCst)), (1, 1), "{}{}", live.out, live.err);
    assert!(live.out.contains("Ada has 3.") && !live.out.contains(SECRET), "{}", live.out);
}
