//! Where transcripts are kept: the chat knows no folders.

use std::path::{Path, PathBuf};

use crate::replay::Outcome;

/// A file for transcripts of a chat's bots.
#[derive(Clone, Debug)]
pub struct Place {
    /// Where it is.
    pub path: PathBuf,
    /// How people see that.
    pub shown: String,
    /// What it holds; nothing where there is no such file.
    pub text: Option<String>,
    /// How it names the bots, or would.
    pub bots: Vec<String>,
    /// The names of its transcripts, with rows and channels.
    pub names: Vec<String>,
}

impl Place {
    /// Whether a transcript of that name is there already, also where it is several cases.
    pub(super) fn has(&self, name: &str) -> bool {
        let is_of = |known: &String| {
            known
                .strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(" (") || rest.starts_with(" ["))
        };
        self.names.iter().any(is_of)
    }
}

/// The files of transcripts around a chat's bots.
pub trait TranscriptStore {
    /// Looks at a file, which need not be there.
    ///
    /// # Errors
    /// No transcript of these bots can be kept there, and why.
    fn look(&self, path: &Path) -> Result<Place, String>;

    /// How a file that the consumer sends is named there.
    ///
    /// # Errors
    /// It cannot be named there, and why.
    fn written(&self, place: &Place, file: &Path) -> Result<String, String>;

    /// Reads `text` as what the file holds, and plays its transcript of this name.
    ///
    /// # Errors
    /// It cannot be played, and why.
    fn try_out(&self, place: &Place, text: &str, name: &str) -> Result<Outcome, String>;

    /// Writes the file, whole or not at all.
    ///
    /// # Errors
    /// It cannot be written, and why.
    fn keep(&self, place: &Place, text: &str) -> Result<(), String>;
}
