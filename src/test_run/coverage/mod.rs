//! How much of a bot conversations have played.
//!
//! A [`Plan`] lists what there is to play in the bots of a run, each thing as an [`Item`] at its place in a
//! file. A [`Listener`] hears what happens in conversations and counts it, in constant time for each event;
//! its [`Hits`] add up with those of others, in any order. [`Coverage`] is the result: it knows no bot any
//! more, is written and read as JSON, and is merged with others, such as those of the other shards.
//!
//! # What counts
//!
//! Everything that a conversation may do or leave undone by what the author wrote:
//!
//! - **Interactions**: each one is reached. A Dialog Starter is reached when it is triggered.
//! - **Edges**: each next action is followed, that of an interaction and that of a rule. Where a bot stops at
//!   a failure that no rule takes, that is an edge too, and so is a Text's string that closes.
//! - **Rules**: each one is taken, and each one is tried and not taken, its variable conditions with it. A
//!   question that is skipped takes its rule. No Match is not taken where another rule of the question is.
//!   And the fallback of a question or of a File Upload is said: no rule takes an answer, or a text comes
//!   where a file is awaited.
//! - **Calls**: each Integration and Dynamic Routing succeeds, and fails. Each search finds something, and
//!   nothing. Each File Upload accepts a file, and refuses one.
//! - **Starters**: each pattern and each intent starts its dialog. Of a meta intent, each intent that it wraps.
//! - **Choices**: each one is tapped, or its label is said.
//!
//! # What does not
//!
//! What never happens must not be missed. So these are no items:
//!
//! - what is disabled, and what this version does not play;
//! - the next action of a question that has rules, and of a call whose results its rules take anyway;
//! - a rule below one that takes everything, and that one's other way: below `result: success` without
//!   variable conditions, `result: failure` is tried with failures only, so it is always taken;
//! - the rules of a File integration in the background, whose result comes when the flow has gone on;
//! - the next action of a Disambiguation: it is followed only where there is nothing to ask, a mistake;
//! - the fallback of a question that takes every answer. A text of the platform could still lead to it;
//! - the fallback of an Integration, which is said where a call fails that no rule takes: that is counted;
//! - refusing a file, where every type is accepted: then only its size could be wrong, and nobody should
//!   need a file that large for a test;
//! - a pattern or an intent that an earlier starter always takes away;
//! - choices whose label is known only in the conversation, or whose page is; and tiles beyond the tenth.
//!
//! An interaction or a dialog to which nothing leads does count: that it is never reached is worth knowing.

mod adding;
mod choices;
mod content;
mod error;
mod fail_under;
mod fingerprint;
mod hits;
mod item;
mod kind;
mod lines;
mod listener;
mod measured;
mod naming;
mod plan;
pub mod report;
mod starters;
mod tally;
mod ways;

pub use error::CoverageError;
pub use fail_under::{Below, FailUnder, FailUnderError, Percent};
pub use fingerprint::Fingerprint;
pub use hits::Hits;
pub use item::{Item, Needed};
pub use kind::{Aspect, Kind};
pub use listener::Listener;
pub use measured::{Coverage, CoveredFile, Missing, VERSION};
pub use plan::Plan;
pub use tally::{Tallies, Tally};
