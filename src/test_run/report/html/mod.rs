//! One page for people, in one file that opens from disk.
//!
//! Everything that a bot, a service or an author wrote is filled in by templates that escape it. Should one
//! of them ever fail to, the page's policy lets nothing be loaded and runs only the script whose
//! number it names, and that number follows from everything that is on the page.

mod bubble;
mod trace_table;
mod view;
mod words;

use std::hash::{DefaultHasher, Hash, Hasher};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error};
use serde::Serialize;

use self::trace_table::TraceTable;
use self::view::CaseView;
use super::problem::{FileProblem, file_problems};
use super::roll::Roll;
use super::{Beginning, Problems, Report};
use crate::terminal::{printable, printable_line};
use crate::test_run::{CaseResult, Plan, Totals};

const PAGE: &str = include_str!("page.html");
const CASE: &str = include_str!("case.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes the page at the end of the run; until then it keeps each case as it will stand there.
#[derive(Debug)]
pub struct Html {
    templates: Result<Environment<'static>, Error>,
    roll: Roll,
    table: TraceTable,
    cases: String,
    /// The file whose cases are being written.
    file: String,
    count: usize,
}

/// What a case's part of the page is made of.
#[derive(Serialize)]
struct CasePart<'p> {
    case: &'p CaseView,
    number: usize,
    /// Whether the case before stands in another file.
    begins_file: bool,
    is_first: bool,
}

#[derive(Serialize)]
struct Page<'p> {
    style: &'static str,
    script: &'static str,
    nonce: String,
    passed: usize,
    failed: usize,
    skipped: usize,
    turns: usize,
    problems: Vec<ProblemView>,
    /// Escaped already.
    cases: &'p str,
    /// Escaped already.
    trace: String,
    program: &'static str,
}

#[derive(Serialize)]
struct ProblemView {
    place: String,
    message: String,
    help: String,
    rule: &'static str,
}

impl Report for Html {
    fn tells_passed(&self) -> bool {
        true
    }

    fn begin(&mut self, beginning: &Beginning<'_>) -> String {
        self.roll = Roll::new(beginning);
        String::new()
    }

    fn case(&mut self, plan: &Plan, result: &CaseResult) -> String {
        self.roll.tick();
        let planned = &plan.cases[result.case];
        let view = CaseView::new(planned, result, &mut self.table);
        self.add(&view, &planned.file);
        String::new()
    }

    fn end(&mut self, totals: &Totals, problems: &Problems<'_>) -> String {
        for listed in std::mem::take(&mut self.roll).left_out() {
            self.add(&CaseView::left_out(listed), &listed.file);
        }
        let trace = self.table.json();
        let problems: Vec<ProblemView> = file_problems(problems).iter().map(problem).collect();
        let page = Page {
            style: STYLE,
            script: SCRIPT,
            nonce: self.nonce(&trace),
            passed: totals.passed,
            failed: totals.failed,
            skipped: totals.skipped + totals.left_out,
            turns: totals.turns,
            problems,
            cases: &self.cases,
            trace,
            program: concat!("dialogsim ", env!("CARGO_PKG_VERSION")),
        };
        self.filled("page.html", &page)
    }
}

impl Default for Html {
    fn default() -> Self {
        let (roll, table) = (Roll::default(), TraceTable::default());
        Self { templates: templates(), roll, table, cases: String::new(), file: String::new(), count: 0 }
    }
}

impl Html {
    /// A template with its values. The templates are part of the program and a test fills each of them, so that
    /// no mistake in one comes up here; if one did, it would stand in the page.
    fn filled(&self, name: &str, values: &impl Serialize) -> String {
        let filled = match &self.templates {
            Ok(templates) => templates.get_template(name).and_then(|found| found.render(Serde(values))),
            Err(error) => return error.to_string(),
        };
        filled.unwrap_or_else(|error| error.to_string())
    }

    fn add(&mut self, case: &CaseView, file: &str) {
        self.count += 1;
        let begins_file = self.count == 1 || self.file != file;
        let part = CasePart { case, number: self.count, begins_file, is_first: self.count == 1 };
        let filled = self.filled("case.html", &part);
        self.cases.push_str(&filled);
        if begins_file {
            file.clone_into(&mut self.file);
        }
    }

    /// What nobody who writes a text of the page can know: it follows from the page.
    fn nonce(&self, trace: &str) -> String {
        let mut hasher = DefaultHasher::new();
        (&self.cases, trace).hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}

fn problem(problem: &FileProblem) -> ProblemView {
    let place = problem.place.as_ref();
    ProblemView {
        place: place.map_or(String::new(), |place| format!("{}:{}", printable_line(&place.file), place.line)),
        message: printable_line(&problem.message).into_owned(),
        help: printable(problem.help.as_deref().unwrap_or_default()).into_owned(),
        rule: problem.rule.unwrap_or_default(),
    }
}

/// The templates' names end in `.html`, so everything that is filled in is escaped.
fn templates() -> Result<Environment<'static>, Error> {
    let mut templates = Environment::new();
    templates.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    templates.add_template("page.html", PAGE)?;
    templates.add_template("case.html", CASE)?;
    Ok(templates)
}
