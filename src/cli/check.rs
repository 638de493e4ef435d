//! `dialogsim check [PATH]…`: all problems of all bots, each at its place.

mod checking;
mod harm;
mod mending;

use std::path::PathBuf;

use super::baseline::Against;
use super::find::find;
use super::host::{complain, print, tell};
use super::{Exit, Host};
use crate::diagnostic::render::{self, Mendable, Summary};
use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::lint::Selection;
use crate::terminal::{ColorChoice, Terminal};
use checking::{Checked, Subjects};
use clap::ValueEnum;
use mending::{Mending, Mends};

/// Load bots and transcripts and report everything that is wrong with them.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("mending").args(["fix", "diff"])))]
pub(super) struct CheckArguments {
    /// Bots and files of transcripts, or folders that are searched for them; here if none is given.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How problems are written.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The least severity that makes the run fail.
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// Check this rule only; may be given several times. Problems of loading are always reported.
    #[arg(long, value_name = "RULE")]
    only: Vec<String>,
    /// Leave this rule out; may be given several times.
    #[arg(long, value_name = "RULE")]
    ignore: Vec<String>,
    /// Check the rules of the stage "preview" too: advice, and rules that are new. `dialogsim explain` lists them.
    #[arg(long)]
    preview: bool,
    /// Mend in the files what can be mended safely, and report what is left.
    #[arg(long)]
    fix: bool,
    /// Mend what is only guessed, too: look at what changes.
    #[arg(long, requires = "mending")]
    unsafe_fixes: bool,
    /// Show what would be mended as a difference, and write nothing.
    #[arg(long, conflicts_with_all = ["format", "update_baseline"])]
    diff: bool,
    /// Report only problems that are not in this file.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the problems of this run into the baseline, and report none.
    #[arg(long, requires = "baseline", conflicts_with = "fix")]
    update_baseline: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with the source.
    Human,
    /// One line a problem.
    Short,
    /// One JSON document.
    Json,
    /// Annotations of GitHub Actions.
    Github,
    /// A SARIF 2.1.0 log, for code scanning.
    Sarif,
    /// JUnit XML: a suite for each file, a test case for each problem.
    Junit,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// Errors only.
    Error,
    /// Warnings and errors.
    Warning,
    /// Anything at all.
    Info,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
        }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &CheckArguments, host: &Host<'_>, color: ColorChoice) -> Exit {
    let messages = host.stderr(color);
    let selection = Selection {
        only: arguments.only.clone(),
        ignore: arguments.ignore.clone(),
        preview: arguments.preview,
    };
    if let Err(error) = selection.validate() {
        complain(&messages, Severity::Error, &error.to_string());
        return Exit::Usage;
    }
    let found = find(&arguments.paths, host, &messages);
    let subjects = Subjects { found: &found, selection: &selection, host, messages: &messages };
    let checked = subjects.check();
    if checked.files == 0 && checked.exit.is_none() {
        complain(
            &messages,
            Severity::Error,
            "no bot found, and no transcript; bots have `bot:` and `dialogs:` or `include:`, files of transcripts \
             have `bot:` and `transcripts:`",
        );
        return Exit::NothingToDo;
    }
    let run = Run { arguments, subjects: &subjects, out: host.stdout(color) };
    match run.finish(checked) {
        Ok(exit) | Err(exit) => exit,
    }
}

/// A run whose files are checked.
struct Run<'r> {
    arguments: &'r CheckArguments,
    subjects: &'r Subjects<'r>,
    out: Terminal,
}

impl Run<'_> {
    /// Mends, writes and reports what is asked for.
    ///
    /// # Errors
    /// Something keeps it from that; it is said.
    fn finish(&self, mut checked: Checked) -> Result<Exit, Exit> {
        if self.arguments.diff {
            return self.show_mends(checked);
        }
        let mut mends = Mends::default();
        if self.arguments.fix {
            (checked, mends) = self.mending().run(checked)?;
            mends.write(self.subjects.messages)?;
        }
        let diagnostics = std::mem::take(&mut checked.diagnostics);
        let diagnostics = self.new_problems(diagnostics, &checked)?;
        self.report(&checked, &diagnostics, &mends);
        Ok(self.exit(&diagnostics, &checked))
    }

    /// Shows what would be mended. Nothing changes, so the run ends as it would without that.
    fn show_mends(&self, checked: Checked) -> Result<Exit, Exit> {
        let exit = self.exit(&self.new_problems(checked.diagnostics.clone(), &checked)?, &checked);
        let (_, mends) = self.mending().run(checked)?;
        mends.show(&self.out);
        // Standard output holds the difference and nothing else.
        tell(&mends.line(false).unwrap_or_else(|| "Nothing would be mended".to_owned()));
        Ok(exit)
    }

    fn mending(&self) -> Mending<'_> {
        Mending {
            subjects: self.subjects,
            allowed: if self.arguments.unsafe_fixes { Safety::Unsafe } else { Safety::Safe },
            baseline: self.arguments.baseline.as_deref(),
        }
    }

    /// The problems that no baseline knows.
    fn new_problems(&self, found: Vec<Diagnostic>, checked: &Checked) -> Result<Vec<Diagnostic>, Exit> {
        let Some(file) = &self.arguments.baseline else { return Ok(found) };
        let Subjects { selection, host, messages, .. } = *self.subjects;
        let against = Against { file, selection, sources: &checked.sources, host, messages };
        if self.arguments.update_baseline {
            return against.update(&found).map(|()| Vec::new());
        }
        against.sift(found)
    }

    fn exit(&self, diagnostics: &[Diagnostic], checked: &Checked) -> Exit {
        let fail_on = self.arguments.fail_on.severity();
        let fails = diagnostics.iter().any(|diagnostic| diagnostic.severity >= fail_on);
        checked.exit.unwrap_or(if fails { Exit::Problems } else { Exit::Fine })
    }

    fn report(&self, checked: &Checked, diagnostics: &[Diagnostic], mends: &Mends) {
        let (format, sources) = (self.arguments.format, &checked.sources);
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = match format {
            Format::Human => render::human(diagnostics, sources, &self.out, &mut text),
            Format::Short => render::short(diagnostics, sources, &mut text),
            Format::Json => render::json(diagnostics, sources, &mut text),
            Format::Github => render::github(diagnostics, sources, &mut text),
            Format::Sarif => render::sarif(diagnostics, sources, &mut text),
            Format::Junit => render::junit(diagnostics, sources, &mut text),
        };
        print(&text);
        self.summarise(diagnostics, checked.files, mends);
    }

    /// What was mended, what of the rest can be, and how much is left. Where a program reads standard output, this is
    /// not for it.
    fn summarise(&self, diagnostics: &[Diagnostic], files: usize, mends: &Mends) {
        let is_human = self.arguments.format == Format::Human;
        let terminal = if is_human { &self.out } else { self.subjects.messages };
        let mut lines: Vec<String> = mends.line(true).into_iter().collect();
        if is_human {
            lines.extend(Mendable::of(diagnostics).line(terminal));
        }
        // Why nothing was checked is said already; "no problems" would be no answer.
        if files > 0 && matches!(self.arguments.format, Format::Human | Format::Short) {
            lines.push(Summary::of(diagnostics).line(files, terminal));
        }
        for line in lines {
            if is_human { print(&format!("{line}\n")) } else { tell(&line) }
        }
    }
}
