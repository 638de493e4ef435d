//! `dialogsim check [PATH]…`: all problems of all bots, each at its place.

use std::path::PathBuf;

use super::find::find;
use super::host::{complain, print};
use super::open::open;
use super::{Exit, Host};
use crate::diagnostic::render::{self, Summary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::Selection;
use crate::source::Sources;
use crate::terminal::{ColorChoice, Terminal};
use clap::ValueEnum;

/// Load bots and report everything that is wrong with them.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArguments {
    /// Bots, or folders that are searched for bots; here if none is given.
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
    let selection = Selection { only: arguments.only.clone(), ignore: arguments.ignore.clone() };
    if let Err(error) = selection.validate() {
        complain(&messages, Severity::Error, &error.to_string());
        return Exit::Usage;
    }
    let found = find(&arguments.paths, host, &messages);
    let mut exit = found.exit;
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let mut files = 0;
    for bot in &found.bots {
        match open(bot, host, &selection, &mut sources) {
            Ok(checked) => {
                diagnostics.extend(checked.diagnostics);
                files += checked.loaded.files.len();
            }
            Err(failure) => {
                complain(&messages, Severity::Error, &failure.to_string());
                exit.get_or_insert(failure.exit());
            }
        }
    }
    if files == 0 && exit.is_none() {
        complain(&messages, Severity::Error, "no bot found; bots have `bot:` and `dialogs:` or `include:`");
        return Exit::NothingToDo;
    }
    render::sort(&mut diagnostics, &sources);
    report(arguments.format, &diagnostics, &sources, files, &host.stdout(color), &messages);
    let fail_on = arguments.fail_on.severity();
    let fails = diagnostics.iter().any(|diagnostic| diagnostic.severity >= fail_on);
    exit.unwrap_or(if fails { Exit::Problems } else { Exit::Fine })
}

fn report(
    format: Format,
    diagnostics: &[Diagnostic],
    sources: &Sources,
    files: usize,
    out: &Terminal,
    messages: &Terminal,
) {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = match format {
        Format::Human => render::human(diagnostics, sources, out, &mut text),
        Format::Short => render::short(diagnostics, sources, &mut text),
        Format::Json => render::json(diagnostics, sources, &mut text),
        Format::Github => render::github(diagnostics, sources, &mut text),
    };
    print(&text);
    if files == 0 {
        // Why is said already; "no problems" would be no answer.
        return;
    }
    if format == Format::Human {
        print(&format!("{}\n", Summary::of(diagnostics).line(files, out)));
    } else if format == Format::Short {
        // Standard output holds the problems and nothing else.
        eprintln!("{}", Summary::of(diagnostics).line(files, messages));
    }
}
