//! `--last-failed`: which cases failed when they were played last.
//!
//! They are kept in the user's cache folder, a file for each folder in which tests are run.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use super::Host;

/// The cases that failed last, by `file: name`.
pub(super) struct LastFailed {
    /// Where they are kept; nowhere where the user has no cache folder.
    file: Option<PathBuf>,
    cases: BTreeSet<String>,
}

impl LastFailed {
    /// Those of the folder in which the program was started.
    pub(super) fn read(host: &Host<'_>) -> Self {
        let file = cache_folder(host).map(|folder| {
            let mut hasher = DefaultHasher::new();
            host.folder.hash(&mut hasher);
            folder.join("dialogsim").join("last-failed").join(format!("{:016x}", hasher.finish()))
        });
        let text = file.as_ref().and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
        Self { file, cases: text.lines().map(str::to_owned).collect() }
    }

    /// Whether nothing is known to have failed.
    pub(super) fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// Whether this case failed.
    pub(super) fn has(&self, case: &str) -> bool {
        self.cases.contains(case)
    }

    /// Takes note of how a case went.
    pub(super) fn note(&mut self, case: &str, has_failed: bool) {
        if has_failed {
            self.cases.insert(case.to_owned());
        } else {
            self.cases.remove(case);
        }
    }

    /// Keeps them for the next run. It is a convenience: where they cannot be kept, the run is as good.
    pub(super) fn write(&self) {
        let Some(file) = &self.file else { return };
        if self.cases.is_empty() && !file.exists() {
            return;
        }
        let lines: String = self.cases.iter().map(|case| format!("{}\n", case.replace('\n', " "))).collect();
        let _ = file.parent().map(fs::create_dir_all).transpose().and_then(|_| fs::write(file, lines));
    }
}

/// The user's cache folder, by the environment that the program was given.
fn cache_folder(host: &Host<'_>) -> Option<PathBuf> {
    let variable = |name: &str| (host.environment)(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let of_home = || variable("HOME").map(|home| home.join(".cache"));
    variable("XDG_CACHE_HOME").or_else(|| variable("LOCALAPPDATA")).or_else(of_home)
}
