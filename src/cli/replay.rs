//! `chat --replay FILE[:LINE]`: a transcript, or its beginning, and the bots that it names.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::disk_bots::DiskBots;
use super::disk_files::{DiskFiles, read_file};
use super::open::{OpenFailure, canonical, main_file};
use super::transcripts::{DiskUploads, bot_of};
use super::which_case::{Chosen, choose};
use super::{Exit, Host};
use crate::bot::Channel;
use crate::chat::{LoadFailure, Playable, Prelude};
use crate::diagnostic::{Diagnostic, Severity, render};
use crate::integration::{AllowList, Gateway, Interrupt, Secrets};
use crate::load::{FileKind, Files, load_transcripts, recognise};
use crate::replay::{Cast, Script, prepare};
use crate::source::Sources;
use crate::terminal::Terminal;
use crate::transcript::Case;
use crate::yaml::Limits;

/// A transcript on disk, with which a chat begins.
pub(super) struct DiskReplay<'h> {
    /// Its file.
    pub(super) file: PathBuf,
    /// The line up to which it is played.
    pub(super) line: Option<usize>,
    /// The name of the case.
    pub(super) case: Option<String>,
    /// The bots, where the command line names them too.
    pub(super) bots: Vec<PathBuf>,
    /// Cassettes that answer before the bots' own mocks.
    pub(super) cassettes: Vec<PathBuf>,
    /// The channel, where the command line names one.
    pub(super) channel: Option<Channel>,
    pub(super) host: &'h Host<'h>,
    /// What problems are drawn for.
    pub(super) messages: Terminal,
}

type Failure = (Exit, LoadFailure);

/// `FILE:LINE` or `FILE`.
///
/// # Errors
/// What follows the colon is no line.
pub(super) fn file_and_line(written: &str, host: &Host<'_>) -> Result<(PathBuf, Option<usize>), String> {
    let whole = || Ok((PathBuf::from(written), None));
    let Some((file, line)) = written.rsplit_once(':') else { return whole() };
    if host.folder.join(written).exists() {
        return whole();
    }
    let is_number = !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit());
    match line.parse::<usize>() {
        Ok(line) if line > 0 && is_number => Ok((PathBuf::from(file), Some(line))),
        _ if is_number || host.folder.join(file).is_file() => {
            Err(format!("`{line}` is no line of {file}: lines are numbers from 1 on, `{file}:12`"))
        }
        _ => whole(),
    }
}

