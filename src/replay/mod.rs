//! Plays transcripts: each case through the engine and the gateway that a chat uses, compared with what it
//! expects.
//!
//! A file of transcripts is *prepared* for its bots once: names are found, files examined, mocks put in
//! their places, and what does not fit is a diagnostic. A prepared [`Script`] is then *played*, any number of
//! times and by any number of threads, to a plain [`Outcome`]. This module knows no thread, no clock
//! and no output.

mod act;
mod align;
mod cast;
mod compare;
mod consumer;
mod file_place;
mod json;
mod notes;
mod observed;
mod offered;
mod outcome;
mod play;
mod prepare;
pub mod rules;
mod script;
mod shown;
mod state;
mod steps;
mod tap;
mod told;
mod trouble;

pub use act::Act;
pub use cast::{Cast, Place};
pub use consumer::{Consumer, Doing};
pub use file_place::FilePlace;
pub use notes::{Actual, LineNotes, TurnNotes, UnmetNotes};
pub use offered::Looks;
pub use outcome::{
    CallMade, Difference, ExpectedLine, Line, Mark, Outcome, PlayedTurn, Trouble, TroubleKind, Unmet,
    UnusedKind, UnusedMock, Verdict,
};
pub use play::{Options, Record, Stop, begin, observe, play};
pub use prepare::{UploadedFile, Uploads, prepare};
pub use rules::ALL as RULES;
pub use script::Script;
pub use shown::{CardShown, ChoiceShown, HoldsSecret, MessageShown, Shown, shown};
pub use steps::{Comparison, Replay};
pub use tap::find_choice;
