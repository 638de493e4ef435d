//! What CI runs: the commands of the action, of the hooks and of the manual, run as they are written.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]
#![cfg(unix)]

#[path = "support/project.rs"]
mod project;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use project::Project;
use serde_yaml::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where `bash` and its tools are.
#[allow(clippy::disallowed_methods, reason = "the scripts are run as a runner would")]
fn path_of_tools() -> String {
    std::env::var("PATH").unwrap()
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// A project with a bot that is fine, whose transcript is or is not.
fn project(answer: &str) -> Project {
    let bot = "bot: Test\ndialogs:\n  - dialog: Greeting\n    interactions:\n      - dialog_starter: { patterns: [hello] }\n      \
               - text: Hello!\n";
    let transcripts = format!(
        "bot: bot.yaml\ntranscripts:\n  - transcript: A greeting\n    turns:\n      - consumer: hello\n      - bot: {answer}\n"
    );
    Project::new().file("bots/bot.yaml", bot).file("bots/transcripts.yaml", transcripts)
}

/// What came of a script.
struct Done {
    code: i32,
    out: String,
}

/// Runs a script as a runner does, with the program first on the path.
fn bash(project: &Project, script: &str, environment: &BTreeMap<&str, String>) -> Done {
    let program = Path::new(env!("CARGO_BIN_EXE_dialogsim")).parent().unwrap();
    let path = format!("{}:{}", program.display(), path_of_tools());
    let output = Command::new("bash")
        .args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script])
        .current_dir(project.path(""))
        .env_clear()
        .env("PATH", path)
        .envs(environment)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let out = format!("{}{}", text(&output.stdout), text(&output.stderr));
    Done { code: output.status.code().unwrap(), out }
}

/// The steps of the action: their scripts, and the inputs that their variables come from.
fn steps() -> Vec<(String, BTreeMap<String, String>)> {
    let action = yaml(&fs::read_to_string(root().join("action.yml")).unwrap());
    let inputs = action["inputs"].as_mapping().unwrap();
    let default = |input: &str| inputs[input]["default"].as_str().unwrap().to_owned();
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    let step = |step: &Value| {
        let variable = |(name, value): (&Value, &Value)| {
            let expression = value.as_str().unwrap();
            let inside = expression.trim_start_matches("${{").trim_end_matches("}}").trim();
            let value = inside.strip_prefix("inputs.").map_or_else(String::new, default);
            (name.as_str().unwrap().to_owned(), value)
        };
        let environment = step["env"].as_mapping().unwrap().iter().map(variable).collect();
        (step["run"].as_str().unwrap().to_owned(), environment)
    };
    steps.iter().map(step).collect()
}

fn run_step(project: &Project, number: usize, set: &[(&str, &str)]) -> Done {
    let (script, defaults) = &steps()[number];
    let mut environment: BTreeMap<&str, String> =
        defaults.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    for (name, file) in
        [("GITHUB_PATH", "path"), ("GITHUB_STEP_SUMMARY", "summary.md"), ("RUNNER_TEMP", "temp")]
    {
        environment.insert(name, project.path(file).display().to_string());
    }
    environment.insert("CI", "true".to_owned());
    environment.insert("GITHUB_ACTIONS", "true".to_owned());
    environment.extend(set.iter().map(|(name, value)| (*name, (*value).to_owned())));
    bash(project, script, &environment)
}

#[test]
fn the_action_checks_and_replays() {
    let good = project("Hello!");
    assert_eq!(run_step(&good, 1, &[]).code, 0);
    let done = run_step(&good, 2, &[]);
    assert_eq!(done.code, 0, "{}", done.out);
    for report in ["junit.xml", "coverage.xml", "report.html"] {
        assert!(good.path("dialogsim-report").join(report).is_file(), "{report}");
    }
    assert!(fs::read_to_string(good.path("summary.md")).unwrap().contains("passed"));
    let bad = project("Hallo!");
    let done = run_step(&bad, 2, &[("PATHS", "bots"), ("TEST_ARGUMENTS", "--jobs 1\n--fail-fast")]);
    assert_eq!(done.code, 1);
    assert!(done.out.contains("::error file=bots/transcripts.yaml,line=6"), "{}", done.out);
    let below = run_step(&good, 2, &[("FAIL_UNDER", "100")]);
    assert_eq!(below.code, 0, "{}", below.out);
}

