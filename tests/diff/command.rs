//! The command: what it takes, and how it ends.

use super::project::Project;

const OLD: &str = "bot: Hello\ndialogs:\n  - dialog: Hi\n    interactions:\n      - dialog_starter: { patterns: [hi] }\n      - text: Hello!\n";

fn project() -> Project {
    let new = OLD.replace("Hello!", "Hello there!");
    Project::new().file("old/bot.yaml", OLD).file("new/bot.yaml", new)
}

#[test]
fn files_and_folders_are_compared() {
    let project = project();
    let expected = "new/bot.yaml:6: dialog \"Hi\": text of text \"Hello there!\" changed\n";
    for sides in [["old", "new"], ["old/bot.yaml", "new/bot.yaml"]] {
        let ran = project.run(&["diff", sides[0], sides[1], "--format", "short"]);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, expected, ""));
    }
    let ran = project.run(&["diff", "old", "new", "--exit-code"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!("command", ran.out);
    let ran = project.run(&["diff", "old", "old", "--exit-code"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "no differences\n"));
}

#[test]
fn where_things_stand_makes_no_difference() {
    let parts = "bot: Hello\nfunctions: { file: code/all.js }\ninclude: parts/hi.yaml\n";
    let project = Project::new()
        .file("one/bot.yaml", format!("{OLD}functions: |\n  function one() {{\n    return 1;\n  }}\n"))
        .file("two/bot.yaml", parts)
        .file("two/code/all.js", "function one() {\r\n  return 1;\r\n}\r\n")
        .file("two/parts/hi.yaml", OLD.replace("bot: Hello\n", ""));
    let ran = project.run(&["diff", "one", "two"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("no differences\n", ""));
}

#[test]
fn what_cannot_be_compared_is_said() {
    let project = project()
        .file("export.json", "{}")
        .file("broken.yaml", "bot: [\n")
        .file("other.yaml", "a: 1\n")
        .file("errors.yaml", OLD.replace("text: Hello!", "text: Hello!\n        dellay: 2s"))
        .folder("empty");
    let mut said = String::new();
    for side in ["export.json", "broken.yaml", "other.yaml", "empty", "nothing.yaml", "errors.yaml"] {
        let ran = project.run(&["diff", "old", side]);
        said.push_str(&format!("{side}: {}\n{}{}\n", ran.code, ran.out, ran.err));
    }
    let ran = project.run(&["diff", "nothing.yaml", "empty"]);
    said.push_str(&format!("both: {}\n{}{}\n", ran.code, ran.out, ran.err));
    let ran = project.run(&["diff", "old"]);
    said.push_str(&format!("one side: {}\n{}{}\n", ran.code, ran.out, ran.err));
    insta::assert_snapshot!("not_compared", said);
}
