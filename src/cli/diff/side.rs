//! Opening one side of a comparison. Whatever a side may be given as is made a bot here.

use std::path::{Path, PathBuf};

use super::exported;
use crate::bot::Bot;
use crate::cli::disk_files::{DiskFiles, read_file};
use crate::cli::import::MOST_BYTES;
use crate::cli::open::{OpenFailure, main_file};
use crate::cli::{Exit, Host};
use crate::diagnostic::Diagnostic;
use crate::exchange::ImportError;
use crate::load::{Loaded, load_bot};
use crate::source::{SourceId, Sources};

/// A bot to be compared.
pub(super) struct Side {
    /// As given.
    pub(super) path: PathBuf,
    /// The bot, as far as it loads.
    pub(super) bot: Bot,
    /// Its files among the sources, the main one first.
    pub(super) files: Vec<SourceId>,
    /// How many errors its files have.
    pub(super) errors: usize,
    /// Whether it is made of an export.
    pub(super) is_export: bool,
}

/// Why there is nothing to compare.
#[derive(Debug, thiserror::Error)]
pub(super) enum SideFailure {
    /// There is no bot.
    #[error(transparent)]
    Open(#[from] OpenFailure),
    /// The bot is so broken that nothing of it is known.
    #[error("{path} cannot be compared: nothing of the bot can be read; `dialogsim check {path}` says why", path = path.display())]
    Broken {
        /// As given.
        path: PathBuf,
    },
    /// A file that looks like a vendor's export, and is none.
    #[error("{} cannot be compared: {error}", path.display())]
    Export {
        /// As given.
        path: PathBuf,
        /// Why.
        error: ImportError,
    },
}

impl SideFailure {
    /// The exit code that it means.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Open(failure) => failure.exit(),
            Self::Broken { .. } => Exit::Failed,
            Self::Export { .. } => Exit::Failed,
        }
    }
}

/// Opens a side. The texts of its files are added to `sources`.
pub(super) fn open(path: &Path, host: &Host<'_>, sources: &mut Sources) -> Result<Side, SideFailure> {
    if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"))
        && !host.folder.join(path).is_dir()
    {
        return open_export(path, host, sources);
    }
    open_bot(path, host, sources)
}

/// A bot's file or folder.
fn open_bot(path: &Path, host: &Host<'_>, sources: &mut Sources) -> Result<Side, SideFailure> {
    let main = main_file(path, host)?;
    let unreadable = |failure| OpenFailure::Unreadable { path: main.clone(), failure };
    let (files, inside) = DiskFiles::around(&main, &host.folder).map_err(unreadable)?;
    let loaded = load_bot(&inside, &files, sources);
    side(path, loaded).ok_or_else(|| SideFailure::Broken { path: path.to_path_buf() })
}

/// A vendor's export, as the bot that an import makes of it.
fn open_export(path: &Path, host: &Host<'_>, sources: &mut Sources) -> Result<Side, SideFailure> {
    let unreadable = |failure| OpenFailure::Unreadable { path: path.to_path_buf(), failure };
    let bytes = read_file(&host.folder.join(path), MOST_BYTES).map_err(unreadable)?;
    let name = path.display().to_string();
    let loaded = exported::load(&name, &bytes, sources);
    let loaded = loaded.map_err(|error| SideFailure::Export { path: path.to_path_buf(), error })?;
    let side = side(path, loaded).ok_or_else(|| SideFailure::Broken { path: path.to_path_buf() })?;
    Ok(Side { is_export: true, ..side })
}

/// What was loaded, as a side; nothing where there is no bot.
fn side(path: &Path, loaded: Loaded) -> Option<Side> {
    let files = loaded.comments.iter().map(|(file, _)| *file).collect();
    let errors = loaded.diagnostics.iter().filter(|found| Diagnostic::is_error(found)).count();
    Some(Side { path: path.to_path_buf(), bot: loaded.bot?, files, errors, is_export: false })
}
