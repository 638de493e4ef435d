//! What is wrong beside the cases, thing by thing.

use serde::Serialize;

use super::Problems;
use crate::diagnostic::Diagnostic;
use crate::replay::{FilePlace, UnusedMock};
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

/// Everything that is wrong beside the cases, in the order in which people see it.
pub(super) fn file_problems(problems: &Problems<'_>) -> Vec<FileProblem> {
    let found = problems.diagnostics.iter().map(|found| of_diagnostic(found, problems.sources));
    found.chain(problems.unused_defaults.iter().map(unused_default)).collect()
}

/// An entry of a file's default mocks that no case used.
pub(super) fn unused_default(mock: &UnusedMock) -> FileProblem {
    FileProblem {
        rule: None,
        message: format!("no transcript of the file uses this mock of `{}`", mock.integration),
        help: Some("What is never used tests nothing: remove it, or mend what should use it.".to_owned()),
        place: Some(mock.place.clone()),
    }
}

fn of_diagnostic(found: &Diagnostic, sources: &Sources) -> FileProblem {
    let place = found.labels.first().map(|label| FilePlace {
        file: sources.get(label.span.source).name().to_owned(),
        line: sources.position(label.span).line,
    });
    FileProblem {
        rule: Some(found.rule.name),
        message: found.message.clone(),
        help: found.help.clone(),
        place,
    }
}
