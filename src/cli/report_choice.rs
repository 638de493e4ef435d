//! `--report KIND[=FILE]`: which reports are asked for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::chat::Failure;
use super::transcripts::LoadedFile;
use super::{Exit, Host};
use crate::diagnostic::did_you_mean;

/// Who reads a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Human,
    Quiet,
    Json,
    Junit,
    Tap,
    Github,
    Html,
}

impl Kind {
    /// Whether people read it.
    pub(super) fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Quiet)
    }

    /// Every kind with its word.
    const ALL: [(&'static str, Self); 7] = [
        ("human", Self::Human),
        ("quiet", Self::Quiet),
        ("json", Self::Json),
        ("junit", Self::Junit),
        ("tap", Self::Tap),
        ("github", Self::Github),
        ("html", Self::Html),
    ];

    /// Its word.
    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// A report that is asked for.
#[derive(Clone, Debug)]
pub(super) struct ReportChoice {
    pub(super) kind: Kind,
    /// Standard output where there is none.
    pub(super) file: Option<PathBuf>,
}

impl ReportChoice {
    /// Reads `KIND` or `KIND=FILE`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (word, file) = match text.split_once('=') {
            Some((_, "")) => return Err(format!("name the file behind `{text}`")),
            Some((word, file)) => (word, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let words = Kind::ALL.map(|(name, _)| name);
        match Kind::ALL.into_iter().find(|(name, _)| *name == word) {
            Some((_, kind)) => Ok(Self { kind, file }),
            None => {
                let meant = did_you_mean(word, words).map(|meant| format!(" {meant}")).unwrap_or_default();
                Err(format!("there is no report `{word}`: it is one of {}.{meant}", words.join(", ")))
            }
        }
    }

    /// What goes to standard output: what is asked for, else what people read.
    pub(super) fn printed(choices: &[Self], is_quiet: bool) -> Kind {
        let chosen = choices.iter().find(|choice| choice.file.is_none()).map(|choice| choice.kind);
        chosen.unwrap_or(if is_quiet { Kind::Quiet } else { Kind::Human })
    }

    /// Whether the reports can be written beside each other.
    ///
    /// # Errors
    /// Two of them have the same place, or one has a place where no file can be.
    pub(super) fn check(choices: &[Self], host: &Host<'_>) -> Result<(), Failure> {
        let usage = |reason: String| Err((Exit::Usage, format!("--report: {reason}")));
        let mut printed = choices.iter().filter(|choice| choice.file.is_none());
        if let (Some(first), Some(second)) = (printed.next(), printed.next()) {
            let (first, second) = (first.kind.name(), second.kind.name());
            return usage(format!(
                "only one report goes to standard output, not both {first} and {second}: name a file for \
                 one of them, as in `--report {second}=FILE`"
            ));
        }
        let mut places = BTreeSet::new();
        for path in choices.iter().filter_map(|choice| choice.file.as_deref()) {
            let full = host.folder.join(path);
            if full.is_dir() {
                return usage(format!("{} is a folder: name a file in it", path.display()));
            }
            let Some(place) = real_place(&full) else {
                return usage(format!("there is no folder for {}: make it first", path.display()));
            };
            if !places.insert(place) {
                return usage(format!("two reports go to {}: name another file", path.display()));
            }
        }
        Ok(())
    }

    /// Whether the reports leave alone what the run has read.
    ///
    /// # Errors
    /// One would take the place of such a file.
    pub(super) fn check_against(
        choices: &[Self],
        read: &[LoadedFile],
        host: &Host<'_>,
    ) -> Result<(), Failure> {
        for path in choices.iter().filter_map(|choice| choice.file.as_deref()) {
            let is_read = |real: PathBuf| read.iter().any(|file| file.depends_on.contains(&real));
            if host.folder.join(path).canonicalize().is_ok_and(is_read) {
                let reason = format!("--report: {} is a file of the run; name another file", path.display());
                return Err((Exit::Usage, reason));
            }
        }
        Ok(())
    }
}

/// A file's path without links and detours; nothing where its folder does not exist.
fn real_place(full: &Path) -> Option<PathBuf> {
    full.canonicalize().ok().or_else(|| Some(full.parent()?.canonicalize().ok()?.join(full.file_name()?)))
}
