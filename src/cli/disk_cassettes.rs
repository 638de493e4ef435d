//! Cassettes on disk: those that answer, and the one that is recorded into.

use std::path::{Path, PathBuf};

use super::chat::Failure;
use super::disk_files::DiskFiles;
use super::open::is_read_already;
use super::{Exit, Host};
use crate::cassette::Recording;
use crate::diagnostic::Diagnostic;
use crate::load::{Cassette, load_cassette};
use crate::source::Sources;

/// What came of reading cassettes.
#[derive(Debug, Default)]
pub(super) struct ReadCassettes {
    /// Those that can be used, in the order given.
    pub(super) cassettes: Vec<Cassette>,
    /// What is wrong in the others.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Why they cannot be used, a sentence each.
    pub(super) failures: Vec<Failure>,
}

/// Reads all cassettes, so that all problems come at once; their texts are added to `sources`.
pub(super) fn read_cassettes(paths: &[PathBuf], host: &Host<'_>, sources: &mut Sources) -> ReadCassettes {
    let mut read = ReadCassettes::default();
    for path in paths {
        let shown = path.display();
        let (files, main) = match DiskFiles::around(path, &host.folder) {
            Ok(found) => found,
            Err(failure) => {
                read.failures.push((Exit::Failed, format!("cannot read {shown}: {failure}")));
                continue;
            }
        };
        let loaded = load_cassette(&main, &files, sources);
        if loaded.diagnostics.iter().any(Diagnostic::is_error) {
            read.failures.push((Exit::Problems, format!("{shown} is not replayed: it has errors")));
        }
        read.diagnostics.extend(loaded.diagnostics);
        read.cassettes.push(loaded.cassette);
    }
    read
}

/// The cassette that `--record` names. `sources` are the files that the run reads.
pub(super) fn recording(path: &Path, sources: &Sources, host: &Host<'_>) -> Result<Recording, Failure> {
    if is_read_already(path, sources, host) {
        let reason = format!(
            "--record: {} is a file of the bot or a cassette that answers; name another file",
            path.display()
        );
        return Err((Exit::Usage, reason));
    }
    Recording::new(host.folder.join(path), path.display().to_string())
        .map_err(|reason| (Exit::Failed, format!("--record: {reason}")))
}
