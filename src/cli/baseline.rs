//! `check --baseline`: the file of the problems that are known.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::host::complain;
use super::{Exit, Host};
use crate::diagnostic::{Baseline, Diagnostic, Place, Severity, Sifted};
use crate::disk::replace_file;
use crate::lint::{Selection, find_rule};
use crate::source::Sources;
use crate::terminal::{Terminal, count};

/// A run of `check`, and the baseline that it is held against.
pub(super) struct Against<'r> {
    /// The baseline's file.
    pub(super) file: &'r Path,
    /// The rules of the run.
    pub(super) selection: &'r Selection,
    /// The files of the run.
    pub(super) sources: &'r Sources,
    /// The process around it.
    pub(super) host: &'r Host<'r>,
    /// Where people are told.
    pub(super) messages: &'r Terminal,
}

impl Against<'_> {
    /// The problems that the baseline does not know.
    pub(super) fn unknown(&self, diagnostics: Vec<Diagnostic>) -> Result<Vec<Diagnostic>, Exit> {
        self.sifted(diagnostics).map(|sifted| sifted.new)
    }

    fn sifted(&self, diagnostics: Vec<Diagnostic>) -> Result<Sifted, Exit> {
        let baseline =
            self.read()?.ok_or_else(|| self.fail("is not there; `--update-baseline` writes it"))?;
        Ok(baseline.sift(diagnostics, self.sources, |place| self.was_checked(place)))
    }

    /// The same, and says how many it knows.
    pub(super) fn sift(&self, diagnostics: Vec<Diagnostic>) -> Result<Vec<Diagnostic>, Exit> {
        let Sifted { new, known, gone } = self.sifted(diagnostics)?;
        if known > 0 {
            self.note(&format!("{} of the baseline left out", count(known, "problem")));
        }
        if gone > 0 {
            let (are, them) = if gone == 1 { ("is", "it") } else { ("are", "them") };
            let gone = count(gone, "problem");
            self.note(&format!(
                "{gone} of the baseline {are} not there any more; `--update-baseline` takes {them} out"
            ));
        }
        Ok(new)
    }

    /// Writes the problems into the baseline, so that none is left. What the run did not look at stays in it.
    pub(super) fn update(&self, diagnostics: &[Diagnostic]) -> Result<(), Exit> {
        let mut baseline = self.read()?.unwrap_or_default();
        baseline.update(Baseline::of(diagnostics, self.sources), |place| self.was_checked(place));
        replace_file(&self.host.folder.join(self.file), baseline.text().as_bytes())
            .map_err(|error| self.fail(&format!("cannot be written: {error}")))?;
        self.note(&format!("{} written into {}", count(diagnostics.len(), "problem"), self.file.display()));
        Ok(())
    }

    /// `None` where there is no file.
    fn read(&self) -> Result<Option<Baseline>, Exit> {
        let text = match fs::read_to_string(self.host.folder.join(self.file)) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.fail(&format!("cannot be read: {error}"))),
        };
        let what = "begins with no fingerprint, which has sixteen digits from 0 to f";
        Baseline::read(&text)
            .map(Some)
            .map_err(|line| self.fail(&format!("is no baseline: its line {line} {what}")))
    }

    /// Whether the run would have found a problem that is still there: its rule was asked for, and its file was
    /// read or exists no more.
    fn was_checked(&self, place: &Place) -> bool {
        let is_selected = find_rule(&place.rule).map_or(true, |rule| self.selection.selects(rule));
        is_selected
            && (self.sources.find(&place.file).is_some() || !self.host.folder.join(&place.file).exists())
    }

    fn note(&self, note: &str) {
        complain(self.messages, Severity::Info, note);
    }

    fn fail(&self, problem: &str) -> Exit {
        complain(self.messages, Severity::Error, &format!("the baseline {} {problem}", self.file.display()));
        Exit::Failed
    }
}
