//! Files of transcripts on disk, with their bots: everything that a run needs, and what is wrong with it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk_files::DiskFiles;
use super::host::complain;
use super::open::{canonical, linked, main_file_in};
use super::{Exit, Host};
use crate::diagnostic::{Diagnostic, Severity};
use crate::integration::{AllowList, Gateway, Interrupt, Secrets, examine};
use crate::linked::LinkedBot;
use crate::lint::{Selection, check_bot};
use crate::load::{ReadFailure, load_transcripts};
use crate::replay::{Cast, UploadedFile, Uploads, prepare};
use crate::source::{SourceId, Sources};
use crate::terminal::Terminal;
use crate::test_run::{Plan, Planned};
use crate::transcript::{BotPath, TranscriptFile};
use crate::yaml::Comment;

/// What files of transcripts amount to.
#[derive(Default)]
pub(super) struct Loaded {
    /// What can be played.
    pub(super) plan: Plan,
    /// The texts of all files.
    pub(super) sources: Sources,
    /// What is wrong with the files of transcripts, and what keeps their bots from being played.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// How many files of transcripts there were.
    pub(super) files: usize,
    /// The files whose problems are among the diagnostics: those that hold a part of a transcript, and those of
    /// bots that cannot be played.
    pub(super) reported: BTreeSet<PathBuf>,
    /// Their comments, for inline allowances.
    pub(super) comments: Vec<(SourceId, Vec<Comment>)>,
    /// Every file that was read, for watching.
    pub(super) read: BTreeSet<PathBuf>,
    /// The first failure of the world decides the exit code.
    pub(super) exit: Option<Exit>,
}

/// How calls are made.
pub(super) struct Calls<'c> {
    /// Hosts that live calls may reach, besides the bots' own lists.
    pub(super) allow: &'c AllowList,
}

/// What is read already.
#[derive(Default)]
pub(super) struct Known {
    /// The texts of all files.
    pub(super) sources: Sources,
    /// Bots by their main file's path on disk; `None` where one cannot be played. What is wrong with them is
    /// said elsewhere.
    pub(super) bots: HashMap<PathBuf, Option<Arc<LinkedBot>>>,
}

/// Loads files of transcripts and their bots. Each bot is read once, however many files name it.
pub(super) fn load(paths: &[PathBuf], host: &Host<'_>, messages: &Terminal, calls: &Calls<'_>) -> Loaded {
    load_with(Known::default(), paths, host, messages, calls)
}

/// The same, where some bots are read already.
pub(super) fn load_with(
    known: Known,
    paths: &[PathBuf],
    host: &Host<'_>,
    messages: &Terminal,
    calls: &Calls<'_>,
) -> Loaded {
    let mut loading = Loading {
        host,
        messages,
        calls,
        loaded: Loaded { sources: known.sources, ..Loaded::default() },
        bots: known.bots,
        casts: BTreeMap::new(),
        examined: RefCell::new(HashMap::new()),
    };
    for path in paths {
        loading.load_file(path);
    }
    let Loading { mut loaded, examined, .. } = loading;
    loaded.read.extend(examined.into_inner().into_values().flatten().map(|file| file.path.clone()));
    loaded
}

struct Loading<'l> {
    host: &'l Host<'l>,
    messages: &'l Terminal,
    calls: &'l Calls<'l>,
    loaded: Loaded,
    /// By the main file's path on disk; `None` where it cannot be played.
    bots: HashMap<PathBuf, Option<Arc<LinkedBot>>>,
    casts: BTreeMap<Vec<PathBuf>, Option<Arc<Cast>>>,
    examined: RefCell<HashMap<PathBuf, Result<Arc<UploadedFile>, String>>>,
}

