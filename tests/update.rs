//! `dialogsim test --update`: what it rewrites, what it leaves alone, and what it refuses.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use insta::assert_snapshot;
use project::{Project, Ran};

const BOT: &str = r##"bot: Shop
integrations:
  - api: Stock
    method: GET
    url: https://stock.example.com/v1
    params: { what: "{$userMessage}" }
    mock:
      - respond: { json: { count: 3 } }
skills: { "4711": agents }
dialogs:
  - dialog: Buy
    interactions:
      - dialog_starter: { patterns: ["buy*"] }
      - text: Welcome to the shop.
      - private_message: Somebody wants to buy something.
      - multiple_choice: What would you like?
        name: ask_what
        choices: [Tea, Coffee, Cake]
        rules:
          - option: Tea
            set: { what: tea }
            next: name
          - option: Coffee
            next: stock
          - option: Cake
            next: cakes
      - text_question: |-
          Your name, please:
          first and last.
        name: name
        rules:
          - pattern: "*"
            set: { name: "{$userMessage}" }
      - text: "Thank you, {$botContext.name}. Your number is 4712."
        next: end
      - integration: Stock
        name: stock
      - text: We have coffee.
        next: end
      - structured_question: Which cake?
        name: cakes
        tiles:
          - { title: Apple cake, subtitle: "Fresh, today", buttons: [Take it, Look at it] }
          - { title: "Cheese: cake", buttons: [Take it] }
        rules:
          - pattern: "*"
      - agent_transfer: An agent will bake it.
        skill: "4711"
  - dialog: Order
    interactions:
      - dialog_starter: { patterns: ["order"] }
      - button_question: Look here
        name: look
        buttons:
          - { label: Our shop, url: "https://shop.example.com/cakes" }
          - Enough
      - text: Bye.
        next: close_dialog
  - fallback_dialog: Fallback
    interactions:
      - text: Only tea, coffee and cake here.
"##;

fn shop(transcripts: &str) -> Project {
    Project::new().file("bot.yaml", BOT).file("t.yaml", transcripts)
}

fn text(project: &Project, path: &str) -> String {
    fs::read_to_string(project.path(path)).unwrap()
}

/// Updates everything; what it changed passes, and a second time nothing changes.
fn updated(project: &Project) -> Ran {
    let ran = project.run(&["test", "--update"]);
    let files = ["t.yaml", "shared.yaml", "u.yaml"];
    let after: Vec<Option<String>> =
        files.iter().map(|path| fs::read_to_string(project.path(path)).ok()).collect();
    if ran.code == 0 {
        assert_eq!(project.run(&["test"]).code, 0, "what was updated does not pass");
    }
    let again = project.run(&["test", "--update"]);
    assert_eq!(again.out, "", "a second update changes something");
    assert_eq!(again.code, ran.code);
    for (path, after) in files.iter().zip(after) {
        assert_eq!(fs::read_to_string(project.path(path)).ok(), after, "{path}");
    }
    ran
}

#[test]
fn texts_keep_their_style_and_everything_else_stays() {
    let project = shop(
        r##"# What the shop says.
bot:   bot.yaml     # here

transcripts:
    # a group of its own
    -   transcript: "Tea"
        tags: [ tea ]
        turns:
          # first the welcome
          - consumer:   buy tea
          - bot:   Welcome to our shop.   # friendly
          -   private: 'Somebody wants to buy'
          - bot: "What would you like to drink?"
            # in this order
            choices: [ Tea, "Coffee", 'Cake' ]

          - tap: Tea
          - bot: |
              Your name:
              both of them.
            capture: { first: "(first)" }
          - consumer: Ada
          - bot: >-
              Thank you,
              Ada.
            comment: folded	with a tab
    - transcript: Coffee
      turns:
      - consumer: buy coffee
      - bot: Welcome to the shop.
      - private: Somebody wants to buy something.
      - bot: What would you like?
        choices:
        - Tee
        # the brown one
        - Coffee   # hot
        - Milk
        - Cake
      - tap: Coffee
      - {bot: We have no coffee., comment: a pity}
      - expect: {calls: {Stock: 2}}"##,
    );
    let ran = updated(&project);
    assert_snapshot!(format!("{}\n---\n{}{}", text(&project, "t.yaml"), ran.out, ran.err));
    assert_eq!(ran.code, 0);
}

