//! `dialogsim check [PATH]…`: all problems of all bots, each at its place.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::baseline::Against;
use super::find::find;
use super::host::{complain, print};
use super::open::{canonical, linked, open};
use super::transcripts::{Calls, Known, LoadedBot, load_with};
use super::{Exit, Host};
use crate::diagnostic::render::{self, Summary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::integration::AllowList;
use crate::lint::{Selection, allow::in_vain};
use crate::source::Sources;
use crate::terminal::{ColorChoice, Terminal};
use clap::ValueEnum;

/// Load bots and transcripts and report everything that is wrong with them.
#[derive(Debug, clap::Args)]
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
    /// Check the rules of the stage "preview" too: advice, and rules that are new.
    #[arg(long)]
    preview: bool,
    /// Report only problems that are not in this file.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the problems of this run into the baseline, and report none.
    #[arg(long, requires = "baseline")]
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
    let mut checking = Checking { exit: found.exit, ..Checking::default() };
    for bot in &found.bots {
        checking.bot(bot, host, &selection, &messages);
    }
    checking.transcripts(&found.transcripts, host, &selection, &messages);
    let Checking { known: Known { sources, .. }, mut diagnostics, files, exit, .. } = checking;
    if files == 0 && exit.is_none() {
        complain(
            &messages,
            Severity::Error,
            "no bot found, and no transcript; bots have `bot:` and `dialogs:` or `include:`, files of transcripts \
             have `bot:` and `transcripts:`",
        );
        return Exit::NothingToDo;
    }
    render::sort(&mut diagnostics, &sources);
    if let Some(file) = &arguments.baseline {
        let against = Against { file, selection: &selection, sources: &sources, host, messages: &messages };
        let sifted = if arguments.update_baseline {
            against.update(&diagnostics).map(|()| Vec::new())
        } else {
            against.sift(diagnostics)
        };
        match sifted {
            Ok(new) => diagnostics = new,
            Err(failed) => return failed,
        }
    }
    report(arguments.format, &diagnostics, &sources, files, &host.stdout(color), &messages);
    let fail_on = arguments.fail_on.severity();
    let fails = diagnostics.iter().any(|diagnostic| diagnostic.severity >= fail_on);
    exit.unwrap_or(if fails { Exit::Problems } else { Exit::Fine })
}

/// What was checked so far.
#[derive(Default)]
struct Checking {
    known: Known,
    diagnostics: Vec<Diagnostic>,
    files: usize,
    /// Bots that cannot be played, for reasons that are not asked for.
    silenced: Vec<PathBuf>,
    /// The first failure decides the exit code, after everything else was checked all the same.
    exit: Option<Exit>,
}

impl Checking {
    fn bot(&mut self, path: &Path, host: &Host<'_>, selection: &Selection, messages: &Terminal) {
        match open(path, host, selection, &mut self.known.sources) {
            Ok(checked) => {
                let linked = linked(&checked, host);
                if linked.is_none() && !checked.diagnostics.iter().any(Diagnostic::is_error) {
                    self.silenced.push(path.to_path_buf());
                }
                let known = LoadedBot { bot: linked, files: Arc::from([]) };
                self.known.bots.insert(canonical(host.folder.join(path)), known);
                self.diagnostics.extend(checked.diagnostics);
                self.files += checked.loaded.files.len();
            }
            Err(failure) => {
                complain(messages, Severity::Error, &failure.to_string());
                self.exit.get_or_insert(failure.exit());
            }
        }
    }

    /// Transcripts, and whether they fit their bots where these can be played.
    fn transcripts(
        &mut self,
        paths: &[PathBuf],
        host: &Host<'_>,
        selection: &Selection,
        messages: &Terminal,
    ) {
        for bot in self.silenced.iter().filter(|_| !paths.is_empty()) {
            let note = format!(
                "{} has errors that --only or --ignore leave out, so its transcripts are not compared with it",
                bot.strip_prefix(".").unwrap_or(bot).display()
            );
            complain(messages, Severity::Info, &note);
        }
        let allow = AllowList::default();
        let known = std::mem::take(&mut self.known);
        let loaded = load_with(known, paths, host, messages, &Calls { allow: &allow, mocks: &[] });
        self.diagnostics.extend(loaded.diagnostics);
        self.diagnostics.extend(in_vain(&loaded.comments, &loaded.sources, selection));
        self.known.sources = loaded.sources;
        self.files += loaded.reported.len();
        self.exit = self.exit.or(loaded.exit);
    }
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
        Format::Sarif => render::sarif(diagnostics, sources, &mut text),
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
