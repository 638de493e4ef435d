//! A law of `dialogsim test`: what comes from the process environment is written nowhere, wherever a bot, a
//! service or a transcript brings it up.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use std::fs;

use project::{Project, ran};

/// Secrets with a core that shows through every way of writing them: as they are, in URLs, in JSON, in markup.
const SECRETS: [&str; 3] =
    ["s3cr3t-t0ken", "c0re \"t0ken\" & <b>s</b>/ü", "one-t0ken-of-many-letters-and-digits-0123456789"];
const CORE: &str = "t0ken";

/// Everything that a run writes to a file.
const FILES: [&str; 12] = [
    "human.txt",
    "quiet.txt",
    "report.jsonl",
    "junit.xml",
    "report.tap",
    "github.txt",
    "report.html",
    "summary.md",
    "coverage.html",
    "coverage.lcov",
    "coverage.xml",
    "coverage.json",
];

const ARGUMENTS: [&str; 23] = [
    "test",
    "--coverage=table",
    "--report",
    "human=human.txt",
    "--report",
    "quiet=quiet.txt",
    "--report",
    "json=report.jsonl",
    "--report",
    "junit=junit.xml",
    "--report",
    "tap=report.tap",
    "--report",
    "github=github.txt",
    "--report",
    "html=report.html",
    "--coverage",
    "html=coverage.html",
    "--coverage",
    "lcov=coverage.lcov",
    "--coverage=cobertura=coverage.xml",
    "--coverage=json=coverage.json",
    "--fail-under=100",
];

/// A bot that has the secret in everything that it says, sends, stores and is called by.
const BOT: &str = r#"
bot: Vault
environment: { key: "${VAULT_KEY}" }
integrations:
  - api: Fetch
    method: POST
    url: "https://vault.example.com/{$env.key}"
    params: { token: "{$env.key}" }
    headers: { X-Vault: "{$env.key}", Authorization: "Bearer {$env.key}" }
    body: '{"key": "{$env.key}"}'
    fields: { value: "{$.api_Fetch.value}" }
    mock:
      - respond: { json: { value: "{request.params.token}" } }
  - api: Slow
    method: GET
    url: "https://vault.example.com/slow/{$env.key}"
    mock: [{ fault: timeout }]
  - api: Nobody
    method: GET
    url: "https://vault.example.com/nobody/{$env.key}"
    mock: [{ when: { url: { contains: elsewhere } }, respond: { status: 200 } }]
dialogs:
  - dialog: "SECRET"
    interactions:
      - dialog_starter: { patterns: ["*open*", "SECRET"] }
      - integration: Fetch
      - private_message: "For agents: {$env.key}"
      - image: "https://vault.example.com/{$env.key}.png"
      - text: "It is {$env.key}, or {Fetch.value}. It is too long to be shown in one piece: {$env.key} {$env.key}"
      - button_question: "Which? {$env.key}"
        buttons:
          - { label: "Take {$env.key}", postback: "take {$env.key}" }
          - { label: "Read", url: "https://vault.example.com/read?token={$env.key}" }
        rules:
          - pattern: ["take SECRET", "SECRET"]
            and: [{ variable: copy, equals: "{$env.key}" }]
            set: { other: "{$env.key}" }
            next: end
          - regex: .*
            set: { copy: "{$env.key}", heard: "{$userMessage}" }
            next: told
      - text: "You took {$env.key}. {$botContext.copy}"
        name: told
        next: end
  - dialog: Slow
    interactions:
      - dialog_starter: { patterns: ["*slow*"] }
      - integration: Slow
      - text: "Slow {$env.key}"
  - dialog: Nobody
    interactions:
      - dialog_starter: { patterns: ["*nobody*"] }
      - integration: Nobody
  - dialog: Transfer
    interactions:
      - dialog_starter: { patterns: ["*agent*"] }
      - agent_transfer: "An agent comes: {$env.key}"
        skill: "{$env.key}"
        fallback: "No agent: {$env.key}"
