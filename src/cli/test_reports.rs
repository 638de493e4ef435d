//! The reports of a run, each with its place.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::chat::Failure;
use super::host::{People, print};
use super::report_choice::{Kind, ReportChoice};
use super::transcripts::Loaded;
use super::{Exit, Host};
use crate::disk::replace_file;
use crate::terminal::ColorChoice;
use crate::test_run::report::{Github, GithubSummary, Html, Json, Junit, Tap};
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

struct Placed<'r> {
    report: Box<dyn Report + 'r>,
    place: Place,
    /// What a file gets when the run is over.
    written: String,
}

/// The reports of a run.
pub(super) struct Reports<'r> {
    all: Vec<Placed<'r>>,
    /// Whether standard output holds one that a program reads.
    is_for_programs: bool,
}

impl<'r> Reports<'r> {
    /// The reports that are asked for, and the one for people where none is for standard output.
    ///
    /// # Errors
    /// One would take the place of a file that the run has read.
    pub(super) fn new(
        choices: &[ReportChoice],
        loaded: &'r Loaded,
        host: &Host<'_>,
        color: ColorChoice,
    ) -> Result<Self, Failure> {
        let human = ReportChoice { kind: Kind::Human, file: None };
        let is_silent = choices.iter().all(|choice| choice.file.is_some());
        let mut all = Vec::new();
        for choice in is_silent.then_some(&human).into_iter().chain(choices) {
            let place = match &choice.file {
                Some(path) => Place::File(unread(path, loaded, host)?),
                None => Place::Output,
            };
            all.push(Placed { report: report(choice.kind, host, color), place, written: String::new() });
        }
        let summary = (host.environment)(SUMMARY).filter(|path| !path.is_empty());
        if let Some(path) = summary.filter(|_| choices.iter().any(|choice| choice.kind == Kind::Github)) {
            let place = Place::EndOf(host.folder.join(path));
            all.push(Placed { report: Box::<GithubSummary>::default(), place, written: String::new() });
        }
        let is_for_people = |choice: &ReportChoice| matches!(choice.kind, Kind::Human | Kind::Quiet);
        let is_for_programs = choices.iter().any(|choice| choice.file.is_none() && !is_for_people(choice));
        Ok(Self { all, is_for_programs })
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
    pub(super) fn begin(&mut self, beginning: &Beginning<'_>) {
        self.all.iter_mut().for_each(|placed| placed.add(|report| report.begin(beginning)));
    }

    /// A case is over.
    pub(super) fn case(&mut self, plan: &Plan, result: &CaseResult) {
        self.all.iter_mut().for_each(|placed| placed.add(|report| report.case(plan, result)));
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

impl Placed<'_> {
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

/// The path of a report, if the run has not read that file.
fn unread(path: &Path, loaded: &Loaded, host: &Host<'_>) -> Result<PathBuf, Failure> {
    let full = host.folder.join(path);
    let is_read = |real: PathBuf| loaded.files.iter().any(|file| file.depends_on.contains(&real));
    if full.canonicalize().is_ok_and(is_read) {
        let reason = format!("--report: {} is a file of the run; name another file", path.display());
        return Err((Exit::Usage, reason));
    }
    Ok(full)
}

/// The report of a kind.
fn report<'r>(kind: Kind, host: &Host<'_>, color: ColorChoice) -> Box<dyn Report + 'r> {
    match kind {
        Kind::Human | Kind::Quiet => Box::new(Plain { terminal: host.stdout(color) }),
        Kind::Json => Box::<Json>::default(),
        Kind::Junit => Box::<Junit>::default(),
        Kind::Tap => Box::<Tap>::default(),
        Kind::Github => Box::<Github>::default(),
        Kind::Html => Box::<Html>::default(),
    }
}

/// What went wrong, as data.
struct Plain {
    terminal: crate::terminal::Terminal,
}

impl Report for Plain {
    fn case(&mut self, _plan: &Plan, result: &CaseResult) -> String {
        match result.has_failed() {
            true => format!("{}\n", serde_json::to_string_pretty(&result.outcome).unwrap_or_default()),
            false => String::new(),
        }
    }

    fn end(&mut self, totals: &Totals, problems: &Problems<'_>) -> String {
        let mut drawn = String::new();
        // Writing to a string cannot fail.
        let _ = crate::diagnostic::render::human(
            problems.diagnostics,
            problems.sources,
            &self.terminal,
            &mut drawn,
        );
        for mock in problems.unused_defaults {
            drawn.push_str(&format!(
                "{}:{}: no transcript uses the default mock of `{}`\n",
                mock.place.file, mock.place.line, mock.integration
            ));
        }
        let Totals { passed, failed, skipped, left_out, turns, .. } = totals;
        format!(
            "{drawn}{passed} passed, {failed} failed, {skipped} skipped, {left_out} left out, {turns} turns\n"
        )
    }
}
