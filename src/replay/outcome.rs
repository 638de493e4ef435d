//! What came of a case, as plain data: reports are pure functions of it.
//!
//! Everything that a bot or a service said is masked here already.

use std::fmt;

use serde::Serialize;

use super::{Act, FilePlace, Shown};
use crate::trace::TurnTrace;

/// What came of a case.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// Whether it went as the transcript says.
    pub verdict: Verdict,
    /// How many turns were played.
    pub played: usize,
    /// The turns, where they were recorded.
    pub turns: Vec<PlayedTurn>,
    /// Entries of the transcript's mocks that no call used, where everything else went well.
    pub unused_mocks: Vec<UnusedMock>,
    /// Entries of the file's default mocks and of cassettes that this case used.
    #[serde(skip)]
    pub used_shared: Vec<crate::source::Span>,
    /// How long the conversation took by its own clock, in milliseconds.
    pub clock_ms: u64,
}

impl Outcome {
    /// The first thing that is not as the transcript says, in words; nothing where its turns were not recorded.
    pub fn first_difference(&self) -> Option<String> {
        let turn = self.turns.iter().find(|turn| !turn.agrees())?;
        let trouble = || turn.troubles.first().map(|trouble| trouble.message.clone());
        let line = || {
            let line = turn.lines.iter().find(|line| line.mark != Mark::Agrees)?;
            let Some(expected) = &line.expected else {
                return Some("the bot does something that is not mentioned".to_owned());
            };
            let ExpectedLine { place, kind, text, .. } = expected;
            Some(format!("line {}: `{kind}: {text}`", place.line))
        };
        let unmet = || {
            let unmet = turn.unmet.first()?;
            Some(format!("line {}: `{}` is {}", unmet.place.line, unmet.what, unmet.actual))
        };
        trouble().or_else(line).or_else(unmet)
    }
}

/// Whether a case went as its transcript says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It did.
    Passed,
    /// It did not.
    Failed,
    /// It was not played, and why.
    Skipped(String),
}

/// A turn: something that happens to the bot, and what comes of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlayedTurn {
    /// Its number in the case, from 1; what comes before the consumer's first message has 0.
    pub number: usize,
    /// What happened; absent where the bot began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// Where the transcript says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<FilePlace>,
    /// The line of the transcript's own file from which it comes: of an included item, that of the `include`.
    pub own_line: Option<usize>,
    /// The conversation, in order, compared with the transcript.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// What does not hold after it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unmet: Vec<Unmet>,
    /// What else went wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub troubles: Vec<Trouble>,
    /// The calls that ended in it, in the order of their entries `call_ended` in the trace.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<CallMade>,
    /// Everything that happened, and why.
    pub trace: TurnTrace,
}

/// A call and who answered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CallMade {
    /// The integration.
    pub integration: String,
    /// The entry that answered it; absent for a call that no entry answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mock: Option<FilePlace>,
    /// Why the call failed, where it was made and got no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

impl PlayedTurn {
    /// Whether everything went as the transcript says.
    pub fn agrees(&self) -> bool {
        self.unmet.is_empty()
            && self.troubles.is_empty()
            && self.lines.iter().all(|line| line.mark == Mark::Agrees)
    }

    /// Whether the consumer could not do what the transcript says, so that nothing happened.
    pub fn is_refused(&self) -> bool {
        self.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Consumer)
    }
}

/// A line of the conversation.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// How it compares.
    pub mark: Mark,
    /// What the transcript says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<ExpectedLine>,
    /// What the bot did: the place of the entry in the turn's trace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<usize>,
    /// Of what moved: the line among those of the turn where its other half stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<usize>,
    /// Of what the transcript does not mention: what it would have to say; nothing where that would show a
    /// secret.
    #[serde(skip)]
    pub unmentioned: Option<Shown>,
}

/// How a line compares with the transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// As it says.
    Agrees,
    /// The bot said something else in this place.
    Differs,
    /// The bot did not say it.
    Missing,
    /// The transcript does not mention it.
    Extra,
    /// The bot said it, in another place; stands where the transcript says it.
    Moved,
    /// The transcript says it, in another place; stands where the bot said it.
    MovedHere,
}

/// What a transcript says of a line.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExpectedLine {
    /// The key of the item: `bot`, `private`, `transfer`, `closed`, `link`, `nothing`.
    pub kind: &'static str,
    /// What it says, in one line, captured values filled.
    pub text: String,
    /// Whether the whole text is given, so that a comparison letter by letter makes sense.
    pub is_exact: bool,
    /// What differs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// Where it stands.
    pub place: FilePlace,
    /// Where it stands, for rewriting it.
    #[serde(skip)]
    pub span: crate::source::Span,
}

/// Something of a line that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// What: `text`, `choices`, `card 2 title`, `rich /elements/0/text`, …
    pub what: String,
    /// As the transcript says.
    pub expected: String,
    /// As it is; absent where there is nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
}

/// Something that does not hold after a turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Unmet {
    /// What: `waiting_at`, `variables.name`, `calls.Store document.count`, `log`, …
    pub what: String,
    /// As the transcript says.
    pub expected: String,
    /// As it is.
    pub actual: String,
    /// Where the transcript says so.
    pub place: FilePlace,
}

/// Something that went wrong beside the conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Trouble {
    /// What kind of thing.
    pub kind: TroubleKind,
    /// What happened, why, and what to do, as a sentence.
    pub message: String,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<FilePlace>,
}

/// What went wrong beside the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TroubleKind {
    /// What the consumer was to do could not be done: no such choice, no such intent.
    Consumer,
    /// A call that no mock answers, or that was refused.
    Call,
    /// This version does not play it.
    NotSimulated,
    /// Bot code went wrong.
    Code,
    /// The run is not as it must be: a bot that is not in it, bots that hand over without end.
    Run,
    /// A capture found nothing.
    Capture,
}

/// Something that a transcript prepares and nothing uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnusedMock {
    /// What it is.
    pub kind: UnusedKind,
    /// The integration's name, or the skill's number.
    pub name: String,
    /// Where it stands.
    pub place: FilePlace,
}

/// What a transcript prepares for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnusedKind {
    /// An entry of an integration's mocks.
    Mock,
    /// What becomes of transfers to a skill.
    Skill,
}

/// A sentence without a full stop, and without the place.
impl fmt::Display for UnusedMock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            UnusedKind::Mock => write!(formatter, "no call uses this mock of `{}`", self.name),
            UnusedKind::Skill => {
                write!(formatter, "nobody is handed to the skill `{}`, which is listed here", self.name)
            }
        }
    }
}
