//! Files of transcripts on disk, with their bots: everything that a run needs, and what is wrong with it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk_cassettes::read_cassettes;
use super::disk_files::{DiskFiles, Texts};
use super::host::complain;
use super::open::{canonical, linked, main_file_in};
use super::{Exit, Host};
use crate::bot::Bot;
use crate::cassette::{Replay, Stale};
use crate::diagnostic::{Diagnostic, Severity, render};
use crate::integration::{AllowList, Gateway, Interrupt, Secrets, examine};
use crate::linked::LinkedBot;
use crate::lint::{Selection, check_bot};
use crate::load::{Cassette, Files, ReadFailure, load_transcripts};
use crate::replay::{Cast, UploadedFile, Uploads, prepare};
use crate::source::{SourceId, Sources, Span};
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
    /// The bots that can be played, as written and as played, in the order of reading.
    pub(super) bots: Vec<(Bot, Arc<LinkedBot>)>,
    /// The files of transcripts, with what each of them depends on.
    pub(super) files: Vec<LoadedFile>,
    /// Entries of cassettes, with their places.
    pub(super) cassettes: Vec<(Arc<str>, Span)>,
    /// The files whose problems are among the diagnostics: those that hold a part of a transcript, and those of
    /// bots that cannot be played.
    pub(super) reported: BTreeSet<PathBuf>,
    /// Their comments, for inline allowances.
    pub(super) comments: Vec<(SourceId, Vec<Comment>)>,
    /// The first failure of the world decides the exit code.
    pub(super) exit: Option<Exit>,
}

impl Loaded {
    /// What must not be told of all bots that can be played.
    pub(super) fn secrets(&self) -> Secrets {
        Secrets::of(self.bots.iter().map(|(_, bot)| &**bot))
    }

    /// What is wrong with the files, as people read it.
    pub(super) fn drawn_diagnostics(&self, terminal: &Terminal) -> String {
        let mut drawn = String::new();
        // Writing to a string cannot fail.
        let _ = render::human(&self.diagnostics, &self.sources, terminal, &mut drawn);
        self.secrets().mask(&drawn).into_owned()
    }
}

/// A file of transcripts.
pub(super) struct LoadedFile {
    /// As it was given.
    pub(super) path: PathBuf,
    /// Every file that decides what becomes of it: itself, what it includes and sends, its bots' files.
    pub(super) depends_on: BTreeSet<PathBuf>,
}

/// How calls are made.
pub(super) struct Calls<'c> {
    /// Hosts that live calls may reach, besides the bots' own lists.
    pub(super) allow: &'c AllowList,
    /// Cassettes that answer before the bots' own mocks.
    pub(super) mocks: &'c [PathBuf],
}

/// What is read already.
#[derive(Default)]
pub(super) struct Known {
    /// The texts of all files.
    pub(super) sources: Sources,
    /// Bots by their main file's path on disk; `None` where one cannot be played. What is wrong with them is
    /// said elsewhere.
    pub(super) bots: HashMap<PathBuf, LoadedBot>,
    /// Texts that stand in the place of what files hold.
    pub(super) texts: Arc<Texts>,
    /// Whether what cannot be done was said before.
    pub(super) is_told: bool,
}

/// Loads files of transcripts and their bots. Each bot is read once, however many files name it.
pub(super) fn load(paths: &[PathBuf], host: &Host<'_>, messages: &Terminal, calls: &Calls<'_>) -> Loaded {
    load_with(Known::default(), paths, host, messages, calls)
}

/// The same, where something is read already.
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
        texts: known.texts,
        is_told: known.is_told,
        casts: BTreeMap::new(),
        cassettes: Vec::new(),
        examined: RefCell::new(HashMap::new()),
    };
    loading.load_cassettes();
    for path in paths {
        loading.load_file(path);
    }
    loading.name_stale();
    loading.loaded
}

struct Loading<'l> {
    host: &'l Host<'l>,
    messages: &'l Terminal,
    calls: &'l Calls<'l>,
    texts: Arc<Texts>,
    is_told: bool,
    loaded: Loaded,
    /// By the main file's path on disk.
    bots: HashMap<PathBuf, LoadedBot>,
    casts: BTreeMap<Vec<PathBuf>, Option<(Arc<Cast>, Replay)>>,
    cassettes: Vec<Cassette>,
    examined: RefCell<HashMap<PathBuf, Result<Arc<UploadedFile>, String>>>,
}

/// A bot, if it can be played, and the files that were read for it.
#[derive(Clone)]
pub(super) struct LoadedBot {
    pub(super) bot: Option<Arc<LinkedBot>>,
    pub(super) files: Arc<[PathBuf]>,
}

