//! What is wrong beside the cases, thing by thing.

use serde::Serialize;

use super::Problems;
use crate::diagnostic::Diagnostic;
use crate::replay::{FilePlace, UnusedKind, UnusedMock};
use crate::source::Sources;

/// Something that is wrong with a file: a run with such a problem is not green.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FileProblem {
    /// The rule that found it, as `dialogsim explain` knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// Why it matters and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<FilePlace>,
}

impl FileProblem {
    /// What is wrong, behind its place.
    pub(super) fn placed(&self) -> String {
        match &self.place {
            Some(place) => format!("{place}: {}", self.message),
            None => self.message.clone(),
        }
    }
}

/// Everything that is wrong beside the cases, in the order in which people see it.
pub(super) fn file_problems(problems: &Problems<'_>) -> Vec<FileProblem> {
    let found = problems.diagnostics.iter().map(|found| of_diagnostic(found, problems.sources));
    found.chain(problems.unused_defaults.iter().map(unused_default)).collect()
}

/// An entry of a file's default mocks that no case used.
pub(super) fn unused_default(mock: &UnusedMock) -> FileProblem {
    FileProblem {
        rule: None,
        message: match mock.kind {
            UnusedKind::Mock => format!("no transcript uses this default mock of `{}`", mock.name),
            UnusedKind::Skill => {
                format!("no transcript hands anybody to the skill `{}`, which is listed here", mock.name)
            }
        },
        help: Some(
            "Take it away, or write the transcript that needs it: what nothing uses tests nothing."
                .to_owned(),
        ),
        place: Some(mock.place.clone()),
    }
}

fn of_diagnostic(found: &Diagnostic, sources: &Sources) -> FileProblem {
    FileProblem {
        rule: Some(found.rule.name),
        message: found.message.clone(),
        help: found.help.clone(),
        place: found.labels.first().map(|label| FilePlace::of(label.span, sources)),
    }
}