#[test]
fn lines_that_are_missing_come_and_those_that_are_too_many_go() {
    let project = shop(
        r##"bot: bot.yaml
transcripts:
  - transcript: Coming and going
    turns:
      - consumer: buy something
      # the welcome is missing here
      - private: Somebody wants to buy something.
      - private: and knows nothing of it   # who?
      # this stays, as it may be about what follows
      - bot: What would you like?
        choices: []
      - tap: Tea
      - nothing: true
      - consumer: Ada
      - bot: Thank you, Ada. Your number is 4712.
      - consumer: order
      - transfer: "12"
      - closed: true
  - transcript: In brackets
    turns: [
      { consumer: buy cake },  # with cream
      { private: Somebody wants to buy something. },
      { bot: What would you like?, choices: [Tea, Cake] }, private: gone,
      { tap: Cake }, { bot: Which cake?, cards: [Apple pie, { title: "Cheese: cake", buttons: [Buy] }, Third] },
    ]
  - transcript: Says nothing
    turns:
      - consumer: order
      - bot: Look here
      - tap: Our shop
      - link: https://shop.example.com/tea
      - tap: Enough
      - bot: Good bye.
      - closed: { survey: true }
      - wait: 1s
      - bot: Still there?
"##,
    );
    let ran = updated(&project);
    assert_snapshot!(format!("{}\n---\n{}", text(&project, "t.yaml"), ran.err));
    assert_eq!(ran.code, 0);
}

