//! `dialogsim check [PATH]…`: all problems of all bots, each at its place.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use ignore::WalkBuilder;

use super::disk_files::read_file;
use super::host::{complain, print};
use super::open::{OpenFailure, looks_like_bot, main_file, open};
use super::{Exit, Host};
use crate::diagnostic::render::{self, Summary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::Selection;
use crate::load::{FileKind, recognise};
use crate::source::Sources;
use crate::terminal::{ColorChoice, Terminal};
use crate::yaml::Limits;

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
    let mut run = Run { host, messages, found: Found::default(), exit: None };
    run.find(&arguments.paths);
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let mut files = 0;
    for bot in std::mem::take(&mut run.found.bots) {
        match open(&bot, host, &selection, &mut sources) {
            Ok(checked) => {
                diagnostics.extend(checked.diagnostics);
                files += checked.loaded.files.len();
            }
            Err(failure) => run.fail(&failure),
        }
    }
    run.note_transcripts();
    if files == 0 && run.exit.is_none() {
        complain(&messages, Severity::Error, "no bot found; bots have `bot:` and `dialogs:` or `include:`");
        return Exit::NothingToDo;
    }
    render::sort(&mut diagnostics, &sources);
    report(arguments.format, &diagnostics, &sources, files, &host.stdout(color), &messages);
    let fail_on = arguments.fail_on.severity();
    let fails = diagnostics.iter().any(|diagnostic| diagnostic.severity >= fail_on);
    run.exit.unwrap_or(if fails { Exit::Problems } else { Exit::Fine })
}

/// What the paths of a run hold.
#[derive(Default)]
struct Found {
    bots: Vec<PathBuf>,
    seen: BTreeSet<PathBuf>,
    transcripts: usize,
}

struct Run<'r> {
    host: &'r Host<'r>,
    messages: Terminal,
    found: Found,
    /// The first failure decides the exit code, after everything else was checked all the same.
    exit: Option<Exit>,
}

impl Run<'_> {
    fn fail(&mut self, failure: &OpenFailure) {
        complain(&self.messages, Severity::Error, &failure.to_string());
        self.exit.get_or_insert(failure.exit());
    }

    fn find(&mut self, paths: &[PathBuf]) {
        let here = [PathBuf::from(".")];
        for path in if paths.is_empty() { &here } else { paths } {
            if self.host.folder.join(path).is_dir() {
                self.find_in(path);
            } else {
                match main_file(path, self.host) {
                    Ok(file) => self.add(file),
                    Err(failure) => self.fail(&failure),
                }
            }
        }
    }

    /// All bots under a folder, in the order of their names; ignore files are respected.
    fn find_in(&mut self, folder: &Path) {
        let walk = WalkBuilder::new(self.host.folder.join(folder)).sort_by_file_path(Path::cmp).build();
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    complain(&self.messages, Severity::Error, &format!("cannot look everywhere: {error}"));
                    self.exit.get_or_insert(Exit::Failed);
                    continue;
                }
            };
            let path = entry.path();
            let is_yaml = path.extension().is_some_and(|end| end == "yaml" || end == "yml");
            if !is_yaml || !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            let shown = match path.strip_prefix(self.host.folder.join(folder)) {
                Ok(rest) => folder.join(rest),
                Err(_) => path.to_path_buf(),
            };
            let bytes = match read_file(path, Limits::default().bytes) {
                Ok(bytes) => bytes,
                // Other YAML is left alone, also where it is huge.
                Err(_) if !is_called_bot(path) => continue,
                Err(failure) => {
                    self.fail(&OpenFailure::Unreadable { path: shown, failure });
                    continue;
                }
            };
            // A bot that is not UTF-8 is a bot all the same: loading it says what is wrong.
            match recognise(&String::from_utf8_lossy(&bytes)) {
                FileKind::Bot => self.add(shown),
                FileKind::Transcripts => self.found.transcripts += 1,
                FileKind::Other if is_called_bot(path) && (is_utf16(&bytes) || looks_like_bot(&bytes)) => {
                    self.add(shown);
                }
                FileKind::Other => {}
            }
        }
    }

    fn add(&mut self, file: PathBuf) {
        let full = self.host.folder.join(&file);
        if self.found.seen.insert(full.canonicalize().unwrap_or(full)) {
            self.found.bots.push(file);
        }
    }

    fn note_transcripts(&self) {
        if self.found.transcripts > 0 {
            let files = self.found.transcripts;
            let noun = if files == 1 { "transcript file was" } else { "transcript files were" };
            let message = format!("{files} {noun} not checked: this version does not read transcripts yet");
            complain(&self.messages, Severity::Info, &message);
        }
    }
}

/// Whether a file has the name by which a folder's bot is found.
fn is_called_bot(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "bot.yaml" || name == "bot.yml")
}

/// Whether the bytes begin with the mark of UTF-16.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
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