#[test]
fn the_action_takes_builds_or_downloads_the_program() {
    let project = project("Hello!");
    let binary = env!("CARGO_BIN_EXE_dialogsim");
    let taken = run_step(&project, 0, &[("BINARY", binary)]);
    assert_eq!(taken.code, 0, "{}", taken.out);
    let folder = project.path("temp/dialogsim/bin");
    assert!(folder.join("dialogsim").is_file());
    assert_eq!(fs::read_to_string(project.path("path")).unwrap().trim(), folder.display().to_string());
    // What the other two ways would run is noted instead of run: one takes minutes, one needs the network.
    let tools = project.path("tools");
    fs::create_dir_all(&tools).unwrap();
    for tool in ["cargo", "curl"] {
        let script = format!("#!/bin/sh\necho {tool} \"$@\" >> '{}'\n", project.path("ran").display());
        fs::write(tools.join(tool), script).unwrap();
        fs::set_permissions(tools.join(tool), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:{}", tools.display(), path_of_tools());
    let built = run_step(&project, 0, &[("PATH", &path), ("ACTION_PATH", "/action")]);
    assert_eq!(built.code, 0, "{}", built.out);
    let ran = fs::read_to_string(project.path("ran")).unwrap();
    assert!(ran.starts_with("cargo install --locked --path /action --root "), "{ran}");
    let set = [
        ("PATH", path.as_str()),
        ("VERSION", "v1.2.3"),
        ("RUNNER_OS", "Linux"),
        ("RUNNER_ARCH", "X64"),
        ("SERVER", "https://host"),
        ("REPOSITORY", "a/b"),
    ];
    // Nothing comes from where nothing is asked, so unpacking it fails.
    assert_ne!(run_step(&project, 0, &set).code, 0);
    let ran = fs::read_to_string(project.path("ran")).unwrap();
    let address = "https://host/a/b/releases/download/v1.2.3/dialogsim-x86_64-unknown-linux-gnu.tar.gz";
    assert!(ran.contains(address), "{ran}");
    let elsewhere =
        run_step(&project, 0, &[("VERSION", "v1"), ("RUNNER_OS", "Plan9"), ("RUNNER_ARCH", "X64")]);
    assert!(elsewhere.code != 0 && elsewhere.out.contains("there is no release"), "{}", elsewhere.out);
}

#[test]
fn the_hooks_run() {
    let hooks = yaml(&fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap());
    let hooks = hooks.as_sequence().unwrap();
    assert_eq!(hooks.len(), 2);
    for hook in hooks {
        let entry = hook["entry"].as_str().unwrap();
        assert_eq!(hook["pass_filenames"].as_bool(), Some(false));
        let done = bash(&project("Hello!"), entry, &BTreeMap::new());
        assert_eq!(done.code, 0, "{entry}: {}", done.out);
    }
    assert_eq!(bash(&project("Hallo!"), hooks[1]["entry"].as_str().unwrap(), &BTreeMap::new()).code, 1);
}

#[test]
fn the_snippet_for_gitlab_runs_and_its_coverage_is_found() {
    let manual = fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let snippet = manual.split("## GitLab CI").nth(1).unwrap().split("```yaml\n").nth(1).unwrap();
    let job = &yaml(snippet.split("```").next().unwrap())["dialogsim"];
    let project = project("Hello!");
    let mut out = String::new();
    for line in job["script"].as_sequence().unwrap() {
        let line = line.as_str().unwrap();
        if line.starts_with("cargo install") {
            continue;
        }
        let done = bash(&project, line, &BTreeMap::from([("CI", "true".to_owned())]));
        assert_eq!(done.code, 0, "{line}: {}", done.out);
        out.push_str(&done.out);
    }
    let pattern = job["coverage"].as_str().unwrap().trim_matches('/');
    let found = out.lines().find_map(|line| regex::Regex::new(pattern).unwrap().captures(line));
    assert_eq!(found.map(|found| found[1].to_owned()).as_deref(), Some("100"), "{out}");
    let reports = &job["artifacts"]["reports"];
    for file in [&reports["junit"], &reports["coverage_report"]["path"]] {
        assert!(project.path(file.as_str().unwrap()).is_file());
    }
}

#[test]
fn shards_are_put_together_as_the_manual_says() {
    let manual = fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let command = manual.lines().find(|line| line.contains("--merge-coverage")).unwrap();
    let project = project("Hello!");
    for shard in 1..=3 {
        let write = format!("dialogsim test --shard {shard}/3 --coverage json=shard-{shard}.json");
        let done = bash(&project, &write, &BTreeMap::new());
        assert_eq!(done.code, 0, "{}", done.out);
    }
    let done = bash(&project, command, &BTreeMap::new());
    assert_eq!(done.code, 0, "{}", done.out);
}
