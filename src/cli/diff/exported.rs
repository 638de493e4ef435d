//! A vendor's export as a bot that is compared: what an import makes of it, which is never written.

use crate::exchange::{ImportError, ImportOptions, import};
use crate::load::{Files, Loaded, MemoryFiles, ReadFailure, load_bot};
use crate::source::Sources;

/// Loads the bot that an export is; its texts are added to `sources`.
///
/// # Errors
/// If the text is no export.
pub(super) fn load(
    name: &str,
    bytes: impl AsRef<[u8]>,
    sources: &mut Sources,
) -> Result<Loaded, ImportError> {
    let imported = import(bytes, ImportOptions::default())?;
    let files = imported
        .files
        .into_iter()
        .fold(MemoryFiles::default(), |files, file| files.with(file.path, file.text));
    Ok(load_bot("bot.yaml", &Inside { name, files }, sources))
}

/// The files that an import would write, as places inside of the export.
struct Inside<'n> {
    name: &'n str,
    files: MemoryFiles,
}

impl Files for Inside<'_> {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, ReadFailure> {
        self.files.read(path, limit)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        self.files.list(folder)
    }

    fn display(&self, path: &str) -> String {
        format!("{}!{path}", self.name)
    }
}
