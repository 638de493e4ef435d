//! The trace as data: what happened in a turn, and why, for other programs (spec 18.2).
//!
//! [`turn`] is a pure function of what happened. Ids are told as names with file, line and column, kinds
//! as words that stay, and every string is masked. The schema in `docs/trace.schema.json` and the tables
//! in `docs/trace.md` are made from the types here and their documentation.

mod choice;
mod code;
mod entry;
mod group;
mod message;
mod naming;
mod outcome;
mod place;
mod problem;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
pub(crate) mod schema_tests;
mod state;
mod timing;
mod turn;
mod writer;

pub use choice::{EntityFound, IntentScore, StarterCandidate};
pub use entry::TraceEvent;
pub use message::{CardTrace, ChoiceLink};
pub use outcome::{
    CallPurposeName, ChoiceLayout, Destination, EndedBecause, FallbackKind, MessageKind, NotAskedBecause,
    PassedIntentKind, PickedKind, ProblemKind, RuleVerdict, SiblingVerdictKind, SkillAnswerKind,
    StarterDecision, TimingKind, UnplayedKind, WentReason,
};
pub use place::{CodePlaceTrace, InteractionPlace, NameAndValue, NamedPlace, RulePlace};
pub use state::{FrameTrace, SessionState, StateTrace, VariableChange, VariableScope};
pub use turn::{Moment, TurnTrace, turn};
pub use writer::Writer;

/// The version of the schema. It grows when a field or a word changes its meaning or goes; new events,
/// fields and words do not count.
pub const SCHEMA_VERSION: u32 = 1;
