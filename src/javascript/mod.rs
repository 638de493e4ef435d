//! Bot code: JavaScript of the platform's age, read without being run, and run in a sandbox.
//!
//! [`reading`] knows what a piece of code says. A [`CodeBase`] takes up the code of a bot and runs it in QuickJS.
//! Each run has an environment of its own: the global functions are evaluated in it, then the code itself. What
//! the code can reach is what `script` gives it, nothing of the machine, and it may take what [`Limits`] say.

mod callee;
mod clock;
mod code_base;
mod desk;
mod engine;
mod environment;
mod failure;
mod host;
mod limits;
mod lines;
mod meter;
mod piece;
mod prelude;
mod raw;
pub mod reading;
mod run;
mod stack;
mod worker;

pub use code_base::CodeBase;
pub use limits::Limits;
