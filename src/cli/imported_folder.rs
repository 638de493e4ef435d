//! The folder that an import writes: what of it may be overwritten, and what became of each file.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;

use crate::disk::{read_if_there, replace_file};
use crate::exchange::{Imported, LOCK_FILE, Lock};
use crate::source::stable_hash;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It was not there.
    New,
    /// It was there already, as it is to be.
    Same,
    /// It was there and is another one now.
    Rewritten,
    /// An earlier import wrote it, and it is not needed any more.
    Removed,
    /// Likewise, but somebody edited it.
    Left,
}

/// A folder with what an earlier import left in it.
pub(super) struct Folder {
    path: PathBuf,
    lock: Option<Lock>,
}

impl Folder {
    /// Looks at a folder, which need not be there yet.
    ///
    /// # Errors
    /// If its lock cannot be read.
    pub(super) fn open(path: PathBuf) -> Result<Self, String> {
        let lock = match read_if_there(&path.join(LOCK_FILE)) {
            Ok(Some(bytes)) => {
                let text = String::from_utf8_lossy(&bytes);
                Some(Lock::read(&text).map_err(|error| error.to_string())?)
            }
            Ok(None) => None,
            Err(error) => return Err(error.to_string()),
        };
        Ok(Self { path, lock })
    }

    /// The files that would be overwritten although an import did not write what stands in them.
    pub(super) fn in_the_way(&self, imported: &Imported) -> Vec<String> {
        let files = imported.files.iter().filter(|file| {
            let old = self.read(&file.path);
            old.is_some_and(|old| old != file.text.as_bytes() && !self.is_untouched(&file.path, &old))
        });
        files.map(|file| file.path.clone()).collect()
    }

    /// Writes the files that are not there as they are to be, and the lock at last.
    pub(super) fn write(&self, imported: &Imported) -> Result<Vec<(String, Change)>, (String, io::Error)> {
        let mut lock = imported.lock.clone();
        let mut changes = Vec::new();
        for file in &imported.files {
            lock.files.insert(file.path.clone(), hash(file.text.as_bytes()));
            changes.push((file.path.clone(), self.put(&file.path, file.text.as_bytes())?));
        }
        let new: BTreeSet<&str> = imported.files.iter().map(|file| file.path.as_str()).collect();
        let old = self.lock.iter().flat_map(|lock| lock.files.keys());
        for path in old.filter(|path| !new.contains(path.as_str()) && is_plain(path)) {
            let Some(bytes) = self.read(path) else { continue };
            let change = if self.is_untouched(path, &bytes) {
                fs::remove_file(self.path.join(path)).map_err(|error| (path.clone(), error))?;
                Change::Removed
            } else {
                Change::Left
            };
            changes.push((path.clone(), change));
        }
        changes.push((LOCK_FILE.to_owned(), self.put(LOCK_FILE, lock.to_text().as_bytes())?));
        Ok(changes)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<Change, (String, io::Error)> {
        let full = self.path.join(path);
        let old = read_if_there(&full).map_err(|error| (path.to_owned(), error))?;
        if old.as_deref() == Some(bytes) {
            return Ok(Change::Same);
        }
        let written =
            full.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| replace_file(&full, bytes));
        written.map_err(|error| (path.to_owned(), error))?;
        Ok(if old.is_some() { Change::Rewritten } else { Change::New })
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        // What cannot be read is in the way of being written, which says so.
        read_if_there(&self.path.join(path)).ok().flatten()
    }

    /// Whether a file is as an earlier import wrote it.
    fn is_untouched(&self, path: &str, bytes: &[u8]) -> bool {
        self.lock.as_ref().and_then(|lock| lock.files.get(path)).is_some_and(|known| *known == hash(bytes))
    }
}

/// Whether a path of a lock stays in its folder: somebody may have edited that too.
fn is_plain(path: &str) -> bool {
    !path.starts_with('/')
        && !path.contains(['\\', ':'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn hash(bytes: &[u8]) -> String {
    format!("{:016x}", stable_hash(bytes.iter().copied()))
}
