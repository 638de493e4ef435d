//! `--watch`: everything once, then what a saved file affects.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::Testing;
use crate::cli::Exit;
use crate::cli::chat::Failure;
use crate::cli::find::find;
use crate::cli::host::complain;
use crate::cli::transcripts::load;
use crate::cli::watch::FileWatch;
use crate::diagnostic::Severity;

/// The files of transcripts as they were given, each with the files that decide what becomes of it.
type Known = BTreeMap<PathBuf, BTreeSet<PathBuf>>;

impl Testing<'_> {
    /// Plays everything, and then, until it is stopped, what a saved file affects.
    pub(super) fn watch(&self) -> Result<Exit, Failure> {
        let messages = self.messages();
        let allow = self.arguments.live.allowed(self.host)?;
        let mut watch = FileWatch::new().map_err(|reason| (Exit::Failed, reason))?;
        let folders = self.folders();
        let mut known = Known::new();
        let mut due: Option<BTreeSet<PathBuf>> = None;
        loop {
            let found = find(&self.arguments.paths, self.host, &messages);
            let affected: Vec<PathBuf> = match &due {
                None => found.transcripts,
                Some(changed) => {
                    let is_affected = |path: &PathBuf| is_affected(path, &known, changed);
                    found.transcripts.into_iter().filter(is_affected).collect()
                }
            };
            let is_played = !affected.is_empty() || due.is_none();
            if is_played {
                let mut loaded = load(&affected, self.host, &messages, &self.calls(&allow));
                if let Err((_, message)) = self.play(&mut loaded) {
                    complain(&messages, Severity::Error, &message);
                }
                affected.iter().for_each(|path| drop(known.remove(path)));
                known.extend(loaded.files.into_iter().map(|file| (file.path, file.depends_on)));
            }
            let files = known.values().flatten().cloned().collect();
            watch.add(&files, &folders).map_err(|reason| (Exit::Failed, reason))?;
            if is_played {
                complain(&messages, Severity::Info, "waiting for a file to be saved; Ctrl-C ends");
            }
            due = watch.wait();
            if due.is_none() {
                return Err((Exit::Failed, "the system tells of no further changes".to_owned()));
            }
        }
    }

    /// The folders in which new transcripts may come up.
    fn folders(&self) -> Vec<PathBuf> {
        let here = [PathBuf::from(".")];
        let paths = if self.arguments.paths.is_empty() { &here[..] } else { &self.arguments.paths };
        let full = paths.iter().filter_map(|path| self.host.folder.join(path).canonicalize().ok());
        full.filter(|path| path.is_dir()).collect()
    }
}

/// Whether a file of transcripts is new, or depends on what has changed.
fn is_affected(path: &PathBuf, known: &Known, changed: &BTreeSet<PathBuf>) -> bool {
    known.get(path).is_none_or(|depends_on| !depends_on.is_disjoint(changed))
}
