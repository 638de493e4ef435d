//! Finding the bot that a command is about.

use std::path::{Path, PathBuf};

use super::disk_files::{DiskFiles, read_file};
use super::{Exit, Host};
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
    #[error("{} holds transcripts, which this version does not read yet: name the bot's file", path.display())]
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

/// The main file of a bot given as a file, or as a folder that holds a `bot.yaml`.
pub(super) fn main_file(path: &Path, host: &Host<'_>) -> Result<PathBuf, OpenFailure> {
    let full = host.folder.join(path);
    let unreadable = |failure| OpenFailure::Unreadable { path: path.to_path_buf(), failure };
    if full.is_dir() {
        let names = ["bot.yaml", "bot.yml"];
        let found = names.into_iter().find(|name| full.join(name).is_file());
        return match found {
            Some(name) => Ok(path.join(name)),
            None => Err(OpenFailure::NoBot { path: path.to_path_buf() }),
        };
    }
    let bytes = read_file(&full, Limits::default().bytes).map_err(unreadable)?;
    // A file that is not text is still the bot that was asked for: loading it says what is wrong.
    match std::str::from_utf8(&bytes).map(recognise) {
        Ok(FileKind::Bot) | Err(_) => Ok(path.to_path_buf()),
        // A bot without dialogs, or an empty file, gets its own message from the loader.
        Ok(FileKind::Other) if looks_like_bot(&bytes) => Ok(path.to_path_buf()),
        Ok(FileKind::Transcripts) => Err(OpenFailure::Transcripts { path: path.to_path_buf() }),
        Ok(FileKind::Other) => Err(OpenFailure::NotABot { path: path.to_path_buf() }),
    }
}

/// Whether a file that is not recognised is a bot's main file all the same: empty, or without dialogs.
pub(super) fn looks_like_bot(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    text.trim().is_empty() || text.lines().any(|line| line.starts_with("bot:"))
}

/// Loads and checks the bot whose main file is `path`; the texts of its files are added to `sources`.
pub(super) fn open(
    path: &Path,
    host: &Host<'_>,
    selection: &Selection,
    sources: &mut Sources,
) -> Result<Checked, OpenFailure> {
    let unreadable = |failure| OpenFailure::Unreadable { path: path.to_path_buf(), failure };
    let (files, main) = DiskFiles::around(path, &host.folder).map_err(unreadable)?;
    Ok(check_bot(&main, &files, sources, selection))
}

/// Whether a path is one of the files that a run has read.
pub(super) fn is_read_already(path: &Path, sources: &Sources, host: &Host<'_>) -> bool {
    let Ok(full) = host.folder.join(path).canonicalize() else { return false };
    let is_same = |name: &str| host.folder.join(name).canonicalize().is_ok_and(|read| read == full);
    sources.iter().any(|(_, source)| is_same(source.name()))
}
