//! The bots of a chat, read from disk together.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk_cassettes::read_cassettes;
use super::open::{linked, main_file, open};
use super::{Exit, Host};
use crate::cassette::Replay;
use crate::chat::{LoadFailure, Playable, Run, clash, group_notes};
use crate::diagnostic::render::{self, Summary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::linked::LinkedBot;
use crate::lint::Selection;
use crate::load::Cassette;
use crate::source::Sources;
use crate::terminal::Terminal;

/// Bots on disk.
pub(super) struct DiskBots<'h> {
    /// As they are given.
    pub(super) paths: Vec<PathBuf>,
    /// Cassettes that answer in their place.
    pub(super) cassettes: Vec<PathBuf>,
    pub(super) host: &'h Host<'h>,
    /// What problems are drawn for.
    pub(super) messages: Terminal,
}

/// What the bots that were read so far amount to.
#[derive(Default)]
struct Reading {
    sources: Sources,
    bots: Vec<Arc<LinkedBot>>,
    notices: Vec<(Severity, String)>,
    reasons: Vec<String>,
    /// What keeps bots from being played.
    diagnostics: Vec<Diagnostic>,
    /// The first failure decides the exit code, after everything else was checked all the same.
    exit: Option<Exit>,
}

impl Reading {
    fn fail(&mut self, exit: Exit, reason: String) {
        self.exit.get_or_insert(exit);
        self.reasons.push(reason);
    }
}

impl DiskBots<'_> {
    /// Reads all bots, so that all problems come at once.
    pub(super) fn read(&self) -> Result<Playable, (Exit, LoadFailure)> {
        self.read_with(Sources::default())
    }

    /// The same, with texts that are read already.
    pub(super) fn read_with(&self, sources: Sources) -> Result<Playable, (Exit, LoadFailure)> {
        let mut reading = Reading { sources, ..Reading::default() };
        for path in self.main_files(&mut reading) {
            self.read_one(&path, &mut reading);
        }
        let cassettes = self.read_cassettes(&mut reading);
        let mut drawn = String::new();
        render::sort(&mut reading.diagnostics, &reading.sources);
        // Writing to a string cannot fail.
        let _ = render::human(&reading.diagnostics, &reading.sources, &self.messages, &mut drawn);
        if reading.exit.is_none()
            && let Some((one, other)) = clash(&reading.bots)
        {
            let name = &reading.bots[one].name;
            let (one, other) = (&self.paths[one], &self.paths[other]);
            let reason = format!(
                "{} and {} are both called `{name}`: a conversation is handed over by name, so give one of them \
                 another `bot:`",
                one.display(),
                other.display()
            );
            reading.fail(Exit::Usage, reason);
        }
        let Reading { sources, bots, mut notices, reasons, exit, .. } = reading;
        if let Some(exit) = exit {
            return Err((exit, LoadFailure { reasons, drawn }));
        }
        let run = Run { bots: bots.iter().map(|bot| &**bot).collect(), active: 0 };
        let replay = Replay::new(&cassettes, bots.len(), &|name| run.find_integration(name));
        notices.extend(stale_notes(&replay, &sources).map(|note| (Severity::Warning, note)));
        notices.extend(group_notes(&bots, &sources).into_iter().map(|note| (Severity::Warning, note)));
        let mut bots = bots.into_iter();
        match bots.next() {
            Some(bot) => {
                let others = bots.collect();
                Ok(Playable { bot, others, sources, replay, notices, prelude: None })
            }
            None => {
                let reasons = vec!["no bot is named".to_owned()];
                Err((Exit::Usage, LoadFailure { reasons, drawn }))
            }
        }
    }

    fn read_cassettes(&self, reading: &mut Reading) -> Vec<Cassette> {
        let read = read_cassettes(&self.cassettes, self.host, &mut reading.sources);
        reading.diagnostics.extend(read.diagnostics);
        read.failures.into_iter().for_each(|(exit, reason)| reading.fail(exit, reason));
        read.cassettes
    }

    /// The main files of all bots; a bot that is named twice is one too many.
    fn main_files(&self, reading: &mut Reading) -> Vec<PathBuf> {
        let mut seen = HashMap::new();
        let mut files = Vec::new();
        for path in &self.paths {
            let file = match main_file(path, self.host) {
                Ok(file) => file,
                Err(failure) => {
                    reading.fail(failure.exit(), failure.to_string());
                    continue;
                }
            };
            let full = self.host.folder.join(&file);
            if let Some(earlier) = seen.insert(full.canonicalize().unwrap_or(full), path) {
                let (earlier, path) = (earlier.display(), path.display());
                let reason = format!("{path} is the same bot as {earlier}: name each bot once");
                reading.fail(Exit::Usage, reason);
                continue;
            }
            files.push(file);
        }
        files
    }

    fn read_one(&self, path: &Path, reading: &mut Reading) {
        let checked = match open(path, self.host, &Selection::default(), &mut reading.sources) {
            Ok(checked) => checked,
            Err(failure) => return reading.fail(failure.exit(), failure.to_string()),
        };
        match linked(&checked, self.host) {
            Some(bot) => {
                reading.bots.push(bot);
                let notice = self.notice(path, &checked.diagnostics);
                reading.notices.extend(notice.map(|notice| (Severity::Info, notice)));
            }
            None => {
                reading.diagnostics.extend(checked.diagnostics);
                let reason = format!("{} cannot be played: it has errors", path.display());
                reading.fail(Exit::Problems, reason);
            }
        }
    }

    /// What `check` finds in a bot that can be played all the same.
    fn notice(&self, path: &Path, diagnostics: &[Diagnostic]) -> Option<String> {
        let found = Summary::of(diagnostics);
        let some = |number: usize, noun: &str| match number {
            0 => None,
            1 => Some(format!("1 {noun}")),
            several => Some(format!("{several} {noun}s")),
        };
        let counts: Vec<String> =
            [some(found.errors, "error"), some(found.warnings, "warning")].into_iter().flatten().collect();
        let which = if self.paths.len() == 1 { "the bot".to_owned() } else { path.display().to_string() };
        let shown = format!("`dialogsim check {}`", path.display());
        (!counts.is_empty()).then(|| format!("{which} has {}; {shown} shows them", counts.join(" and ")))
    }
}

/// The names in cassettes that lead nowhere, with their places.
fn stale_notes<'r>(replay: &'r Replay, sources: &'r Sources) -> impl Iterator<Item = String> + 'r {
    replay.stale().iter().map(|stale| {
        let place = sources.place(stale.span);
        format!("{place} is stale, its entries answer nothing: {}", stale.reason)
    })
}
