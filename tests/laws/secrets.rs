//! What must not be shown is not shown.

use super::project;

const SECRET: &str = "s3cr3t-Zebra-42";

#[test]
fn a_secret_of_the_environment_is_in_no_output() {
    let text = r#"
bot: Secret
environment: { token: "${TOKEN}" }
integrations:
  - api: Score
    method: POST
    url: "https://example.com/{$env.token}/score"
    params: { token: "${TOKEN}", said: "{$userMessage}" }
    headers: { Authorization: "Bearer ${TOKEN}", X-Key: "{$env.token}" }
    body: '{"token": "{$env.token}"}'
    fields: { token: "{$.api_Score.token}" }
    mock:
      - when: { call: 1 }
        respond: { json: { token: "{request.params.token}" } }
      - when: { params: { token: other } }
        respond: { status: 500 }
dialogs:
  - dialog: Greeting
    interactions:
      - dialog_starter: { patterns: ["*"] }
      - text: "Token {$env.token} {Score.token}"
      - integration: Score
        rules:
          - result: success
            set: { token: "{$env.token}", copy: "{Score.token}" }
      - text_question: "Token {Score.token}, {$botContext.token}?"
        rules:
          - exact: "{$env.token}"
      - integration: Score
      - agent_transfer: "{$env.token}"
        skill: "{$env.token}"
"#;
    let project = project::Project::new().file("bot.yaml", text);
    let input = format!(
        "hello\n/vars\n/calls\n/calls 1\n/why\n/stack\n/log\n{SECRET}\n/why\n/vars\n/calls\n/calls 2\n/log\n/mock\n/live\n\
         /goto {SECRET}\n/mock Score 200 {{\"token\": \"{SECRET}\"}}\n/mock\n/set x {SECRET}\n/vars\n/redo {SECRET}\n/back\n/redo\n/fork {SECRET}\n/forks\n/switch {SECRET}x\n/reset\n/back\n"
    );
    for arguments in [
        &["chat", "bot.yaml"][..],
        &["chat", "bot.yaml", "--dry-run", "--live-all", "--allow-host", "example.com"],
    ] {
        let mut command = project.command(arguments);
        let ran = project::ran(command.env("TOKEN", SECRET).write_stdin(input.clone()));
        assert!(!ran.out.contains(SECRET) && !ran.err.contains(SECRET), "{}\n--\n{}", ran.out, ran.err);
        assert!(ran.out.contains("***"), "{}\n--\n{}", ran.out, ran.err);
    }
}
