//! How many problems there are.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::terminal::{Style, Terminal, count};

/// The counts of a list of diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// How many are errors.
    pub errors: usize,
    /// How many are warnings.
    pub warnings: usize,
    /// How many are only worth knowing.
    pub infos: usize,
    /// In how many files they are, by the place of each problem.
    pub files: usize,
}

impl Summary {
    /// Counts.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let of = |severity| diagnostics.iter().filter(|found| found.severity == severity).count();
        let places = diagnostics.iter().filter_map(|found| found.labels.first());
        Self {
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            infos: of(Severity::Info),
            files: places.map(|label| label.span.source).collect::<HashSet<_>>().len(),
        }
    }

    /// `3 errors, 1 warning in 2 files (5 files checked)` or `No problems (5 files checked)`, without
    /// a newline.
    pub fn line(&self, files_checked: usize, terminal: &Terminal) -> String {
        let checked = terminal.paint(Style::Dim, &format!("({} checked)", count(files_checked, "file")));
        let kinds = [
            (self.errors, "error", Style::Error),
            (self.warnings, "warning", Style::Warning),
            (self.infos, "info", Style::Info),
        ];
        let found = kinds.into_iter().filter(|&(number, ..)| number > 0);
        let found: Vec<_> =
            found.map(|(number, noun, style)| terminal.paint(style, &count(number, noun))).collect();
        if found.is_empty() {
            return format!("{} {checked}", terminal.paint(Style::Success, "No problems"));
        }
        let files = if self.files > 0 { format!(" in {}", count(self.files, "file")) } else { String::new() };
        format!("{}{files} {checked}", found.join(", "))
    }
}

/// How many problems of a list can be mended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mendable {
    /// How many without being looked at.
    pub safe: usize,
    /// How many more where something is guessed.
    pub bold: usize,
}

impl Mendable {
    /// Counts.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let fixes = || diagnostics.iter().filter_map(|found| found.fix.as_ref());
        let of = |safety| fixes().filter(|fix| fix.safety == safety).count();
        Self { safe: of(Safety::Safe), bold: of(Safety::Unsafe) }
    }

    /// What to type, without a newline; nothing where nothing can be mended.
    pub fn line(&self, terminal: &Terminal) -> Option<String> {
        let options = |safety: Safety| format!("`dialogsim check {}`", safety.options());
        let guess = format!("by guessing: {}; look at what changes", options(Safety::Unsafe));
        let line = match (self.safe, self.bold) {
            (0, 0) => return None,
            (0, bold) => format!("{} can be mended {guess}", count(bold, "problem")),
            (safe, bold) => {
                let more = if bold > 0 { format!("; {bold} more {guess}") } else { String::new() };
                format!("{} can be mended: {}{more}", count(safe, "problem"), options(Safety::Safe))
            }
        };
        Some(terminal.paint(Style::Dim, &line))
    }
}
