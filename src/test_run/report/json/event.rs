//! The lines of the stream; their documentation is the manual's.

use serde::Serialize;

use crate::replay::{PlayedTurn, UnusedMock};
use crate::test_run::report::finding::Finding;
use crate::test_run::report::problem::FileProblem;

/// One line of the report; `event` says which.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum RunEvent<'r> {
    /// The run begins. It is the first line.
    RunBegins {
        /// The version of the schema; it grows when a field or a word changes its meaning or goes.
        version: u32,
        /// How many cases the files hold: each row of examples and each channel is a case of its own.
        cases: usize,
        /// How many of them were chosen.
        chosen: usize,
    },
    /// A case is over. Cases come in the order of the files and of the transcripts in them.
    Case {
        /// The file of the transcript.
        file: &'r str,
        /// The line of its name, from 1.
        line: usize,
        /// Its name, with the row of examples and the channel where there are several; unique in its file.
        name: &'r str,
        /// Its tags.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<String>,
        /// What came of it.
        verdict: VerdictName,
        /// For `skipped`: why.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<&'r str>,
        /// For `failed`: everything that is not as the transcript says, in the order of the conversation.
        #[serde(skip_serializing_if = "<[Finding]>::is_empty")]
        #[cfg_attr(test, schemars(with = "Vec<Finding>"))]
        findings: &'r [Finding],
        /// The playing, from the second on, that went another way than the first one.
        #[serde(skip_serializing_if = "Option::is_none")]
        unsteady: Option<usize>,
        /// Entries of the transcript's mocks that no call used.
        #[serde(skip_serializing_if = "<[UnusedMock]>::is_empty")]
        #[cfg_attr(test, schemars(with = "Vec<UnusedMock>"))]
        unused_mocks: &'r [UnusedMock],
        /// How many turns were played.
        turns_played: usize,
        /// How long the conversation took by its own clock, in milliseconds.
        clock_ms: u64,
        /// For `failed`: the conversation.
        #[serde(skip_serializing_if = "<[PlayedTurn]>::is_empty")]
        #[cfg_attr(test, schemars(with = "Vec<PlayedTurn>"))]
        turns: &'r [PlayedTurn],
    },
    /// The run is over. It is the last line: a report without it is not whole.
    RunEnds {
        /// Cases that went as they say.
        passed: usize,
        /// Cases that did not.
        failed: usize,
        /// Cases that were not played.
        skipped: usize,
        /// Cases that the run did not come to, since it ended with the first failure.
        left_out: usize,
        /// Turns that were played.
        turns_played: usize,
        /// What is wrong with the files. A run with problems is not green.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        problems: Vec<FileProblem>,
    },
}

/// What came of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VerdictName {
    /// It went as the transcript says.
    Passed,
    /// It did not, or not each time.
    Failed,
    /// It was not played.
    Skipped,
}
