//! A transcript as data: what the consumer does, what the bot must answer.
//!
//! A file of transcripts becomes a list of [`Case`]s: each row of `examples:` and each channel of
//! `channel:` is a case of its own, what `include:` brings in stands where it is included, and the
//! values of `{vars.…}`, `{example.…}` and `{with.…}` are in their places.
//!
//! `{captured.…}` is left, because what a bot message holds is known when it is played, and with it the escape
//! `\{…}`. Both are left in what the consumer does (its texts, labels, captions, what it picks, and the values of
//! `set`), in predicates that are no regular expression, also within `rich`, and in those of expected variables, calls
//! and lines of the log: [`fill`] these while the case is played. Names, settings, mocks and paths hold neither.
//!
//! Nothing here plays, compares or reads files.

mod case;
mod expectation;
mod json;
mod placeholder;
mod turn;

pub use case::{BotPath, Case, CaseMocks, CaseSkill, CodeErrors, TranscriptFile};
pub use expectation::{CallsExpected, Expectation, ExpectedState, VariableExpected};
pub use json::JsonExpected;
pub use placeholder::{Namespace, Piece, escaped, fill, holds, is_name, pieces};
pub use turn::{
    BotTurn, Capture, CardExpected, ChoiceExpected, ChoicesExpected, Intention, Offering, Step, TappedBy,
    Tapping, TransferExpected, Turn, Wanted,
};
