//! `--watch`: plays again what a saved file affects.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecursiveMode, Watcher};

/// How long the disk must be quiet before what was saved is looked at: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(25);

/// Sees files change.
pub(super) struct FileWatch {
    watcher: notify::RecommendedWatcher,
    changes: mpsc::Receiver<notify::Result<Event>>,
    /// Folders that are watched with all that is in them.
    whole: BTreeSet<PathBuf>,
}

impl FileWatch {
    /// A watch of nothing.
    ///
    /// # Errors
    /// The system does not tell of changes, in words.
    pub(super) fn new() -> Result<Self, String> {
        let (sender, changes) = mpsc::channel();
        let watcher = notify::recommended_watcher(sender).map_err(|error| words(&error))?;
        Ok(Self { watcher, changes, whole: BTreeSet::new() })
    }

    /// Watches the folders of these files too, and these folders with all that is in them.
    ///
    /// # Errors
    /// One of them cannot be watched, in words.
    pub(super) fn add(&mut self, files: &BTreeSet<PathBuf>, folders: &[PathBuf]) -> Result<(), String> {
        for folder in folders {
            if !self.is_watched(folder) {
                self.watcher.watch(folder, RecursiveMode::Recursive).map_err(|error| words(&error))?;
                self.whole.insert(folder.clone());
            }
        }
        // A file that an editor replaces is another file: its folder tells of it.
        let of_files: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
        for folder in of_files {
            // One that is watched already may have been made anew.
            if !self.is_watched(folder) {
                self.watcher.watch(folder, RecursiveMode::NonRecursive).map_err(|error| words(&error))?;
            }
        }
        Ok(())
    }

    fn is_watched(&self, folder: &Path) -> bool {
        folder.ancestors().any(|above| self.whole.contains(above))
    }

    /// Waits for files to change and gives their paths, once the disk is quiet again; nothing where no
    /// change will ever be told of again.
    pub(super) fn wait(&self) -> Option<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        loop {
            let next = match changed.is_empty() {
                true => self.changes.recv().ok()?,
                false => match self.changes.recv_timeout(QUIET) {
                    Ok(next) => next,
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Some(changed),
                },
            };
            let Ok(event) = next else { continue };
            if is_a_change(&event.kind) {
                changed.extend(event.paths.into_iter().filter(|path| is_a_source(path)));
            }
        }
    }
}

/// Reading a file is no change.
fn is_a_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(access) => *access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// What editors and version control keep beside the files is none of ours.
fn is_a_source(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let is_of_git = path.components().any(|part| part.as_os_str() == ".git");
    !is_of_git && !name.starts_with('.') && !name.ends_with('~') && !name.is_empty()
}

fn words(error: &notify::Error) -> String {
    format!("files cannot be watched: {error}")
}
