//! What is wrong with an author's files, as values.
//!
//! A [`Diagnostic`] says what is wrong, where, why it matters and what to do. It is data: the
//! loader and the rules make them, the renderers draw them, nothing here prints.

mod baseline;
mod fingerprint;
mod fix;
mod mend;
pub mod render;
mod rule;
mod severity;
mod suggest;

pub use baseline::{Baseline, Place, Sifted};
pub use fingerprint::fingerprints;
pub use fix::{Edit, Fix, Safety};
pub use mend::{Mended, MendedFile, mend};
pub(crate) use rule::rule;
pub use rule::{Rule, Stage};
pub use severity::Severity;
pub use suggest::{did_you_mean, nearest};

use crate::source::Span;

/// A place in a file with a word on its part in the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The exact token.
    pub span: Span,
    /// What about it, in a few words; may be empty for the first label.
    pub text: String,
}

/// One problem in what an author wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it; its name is the stable code.
    pub rule: &'static Rule,
    /// How bad it is; usually the rule's own severity.
    pub severity: Severity,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// Where: the first label is the place of the problem, further ones show its other ends.
    pub labels: Vec<Label>,
    /// Why it matters to the conversation and what to do.
    pub help: Option<String>,
    /// What would mend it, if that is known.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A problem at `span`.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        let labels = vec![Label { span, text: String::new() }];
        Self { rule, severity: rule.severity, message: message.into(), labels, help: None, fix: None }
    }

    /// Says what about the first place, in a few words.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// Adds another end of the problem.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Says why it matters and what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what would mend it.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Says what would mend it, where that is known.
    pub fn fix_if(mut self, fix: Option<Fix>) -> Self {
        self.fix = self.fix.or(fix);
        self
    }

    /// Whether it keeps what it is about from being used.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The place of the problem.
    pub fn span(&self) -> Span {
        self.labels[0].span
    }
}
