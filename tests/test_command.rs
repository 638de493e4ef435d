//! `dialogsim test` from outside: what is found, chosen and played, and how the run ends.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use std::collections::BTreeSet;

use project::{Project, Ran, ran};

const BOT: &str = "bot: Test
integrations:
  - api: Shop
    method: GET
    url: https://shop.example.com/{$botContext.item}
    mock: [{ respond: { status: 200 } }]
dialogs:
  - dialog: Greeting
    interactions:
      - dialog_starter: { patterns: [hello] }
      - text: Hello!
  - dialog: Shop
    interactions:
      - dialog_starter: { patterns: [buy] }
      - integration: Shop
        rules:
          - result: success
            next: bought
          - result: failure
            next: sorry
      - text: Bought.
        name: bought
        next: end
      - text: Sorry.
        name: sorry
        next: end
  - fallback_dialog: Fallback
    interactions:
      - text: What?
";

/// A transcript that says hello, or something else.
fn greeting(name: &str, answer: &str, more: &str) -> String {
    format!("  - transcript: {name}\n{more}    turns:\n      - consumer: hello\n      - bot: {answer}\n")
}

fn file(transcripts: &[String]) -> String {
    format!("bot: bot.yaml\ntranscripts:\n{}", transcripts.concat())
}

fn project(transcripts: &[String]) -> Project {
    Project::new().file("bot.yaml", BOT).file("transcripts.yaml", file(transcripts))
}

/// The names of the transcripts that were played, as TAP has them.
fn played(ran: &Ran) -> Vec<String> {
    let line = |line: &str| {
        let rest = line.strip_prefix("not ok").or_else(|| line.strip_prefix("ok"))?;
        rest.split_once(" - ").map(|(_, name)| name.split(" # ").next().unwrap_or(name).to_owned())
    };
    ran.out.lines().filter_map(line).collect()
}

fn names(project: &Project, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["test", "--report", "tap"];
    all.extend(arguments);
    let ran = project.run(&all);
    let name = |name: String| name.rsplit(": ").next().unwrap_or_default().to_owned();
    played(&ran).into_iter().map(name).collect()
}

#[test]
fn a_green_run_means_something() {
    let good = greeting("Good", "Hello!", "");
    let code = |transcripts: &[String]| project(transcripts).run(&["test"]).code;
    assert_eq!(code(std::slice::from_ref(&good)), 0);
    assert_eq!(code(&[good.clone(), greeting("Bad", "Hallo!", "")]), 1);
    assert_eq!(Project::new().file("bot.yaml", BOT).run(&["test"]).code, 4, "no transcripts");
    assert_eq!(code(&[greeting("Skipped", "Hello!", "    skip: not now\n")]), 4, "only skipped ones");
    assert_eq!(code(&[good.clone(), greeting("Skipped", "Hello!", "    skip: not now\n")]), 0);
    let silent = "  - transcript: Silent\n    turns:\n      - consumer: hello\n".to_owned();
    assert_eq!(code(&[good.clone(), silent]), 1, "no assertions");
    assert_eq!(code(&[good.clone(), greeting("Key", "Hello!", "    tag: x\n")]), 1, "an unknown key");
    let unused = "    mocks: { Shop: [{ respond: { status: 500 } }] }\n";
    assert_eq!(code(&[greeting("Unused", "Hello!", unused)]), 1, "a mock that nothing uses");
    let broken =
        project(std::slice::from_ref(&good)).file("bot.yaml", BOT.replace("next: bought", "next: bougth"));
    assert_eq!(broken.run(&["test"]).code, 1, "a bot with an error");
    assert_eq!(project(std::slice::from_ref(&good)).run(&["test", "nowhere"]).code, 3, "no such path");
    assert_eq!(project(&[good]).run(&["test", "--filter", "nobody"]).code, 4, "nothing chosen");
}

