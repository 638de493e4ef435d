//! `check --format junit`, read back as its consumers read it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use junit_parser::{TestCase, TestStatus};
use project::Project;

const BOT: &str = "\
bot: Demo <&> \"signs\"
dialogs:
  - dialog: Orders
    interactions:
      - dialog_starter: { patterns: [order] }
      - text_question: What is <your> order number?
        next: se<&>rach
        fallback: Digits, please.
        rules:
          - regex: \\d{6}
          - regex: \\d{7}
";

fn read(xml: &str) -> junit_parser::TestSuites {
    junit_parser::from_reader(xml.as_bytes()).unwrap()
}

#[test]
fn each_file_is_a_suite_and_each_problem_a_case() {
    let fine = "bot: Fine\ndialogs:\n  - dialog: A\n    interactions:\n      - dialog_starter: { patterns: [a] }\n      - text: A\n";
    let project = Project::new().file("orders/bot.yaml", BOT).file("fine.yaml", fine);
    let ran = project.run(&["check", "--format", "junit"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(ran.out) });
    let report = read(&ran.out);
    assert_eq!((report.tests, report.failures, report.errors), (4, 2, 1));
    let names: Vec<&str> = report.suites.iter().map(|suite| suite.name.as_str()).collect();
    assert_eq!(names, ["fine.yaml", "orders/bot.yaml"]);
    let [passing] = report.suites[0].cases.as_slice() else { panic!("one case") };
    assert_eq!(passing.original_name, "no problems");
    assert!(passing.status.is_success());
    let told: Vec<(&str, Option<u64>)> = report.suites[1]
        .cases
        .iter()
        .map(|case: &TestCase| (case.original_name.as_str(), case.line))
        .collect();
    let expected = [
        ("dangling-next-action 7:15", Some(7)),
        ("unanchored-regex 10:20", Some(10)),
        ("unanchored-regex 11:20", Some(11)),
    ];
    assert_eq!(told, expected);
    let TestStatus::Error(error) = &report.suites[1].cases[0].status else { panic!("an error") };
    assert_eq!(error.message, "no interaction is named `se<&>rach`");
    assert!(error.text.contains("orders/bot.yaml:7"), "{}", error.text);
}

#[test]
fn every_problem_is_a_case() {
    let project = Project::fixture("cli/twenty");
    let report = read(&project.run(&["check", "--format", "junit"]).out);
    let short = project.run(&["check", "--format", "short"]).out;
    assert_eq!(report.failures + report.errors, short.lines().count() as u64);
}