impl DiskReplay<'_> {
    /// Reads the transcript and its bots.
    pub(super) fn read(&self) -> Result<Playable, Failure> {
        let (files, main) = self.open()?;
        let mut sources = Sources::default();
        let loaded = load_transcripts(&main, &files, &mut sources);
        let file = match loaded.file {
            Some(file) if !loaded.diagnostics.iter().any(Diagnostic::is_error) => file,
            _ => return Err(self.broken(loaded.diagnostics, &sources)),
        };
        let Chosen { case, items, stops_early } =
            choose(&file.cases, self.line, self.case.as_deref(), &sources)
                .map_err(|reason| usage(format!("--replay {}: {reason}", self.file.display())))?;
        let own: Result<Vec<(PathBuf, String)>, _> =
            file.bots.iter().map(|bot| bot_of(bot, &files)).collect();
        let own = own.map_err(|problem| self.broken(vec![*problem], &sources))?;
        self.check_bots(&own, &files)?;
        let paths = own.iter().map(|(_, path)| PathBuf::from(files.display(path))).collect();
        let cassettes = self.cassettes.clone();
        let bots = DiskBots { paths, cassettes, host: self.host, messages: self.messages };
        let mut playable = bots.read_with(sources)?;
        let script = self.prepared(&case, &files, &playable)?;
        let line = self.line.filter(|_| stops_early);
        playable.notices.extend(notices(&script, self.channel));
        playable.prelude = Some(Prelude {
            items,
            stops_at: line.map(|line| format!("{}:{line}", self.file.display())),
            channel: self.channel.or(case.channel.map(|channel| channel.value)),
            script: Arc::new(script),
        });
        Ok(playable)
    }

    /// The project around the file, and the file's path in it.
    fn open(&self) -> Result<(DiskFiles, String), Failure> {
        let path = self.file.display();
        let unreadable = |failure| failed(Exit::Failed, format!("cannot read {path}: {failure}"));
        let bytes = read_file(&self.host.folder.join(&self.file), Limits::default().bytes);
        // A file that is not text gets its own message from the loader.
        match std::str::from_utf8(&bytes.map_err(unreadable)?).map(recognise) {
            Ok(FileKind::Transcripts) | Err(_) => {}
            Ok(FileKind::Bot | FileKind::Other) => {
                let reason = format!(
                    "--replay: {path} holds no transcripts; their files have `bot:` and `transcripts:`"
                );
                return Err(failed(Exit::NothingToDo, reason));
            }
        }
        DiskFiles::around_transcripts(&self.file, &self.host.folder).map_err(unreadable)
    }

    /// The bots of the command line must be those of the transcript.
    fn check_bots(&self, own: &[(PathBuf, String)], files: &DiskFiles) -> Result<(), Failure> {
        let full = |path: &PathBuf| {
            let file = main_file(path, self.host)?;
            Ok(canonical(self.host.folder.join(file)))
        };
        let given: Result<Vec<PathBuf>, OpenFailure> = self.bots.iter().map(full).collect();
        let given = given.map_err(|failure| failed(failure.exit(), failure.to_string()))?;
        if given.is_empty() || given.iter().eq(own.iter().map(|(full, _)| full)) {
            return Ok(());
        }
        let own: Vec<String> = own.iter().map(|(_, path)| files.display(path)).collect();
        let given: Vec<String> = self.bots.iter().map(|path| path.display().to_string()).collect();
        Err(usage(format!(
            "--replay: the transcripts of {} are played with {}, not with {}: leave the bots out, or name the same \
             ones in the same order",
            self.file.display(),
            own.join(" and "),
            given.join(" and ")
        )))
    }

    /// The case, ready to be played with these bots.
    fn prepared(&self, case: &Arc<Case>, files: &DiskFiles, playable: &Playable) -> Result<Script, Failure> {
        let secrets = Secrets::of(playable.bots().map(|bot| &**bot));
        // The chat has a way out of its own; this one only knows what must not be told.
        let gateway = Gateway::new(AllowList::default(), secrets, true, Interrupt::EndsProcess);
        let others = playable.others.iter().cloned();
        let cast = Arc::new(Cast::new(playable.bot.clone(), others, Arc::new(gateway)));
        let examined = RefCell::new(HashMap::new());
        let uploads = DiskUploads { files, examined: &examined };
        let mut diagnostics = Vec::new();
        let script = prepare(case, &cast, &uploads, &mut diagnostics);
        script.ok_or_else(|| self.broken(diagnostics, &playable.sources))
    }

    /// The transcript has errors, which are drawn.
    fn broken(&self, mut diagnostics: Vec<Diagnostic>, sources: &Sources) -> Failure {
        let mut drawn = String::new();
        render::sort(&mut diagnostics, sources);
        // Writing to a string cannot fail.
        let _ = render::human(&diagnostics, sources, &self.messages, &mut drawn);
        let reason = format!("{} cannot be replayed: it has errors", self.file.display());
        (Exit::Problems, LoadFailure { reasons: vec![reason], drawn })
    }
}

/// Why `dialogsim test` leaves the case out, if it does.
fn notices(script: &Script, channel: Option<Channel>) -> Vec<(Severity, String)> {
    let case = script.case();
    let name = &case.name;
    let skipped = case.skip.as_ref().map(|reason| format!("`dialogsim test` skips `{name}`: {reason}"));
    let elsewhere = script.wrong_channel(channel).map(|channel| {
        format!("`dialogsim test` leaves `{name}` out on the channel `{}` (its `only_if`)", channel.name())
    });
    skipped.into_iter().chain(elsewhere).map(|notice| (Severity::Info, notice)).collect()
}

fn failed(exit: Exit, reason: String) -> Failure {
    (exit, LoadFailure { reasons: vec![reason], drawn: String::new() })
}

fn usage(reason: String) -> Failure {
    failed(Exit::Usage, reason)
}