"#;

/// Transcripts that fail in every way, and expect, say and are called by the secret themselves.
const TRANSCRIPTS: &str = r#"
bot: bot.yaml
transcripts:
  - transcript: "Texts of SECRET"
    tags: ["SECRET"]
    turns:
      - consumer: "open SECRET"
      - private: "For agents: SECRET and more"
      - bot: "https://vault.example.com/SECRET.jpg"
      - bot: { contains: "It was SECRET" }
        capture: { key: 'It is (.*), or' }
      - bot: "Which one? SECRET"
        choices: ["Leave SECRET", Read]
      - expect:
          variables: { copy: "SECRET", other: "not SECRET", gone: "SECRET" }
          calls: { Fetch: { count: 2, last: { params: { token: "no SECRET" }, body: { contains: "no {captured.key}" } } } }
      - set: { mine: "SECRET" }
      - consumer: "I say {captured.key}"
      - bot: "You took nothing, {captured.key}."
      - expect: { variables: { heard: "{captured.key}", copy: "no {captured.key}" } }
  - transcript: Taps
    turns:
      - consumer: open
      - private: { any: true }
      - bot: { any: true }
      - bot: { any: true }
      - bot: { any: true }
      - tap: Read
      - link: "https://vault.example.com/other?token=SECRET"
      - tap: "Take SECRET"
      - bot: Something else
      - closed: true
  - transcript: No such tap
    turns:
      - consumer: open
      - private: { any: true }
      - bot: { any: true }
      - bot: { any: true }
      - bot: { any: true }
      - tap: "Leave SECRET"
      - bot: Something else
  - transcript: Slow
    mocks:
      Fetch: [{ when: { params: { token: "SECRET" } }, respond: { json: { value: "SECRET" } } }]
    turns:
      - consumer: slow
      - bot: "Slow SECRET"
  - transcript: Nobody
    turns:
      - consumer: nobody
      - bot: "SECRET"
  - transcript: Nothing is captured
    turns:
      - consumer: agent
      - bot: { any: true }
        capture: { key: "(SECRET no)" }
      - transfer: "SECRET"
  - transcript: Left out
    skip: "Because of SECRET"
    turns:
      - consumer: open
      - bot: "SECRET"
"#;

/// A template with the secret in its places, which all stand in double quotes.
fn with(template: &str, secret: &str) -> String {
    let quoted = serde_json::to_string(secret).unwrap();
    template.replace("SECRET", &quoted[1..quoted.len() - 1])
}

#[test]
fn what_comes_from_the_environment_is_written_nowhere() {
    for secret in SECRETS {
        let project =
            Project::new().file("bot.yaml", with(BOT, secret)).file("t.yaml", with(TRANSCRIPTS, secret));
        let mut command = project.command(&ARGUMENTS);
        command.env("VAULT_KEY", secret).env("GITHUB_STEP_SUMMARY", project.path("summary.md"));
        let there = ran(&mut command);
        assert_eq!(there.code, 1, "{}\n{}", there.out, there.err);
        assert!(there.err.contains("6 failed, 1 skipped"), "{}\n{}", there.out, there.err);
        let read = |file: &str| (file.to_owned(), fs::read_to_string(project.path(file)).unwrap());
        let streams = [("standard output".to_owned(), there.out), ("standard error".to_owned(), there.err)];
        for (place, text) in FILES.map(read).into_iter().chain(streams) {
            let found = text.lines().filter(|line| line.contains(CORE)).collect::<Vec<_>>().join("\n");
            assert!(found.is_empty(), "{place} shows {secret}:\n{found}");
            // It holds what is masked, not nothing.
            let is_about_lines = place.starts_with("coverage.") && !place.ends_with("html");
            assert!(text.contains("***") || is_about_lines, "{place}:\n{text}");
        }
    }
}