impl Loading<'_> {
    fn fail(&mut self, exit: Exit, reason: &str) {
        complain(self.messages, Severity::Error, reason);
        self.loaded.exit.get_or_insert(exit);
    }

    fn load_file(&mut self, path: &Path) {
        let (files, main) = match DiskFiles::around(path, &self.host.folder) {
            Ok(found) => found,
            Err(failure) => {
                return self.fail(Exit::Failed, &format!("cannot read {}: {failure}", path.display()));
            }
        };
        let loaded = load_transcripts(&main, &files, &mut self.loaded.sources);
        self.loaded.files += 1;
        let parts: Vec<PathBuf> = loaded.files.iter().filter_map(|file| files.locate(file).ok()).collect();
        self.loaded.read.extend(parts.iter().cloned());
        self.loaded.reported.extend(parts);
        self.loaded.comments.extend(loaded.comments);
        self.loaded.diagnostics.extend(loaded.diagnostics);
        let Some(file) = loaded.file else { return };
        let Some(cast) = self.cast(&file, &files) else { return };
        let uploads = DiskUploads { files: &files, examined: &self.examined };
        let display: Arc<str> = Arc::from(crate::load::Files::display(&files, &main));
        for case in &file.cases {
            let line = self.loaded.sources.position(case.span).line;
            let script = prepare(case, &cast, &uploads, &mut self.loaded.diagnostics);
            if let Some(script) = script {
                self.loaded.plan.cases.push(Planned { file: display.clone(), line, script });
            }
        }
    }

    /// The bots of a file; `None` where one of them cannot be played, which is said.
    fn cast(&mut self, file: &TranscriptFile, files: &DiskFiles) -> Option<Arc<Cast>> {
        let mut paths = Vec::with_capacity(file.bots.len());
        for bot in &file.bots {
            match bot_of(bot, files) {
                Ok(found) => paths.push(found),
                Err(problem) => {
                    self.loaded.diagnostics.push(*problem);
                    return None;
                }
            }
        }
        let key: Vec<PathBuf> = paths.iter().map(|(full, _)| full.clone()).collect();
        if let Some(known) = self.casts.get(&key) {
            return known.clone();
        }
        let bots: Vec<Option<Arc<LinkedBot>>> =
            paths.iter().map(|(full, path)| self.bot(full, path, files)).collect();
        let bots: Option<Vec<Arc<LinkedBot>>> = bots.into_iter().collect();
        let cast = bots.and_then(|bots| self.connect(bots));
        self.casts.insert(key, cast.clone());
        cast
    }

    fn bot(&mut self, full: &Path, path: &str, files: &DiskFiles) -> Option<Arc<LinkedBot>> {
        if let Some(known) = self.bots.get(full) {
            return known.clone();
        }
        let checked = check_bot(path, files, &mut self.loaded.sources, &Selection::default());
        let read: Vec<PathBuf> =
            checked.loaded.files.iter().filter_map(|file| files.locate(file).ok()).collect();
        self.loaded.read.extend(read.iter().cloned());
        let bot = linked(&checked, self.host);
        if bot.is_none() {
            // What keeps it from being linked is among what the rules find.
            let found = checked.diagnostics.into_iter();
            self.loaded.diagnostics.extend(found.filter(|found| found.severity == Severity::Error));
            self.loaded.reported.extend(read);
        }
        self.bots.insert(full.to_path_buf(), bot.clone());
        bot
    }

    /// Bots together, with their way out to services.
    fn connect(&mut self, bots: Vec<Arc<LinkedBot>>) -> Option<Arc<Cast>> {
        let mut allow = self.calls.allow.clone();
        for bot in &bots {
            match AllowList::parse(&bot.settings.allow_hosts) {
                Ok(own) => allow.extend(own),
                Err(error) => {
                    self.fail(Exit::Problems, &format!("`allow_hosts` of the bot `{}`: {error}", bot.name));
                    return None;
                }
            }
        }
        let secrets = Secrets::new(bots.iter().flat_map(|bot| &bot.secrets).map(|(_, value)| value));
        let gateway = Arc::new(Gateway::new(allow, secrets, false, Interrupt::EndsProcess));
        let mut bots = bots.into_iter();
        Some(Arc::new(Cast::new(bots.next()?, bots, gateway)))
    }
}

/// The main file of a bot that a transcript names: where it is on disk, and its path in the project.
pub(super) fn bot_of(bot: &BotPath, files: &DiskFiles) -> Result<(PathBuf, String), Box<Diagnostic>> {
    let located = files.locate(&bot.path).map(|full| match full.is_dir() {
        true => main_file_in(&full).map(|name| (canonical(full.join(name)), joined(&bot.path, name))),
        false => Some((full, bot.path.clone())),
    });
    let reason = match located {
        Ok(Some(found)) => return Ok(found),
        Ok(None) => "the folder holds no `bot.yaml`".to_owned(),
        Err(ReadFailure::NotFound) => "there is no such file or folder".to_owned(),
        Err(failure) => failure.to_string(),
    };
    let problem = Diagnostic::new(
        &crate::load::rules::UNREADABLE_FILE,
        bot.written.span(),
        format!("the bot `{}` cannot be read: {reason}", bot.written),
    );
    let help = "Without its bot no transcript of this file is played. The path is relative to this file.";
    Err(Box::new(problem.label("named here").help(help)))
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The files of a project that consumers send, each examined once.
pub(super) struct DiskUploads<'d> {
    pub(super) files: &'d DiskFiles,
    pub(super) examined: &'d RefCell<HashMap<PathBuf, Result<Arc<UploadedFile>, String>>>,
}

impl Uploads for DiskUploads<'_> {
    fn examine(&self, path: &str) -> Result<Arc<UploadedFile>, String> {
        let full = self.files.locate(path).map_err(|failure| failure.to_string())?;
        let mut examined = self.examined.borrow_mut();
        let look = || {
            let facts = examine(&full).map_err(|problem| problem.to_string())?;
            Ok(Arc::new(UploadedFile { facts, path: full.clone() }))
        };
        examined.entry(full.clone()).or_insert_with(look).clone()
    }
}
