//! All bots and transcripts of a run, loaded and checked.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::disk_files::Texts;
use crate::cli::find::Found;
use crate::cli::host::complain;
use crate::cli::open::{OpenFailure, canonical, linked, open_with};
use crate::cli::parallel::in_order;
use crate::cli::transcripts::{Calls, Known, LoadedBot, load_with};
use crate::cli::{Exit, Host};
use crate::diagnostic::{Diagnostic, Severity, render};
use crate::integration::AllowList;
use crate::linked::LinkedBot;
use crate::lint::{Selection, allow::in_vain};
use crate::source::Sources;
use crate::terminal::Terminal;

/// What is checked, and how.
pub(super) struct Subjects<'s> {
    /// The bots and the files of transcripts.
    pub(super) found: &'s Found,
    /// The rules.
    pub(super) selection: &'s Selection,
    /// The process around the run.
    pub(super) host: &'s Host<'s>,
    /// Where people are told what cannot be done.
    pub(super) messages: &'s Terminal,
}

/// What came of checking.
pub(super) struct Checked {
    /// The texts of all files that were read.
    pub(super) sources: Sources,
    /// Everything that is wrong, in the order of a report.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// How many files were checked.
    pub(super) files: usize,
    /// The first failure of the world, which decides the exit code.
    pub(super) exit: Option<Exit>,
}

impl Subjects<'_> {
    /// Checks everything as it is on disk.
    pub(super) fn check(&self) -> Checked {
        self.run(Known::default())
    }

    /// Checks everything as it would be with these texts. What cannot be done was said before.
    pub(super) fn check_with(&self, texts: Arc<Texts>) -> Checked {
        self.run(Known { texts, is_told: true, ..Known::default() })
    }

    fn run(&self, known: Known) -> Checked {
        let mut checking = Checking {
            subjects: self,
            known,
            diagnostics: Vec::new(),
            files: 0,
            silenced: Vec::new(),
            exit: self.found.exit,
        };
        checking.bots();
        checking.transcripts();
        let Checking { known: Known { sources, .. }, mut diagnostics, files, exit, .. } = checking;
        render::sort(&mut diagnostics, &sources);
        Checked { sources, diagnostics, files, exit }
    }
}

/// A bot that is checked.
struct Opened {
    diagnostics: Vec<Diagnostic>,
    /// How many files it has.
    files: usize,
    /// What is played, where transcripts ask for it and it can be.
    linked: Option<Arc<LinkedBot>>,
}

impl Subjects<'_> {
    fn open(&self, path: &Path, sources: &mut Sources, texts: Arc<Texts>) -> Result<Opened, OpenFailure> {
        let checked = open_with(path, self.host, self.selection, sources, texts)?;
        let is_played = !self.found.transcripts.is_empty();
        Ok(Opened {
            linked: is_played.then(|| linked(&checked, self.host)).flatten(),
            files: checked.loaded.files.len(),
            diagnostics: checked.diagnostics,
        })
    }
}

/// What was checked so far.
struct Checking<'s> {
    subjects: &'s Subjects<'s>,
    known: Known,
    diagnostics: Vec<Diagnostic>,
    files: usize,
    /// Bots that cannot be played, for reasons that are not asked for.
    silenced: Vec<PathBuf>,
    /// The first failure decides the exit code, after everything else was checked all the same.
    exit: Option<Exit>,
}

impl Checking<'_> {
    /// All bots, several at once; what is wrong with them is told in their order.
    fn bots(&mut self) {
        let found = self.subjects.found;
        let texts = self.known.texts.clone();
        let several = |place: usize| {
            let mut sources = Sources::part(place)?;
            let opened = self.subjects.open(&found.bots[place], &mut sources, texts.clone());
            // More files than a part has ids are read once more, one bot after the other.
            (!sources.exceeds_part()).then_some((opened, sources))
        };
        for (path, ready) in found.bots.iter().zip(in_order(found.bots.len(), several)) {
            let opened = match ready {
                Some((opened, sources)) => {
                    self.known.sources.append(sources);
                    opened
                }
                None => self.subjects.open(path, &mut self.known.sources, texts.clone()),
            };
            match opened {
                Ok(bot) => self.bot(path, bot),
                Err(failure) => {
                    self.tell(Severity::Error, &failure.to_string());
                    self.exit.get_or_insert(failure.exit());
                }
            }
        }
    }

    fn bot(&mut self, path: &Path, bot: Opened) {
        let Subjects { host, found, .. } = *self.subjects;
        let is_fine = !bot.diagnostics.iter().any(Diagnostic::is_error);
        if bot.linked.is_none() && is_fine && !found.transcripts.is_empty() {
            self.silenced.push(path.to_path_buf());
        }
        let known = LoadedBot { bot: bot.linked, files: Arc::from([]) };
        self.known.bots.insert(canonical(host.folder.join(path)), known);
        self.diagnostics.extend(bot.diagnostics);
        self.files += bot.files;
    }

    /// Transcripts, and whether they fit their bots where these can be played.
    fn transcripts(&mut self) {
        let Subjects { host, selection, messages, found } = *self.subjects;
        for bot in &self.silenced {
            let note = format!(
                "{} has errors that --only or --ignore leave out, so its transcripts are not compared with it",
                bot.strip_prefix(".").unwrap_or(bot).display()
            );
            self.tell(Severity::Info, &note);
        }
        let allow = AllowList::default();
        let known = std::mem::take(&mut self.known);
        let calls = Calls { allow: &allow, mocks: &[] };
        let loaded = load_with(known, &found.transcripts, host, messages, &calls);
        self.diagnostics.extend(loaded.diagnostics);
        self.diagnostics.extend(in_vain(&loaded.comments, &loaded.sources, selection));
        self.known.sources = loaded.sources;
        self.files += loaded.reported.len();
        self.exit = self.exit.or(loaded.exit);
    }

    fn tell(&self, severity: Severity, message: &str) {
        if !self.known.is_told {
            complain(self.subjects.messages, severity, message);
        }
    }
}
