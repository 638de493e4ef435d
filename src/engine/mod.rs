//! The dialog engine: a pure state machine. An [`Input`] goes in, [`Event`]s come out.
//!
//! It reads no file, no clock, no randomness, and prints nothing. What it needs from the world it asks
//! for ([`Event::Call`]); the host does it and answers with an input ([`Input::CallFinished`]). A
//! session is owned by its host and cheap to clone: undo and exploration are clones.

mod advance;
mod answer;
mod call;
mod event;
mod flow;
mod input;
pub mod literals;
mod route;
mod rules;
mod send;
mod session;
mod stack;
mod trace;
mod transfer;
mod upload;
mod variables;

pub use advance::{advance, advance_into};
pub use event::{
    Call, CallFile, CallId, CodePlace, Ended, Event, HandOver, LogLine, Message, MessageBody, Part,
    PassedContext, Problem, Unplayed,
};
pub use input::{CallError, CallOutcome, ConsumerFile, Input, Response};
pub use session::{Frame, Identity, Session};
pub use trace::{
    CallPurpose, Counter, FallbackChoice, LeftBecause, Missed, RuleOutcome, StarterOutcome, Trace,
    WaitedBecause, WentBecause,
};
pub use variables::Variables;
