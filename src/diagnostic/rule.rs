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
    /// Whether it is checked without being asked for.
    pub stage: Stage,
    /// The doc comment that is its manual, each line with the blank that follows the slashes; see
    /// [`Rule::manual`].
    pub doc: &'static str,
}

/// Whether what a rule says can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Checked always: what it finds is a fault.
    Stable,
    /// Checked where it is asked for: advice, or a rule that has to prove itself on more bots.
    Preview,
}

impl Stage {
    /// The word that people and machines read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Preview => "preview",
        }
    }
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

/// Declares a [`Rule`] whose doc comment is its manual; with `, preview` at its end one that is checked only
/// where it is asked for.
macro_rules! rule {
    (@stage) => { $crate::diagnostic::Stage::Stable };
    (@stage preview) => { $crate::diagnostic::Stage::Preview };
    ($($(#[doc = $line:literal])+ $visibility:vis $constant:ident = $name:literal, $severity:ident $(, $stage:ident)?)+) => {$(
        $(#[doc = $line])+
        $visibility static $constant: $crate::diagnostic::Rule = $crate::diagnostic::Rule {
            name: $name,
            severity: $crate::diagnostic::Severity::$severity,
            stage: $crate::diagnostic::rule!(@stage $($stage)?),
            doc: concat!($($line, "\n"),+),
        };
    )+};
}
pub(crate) use rule;