#[test]
fn line_ends_and_a_last_line_without_one_are_kept() {
    let transcripts = "bot: bot.yaml\r\ntranscripts:\r\n  - transcript: Tea\r\n    turns:\r\n      - consumer: buy\r\n      - bot: Hi\r\n      - bot: |-\r\n          What would\r\n          you like?\r\n        choices:\r\n          - Tea\r\n      - tap: Tea\r\n      - bot: Name?\r\n      - private: gone";
    let project = shop(transcripts);
    let ran = updated(&project);
    let after = text(&project, "t.yaml");
    assert_snapshot!(format!("{after:?}"));
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn what_holds_is_rewritten_in_expect() {
    let project = shop(
        r##"bot: bot.yaml
transcripts:
  - transcript: Tea
    turns:
      - consumer: buy
      - bot: Welcome to the shop.
      - private: Somebody wants to buy something.
      - bot: What would you like?
      - tap: Tea
      - bot: { contains: name }
      - expect:
          waiting_at: ask_what      # the question
          variables:
            what: "coffee"
            name: Ada               # not yet
          calls: { Stock: { count: 1 } }
          stack:
            - Buy
            - Order
          state: closed
      - consumer: Ada
      - bot: Thank you, Ada. Your number is 4712.
      - expect:
          waiting_at: name
          stack: [Buy]
          clock: 2026-01-01T09:00:05Z
"##,
    );
    let ran = updated(&project);
    assert_snapshot!(format!("{}\n---\n{}", text(&project, "t.yaml"), ran.err));
    assert_eq!(ran.code, 0);
}

#[test]
fn what_moved_is_moved_as_it_is_written() {
    let project = shop(
        r##"bot: bot.yaml
transcripts:
  - transcript: Order
    turns:
      - consumer: buy
      - private: { matches: "^Some" }   # for agents
        capture: { who: "^(\\w+)" }
      - bot: Welcome to the shop.
      - bot: { contains: you like }
      - tap: Tea
      - bot: { contains: name }
      - consumer: "{captured.who}"
      - bot: Thank you, Nobody. Your number is 4712.
"##,
    );
    let ran = updated(&project);
    assert_snapshot!(format!("{}\n---\n{}", text(&project, "t.yaml"), ran.err));
    assert_eq!(ran.code, 0);
}

#[test]
fn placeholders_stay_where_all_rows_agree() {
    let project = shop(
        r##"bot: bot.yaml
vars: { shop: our shop, drink: Tea }
transcripts:
  - transcript: Names
    examples:
      - { name: Ada, number: "4712" }
      - { name: Bob, number: "4712" }
    turns:
      - include: shared.yaml
        with: { drink: "{vars.drink}" }
      - consumer: "{example.name}"
      - bot: "Thanks, {example.name}! Your number is {example.number}."
  - transcript: Welcome
    turns:
      - consumer: buy
      - bot: "Welcome, this is {vars.shop}!"
      - private: Somebody wants to buy something.
      - bot: { contains: like }
"##,
    )
    .file(
        "shared.yaml",
        "turns:\n  - consumer: buy\n  - bot: Welcome to the old shop.\n  - private: { any: true }\n  - bot: { contains: like }\n  - tap: \"{with.drink}\"\n  - bot: { contains: name }\n",
    );
    let ran = project.run(&["test", "--update"]);
    // The text does not say whose shop it is any more, so its value would be unused.
    assert_snapshot!(format!(
        "{}\n---\n{}\n---\n{}{}",
        text(&project, "t.yaml"),
        text(&project, "shared.yaml"),
        ran.out,
        ran.err
    ));
    assert_eq!(ran.code, 1);
    let fixed = text(&project, "t.yaml")
        .replace("this is {vars.shop}", "at {vars.shop}")
        .replace("our shop", "the shop");
    let project = project.file("t.yaml", fixed);
    let ran = updated(&project);
    assert_snapshot!(format!(
        "{}\n---\n{}\n---\n{}",
        text(&project, "t.yaml"),
        text(&project, "shared.yaml"),
        ran.err
    ));
    assert_eq!(ran.code, 0);
}

#[test]
fn what_is_the_authors_choice_is_left_alone_and_named() {
    let project = shop(
        r##"bot: bot.yaml
transcripts:
  - transcript: Predicates
    turns:
      - consumer: buy
      - bot: { contains: Hello }
      - private: { matches: "^Nobody" }
      - bot: What would you like to have?
        choices: [{ glob: "T*" }, { contains: Milk }, Cake]
      - tap: Tea
      - bot: { contains: name }
      - expect: { variables: { what: { not: tea } }, calls: { Stock: { count: 1, last: { params: { what: x } } } } }
  - transcript: A tap that is not possible
    turns:
      - consumer: buy
      - bot: Hello
      - private: Somebody wants to buy something.
      - bot: What would you like?
      - tap: Milk
      - bot: Here it is.
      - consumer: thanks
  - transcript: Rows that differ
    examples: [{ says: buy }, { says: order }]
    turns:
      - consumer: "{example.says}"
      - bot: Hello
  - transcript: No such call
    mocks: { Stock: [respond: { status: 500 }] }
    turns:
      - consumer: buy
      - bot: Hello
      - private: Somebody wants to buy something.
      - bot: What would you like?
  - transcript: An alias
    turns:
      - &hello { consumer: hello }
      - &says { bot: &text Something else }
      - *hello
      - *says
      - consumer: hello
      - bot: *text
"##,
    );
    let ran = updated(&project);
    assert_snapshot!(format!("{}\n---\n{}", text(&project, "t.yaml"), ran.err));
    assert_eq!(ran.code, 1);
}

#[test]
fn lines_of_several_files_change_together_or_not_at_all() {
    let of = |name: &str, says: &str, bot: &str| {
        format!(
            "bot: bot.yaml\ntranscripts:\n  - transcript: {name}\n    turns:\n      - consumer: {says}\n      - include: shared.yaml\n      - consumer: x\n      - bot: {bot}\n"
        )
    };
    let shared = "turns:\n  - bot: Nothing here.\n";
    let project =
        shop(&of("One", "what", "old")).file("u.yaml", of("Two", "who", "old")).file("shared.yaml", shared);
    let ran = updated(&project);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_snapshot!(ran.out);
    // The shared line is not the same for both any more; what each has for itself is.
    let project =
        shop(&of("One", "what", "old")).file("u.yaml", of("Two", "order", "old")).file("shared.yaml", shared);
    let ran = updated(&project);
    assert_eq!(ran.code, 1);
    assert_snapshot!(format!("{}{}", ran.out, ran.err));
    // Only one is chosen, and shares its line with one that passes.
    let project = shop(&of("One", "what", "old"))
        .file("u.yaml", of("Two", "order", "{ any: true }"))
        .file("shared.yaml", "turns:\n  - bot: Look here\n");
    let ran = project.run(&["test", "--update", "--filter", "One"]);
    assert_eq!(text(&project, "shared.yaml"), "turns:\n  - bot: Look here\n");
    assert_snapshot!(format!("{}{}", ran.out, ran.err));
}

#[test]
fn nothing_is_written_that_does_not_load_or_pass() {
    let transcripts = r##"bot: bot.yaml
transcripts:
  - transcript: Captured
    turns:
      - consumer: what
      - private: "Order 12"
        capture: { order: "(\\d+)" }
      - consumer: Where is order {captured.order}?
      - bot: No idea.
"##;
    let project = shop(transcripts);
    let ran = project.run(&["test", "--update"]);
    assert_eq!(text(&project, "t.yaml"), transcripts);
    assert_snapshot!(format!("{}{}", ran.out, ran.err));
    assert_eq!(ran.code, 1);
}

#[test]
fn secrets_are_not_written() {
    let bot = "bot: Test\nenvironment: { key: \"${API_KEY:-none}\" }\nintegrations:\n  - api: A\n    method: GET\n    url: https://a.example.com\n    headers: { Authorization: \"Bearer ${API_KEY}\" }\n    mock: [respond: { status: 200 }]\ndialogs:\n  - dialog: D\n    interactions:\n      - dialog_starter: { patterns: [\"*\"] }\n      - text: \"The key is {$env.key}.\"\n";
    let transcripts = "bot: bot.yaml\ntranscripts:\n  - transcript: T\n    turns:\n      - consumer: x\n      - bot: Hello\n  - transcript: U\n    turns:\n      - consumer: x\n      - private: Hello\n";
    let project = Project::new().file("bot.yaml", bot).file("t.yaml", transcripts);
    let mut command = project.command(&["test", "--update"]);
    command.env("API_KEY", "sk-very-secret-4711");
    let ran = project::ran(&mut command);
    assert!(!ran.out.contains("very-secret") && !ran.err.contains("very-secret"));
    assert!(!text(&project, "t.yaml").contains("very-secret"));
    assert_snapshot!(format!("{}{}", ran.out, ran.err));
    assert_eq!(ran.code, 1);
}

#[test]
fn it_is_refused_where_nobody_looks_and_with_what_it_cannot_do() {
    let transcripts = "bot: bot.yaml\ntranscripts:\n  - transcript: T\n    turns:\n      - consumer: x\n      - bot: Hello\n";
    let project = shop(transcripts);
    let mut command = project.command(&["test", "--update"]);
    let ran = project::ran(command.env("CI", "true"));
    assert_eq!(ran.code, 2);
    assert_snapshot!(ran.err);
    for other in ["--watch", "--live-all", "--fail-fast", "--live=Stock"] {
        assert_eq!(project.run(&["test", "--update", other]).code, 2, "{other}");
    }
    assert_eq!(text(&project, "t.yaml"), transcripts);
    let ran = project.run(&["--color", "always", "test", "--update"]);
    assert!(ran.out.contains("\x1b["), "{}", ran.out);
}

/// The difference comes before a file is written, so the process is killed around that moment.
#[test]
fn a_killed_process_leaves_files_whole() {
    let transcript = |name: usize| {
        format!("  - transcript: T{name}\n    turns:\n      - consumer: x\n      - bot: Hello\n")
    };
    let all: String = (0..300).map(transcript).collect();
    let old = format!("bot: bot.yaml\ntranscripts:\n{all}");
    let new = old.replace("bot: Hello", "bot: Only tea, coffee and cake here.");
    let mut project = shop(&old);
    for number in 0..8 {
        project = project.file(&format!("more/{number}.yaml"), old.replace("bot.yaml", "../bot.yaml"));
    }
    for read in [1, 4_000, 40_000, 90_000, 160_000] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dialogsim"))
            .current_dir(project.path(""))
            .env_clear()
            .args(["test", "--update"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = child.stdout.take().unwrap();
        let mut heard = vec![0; read];
        // Less comes where everything was updated before.
        let _ = output.read_exact(&mut heard);
        child.kill().unwrap();
        child.wait().unwrap();
        let mut files = vec![(text(&project, "t.yaml"), old.clone(), new.clone())];
        for number in 0..8 {
            let deeper = |text: &str| text.replace("bot: bot.yaml", "bot: ../bot.yaml");
            files.push((text(&project, &format!("more/{number}.yaml")), deeper(&old), deeper(&new)));
        }
        for (is, old, new) in files {
            assert!(is == old || is == new, "a file is neither the old one nor the new one");
        }
    }
}
