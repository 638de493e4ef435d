//! The reports of a run, each with its place.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::chat::Failure;
use super::host::{People, print};
use super::report_choice::{Kind, ReportChoice};
use super::transcripts::Loaded;
use super::{Exit, Host};
use crate::disk::replace_file;
use crate::terminal::{ColorChoice, Terminal};
use crate::test_run::report::{Github, GithubSummary, Html, Human, Inquiry, Json, Junit, Quiet, Tap};
use crate::test_run::{Beginning, CaseResult, Plan, Problems, Report, Totals};

/// The variable that names the file to which a job's summary is appended.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// Where a report goes.
enum Place {
    Output,
    File(PathBuf),
    /// Behind what the file holds already.
    EndOf(PathBuf),
}

struct Placed {
    report: Box<dyn Report>,
    /// Whether people read it, who see what is wrong with files before all else.
    is_for_people: bool,
    place: Place,
    /// What a file gets when the run is over.
    written: String,
}

/// The reports of a run.
pub(super) struct Reports<'r> {
    all: Vec<Placed>,
    inquiry: Inquiry<'r>,
    /// Whether standard output holds one that a program reads.
    is_for_programs: bool,
}

impl<'r> Reports<'r> {
    /// The report for standard output, and those for files.
    pub(super) fn new(
        choices: &[ReportChoice],
        printed: Kind,
        loaded: &'r Loaded,
        host: &Host<'_>,
        color: ColorChoice,
    ) -> Self {
        let page = Page { terminal: host.stdout(color), wraps: host.stdout_is_terminal };
        let mut all = vec![Placed::new(printed, page, Place::Output)];
        for choice in choices {
            if let Some(path) = &choice.file {
                let page = Page { terminal: Terminal::plain(), wraps: false };
                all.push(Placed::new(choice.kind, page, Place::File(host.folder.join(path))));
            }
        }
        let summary = (host.environment)(SUMMARY).filter(|path| !path.is_empty());
        if let Some(path) = summary.filter(|_| choices.iter().any(|choice| choice.kind == Kind::Github)) {
            let (report, place) = (Box::<GithubSummary>::default(), Place::EndOf(host.folder.join(path)));
            all.push(Placed { report, is_for_people: false, place, written: String::new() });
        }
        let inquiry = Inquiry::new(&loaded.sources);
        Self { all, inquiry, is_for_programs: !printed.is_for_people() }
    }

    /// Where people read what is told besides.
    pub(super) fn people(&self, host: &Host<'_>, color: ColorChoice) -> People {
        let read_messages_only = self.is_for_programs;
        let terminal = if read_messages_only { host.stderr(color) } else { host.stdout(color) };
        People { terminal, read_messages_only }
    }

    /// Whether one of them tells the turns of cases that passed.
    pub(super) fn tell_passed(&self) -> bool {
        self.all.iter().any(|placed| placed.report.tells_passed())
    }

    /// The run begins.
    pub(super) fn begin(&mut self, beginning: &Beginning<'_>, loaded: &Loaded) {
        for placed in &mut self.all {
            if placed.is_for_people && matches!(placed.place, Place::File(_)) {
                placed.written = loaded.drawn_diagnostics(&Terminal::plain());
            }
            placed.add(|report| report.begin(beginning));
        }
    }

    /// A case is over.
    pub(super) fn case(&mut self, plan: &Plan, result: &CaseResult) {
        let told = self.inquiry.look_into(plan, result);
        self.all.iter_mut().for_each(|placed| placed.add(|report| report.case(&told)));
    }

    /// The run is over: the files are written.
    ///
    /// # Errors
    /// A file cannot be written; all others are all the same.
    pub(super) fn end(&mut self, totals: &Totals, problems: &Problems<'_>) -> Result<(), Failure> {
        let mut failures = Vec::new();
        for placed in &mut self.all {
            placed.add(|report| report.end(totals, problems));
            if let Err(reason) = placed.write() {
                failures.push(reason);
            }
        }
        if failures.is_empty() { Ok(()) } else { Err((Exit::Failed, failures.join("; "))) }
    }
}

impl Placed {
    fn add(&mut self, tell: impl FnOnce(&mut dyn Report) -> String) {
        let text = tell(&mut *self.report);
        match self.place {
            Place::Output => print(&text),
            Place::File(_) | Place::EndOf(_) => self.written.push_str(&text),
        }
    }

    fn write(&self) -> Result<(), String> {
        let (path, done) = match &self.place {
            Place::Output => return Ok(()),
            Place::File(path) => (path, replace_file(path, self.written.as_bytes())),
            Place::EndOf(path) => (path, append(path, &self.written)),
        };
        done.map_err(|error| format!("--report: cannot write {}: {error}", path.display()))
    }
}

fn append(path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::OpenOptions::new().create(true).append(true).open(path)?.write_all(text.as_bytes())
}

/// What a report for people can show.
struct Page {
    terminal: Terminal,
    /// Whether lines are broken at its width.
    wraps: bool,
}

impl Placed {
    fn new(kind: Kind, page: Page, place: Place) -> Self {
        let report: Box<dyn Report> = match kind {
            Kind::Human => Box::new(Human::new(page.terminal, page.wraps)),
            Kind::Quiet => Box::<Quiet>::default(),
            Kind::Json => Box::<Json>::default(),
            Kind::Junit => Box::<Junit>::default(),
            Kind::Tap => Box::<Tap>::default(),
            Kind::Github => Box::<Github>::default(),
            Kind::Html => Box::<Html>::default(),
        };
        Self { report, is_for_people: kind.is_for_people(), place, written: String::new() }
    }
}
