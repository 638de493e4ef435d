//! JUnit XML: a suite for each file that was read, a test case for each problem of it.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite, XmlString};

use super::flat;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Position, Sources};
use crate::terminal::printable;

/// Problems that have no place in a file stand in the suite of this name.
const NO_FILE: &str = "dialogsim";

/// What the case of a file without problems is called.
const FINE: &str = "no problems";

/// Writes all diagnostics as one document. Errors are errors, everything else is a failure. A file without problems
/// has one case, which passes, so that it is seen to be checked.
pub fn junit(diagnostics: &[Diagnostic], sources: &Sources, out: &mut dyn Write) -> fmt::Result {
    let mut cases: BTreeMap<&str, Vec<TestCase>> =
        sources.iter().map(|(_, source)| (source.name(), Vec::new())).collect();
    for found in diagnostics {
        let file = found.labels.first().map_or(NO_FILE, |label| sources.get(label.span.source).name());
        cases.entry(file).or_default().push(problem(found, file, sources));
    }
    let mut report = Report::new("dialogsim check");
    for (file, cases) in cases {
        let mut suite = TestSuite::new(text(file));
        suite.extra.insert("file".into(), text(file));
        match cases.is_empty() {
            true => suite.add_test_case(case(FINE, file, None, TestCaseStatus::success())),
            false => suite.add_test_cases(cases),
        };
        report.add_test_suite(suite);
    }
    out.write_str(&report.to_string().map_err(|_| fmt::Error)?)
}

fn problem(found: &Diagnostic, file: &str, sources: &Sources) -> TestCase {
    let kind = match found.severity {
        Severity::Error => NonSuccessKind::Error,
        Severity::Warning | Severity::Info => NonSuccessKind::Failure,
    };
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(text(&flat(&found.message))).set_type(found.severity.name());
    status.set_description(text(&details(found, sources)));
    let place = found.labels.first().map(|label| sources.position(label.span));
    case(found.rule.name, file, place, status)
}

/// Several problems of one rule are told apart by their places. Viewers show the last part of the class as its name
/// and the rest as its package.
fn case(name: &str, file: &str, place: Option<Position>, status: TestCaseStatus) -> TestCase {
    let name = place.map_or(name.to_owned(), |Position { line, column }| format!("{name} {line}:{column}"));
    let mut case = TestCase::new(name, status);
    let without_end = file.strip_suffix(".yaml").or(file.strip_suffix(".yml")).unwrap_or(file);
    case.set_classname(text(&without_end.replace('/', ".")));
    case.extra.insert("file".into(), text(file));
    if let Some(place) = place {
        case.extra.insert("line".into(), place.line.to_string().into());
    }
    case
}

/// Each place with what is said of it, and what to do.
fn details(found: &Diagnostic, sources: &Sources) -> String {
    let place = |label: &crate::diagnostic::Label| {
        let at = sources.place(label.span);
        if label.text.is_empty() { at } else { format!("{at}: {}", flat(&label.text)) }
    };
    let places = found.labels.iter().map(place);
    let help = found.help.iter().map(|help| flat(help));
    let fix =
        found.fix.iter().map(|fix| format!("mend: {} (dialogsim check {})", fix.title, fix.safety.options()));
    places.chain(help).chain(fix).collect::<Vec<_>>().join("\n")
}

/// A text without what XML cannot hold and without what steers a terminal.
fn text(text: &str) -> XmlString {
    XmlString::new(printable(text))
}
