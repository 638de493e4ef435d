//! Finding the bot that a command is about.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk_files::{DiskFiles, Texts, read_file};
use super::{Exit, Host};
use crate::diagnostic::Diagnostic;
use crate::linked::{LinkedBot, Names, link};
use crate::lint::{Checked, Selection, check_bot};
use crate::load::{FileKind, ReadFailure, recognise};
use crate::source::Sources;
use crate::yaml::Limits;

/// Why a bot cannot be opened.
#[derive(Debug, thiserror::Error)]
pub(super) enum OpenFailure {
    /// The path leads nowhere, or to something unreadable.
    #[error("cannot read {}: {failure}", path.display())]
    Unreadable {
        /// As given.
        path: PathBuf,
        /// Why.
        failure: ReadFailure,
    },
    /// The folder holds no `bot.yaml`.
    #[error("no bot in {}: a bot's folder holds a `bot.yaml`; or name the bot's file", path.display())]
    NoBot {
        /// As given.
        path: PathBuf,
    },
    /// The file holds transcripts.
    #[error("{} holds transcripts: name the bot's file, or replay them with `dialogsim test`", path.display())]
    Transcripts {
        /// As given.
        path: PathBuf,
    },
    /// The file is no bot.
    #[error("{} is not a bot: a bot's main file has `bot:` and `dialogs:` or `include:`", path.display())]
    NotABot {
        /// As given.
        path: PathBuf,
    },
}

impl OpenFailure {
    /// The exit code that it means.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Unreadable { .. } => Exit::Failed,
            Self::NoBot { .. } | Self::NotABot { .. } | Self::Transcripts { .. } => Exit::NothingToDo,
        }
    }
}

/// A file that a command line names.
pub(super) enum Named {
    /// The main file of a bot.
    Bot(PathBuf),
    /// A file of transcripts.
    Transcripts(PathBuf),
}

/// The main file of a bot given as a file, or as a folder that holds a `bot.yaml`.
pub(super) fn main_file(path: &Path, host: &Host<'_>) -> Result<PathBuf, OpenFailure> {
    match named_file(path, host)? {
        Named::Bot(file) => Ok(file),
        Named::Transcripts(path) => Err(OpenFailure::Transcripts { path }),
    }
}

/// A bot given as a file or as a folder that holds a `bot.yaml`, or a file of transcripts.
pub(super) fn named_file(path: &Path, host: &Host<'_>) -> Result<Named, OpenFailure> {
    let full = host.folder.join(path);
    let unreadable = |failure| OpenFailure::Unreadable { path: path.to_path_buf(), failure };
    if full.is_dir() {
        return match main_file_in(&full) {
            Some(name) => Ok(Named::Bot(path.join(name))),
            None => Err(OpenFailure::NoBot { path: path.to_path_buf() }),
        };
    }
    let bytes = read_file(&full, Limits::default().bytes).map_err(unreadable)?;
    // A file that is not text is still the bot that was asked for: loading it says what is wrong.
    match std::str::from_utf8(&bytes).map(recognise) {
        Ok(FileKind::Bot) | Err(_) => Ok(Named::Bot(path.to_path_buf())),
        // A bot without dialogs, or an empty file, gets its own message from the loader.
        Ok(FileKind::Other) if looks_like_bot(&bytes) => Ok(Named::Bot(path.to_path_buf())),
        Ok(FileKind::Transcripts) => Ok(Named::Transcripts(path.to_path_buf())),
        Ok(FileKind::Other) => Err(OpenFailure::NotABot { path: path.to_path_buf() }),
    }
}

/// A path without links, where it can be had.
pub(super) fn canonical(path: PathBuf) -> PathBuf {
    path.canonicalize().unwrap_or(path)
}

/// The main file that a folder holds.
pub(super) fn main_file_in(folder: &Path) -> Option<&'static str> {
    ["bot.yaml", "bot.yml"].into_iter().find(|name| folder.join(name).is_file())
}

/// Whether a file that is not recognised is a bot's main file all the same: empty, or without dialogs.
pub(super) fn looks_like_bot(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    text.trim().is_empty() || text.lines().any(|line| line.starts_with("bot:"))
}

/// A bot that is checked, ready to be played; `None` where it has errors that keep it from that.
pub(super) fn linked(checked: &Checked, host: &Host<'_>) -> Option<Arc<LinkedBot>> {
    match &checked.loaded.bot {
        Some(bot) if !checked.loaded.diagnostics.iter().any(Diagnostic::is_error) => {
            link(&Names::new(bot), host.environment).map(Arc::new)
        }
        _ => None,
    }
}

/// Loads and checks the bot whose main file is `path`; the texts of its files are added to `sources`.
pub(super) fn open(
    path: &Path,
    host: &Host<'_>,
    selection: &Selection,
    sources: &mut Sources,
) -> Result<Checked, OpenFailure> {
    open_with(path, host, selection, sources, Arc::default())
}

/// As [`open`], with some texts that are not on disk, or not yet.
pub(super) fn open_with(
    path: &Path,
    host: &Host<'_>,
    selection: &Selection,
    sources: &mut Sources,
    texts: Arc<Texts>,
) -> Result<Checked, OpenFailure> {
    let unreadable = |failure| OpenFailure::Unreadable { path: path.to_path_buf(), failure };
    let (files, main) = DiskFiles::around_with(path, &host.folder, texts).map_err(unreadable)?;
    Ok(check_bot(&main, &files, sources, selection))
}

/// Whether a path is one of the files that a run has read.
pub(super) fn is_read_already(path: &Path, sources: &Sources, host: &Host<'_>) -> bool {
    let Ok(full) = host.folder.join(path).canonicalize() else { return false };
    let is_same = |name: &str| host.folder.join(name).canonicalize().is_ok_and(|read| read == full);
    sources.iter().any(|(_, source)| is_same(source.name()))
}
