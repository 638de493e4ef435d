//! `dialogsim graph` from outside.

use std::fs;
use std::io::Read;

use super::project::Project;

const BOT: &str = "\
bot: Two
dialogs:
  - dialog: Greeting
    interactions:
      - dialog_starter: { patterns: [hello] }
      - text: Hello!
        next: bye
  - dialog: Parting
    interactions:
      - text: Goodbye.
        name: bye
        next: close_dialog
";

fn project() -> Project {
    Project::new().file("bot.yaml", BOT)
}

#[test]
fn mermaid_goes_to_standard_output() {
    let ran = project().run(&["graph", "."]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("flowchart TB\n"), "{}", ran.out);
    assert!(ran.out.contains("n1 --> n2"));
}

#[test]
fn the_name_of_the_file_says_the_format() {
    let project = project();
    for (name, begins) in [
        ("a.mmd", "flowchart"),
        ("a.dot", "digraph"),
        ("a.gv", "digraph"),
        ("a.svg", "<svg"),
        ("a.html", "<!DOCTYPE html>"),
        ("a.json", "{"),
    ] {
        let ran = project.run(&["graph", "bot.yaml", "-o", name]);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
        assert!(fs::read_to_string(project.path(name)).unwrap().starts_with(begins), "{name}");
    }
    let ran = project.run(&["graph", "bot.yaml", "-o", "a.txt", "--format", "dot"]);
    assert_eq!(ran.code, 0);
    assert!(fs::read_to_string(project.path("a.txt")).unwrap().starts_with("digraph"));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let project = project();
    let arguments: [&[&str]; 9] = [
        &["graph", "bot.yaml", "-o", "a.png"],
        &["graph", "bot.yaml", "--format", "png"],
        &["graph", "bot.yaml", "-o", "bot.yaml", "--format", "svg"],
        &["graph", "bot.yaml", "--dialog", "Greting"],
        &["graph", "bot.yaml", "--dialog", "Weather"],
        &["graph", "bot.yaml", "--case", "One"],
        &["graph", "bot.yaml", "--coverage", "--transcript", "a.yaml"],
        &["graph", "bot.yaml", "--coverage"],
        &["graph", "gone.yaml"],
    ];
    let mut told = String::new();
    for arguments in arguments {
        let ran = project.run(arguments);
        assert_eq!(ran.out, "");
        told.push_str(&format!("$ dialogsim {}\n{}exit {}\n\n", arguments.join(" "), ran.err, ran.code));
    }
    insta::assert_snapshot!(told);
    assert_eq!(fs::read_to_string(project.path("bot.yaml")).unwrap(), BOT);
}

#[test]
fn a_dialog_is_drawn_with_what_flows_to_it_and_from_it() {
    let ran = project().run(&["graph", "bot.yaml", "--dialog", "Parting"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn a_bot_with_errors_is_drawn_as_far_as_it_loads() {
    let broken = BOT.replace("next: close_dialog", "next: close_dialogue");
    let project = Project::new().file("bot.yaml", broken);
    let ran = project.run(&["graph", "bot.yaml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("n2 --> n2_missing"), "{}", ran.out);
    insta::assert_snapshot!(ran.err);
    let ran = project.run(&["graph", "bot.yaml", "--coverage"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let project = Project::new().file("bot.yaml", "bot:\ndialogs: 3\n");
    let ran = project.run(&["graph", "bot.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("cannot be drawn"), "{}", ran.err);
}

#[test]
fn what_github_does_not_draw_is_said() {
    let project = Project::new().file("bot.yaml", super::bots::generated(3, 600));
    let ran = project.run(&["graph", "bot.yaml"]);
    assert!(ran.err.contains("GitHub will not draw this diagram: it has"), "{}", ran.err);
    assert!(!project.run(&["graph", "bot.yaml", "--format", "json"]).err.contains("GitHub"));
}

#[test]
fn secrets_are_not_drawn() {
    let bot = BOT
        .replace("dialogs:", "environment:\n  code: ${CODE}\ndialogs:")
        .replace("Hello!", "Say hunter2-4711!");
    let project = Project::new().file("bot.yaml", bot);
    for format in ["mermaid", "dot", "svg", "html", "json"] {
        let mut command = project.command(&["graph", "bot.yaml", "--format", format]);
        let output = command.env("CODE", "hunter2-4711").output().unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        assert!(out.contains("Say ") && !out.contains("hunter2"), "{format}");
    }
}

/// Nobody reads SVG on a terminal.
#[test]
fn on_a_terminal_it_says_how_to_write_a_file() {
    let project = project();
    let pty = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default()).unwrap();
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_dialogsim"));
    command.cwd(project.path(""));
    command.args(["graph", "bot.yaml", "--format", "svg"]);
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut shown = Vec::new();
    // On some systems the end of a terminal is an error.
    let _ = pty.master.try_clone_reader().unwrap().read_to_end(&mut shown);
    assert!(child.wait().unwrap().success());
    assert!(String::from_utf8_lossy(&shown).contains("`-o FILE` writes it to a file"));
}

#[test]
fn a_sign_links_only_to_what_is_drawn() {
    let svg = |arguments: &[&str]| {
        project().run(&[&["graph", "bot.yaml", "--format", "svg"], arguments].concat()).out
    };
    assert!(svg(&[]).contains("href=\"#n2\""));
    let part = svg(&["--dialog", "Greeting"]);
    assert!(part.contains(">bye</text>") && !part.contains("href=\"#n"), "{part}");
}
