//! Reports of a test run: what each format holds of one run, and what its readers make of it.
//!
//! `tests/fixtures/reports` holds a transcript that passes, some that fail, one that is skipped and a file
//! with a mistake; what its bot says tries to break out of every format.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use std::fs;
use std::path::Path;

use project::{Project, Ran, ran};
use serde_json::Value as Json;

const KINDS: [&str; 5] = ["json", "junit", "tap", "github", "html"];

/// One report of the run in the fixture, on standard output.
fn report(kind: &str) -> String {
    let ran = shop().run(&["test", "--report", kind]);
    assert_eq!((ran.code, summary(&ran)), (1, TOTALS));
    ran.out
}

/// What people are told of the run in the fixture, whatever a program reads.
const TOTALS: &str = "3 failed, 1 passed, 1 skipped (waits for the new shop # <soon>) of 5 transcripts, 1 problem in the files; 9 turns";

/// The one line on standard error, without how long it took.
fn summary(ran: &Ran) -> &str {
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    ran.err.rsplit_once(" in ").unwrap().0
}

fn shop() -> Project {
    Project::fixture("reports")
}

/// A project with one file of transcripts besides the bot.
fn with_transcripts(text: &str) -> Project {
    let project = shop().file("transcripts.yaml", text);
    fs::remove_file(project.path("broken.yaml")).unwrap();
    project
}

