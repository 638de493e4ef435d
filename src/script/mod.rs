//! Bot code as the engine sees it: what a piece of code is given, what it does, and the functions of
//! `botContext`. No JavaScript is run here; whoever runs it implements [`Scripts`].
//!
//! A piece of code is handed the [`World`], a value that it owns while it runs, and hands it back with the
//! [`Effect`]s that it had. So nothing that bot code does reaches anything else.

pub mod bot_context;
mod effect;
mod failure;
mod function;
mod scripts;
mod seed;
mod world;

pub use bot_context::FUNCTIONS;
pub use effect::{CodeReply, Effect};
pub use failure::{Failure, FailureKind};
pub use function::{Arguments, Function, Returned, Standing, Thrown, find_function};
pub use scripts::{NoScripts, Ran, ScriptId, Scripts};
pub use seed::{identity_with, seed};
pub use world::{Facts, Heard, HeardFile, Profile, Random, World};
