//! A transcript as data: what the consumer does, what the bot must answer.
//!
//! A file of transcripts becomes a list of [`Case`]s: each row of `examples:` and each channel of
//! `channel:` is a case of its own, what `include:` brings in stands where it is included, and the
//! values of `{vars.…}`, `{example.…}` and `{with.…}` are in their places. Only `{captured.…}` is left: what a
//! bot message holds is known when it is played.
//!
//! Nothing here plays, compares or reads files.

mod case;
mod expectation;
mod placeholder;
mod turn;

pub use case::{BotPath, Case, CaseMocks, TranscriptFile};
pub use expectation::{CallsExpected, Expectation, ExpectedState, VariableExpected};
pub use placeholder::{Namespace, Piece, escaped, fill, holds, pieces};
pub use turn::{
    BotTurn, Capture, CardExpected, Intention, LabelsExpected, Step, TransferExpected, Turn, Wanted,
};