impl Loading<'_> {
    fn fail(&mut self, exit: Exit, reason: &str) {
        if !self.is_told {
            complain(self.messages, Severity::Error, reason);
        }
        self.loaded.exit.get_or_insert(exit);
    }

    fn load_cassettes(&mut self) {
        let read = read_cassettes(self.calls.mocks, self.host, &mut self.loaded.sources);
        for (exit, reason) in &read.failures {
            self.fail(*exit, reason);
        }
        self.loaded.diagnostics.extend(read.diagnostics);
        for recorded in read.cassettes.iter().flat_map(|cassette| &cassette.recorded) {
            let name = recorded.name.shared();
            self.loaded.cassettes.extend(recorded.mocks.iter().map(|mock| (name.clone(), mock.span)));
        }
        self.cassettes = read.cassettes;
    }

    /// Names what cassettes answer and no bot has.
    fn name_stale(&mut self) {
        let mut casts = self.casts.values().flatten().map(|(_, replay)| replay.stale());
        let Some(mut stale) = casts.next().map(<[Stale]>::to_vec) else { return };
        for others in casts {
            let others: BTreeSet<Span> = others.iter().map(|other| other.span).collect();
            stale.retain(|one| others.contains(&one.span));
        }
        for one in stale {
            let problem = Diagnostic::new(&crate::replay::rules::UNKNOWN_IN_BOT, one.span, one.reason);
            let help = "The cassette is stale: record it again, or take these entries out.";
            self.loaded.diagnostics.push(problem.label("answers nothing").help(help));
        }
    }

    fn load_file(&mut self, path: &Path) {
        let (files, main) =
            match DiskFiles::around_transcripts_with(path, &self.host.folder, self.texts.clone()) {
                Ok(found) => found,
                Err(failure) => {
                    return self.fail(Exit::Failed, &format!("cannot read {}: {failure}", path.display()));
                }
            };
        let loaded = load_transcripts(&main, &files, &mut self.loaded.sources);
        let mut depends_on: BTreeSet<PathBuf> =
            loaded.files.iter().filter_map(|file| files.locate(file).ok()).collect();
        self.loaded.reported.extend(depends_on.iter().cloned());
        self.loaded.comments.extend(loaded.comments);
        self.loaded.diagnostics.extend(loaded.diagnostics);
        if let Some(file) = &loaded.file {
            let display: Arc<str> = Arc::from(files.display(&main));
            self.load_cases(file, &files, &display, &mut depends_on);
        }
        self.loaded.files.push(LoadedFile { path: path.to_path_buf(), depends_on });
    }

    fn load_cases(
        &mut self,
        file: &TranscriptFile,
        files: &DiskFiles,
        display: &Arc<str>,
        depends_on: &mut BTreeSet<PathBuf>,
    ) {
        let Some((cast, replay)) = self.cast(file, files, depends_on) else { return };
        let uploads = DiskUploads { files, examined: &self.examined };
        let bots: Arc<[Arc<str>]> = file.bots.iter().map(|bot| Arc::from(files.display(&bot.path))).collect();
        for case in &file.cases {
            let line = self.loaded.sources.position(case.span).line;
            let script = prepare(case, &cast, &uploads, &mut self.loaded.diagnostics);
            if let Some(mut script) = script {
                script.add_cassettes(&replay);
                depends_on.extend(script.uploads().map(|file| file.path.clone()));
                self.loaded.plan.cases.push(Planned {
                    file: display.clone(),
                    line,
                    bots: bots.clone(),
                    script,
                });
            }
        }
    }

    /// The bots of a file; `None` where one of them cannot be played, which is said.
    fn cast(
        &mut self,
        file: &TranscriptFile,
        files: &DiskFiles,
        depends_on: &mut BTreeSet<PathBuf>,
    ) -> Option<(Arc<Cast>, Replay)> {
        let mut paths = Vec::with_capacity(file.bots.len());
        for bot in &file.bots {
            match bot_of(bot, files) {
                Ok(found) => paths.push(found),
                Err(problem) => self.loaded.diagnostics.push(*problem),
            }
        }
        if paths.len() < file.bots.len() {
            return None;
        }
        let bots: Vec<LoadedBot> = paths.iter().map(|(full, path)| self.bot(full, path, files)).collect();
        depends_on.extend(bots.iter().flat_map(|bot| bot.files.iter().cloned()));
        let key: Vec<PathBuf> = paths.into_iter().map(|(full, _)| full).collect();
        if let Some(known) = self.casts.get(&key) {
            return known.clone();
        }
        let bots: Option<Vec<Arc<LinkedBot>>> = bots.into_iter().map(|bot| bot.bot).collect();
        let cast = bots.and_then(|bots| self.connect(bots));
        let cast = cast.map(|cast| {
            let find = |name: &str| cast.find_integration(name).ok_or_else(|| cast.no_integration(name));
            let replay = Replay::new(&self.cassettes, cast.bots().count(), &find);
            (cast, replay)
        });
        self.casts.insert(key, cast.clone());
        cast
    }

    fn bot(&mut self, full: &Path, path: &str, files: &DiskFiles) -> LoadedBot {
        if let Some(known) = self.bots.get(full) {
            return known.clone();
        }
        let checked = check_bot(path, files, &mut self.loaded.sources, &Selection::default());
        let read: Arc<[PathBuf]> =
            checked.loaded.files.iter().filter_map(|file| files.locate(file).ok()).collect();
        let bot = linked(&checked, self.host);
        if bot.is_none() {
            // What keeps it from being linked is among what the rules find.
            let found = checked.diagnostics.into_iter();
            self.loaded.diagnostics.extend(found.filter(Diagnostic::is_error));
            self.loaded.reported.extend(read.iter().cloned());
        }
        if let (Some(written), Some(bot)) = (checked.loaded.bot, &bot) {
            self.loaded.bots.push((written, bot.clone()));
        }
        let loaded = LoadedBot { bot, files: read };
        self.bots.insert(full.to_path_buf(), loaded.clone());
        loaded
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
        let secrets = Secrets::of(bots.iter().map(|bot| &**bot));
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
