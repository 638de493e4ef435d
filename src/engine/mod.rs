//! The dialog engine: a pure state machine. An [`Input`] goes in, [`Event`]s come out.
//!
//! It reads no file, no clock, no randomness, and prints nothing. What it needs from the world it asks
//! for ([`Event::Call`]); the host does it and answers with an input ([`Input::CallFinished`]). A
//! session is owned by its host and cheap to clone: undo and exploration are clones.

mod advance;
mod answer;
mod arrival;
mod call;
mod choice;
mod choose;
mod code;
mod disambiguate;
mod ending;
mod event;
mod fallback;
mod flow;
mod forever;
mod group;
mod hand_over;
mod input;
mod knowledge;
pub mod literals;
mod meaning;
mod offer;
mod pages;
mod replies;
mod rich;
mod route;
mod routing;
mod rules;
mod seed;
mod send;
mod session;
mod slots;
mod stack;
mod stuck;
mod tap;
mod tap_rich;
mod timing;
mod trace;
mod transfer;
mod upload;
mod variables;
mod wire;
mod world;

pub use crate::memory::{FOREVER, Identity, Variables};
pub use crate::script::Profile;
pub use advance::{advance, advance_into};
pub use choice::{Candidate, Decision, Fit, NotAsked, StarterChoice, Verdict};
pub use event::{
    Call, CallFile, CallId, Card, CardLink, CodePlace, Ended, Event, HandOver, LogLine, Message, MessageBody,
    Part, PassedContext, Problem, RichMessage, Unplayed,
};
pub use group::{GroupAnswer, GroupNotAsked, Sibling, SiblingVerdict, judge};
pub use hand_over::PassedIntent;
pub use input::{CallError, CallOutcome, ConsumerFile, Input, Response, TapOn};
pub use pages::map_address;
pub use rich::read_message;
pub use session::{Frame, Session};
pub use timing::{Interrupted, Timing};
pub use trace::{
    AnswersShown, CallPurpose, Counter, FallbackChoice, LeftBecause, Missed, NotCounted, Picked, RichTap,
    RuleOutcome, Trace, Triggered, WaitedBecause, WentBecause,
};
