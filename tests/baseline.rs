//! `check --baseline`: an old bot starts clean, and new mistakes are still told.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use std::fs;

use project::{Project, Ran};

/// Two errors and a warning.
const OLD: &str = "\
bot: Old
dialogs:
  - dialog: Order
    interactions:
      - dialog_starter: { patterns: [order] }
      - text_question: What is your order number?
        rules:
          - regex: \\d{6}
        dellay: 2s
      - text: Thank you.
        next: nowhere
";

fn old() -> Project {
    let project = Project::new().file("old bot.yaml", OLD);
    let ran = project.run(&["check", "--baseline", "known.txt", "--update-baseline"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "note: 3 problems written into known.txt\n"));
    project
}

fn check(project: &Project) -> Ran {
    project.run(&["check", "--baseline", "known.txt", "--format", "short", "--fail-on", "info"])
}

#[test]
fn what_is_known_is_left_out_and_told_by_number() {
    let ran = check(&old());
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(ran.err, "note: 3 problems of the baseline left out\nNo problems (1 file checked)\n");
}

#[test]
fn a_new_mistake_is_told_wherever_the_old_ones_have_moved() {
    let moved = OLD.replace("dialogs:\n", "description: It has grown.\n\ndialogs:\n");
    let project = old().file("old bot.yaml", moved + "      - text: Hello!\n        next: elsewhere\n");
    let ran = check(&project);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    assert!(ran.out.contains("`elsewhere`"), "{}", ran.out);
    // The same mistake a second time is a new one.
    let regex = "          - regex: \\d{6}\n";
    let project = old().file("old bot.yaml", OLD.replace(regex, &regex.repeat(2)));
    let ran = check(&project);
    assert!(ran.out.contains("[unanchored-regex]") && ran.out.lines().count() == 1, "{}", ran.out);
}

#[test]
fn what_was_mended_is_told_and_taken_out() {
    let project = old().file("old bot.yaml", OLD.replace("        next: nowhere\n", ""));
    let ran = check(&project);
    assert_eq!(
        ran.err,
        "note: 2 problems of the baseline left out\n\
         note: 1 problem of the baseline is not there any more; `--update-baseline` takes it out\n\
         No problems (1 file checked)\n"
    );
    project.run(&["check", "--baseline", "known.txt", "--update-baseline"]);
    assert!(!check(&project).err.contains("any more"));
    // Once taken out it is new.
    let ran = check(&project.file("old bot.yaml", OLD));
    assert!(ran.out.contains("[dangling-next-action]") && ran.out.lines().count() == 1, "{}", ran.out);
}

#[test]
fn what_a_run_does_not_look_at_stays_in_the_baseline() {
    let project = old().file("other/bot.yaml", OLD);
    let all = |project: &Project| fs::read_to_string(project.path("known.txt")).unwrap();
    project.run(&["check", "--baseline", "known.txt", "--update-baseline"]);
    let both = all(&project);
    assert_eq!(both.lines().filter(|line| line.ends_with(" other/bot.yaml")).count(), 3, "{both}");
    let ran = project.run(&["check", "other", "--only", "unanchored-regex", "--baseline", "known.txt"]);
    assert!(!ran.err.contains("any more"), "{}", ran.err);
    project.run(&["check", "other", "--baseline", "known.txt", "--update-baseline"]);
    assert_eq!(all(&project), both);
    // A file that is gone has no problems.
    fs::remove_dir_all(project.path("other")).unwrap();
    project.run(&["check", "--baseline", "known.txt", "--update-baseline"]);
    assert!(!all(&project).contains("other"), "{}", all(&project));
}

#[test]
fn a_baseline_that_cannot_be_used_is_told_and_loses_nothing() {
    let project = Project::new().file("bot.yaml", OLD).file("known.txt", "# mine\n\n  not a fingerprint\n");
    for update in [&["--update-baseline"][..], &[]] {
        let ran = project.run(&[&["check", "--baseline", "known.txt"], update].concat());
        assert_eq!((ran.code, ran.out.as_str()), (3, ""));
        assert_eq!(
            ran.err,
            "error: the baseline known.txt is no baseline: its line 3 begins with no fingerprint, which has sixteen \
             digits from 0 to f\n"
        );
    }
    let ran = project.run(&["check", "--baseline", "gone.txt"]);
    assert_eq!(ran.code, 3);
    assert_eq!(ran.err, "error: the baseline gone.txt is not there; `--update-baseline` writes it\n");
    assert_eq!(project.run(&["check", "--update-baseline"]).code, 2);
    let ran = project.run(&["check", "--baseline", "no/such/folder.txt", "--update-baseline"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
}

#[test]
fn the_file_is_made_to_be_read_and_compared() {
    let project = old();
    insta::assert_snapshot!(fs::read_to_string(project.path("known.txt")).unwrap());
    // Known by name, in any order, with comments.
    let text = fs::read_to_string(project.path("known.txt")).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_uppercase).collect();
    lines.reverse();
    let ran = check(&project.file("known.txt", lines.join("\r\n")));
    assert_eq!(ran.code, 0, "{}", ran.out);
}