fn events(stream: &str) -> Vec<Json> {
    stream.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn json_is_a_stream_of_events() {
    let told: Vec<String> = events(&report("json"))
        .into_iter()
        .map(|mut event| {
            for turn in event["turns"].as_array_mut().into_iter().flatten() {
                turn["trace"] = Json::from("…");
            }
            serde_json::to_string_pretty(&event).unwrap()
        })
        .collect();
    insta::assert_snapshot!("report_json", told.join("\n"));
}

#[test]
fn every_line_of_json_is_as_documented() {
    let read = |name: &str| -> Json {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    let registry = jsonschema::Registry::new()
        .add("json-schema:///trace.schema.json", read("trace.schema.json"))
        .unwrap()
        .prepare()
        .unwrap();
    let schema = jsonschema::options()
        .with_base_uri("json-schema:///test-report.schema.json")
        .with_registry(&registry)
        .build(&read("test-report.schema.json"))
        .unwrap();
    let mut kinds = Vec::new();
    for event in events(&report("json")) {
        let problems: Vec<String> = schema.iter_errors(&event).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{problems:#?}\n{event:#}");
        kinds.push(event["event"].as_str().unwrap().to_owned());
    }
    assert_eq!(kinds.first().unwrap(), "run_begins");
    assert_eq!(kinds.last().unwrap(), "run_ends");
    // The trace is held against its own schema, not let through.
    let mut event = events(&report("json")).remove(1);
    event["turns"][0]["trace"]["events"][0]["event"] = Json::from("sung");
    assert!(!schema.is_valid(&event));
}

#[test]
fn junit_is_read_by_its_consumers() {
    let xml = report("junit");
    insta::assert_snapshot!("report_junit", xml);
    let read = junit_parser::from_reader(xml.as_bytes()).unwrap();
    let counts = (read.tests, read.failures, read.errors, read.skipped);
    assert_eq!(counts, (6, 3, 1, 1));
    let suites: Vec<&str> = read.suites.iter().map(|suite| suite.name.as_str()).collect();
    assert_eq!(suites, ["broken.yaml", "transcripts.yaml"]);
    for suite in &read.suites {
        assert_eq!(suite.tests as usize, suite.cases.len());
    }
    let case = &read.suites[1].cases[1];
    assert_eq!(case.name, "transcripts::Other words # and <more> | `signs`");
    assert_eq!((case.file.as_deref(), case.line), (Some("transcripts.yaml"), Some(17)));
    let junit_parser::TestStatus::Failure(failure) = &case.status else { panic!("{case:?}") };
    assert!(!failure.message.contains('\n'), "{}", failure.message);
    assert!(failure.text.contains("+ bot: What is your order number?"), "{}", failure.text);
    // It took the time that passed in the conversation.
    assert!((case.time - 5.0).abs() < f64::EPSILON, "{}", case.time);
}

#[test]
fn tap_is_strict() {
    let tap = report("tap");
    insta::assert_snapshot!("report_tap", tap);
    let points = read_tap(&tap);
    let told: Vec<(bool, bool)> = points.iter().map(|point| (point.is_ok, point.is_skipped)).collect();
    let (passed, failed, skipped) = ((true, false), (false, false), (true, true));
    assert_eq!(told, [failed, passed, failed, failed, skipped, failed]);
    let block = points[2].block.as_ref().unwrap();
    assert_eq!(block["at"]["line"], 20);
    assert_eq!(block["at"]["file"], "transcripts.yaml");
    assert!(block["diff"].as_str().unwrap().contains("\n- bot: contains: Surely\n"), "{block:?}");
}

struct Point {
    is_ok: bool,
    is_skipped: bool,
    block: Option<serde_yaml::Value>,
}

/// Reads TAP as version 14 has it, and nothing else: a line that is none of its forms fails.
fn read_tap(text: &str) -> Vec<Point> {
    let mut lines = text.lines().peekable();
    assert_eq!(lines.next(), Some("TAP version 14"));
    let mut points: Vec<Point> = Vec::new();
    let mut plan = None;
    while let Some(line) = lines.next() {
        assert_eq!(plan, None, "behind the plan: {line}");
        if let Some(count) = line.strip_prefix("1..") {
            plan = Some(count.split(" # ").next().unwrap().parse::<usize>().unwrap());
            continue;
        }
        if line.starts_with("# ") {
            continue;
        }
        let (is_ok, rest) = match line.strip_prefix("not ok ") {
            Some(rest) => (false, rest),
            None => (true, line.strip_prefix("ok ").unwrap_or_else(|| panic!("no test point: {line}"))),
        };
        let (number, description) = rest.split_once(" - ").unwrap();
        assert_eq!(number.parse::<usize>().unwrap(), points.len() + 1);
        let escaped = description.replace("\\\\", "").replace("\\#", "");
        let directive = escaped.split_once('#').map(|(_, directive)| directive.trim_start());
        let is_skipped = directive.is_some_and(|directive| directive.starts_with("SKIP "));
        assert!(directive.is_none() || is_skipped, "no directive: {line}");
        let block = lines.next_if_eq(&"  ---").map(|_| {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "  ...").collect();
            let text: Vec<&str> = inside.iter().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
            serde_yaml::from_str(&text.join("\n")).unwrap()
        });
        points.push(Point { is_ok, is_skipped, block });
    }
    assert_eq!(plan, Some(points.len()));
    points
}

#[test]
fn github_gets_annotations() {
    let out = report("github");
    insta::assert_snapshot!("report_github", out);
    let (last, commands) =
        out.lines().collect::<Vec<_>>().split_last().map(|(l, c)| (*l, c.to_vec())).unwrap();
    assert_eq!(last, "3 failed, 1 passed, 1 skipped");
    // What a bot says begins no command of its own.
    for command in commands {
        assert!(command.starts_with("::error file=") || command.starts_with("::notice file="), "{command}");
    }
}

#[test]
fn github_gets_the_summary_of_a_job_behind_what_it_holds() {
    let project = shop().file("summary.md", "# Before\n");
    let mut command = project.command(&["test", "--report", "github"]);
    let there = ran(command.env("GITHUB_STEP_SUMMARY", project.path("summary.md")));
    assert_eq!((there.code, summary(&there)), (1, TOTALS));
    let summary = fs::read_to_string(project.path("summary.md")).unwrap();
    assert!(summary.starts_with("# Before\n### dialogsim test\n"), "{summary}");
    // The fence is longer than any that a bot says.
    assert!(summary.contains("\n````diff\n"), "{summary}");
    insta::assert_snapshot!("report_github_summary", summary);
}

#[test]
fn the_summary_of_a_job_stays_below_what_github_takes() {
    let long = "what the bot does not say ".repeat(400);
    let mut text = "bot: bot.yaml\ntranscripts:\n".to_owned();
    for number in 0..120 {
        text.push_str(&format!("  - transcript: Conversation {number}\n    turns:\n"));
        text.push_str(&format!("      - consumer: order\n      - bot: {long}\n"));
    }
    let project = with_transcripts(&text);
    let mut command = project.command(&["test", "--report", "github"]);
    ran(command.env("GITHUB_STEP_SUMMARY", project.path("summary.md")));
    let summary = fs::read_to_string(project.path("summary.md")).unwrap();
    assert!((800 * 1024..1024 * 1024).contains(&summary.len()), "{}", summary.len());
    let told = summary.matches("#### ❌ Conversation ").count();
    assert!(summary.ends_with(&format!("\n{} more failed cases are in the log of the job.\n", 120 - told)));
}

#[test]
fn on_github_nothing_changes_unless_a_report_is_asked_for() {
    let project = shop();
    let mut command = project.command(&["test"]);
    command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", project.path("summary.md"));
    let there = ran(&mut command);
    assert_eq!((there.code, summary(&there)), (1, TOTALS));
    assert!(!there.out.lines().any(|line| line.starts_with("::error file=")), "{}", there.out);
    assert!(!project.path("summary.md").exists());
}

#[test]
fn html_is_one_page() {
    let page = report("html");
    let between = |start: &str, end: &str| {
        let from = page.find(start).unwrap() + start.len();
        from..from + page[from..].find(end).unwrap()
    };
    let script = between("<script nonce=\"", "</script>");
    let style = between("<style nonce=\"", "</style>");
    let shown =
        format!("{}…{}…{}", &page[..style.start], &page[style.end..script.start], &page[script.end..]);
    let nonce = regex::Regex::new("nonce-[0-9a-f]{16}").unwrap();
    insta::assert_snapshot!("report_html", nonce.replace_all(&shown, "nonce-…"));
}

#[test]
fn what_a_bot_says_is_inert_in_the_page() {
    let page = report("html");
    // The texts are there, and nothing of them is an element, a comment or the end of the script's data.
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;"));
    for element in ["<img", "<b>Sure", "<more>", "<soon>", "onerror=\"", "javascript:"] {
        assert!(!page.contains(element), "{element}");
    }
    let count = |part: &str| page.matches(part).count();
    assert_eq!((count("<script"), count("</script>"), count("<style"), count("</style>")), (2, 2, 1, 1));
    // Nothing is loaded from anywhere, whatever a text may bring in.
    assert!(page.contains("content=\"default-src 'none'; style-src 'nonce-"));
    for resource in [" src=", "<link", "@import", "url(", "<iframe", "<object"] {
        let elements = page.replace("img src=x", "");
        assert!(!elements.contains(resource), "{resource}");
    }
    let data = page.split("id=\"trace\">").nth(1).unwrap().split("</script>").next().unwrap();
    let entries: Vec<(String, String)> = serde_json::from_str(data).unwrap();
    assert!(entries.iter().any(|(_, fields)| fields.contains("</script><img src=x onerror=alert(1)>")));
}

#[test]
fn a_hundred_transcripts_are_a_page_of_less_than_a_megabyte() {
    let mut text = "bot: bot.yaml\ntranscripts:\n".to_owned();
    for number in 0..100 {
        text.push_str(&format!("  - transcript: Conversation {number}\n    turns:\n"));
        text.push_str(&format!("      - consumer: where is order {number}?\n"));
        text.push_str("      - bot: { contains: Sure }\n      - bot: { contains: order number }\n");
        text.push_str(&format!("      - consumer: not so fast {number}\n"));
        text.push_str("      - bot: An order number has four digits.\n");
        text.push_str(&format!("      - consumer: \"{}\"\n", 1001 + number));
        text.push_str("      - bot: { any: true }\n      - bot: Anything else?\n");
        text.push_str("      - tap: Another order\n      - bot: { contains: order number }\n");
        text.push_str(
            "      - consumer: \"1001\"\n      - bot: { any: true }\n      - bot: Anything else?\n",
        );
        text.push_str("      - tap: No, thanks\n      - bot: Good bye!\n      - closed: true\n");
    }
    let ran = with_transcripts(&text).run(&["test", "--report", "html"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("100 passed") && ran.out.contains("600 turns"));
    assert!(ran.out.len() < 1_000_000, "{} bytes", ran.out.len());
}

#[test]
fn the_same_run_is_the_same_bytes_at_any_number_of_jobs() {
    let written = |jobs: &str| {
        let project = shop();
        let mut arguments = vec!["test".to_owned(), "--jobs".to_owned(), jobs.to_owned()];
        for kind in KINDS {
            arguments.extend(["--report".to_owned(), format!("{kind}=report.{kind}")]);
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        assert_eq!(project.run(&arguments).code, 1);
        KINDS.map(|kind| fs::read_to_string(project.path(&format!("report.{kind}"))).unwrap())
    };
    let alone = written("1");
    assert_eq!(alone, written("8"));
    // And what goes to a file is what goes to standard output.
    assert_eq!(alone, KINDS.map(report));
}

#[test]
fn what_the_run_did_not_come_to_is_listed_as_not_played() {
    let project = shop();
    let run = |kind: &str| project.run(&["test", "--fail-fast", "--report", kind]).out;
    let tap = run("tap");
    assert_eq!(read_tap(&tap).len(), 2);
    assert!(tap.contains("\n# transcripts.yaml: Not yet was not played: the run ended"), "{tap}");
    let read = junit_parser::from_reader(run("junit").as_bytes()).unwrap();
    assert_eq!((read.tests, read.failures, read.errors, read.skipped), (6, 1, 1, 4));
    let events = events(&run("json"));
    assert_eq!(events.last().unwrap()["left_out"], 4);
    assert_eq!(events.len(), 3);
    assert!(run("github").ends_with("1 failed, 4 not played after the first failure\n"));
    assert_eq!(run("html").matches("was not played: the run ended with the first failure").count(), 4);
}

#[test]
fn mocks_that_nothing_uses_are_told() {
    let project = with_transcripts(
        "bot: bot.yaml\n\
         defaults:\n  mocks:\n    Order:\n      - when: { url: { contains: nowhere } }\n        respond: { status: 200 }\n\
         transcripts:\n\
         \x20 - transcript: A question\n    turns:\n      - consumer: order\n      - bot: { any: true }\n\
         \x20     - bot: { any: true }\n",
    );
    let run = |kind: &str| project.run(&["test", "--report", kind]);
    let tap = run("tap");
    assert_eq!(tap.code, 1, "{}", tap.err);
    let points = read_tap(&tap.out);
    assert_eq!(points.iter().map(|point| point.is_ok).collect::<Vec<_>>(), [true, false], "{}", tap.out);
    let github = run("github").out;
    assert!(
        github.starts_with("::error file=transcripts.yaml,line=5,title=Unused mock::no transcript"),
        "{github}"
    );
    let events = events(&run("json").out);
    assert_eq!(events.last().unwrap()["problems"][0]["place"]["line"], 5);
    let read = junit_parser::from_reader(run("junit").out.as_bytes()).unwrap();
    assert_eq!((read.tests, read.errors), (2, 1));
    assert!(run("html").out.contains("uses this default mock of"));
}

#[test]
fn a_program_reads_nothing_but_its_report() {
    let ran = shop().run(&["test", "--report", "json", "--coverage"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out, report("json"));
    assert!(ran.err.contains("Order status"), "{}", ran.err);
}

/// What the program says of arguments that make no sense; nothing is played then.
fn refused(arguments: &[&str]) -> String {
    let ran = shop().folder("reports").run(arguments);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    ran.err
}

#[test]
fn wrong_usage_says_what_to_do() {
    let told: Vec<String> = [
        &["test", "--report", "junti=x.xml"][..],
        &["test", "--report", "junit="],
        &["test", "--report", "json", "--report", "tap"],
        &["test", "--report", "json=x", "--report", "tap=./reports/../x"],
        &["test", "--report", "html=reports"],
        &["test", "--report", "html=nowhere/x.html"],
        &["test", "--report", "json=bot.yaml"],
        &["test", "--report", "json=transcripts.yaml"],
    ]
    .iter()
    .map(|arguments| format!("$ dialogsim {}\n{}", arguments.join(" "), refused(arguments)))
    .collect();
    insta::assert_snapshot!("report_wrong_usage", told.join("\n"));
}

#[test]
fn a_report_that_cannot_be_written_fails_the_run_and_leaves_the_others() {
    let project = shop();
    let missing = project.path("nowhere/summary.md");
    let mut command = project.command(&["test", "--report", "github=log", "--report", "tap=x.tap"]);
    let ran = ran(command.env("GITHUB_STEP_SUMMARY", &missing));
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("--report: cannot write "), "{}", ran.err);
    assert_eq!(fs::read_to_string(project.path("x.tap")).unwrap(), report("tap"));
    assert_eq!(fs::read_to_string(project.path("log")).unwrap(), report("github"));
}
