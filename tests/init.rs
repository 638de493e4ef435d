//! Bots to begin with.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use project::Project;

const TEMPLATES: [&str; 4] = ["hello", "faq", "file-upload", "lead"];

#[test]
fn every_template_is_without_a_problem_and_tested_as_a_whole() {
    for template in TEMPLATES {
        let project = Project::new();
        let ran = project.run(&["init", "a-bot", "--template", template]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{template}");
        let ran = project.run(&["check", "a-bot", "--fail-on", "info"]);
        assert_eq!(
            (ran.code, ran.out.as_str(), ran.err.as_str()),
            (0, "No problems (2 files checked)\n", "")
        );
        let ran = project.run(&["test", "a-bot", "--coverage", "--fail-under", "100"]);
        assert_eq!(ran.code, 0, "{template}\n{}\n{}", ran.out, ran.err);
        // Each rule is met and is not, each call succeeds and fails.
        assert!(ran.out.lines().any(|line| line.starts_with("total ")), "{}", ran.out);
    }
}

#[test]
fn what_is_made_is_told_with_what_to_do_next() {
    let project = Project::new();
    let ran =
        project.run(&["init", "my refunds", "--template", "file-upload", "--name", "Refunds: \"fast\""]);
    assert_eq!(
        ran.out,
        "Made the bot `Refunds: \"fast\"` in `my refunds`:
  bot.yaml           the bot, its integration and mocks
  transcripts.yaml   conversations that test it
  files/receipt.pdf  a file that it takes
  files/notes.txt    a file that it refuses

Next:
  dialogsim chat 'my refunds'             talk to it
  dialogsim check 'my refunds'            what is wrong with it
  dialogsim test 'my refunds' --coverage  play its transcripts
"
    );
    let bot = std::fs::read_to_string(project.path("my refunds/bot.yaml")).unwrap();
    assert!(bot.contains("\nbot: 'Refunds: \"fast\"'\n"), "{bot}");
}

#[test]
fn a_bot_is_called_as_its_folder_is() {
    let project = Project::new().folder("späte_Post--bot");
    let ran = project.run_in("späte_Post--bot", &["init"]);
    assert!(ran.out.starts_with("Made the bot `Späte Post bot` in this folder:\n"), "{}", ran.out);
    let next = "  dialogsim chat .           talk to it
  dialogsim check            what is wrong with it
  dialogsim test --coverage  play its transcripts
";
    assert!(ran.out.ends_with(next), "{}", ran.out);
    let bot = std::fs::read_to_string(project.path("späte_Post--bot/bot.yaml")).unwrap();
    assert!(bot.contains("\nbot: Späte Post bot\n"), "{bot}");
    assert_eq!(project.run(&["check"]).code, 0);
}

#[test]
fn names_that_yaml_would_read_as_something_else_stay_names() {
    for name in ["true", "12", "- x", "#1", "a: b", "'", "{x}", "&a", " spaced ", "null", "Zoë 🎈"] {
        let project = Project::new();
        assert_eq!(project.run(&["init", "bot", &format!("--name={name}")]).code, 0);
        let ran = project.run(&["check", "--fail-on", "info"]);
        assert_eq!(ran.code, 0, "{name}: {}{}", ran.out, ran.err);
    }
}

#[test]
fn nothing_is_overwritten() {
    let project = Project::new().file("bot/transcripts.yaml", "mine");
    let ran = project.run(&["init", "bot"]);
    assert_eq!(ran.code, 3);
    assert_eq!(
        ran.err,
        "error: `bot` already has transcripts.yaml, and nothing is overwritten: name another folder, such as \
         `dialogsim init my-bot`\n"
    );
    assert_eq!(std::fs::read_to_string(project.path("bot/transcripts.yaml")).unwrap(), "mine");
    assert!(!project.path("bot/bot.yaml").exists());
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let project = Project::new().file("file", "mine");
    let ran = project.run(&["init", "file/bot"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.starts_with("error: file/bot/bot.yaml cannot be written: "), "{}", ran.err);
}

#[test]
fn a_template_that_does_not_exist_is_no_template() {
    let ran = Project::new().run(&["init", "--template", "helo"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("hello") && ran.err.contains("file-upload"), "{}", ran.err);
}
