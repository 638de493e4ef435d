//! What a piece of bot code says, found without running it.
//!
//! [`read`] parses a script of the platform and notes what others ask about: where it is no JavaScript,
//! what of it is newer than the platform's language, which functions of `botContext` it calls with what,
//! which names it defines and which it only uses. A [`Reading`] is plain data; all its places are byte
//! ranges of the code. Nothing here knows of bots.

mod built_in;
mod context;
mod model;
mod names;
mod nesting;
mod newer;
mod parse;
mod problem;
mod runnable;
mod tokens;
mod tree;
mod values;
mod words;

pub use built_in::{is_newer_global, unavailable};
pub use model::{
    Argument, Call, Constant, ContextUse, Declaration, HandedOn, NameUse, Newer, Outcome, OutcomeKind,
    Reading, Role, Value,
};
pub use parse::read;
pub use problem::{Problem, ProblemKind};
pub use runnable::Runnable;