/// Without version control, the project is the folder of the bot.
#[test]
fn transcripts_may_stand_in_a_folder_below_their_bot() {
    let good = file(&[greeting("Good", "Hello!", "")]).replace("bot: bot.yaml", "bot: ..");
    let project = Project::new().file("app/bot.yaml", BOT).file("app/transcripts/more/greeting.yaml", &good);
    let ran = project.run(&["test"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("the folder holds no `bot.yaml`"), "{}", ran.out);
    let project = Project::new().file("app/bot.yaml", BOT).file("app/transcripts/greeting.yaml", &good);
    for (folder, path) in [("", "app"), ("app", "."), ("app/transcripts", "greeting.yaml")] {
        let ran = project.run_in(folder, &["test", path]);
        assert_eq!(ran.code, 0, "{folder}: {}", ran.out);
    }
    let chat = project.run_in("app/transcripts", &["chat", "--replay", "greeting.yaml:5"]);
    assert!(chat.out.contains("Bot: Hello!"), "{}{}", chat.out, chat.err);
    let elsewhere = project
        .file("other/bot.yaml", BOT)
        .file("app/transcripts/greeting.yaml", good.replace("..", "../../other"));
    let ran = elsewhere.run(&["test"]);
    assert!(ran.out.contains("leads out of the project folder"), "{}", ran.out);
}

#[test]
fn default_mocks_must_be_used_by_one_of_their_file() {
    let with_defaults = |transcripts: &[String]| {
        let defaults = "defaults:\n  mocks: { Shop: [{ respond: { status: 500 } }] }\n";
        let text = file(transcripts).replace("transcripts:\n", &format!("{defaults}transcripts:\n"));
        Project::new().file("bot.yaml", BOT).file("transcripts.yaml", text)
    };
    let good = greeting("Good", "Hello!", "");
    let buys = "  - transcript: Buys\n    turns:\n      - consumer: buy\n      - bot: Sorry.\n".to_owned();
    assert_eq!(with_defaults(&[good.clone(), buys.clone()]).run(&["test"]).code, 0);
    let unused = with_defaults(std::slice::from_ref(&good)).run(&["test"]);
    assert_eq!(unused.code, 1);
    let told = format!("{}{}", unused.out, unused.err);
    assert!(told.contains("transcripts.yaml:3") && told.contains("`Shop`"), "{told}");
    // What was not played says nothing about them.
    assert_eq!(with_defaults(&[good, buys]).run(&["test", "--filter", "Good"]).code, 0);
}

#[test]
fn filters_choose_by_name_file_tag_and_channel() {
    let project = project(&[
        greeting("One for Ada", "Hello!", "    tags: [smoke]\n"),
        greeting("Two", "Hello!", "    tags: [smoke, slow]\n    channel: sms\n"),
        greeting("Three", "Hello!", ""),
    ])
    .folder(".git")
    .file("more/other.yaml", file(&[greeting("Four", "Hello!", "")]).replace("bot.yaml", "../bot.yaml"));
    let chosen = |filter: &str| names(&project, &["--filter", filter]).join(" ");
    assert_eq!(names(&project, &[]).join(" "), "Four One for Ada Two Three");
    assert_eq!(chosen("for ada"), "One for Ada");
    assert_eq!(chosen("tag:smoke"), "One for Ada Two");
    assert_eq!(chosen("tag:smoke & !tag:slow"), "One for Ada");
    assert_eq!(chosen("channel:sms | file:other"), "Four Two");
    assert_eq!(chosen("!(name:t | file:other)"), "One for Ada");
    assert_eq!(names(&project, &["--channel", "sms", "--filter", "channel:web"]).len(), 0);
}

#[test]
fn shards_have_nothing_in_common_and_together_everything() {
    let transcripts: Vec<String> =
        (0..23).map(|number| greeting(&format!("Number {number}"), "Hello!", "")).collect();
    let project = project(&transcripts);
    let mut all = BTreeSet::new();
    for shard in 1..=5 {
        let shard = format!("{shard}/5");
        let own = names(&project, &["--shard", &shard]);
        assert_eq!(own, names(&project, &["--shard", &shard, "--jobs", "3"]));
        assert!((4..=5).contains(&own.len()), "{own:?}");
        for name in own {
            assert!(all.insert(name));
        }
    }
    assert_eq!(all.len(), 23);
}

#[test]
fn last_failed_plays_what_failed_until_it_passes() {
    let good = greeting("Good", "Hello!", "");
    let project = project(&[good.clone(), greeting("Bad", "Hallo!", "")]);
    let run = |arguments: &[&str]| {
        let mut command = project.command(&[&["test", "--report", "tap"], arguments].concat());
        ran(command.env("XDG_CACHE_HOME", project.path("cache")))
    };
    assert_eq!(played(&run(&["--last-failed"])).len(), 2, "nothing is known yet");
    assert_eq!(played(&run(&["--last-failed"])).len(), 1);
    std::fs::write(project.path("transcripts.yaml"), file(&[good, greeting("Bad", "Hello!", "")])).unwrap();
    let mended = run(&["--last-failed"]);
    assert_eq!((mended.code, played(&mended).len()), (0, 1));
    assert_eq!(played(&run(&["--last-failed"])).len(), 2, "nothing is left that failed");
}

#[test]
fn the_same_bytes_come_out_at_any_number_of_jobs() {
    let transcripts: Vec<String> = (0..40)
        .map(|number| {
            let answer = if number % 7 == 3 { "Hallo!" } else { "Hello!" };
            greeting(&format!("Number {number}"), answer, "")
        })
        .collect();
    let project = project(&transcripts);
    for arguments in [
        &["test"][..],
        &["test", "--fail-fast"],
        &["test", "--report", "json"],
        &["test", "--report", "junit"],
    ] {
        let first = project.run(&[arguments, &["--jobs", "1"]].concat());
        for jobs in ["2", "8"] {
            let again = project.run(&[arguments, &["--jobs", jobs]].concat());
            assert_eq!((&first.out, first.code), (&again.out, again.code), "{arguments:?} {jobs}");
        }
    }
    let repeated = project.run(&["test", "--repeat", "50", "--filter", "Number 11"]);
    assert_eq!(repeated.code, 0, "{}", repeated.err);
}

#[test]
fn fail_fast_ends_with_the_first_failure_in_the_order_of_the_files() {
    let transcripts = [
        greeting("Good", "Hello!", ""),
        greeting("Bad", "Hallo!", ""),
        greeting("Worse", "Hullo!", ""),
        greeting("Fine", "Hello!", ""),
    ];
    let project = project(&transcripts);
    assert_eq!(names(&project, &["--fail-fast", "--jobs", "4"]), ["Good", "Bad"]);
}

#[test]
fn cassettes_answer_and_what_is_stale_in_them_is_a_problem() {
    let buys = |answer: &str| {
        format!("  - transcript: Buys\n    turns:\n      - consumer: buy\n      - bot: {answer}\n")
    };
    let cassette = "mocks:\n  Shop:\n    - respond: { status: 500 }\n";
    let project = project(&[buys("Sorry.")]).file("cassette.yaml", cassette);
    assert_eq!(project.run(&["test"]).code, 1);
    let answered = project.run(&["test", "--mocks", "cassette.yaml"]);
    assert_eq!(answered.code, 0, "{}{}", answered.out, answered.err);
    let project = project.file("stale.yaml", "mocks:\n  Shpo:\n    - respond: { status: 500 }\n");
    let stale = project.run(&["test", "--mocks", "cassette.yaml", "--mocks", "stale.yaml"]);
    let told = format!("{}{}", stale.out, stale.err);
    assert_eq!(stale.code, 1);
    assert!(told.contains("stale.yaml:2") && told.contains("did you mean `Shop`?"), "{told}");
    let project = project.file(
        "unused.yaml",
        "mocks:\n  Shop:\n    - respond: { status: 500 }\n    - respond: { status: 200 }\n",
    );
    let unused = project.run(&["test", "--mocks", "unused.yaml"]);
    assert_eq!(unused.code, 0);
    assert!(unused.err.contains("unused.yaml:4"), "{}", unused.err);
    assert_eq!(project.run(&["test", "--record", "new.yaml"]).code, 2, "nothing is live");
}

#[test]
fn nothing_is_live_unless_it_is_asked_for_and_allowed() {
    let buys = "  - transcript: Buys\n    turns:\n      - consumer: buy\n      - bot: Bought.\n".to_owned();
    let project = project(&[buys]);
    assert_eq!(project.run(&["test"]).code, 0);
    assert_eq!(project.run(&["test", "--live", "Shpo"]).code, 2);
    let refused = project.run(&["test", "--live", "Shop"]);
    let told = format!("{}{}", refused.out, refused.err);
    assert_eq!(refused.code, 1);
    assert!(told.contains("not on the allow list"), "{told}");
    let in_ci = ran(project.command(&["test", "--live", "Shop"]).env("CI", "true"));
    assert_eq!(in_ci.code, 3);
    assert!(in_ci.err.contains("--live-in-ci"), "{}", in_ci.err);
}

#[test]
fn coverage_is_measured_merged_and_judged() {
    let project = project(&[greeting("Good", "Hello!", "")]).file(
        "more.yaml",
        file(&["  - transcript: Buys\n    turns:\n      - consumer: buy\n      - bot: Bought.\n".to_owned()]),
    );
    let covered = |arguments: &[&str]| project.run(&[&["test"], arguments].concat());
    assert_eq!(covered(&["transcripts.yaml", "--coverage", "json=one.json"]).code, 0);
    assert_eq!(covered(&["more.yaml", "--coverage", "json=two.json"]).code, 0);
    let both = covered(&["--coverage", "json=both.json", "--fail-under", "90"]);
    assert_eq!(both.code, 1);
    assert!(both.err.contains("under 90 %"), "{}", both.err);
    let merged = covered(&["--merge-coverage", "one.json", "two.json", "--coverage", "json=merged.json"]);
    assert_eq!(merged.code, 0, "{}", merged.err);
    let read = |name: &str| std::fs::read_to_string(project.path(name)).unwrap();
    assert_eq!(read("merged.json"), read("both.json"));
}

/// What a process says on standard error, line by line; a process that says nothing for a minute is stuck.
struct Said {
    process: std::process::Child,
    lines: std::sync::mpsc::Receiver<String>,
}

impl Said {
    fn by(mut process: std::process::Child) -> Self {
        use std::io::{BufRead, BufReader};
        let err = BufReader::new(process.stderr.take().unwrap());
        let (sender, lines) = std::sync::mpsc::channel();
        std::thread::spawn(move || err.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { process, lines }
    }

    /// Everything up to a line that holds this.
    fn until(&mut self, part: &str) -> String {
        let mut said = String::new();
        loop {
            let Ok(line) = self.lines.recv_timeout(std::time::Duration::from_secs(60)) else {
                panic!("the process did not say `{part}`:\n{said}");
            };
            said.push_str(&format!("{line}\n"));
            if line.contains(part) {
                return said;
            }
        }
    }
}

impl Drop for Said {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn watching_plays_again_what_a_saved_file_affects() {
    use std::process::{Command, Stdio};
    let other = "bot: Other\ndialogs:\n  - dialog: D\n    interactions:\n      - dialog_starter: { patterns: [hello] }\n      \
                 - text: Hello!\n";
    let project =
        project(&[greeting("One", "Hello!", "")]).folder(".git").file("other/bot.yaml", other).file(
            "other/transcripts.yaml",
            file(&[greeting("Two", "Hello!", ""), greeting("Three", "Hello!", "")]),
        );
    let process = Command::new(env!("CARGO_BIN_EXE_dialogsim"))
        .current_dir(project.path(""))
        .env_clear()
        .args(["test", "--watch"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Said::by(process);
    let first = said.until("waiting for a file");
    assert!(first.contains("3 passed of 3 transcripts"), "{first}");
    // Only the bot of two of them is saved.
    std::fs::write(project.path("other/bot.yaml"), other.replace("Hello!", "Hallo!")).unwrap();
    let second = said.until("waiting for a file");
    assert!(second.contains("2 failed of 2 transcripts"), "{second}");
    // A file that is new is played too.
    std::fs::write(project.path("new.yaml"), file(&[greeting("Four", "Hello!", "")])).unwrap();
    let third = said.until("waiting for a file");
    assert!(third.contains("1 passed of 1 transcript"), "{third}");
}

#[test]
fn a_transcript_says_who_answers_a_transfer() {
    let bot = "bot: Test\nskills: { \"1\": no_answer }\ndialogs:\n  - dialog: Greeting\n    interactions:\n      \
               - dialog_starter: { patterns: [hello] }\n      - agent_transfer: One moment.\n        skill: \"1\"\n        \
               fallback: Nobody is there.\n";
    let with = |settings: &str, turns: &str| {
        let text = format!(
            "bot: bot.yaml\n{settings}transcripts:\n  - transcript: T\n    turns:\n      - consumer: hello\n      - bot: One moment.\n{turns}"
        );
        Project::new().file("bot.yaml", bot).file("t.yaml", text).run(&["test"])
    };
    let refused = "      - bot: Nobody is there.\n";
    let taken = "      - transfer: \"1\"\n      - expect: { state: with_agent }\n";
    assert_eq!(with("", taken).code, 0, "the bot's own skills");
    let of_file = |answer: &str| format!("defaults:\n  skills: {{ {answer} }}\n");
    assert_eq!(with(&of_file("\"1\": unavailable"), refused).code, 0);
    assert_eq!(with(&of_file("\"1\": unavailable"), taken).code, 1);
    let unused = with(&of_file("\"2\": unavailable"), taken);
    assert_eq!(unused.code, 1, "a skill that nobody is handed to");
    let told = format!("{}{}", unused.out, unused.err);
    assert!(told.contains("t.yaml:3") && told.contains("skill `2`"), "{told}");
    let unknown = with(&of_file("\"1\": { bot: Tset }"), taken);
    assert!(
        unknown.out.contains("no bot `Tset`") && unknown.out.contains("did you mean `Test`?"),
        "{}",
        unknown.out
    );
}

#[test]
fn a_transcript_that_asserts_nothing_on_the_channel_it_runs_on_is_not_green() {
    let bot = "bot: Test\nintegrations:\n  - api: Shop\n    method: GET\n    url: https://shop.example.com/\n    \
               mock: [{ respond: { status: 200 } }]\ndialogs:\n  - dialog: Quiet\n    interactions:\n      \
               - dialog_starter: { patterns: [hello] }\n      - integration: Shop\n        next: end\n";
    let transcript = "bot: bot.yaml\ntranscripts:\n  - transcript: T\n    turns:\n      - consumer: hello\n      \
                      - expect: { calls: { Shop: 1 } }\n        only_if: { channel: sms }\n";
    let project = Project::new().file("bot.yaml", bot).file("t.yaml", transcript);
    assert_eq!(project.run(&["test", "--channel", "sms"]).code, 0);
    let ran = project.run(&["test"]);
    assert_eq!(ran.code, 4, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("it says nothing that the bot must do"), "{}", ran.err);
}
