//! Git's external diff, in a repository that git makes.

use std::process::{Command, Output};

use super::project::{Project, ran};

const BOT: &str = "bot: Hello
functions: { file: code/all.js }
include: [parts/more.yaml, \"parts/*.part.yaml\"]
dialogs:
  - dialog: Hi
    interactions:
      - dialog_starter: { patterns: [hi] }
      - text: Hello!
";
const PART: &str = "dialogs:\n  - dialog: More\n    interactions:\n      - text: There is more.\n";

/// A repository, in which nothing depends on the machine's configuration; nothing where there is no git.
struct Repository {
    project: Project,
}

impl Repository {
    fn new(files: &[(&str, &str)]) -> Option<Self> {
        let project = files.iter().fold(Project::new(), |project, (path, text)| project.file(path, text));
        let repository = Self { project };
        if Command::new("git").arg("--version").output().is_err() {
            println!("skipped: there is no git");
            return None;
        }
        repository.git(&["init", "--quiet"]);
        let program = env!("CARGO_BIN_EXE_dialogsim").replace('\\', "/");
        repository.git(&["config", "diff.dialogsim.command", &format!("'{program}' diff --git")]);
        repository.git(&["add", "--all"]);
        repository.git(&["commit", "--quiet", "--message", "first"]);
        Some(repository)
    }

    fn write(&self, path: &str, text: &str) {
        std::fs::write(self.project.path(path), text).unwrap();
    }

    /// What git says.
    fn git(&self, arguments: &[&str]) -> String {
        let Output { status, stdout, stderr } = Command::new("git")
            .args(arguments)
            .current_dir(self.project.path(""))
            .envs([
                ("GIT_CONFIG_GLOBAL", "/dev/null"),
                ("GIT_CONFIG_NOSYSTEM", "1"),
                ("GIT_AUTHOR_NAME", "A"),
                ("GIT_AUTHOR_EMAIL", "a@example.com"),
                ("GIT_COMMITTER_NAME", "A"),
                ("GIT_COMMITTER_EMAIL", "a@example.com"),
                ("COLUMNS", "100"),
            ])
            .env_remove("GIT_DIR")
            .env_remove("GIT_EXTERNAL_DIFF")
            .output()
            .unwrap();
        let (out, err) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
        assert!(status.success() && err.is_empty(), "git {arguments:?}: {status}\n{out}{err}");
        out
    }
}

fn repository() -> Option<Repository> {
    Repository::new(&[
        (".gitattributes", "*.yaml diff=dialogsim\n"),
        ("bot.yaml", BOT),
        ("parts/more.yaml", PART),
        ("code/all.js", "function one() { return 1; }\n"),
        ("notes.yaml", "a: 1\nb: 2\n"),
    ])
}

#[test]
fn git_shows_what_changed_in_bots_and_their_parts() {
    let Some(repository) = repository() else { return };
    repository.write(
        "bot.yaml",
        &BOT.replace("Hello!", "Hello there!")
            .replace("all.js", "every.js")
            .replace("more.yaml", "other.yaml"),
    );
    repository.write("parts/more.yaml", &PART.replace("There is more.", "There is much more."));
    repository.write("notes.yaml", "a: 1\nb: 3\n");
    insta::assert_snapshot!("git_changed", repository.git(&["diff"]));
}

#[test]
fn git_shows_what_is_new_deleted_or_renamed() {
    let Some(repository) = repository() else { return };
    repository.git(&["mv", "bot.yaml", "hello.yaml"]);
    repository.write("hello.yaml", &BOT.replace("Hello!", "Hello there!"));
    repository.git(&["rm", "--quiet", "parts/more.yaml"]);
    repository.write("new.yaml", &BOT.replace("bot: Hello", "bot: New"));
    repository.git(&["add", "--all"]);
    insta::assert_snapshot!("git_new", repository.git(&["diff", "--cached", "--find-renames"]));
    repository.git(&["commit", "--quiet", "--message", "second"]);
    let log = repository.git(&["log", "--patch", "--ext-diff", "--format=%s", "--", "new.yaml"]);
    assert!(log.contains("+ dialog \"Hi\" with 2 interactions"), "{log}");
}

#[test]
fn what_is_broken_does_not_stop_git() {
    let Some(repository) = repository() else { return };
    repository.write("bot.yaml", &BOT.replace("{ patterns: [hi] }", "{ patterns: [hi }"));
    repository.write("notes.yaml", "\u{0}\u{1}");
    std::fs::write(repository.project.path("parts/more.yaml"), [0xff, 0xfe, 0x41]).unwrap();
    insta::assert_snapshot!("git_broken", repository.git(&["diff"]));
}

#[test]
fn the_arguments_are_those_of_git() {
    let project = Project::new().file("bot.yaml", BOT);
    let unmerged = project.run(&["diff", "--git", "bot.yaml"]);
    assert_eq!(
        (unmerged.code, unmerged.out.as_str()),
        (0, "bot.yaml: not merged yet, so there is nothing to compare\n")
    );
    let whole = ["diff", "--git", "bot.yaml", "/dev/null", ".", ".", "bot.yaml", "0", "1"];
    let colours = |pager| ran(project.command(&whole).env("GIT_PAGER_IN_USE", pager)).out.contains('\u{1b}');
    assert!(colours("true") && !colours("false"));
    let ran = project.run(&["diff", "--git", "bot.yaml", "x"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("git config diff.dialogsim.command"), "{}", ran.err);
    let ran = project.run(&["diff", "--git", "bot.yaml", "gone", "0", "1", "bot.yaml", "0", "1"]);
    assert_eq!((ran.code, ran.err.as_str()), (3, "error: cannot read gone: there is no such file\n"));
}
