//! How the loader reaches files: through a trait, so that it can be given a folder, an editor's
//! buffers or a test's strings.

use std::collections::BTreeMap;

/// The files of one project. Paths are relative to the project folder, with `/` between parts and no
/// `.` or `..` in them; nothing outside the folder can be named.
pub trait Files {
    /// A file's bytes.
    ///
    /// # Errors
    /// Why it cannot be read; a file larger than `limit` bytes is not read at all.
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, ReadFailure>;

    /// All files under a folder (`""` for the whole project), sorted.
    fn list(&self, folder: &str) -> Vec<String>;

    /// The path as people should see it.
    fn display(&self, path: &str) -> String;
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadFailure {
    /// There is no such file.
    #[error("there is no such file")]
    NotFound,
    /// It is a folder.
    #[error("it is a folder, not a file")]
    Folder,
    /// A link leads out of the project.
    #[error("it is a link that leads out of the project folder")]
    OutsideProject,
    /// It is too large.
    #[error("it has {size} bytes; at most {limit} are read")]
    TooLarge {
        /// Its size.
        size: u64,
        /// The most that is read.
        limit: usize,
    },
    /// The system says no.
    #[error("{0}")]
    System(String),
}

/// Files that are held in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryFiles {
    /// Adds a file.
    pub fn with(mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), bytes.into());
        self
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, ReadFailure> {
        match self.files.get(path) {
            Some(bytes) if bytes.len() > limit => {
                Err(ReadFailure::TooLarge { size: bytes.len() as u64, limit })
            }
            Some(bytes) => Ok(bytes.clone()),
            None => Err(ReadFailure::NotFound),
        }
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let inside = |path: &&String| {
            folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        self.files.keys().filter(inside).cloned().collect()
    }

    fn display(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// A path written in a file, made relative to the project: `None` if it leaves the project folder.
pub(super) fn resolve(from_file: &str, written: &str) -> Option<String> {
    if written.starts_with('/') || written.contains(['\\', '\0']) || has_drive(written) {
        return None;
    }
    let folder = from_file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn has_drive(written: &str) -> bool {
    let bytes = written.as_bytes();
    bytes.len() >= 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':'
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn a_path_is_relative_to_the_file_that_says_it_and_stays_in_the_project() {
        assert_eq!(resolve("bot.yaml", "parts/a.yaml").as_deref(), Some("parts/a.yaml"));
        assert_eq!(resolve("parts/a.yaml", "../code/x.js").as_deref(), Some("code/x.js"));
        assert_eq!(resolve("parts/a.yaml", "./b.yaml").as_deref(), Some("parts/b.yaml"));
        assert_eq!(resolve("bot.yaml", "../secret"), None);
        assert_eq!(resolve("a/bot.yaml", "../../secret"), None);
        assert_eq!(resolve("bot.yaml", "/etc/passwd"), None);
        assert_eq!(resolve("bot.yaml", "C:\\x"), None);
    }
}
