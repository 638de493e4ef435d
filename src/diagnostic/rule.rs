//! The unit that a problem belongs to: a name, a severity and a manual.

use super::Severity;

/// What a kind of problem is called and what there is to know about it.
///
/// Loader problems and lint rules are the same to a reader: each has a kebab-case name that is
/// stable and never used again for something else, and a page that `dialogsim explain` prints.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable kebab-case name; reads well after "allow".
    pub name: &'static str,
    /// How bad it usually is.
    pub severity: Severity,
    /// The doc comment that is its manual, each line with the blank that follows the slashes; see
    /// [`Rule::manual`].
    pub doc: &'static str,
}

impl Rule {
    /// The manual in Markdown: what it finds, why it hurts, an example, what to write instead.
    pub fn manual(&self) -> String {
        let lines = self.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.map(|line| format!("{line}\n")).collect()
    }

    /// The manual's first paragraph on one line.
    pub fn summary(&self) -> String {
        let first = self.doc.trim_start().lines().map(str::trim).take_while(|line| !line.is_empty());
        first.collect::<Vec<_>>().join(" ")
    }
}

/// Declares a [`Rule`] whose doc comment is its manual.
///
macro_rules! rule {
    ($($(#[doc = $line:literal])+ $visibility:vis $constant:ident = $name:literal, $severity:ident)+) => {$(
        $(#[doc = $line])+
        $visibility static $constant: $crate::diagnostic::Rule = $crate::diagnostic::Rule {
            name: $name,
            severity: $crate::diagnostic::Severity::$severity,
            doc: concat!($($line, "\n"),+),
        };
    )+};
}
pub(crate) use rule;
