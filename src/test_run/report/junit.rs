//! JUnit XML: a suite for each file, a test case for each case.
//!
//! What is wrong with a file is an error in its suite. Times are those of the conversations' own clocks, so
//! that the same run is the same file.

use std::collections::HashMap;
use std::time::Duration;

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite, XmlString};

use super::excerpt::excerpt;
use super::finding::{findings, headline, listed};
use super::problem::{FileProblem, file_problems};
use super::roll::{LEFT_OUT, Listed, Roll};
use super::{Beginning, Problems, Report};
use crate::replay::Verdict;
use crate::terminal::printable;
use crate::test_run::{CaseResult, Plan, Totals};

/// Problems that have no place in a file stand in the suite of this name.
const NO_FILE: &str = "dialogsim";

/// Writes the whole document at the end of the run.
#[derive(Debug, Default)]
pub struct Junit {
    roll: Roll,
    suites: Vec<TestSuite>,
    /// The places of the suites by their files.
    by_file: HashMap<String, usize>,
}

impl Report for Junit {
    fn begin(&mut self, beginning: &Beginning<'_>) -> String {
        self.roll = Roll::new(beginning);
        String::new()
    }

    fn case(&mut self, plan: &Plan, result: &CaseResult) -> String {
        self.roll.tick();
        let planned = &plan.cases[result.case];
        let status = match &result.outcome.verdict {
            _ if result.has_failed() => {
                let findings = findings(planned, result);
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                let details = format!("{}\n{}", listed(&findings), excerpt(&result.outcome));
                status.set_message(text(&headline(&findings))).set_type("transcript");
                status.set_description(text(&details));
                status
            }
            Verdict::Skipped(reason) => skipped(reason),
            _ => TestCaseStatus::success(),
        };
        let time = Duration::from_millis(result.outcome.clock_ms);
        self.add(&Listed::new(planned), status, Some(time));
        String::new()
    }

    fn end(&mut self, _totals: &Totals, problems: &Problems<'_>) -> String {
        for listed in std::mem::take(&mut self.roll).left_out() {
            self.add(listed, skipped(LEFT_OUT), None);
        }
        for problem in file_problems(problems) {
            self.problem(&problem);
        }
        let mut document = Document::new("dialogsim test");
        document.set_time(self.suites.iter().filter_map(|suite| suite.time).sum());
        document.add_test_suites(std::mem::take(&mut self.suites));
        // Writing to memory cannot fail.
        document.to_string().unwrap_or_default()
    }
}

impl Junit {
    fn suite(&mut self, file: &str) -> &mut TestSuite {
        let place = *self.by_file.entry(file.to_owned()).or_insert_with(|| {
            let mut suite = TestSuite::new(text(file));
            suite.extra.insert("file".into(), text(file));
            self.suites.push(suite);
            self.suites.len() - 1
        });
        &mut self.suites[place]
    }

    fn add(&mut self, listed: &Listed, status: TestCaseStatus, time: Option<Duration>) {
        let mut case = TestCase::new(text(&listed.name), status);
        place(&mut case, &listed.file, listed.line);
        let suite = self.suite(&listed.file);
        if let Some(time) = time {
            case.set_time(time);
            suite.set_time(suite.time.unwrap_or_default() + time);
        }
        suite.add_test_case(case);
    }

    fn problem(&mut self, problem: &FileProblem) {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_message(text(&problem.message)).set_type(problem.rule.unwrap_or("file"));
        let found = problem.place.as_ref();
        let at = found.map_or(String::new(), |place| format!("{}:{}: ", place.file, place.line));
        let help = problem.help.as_deref().map(|help| format!("\n{help}")).unwrap_or_default();
        status.set_description(text(&format!("{at}{}{help}", problem.message)));
        let mut case = TestCase::new(text(&format!("{at}{}", problem.message)), status);
        let file = found.map_or(NO_FILE, |place| place.file.as_str());
        if let Some(found) = found {
            place(&mut case, file, found.line);
        }
        self.suite(file).add_test_case(case);
    }
}

/// Where a test case stands. Viewers show the last part of the class as its name and the rest as its package.
fn place(case: &mut TestCase, file: &str, line: usize) {
    let without_end = file.strip_suffix(".yaml").or(file.strip_suffix(".yml")).unwrap_or(file);
    case.set_classname(text(&without_end.replace('/', ".")));
    case.extra.insert("file".into(), text(file));
    case.extra.insert("line".into(), line.to_string().into());
}

fn skipped(reason: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(text(reason));
    status
}

/// A text with nothing hidden in it: XML has no way to hold most control characters.
fn text(text: &str) -> XmlString {
    XmlString::new(printable(text))
}
