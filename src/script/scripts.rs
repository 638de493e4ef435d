//! Who runs a bot's code.

use std::fmt::Debug;

use super::{Failure, World};

/// A piece of a bot's code, in the order in which the linker took them up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScriptId(pub u32);

/// What came of running a piece of code.
#[derive(Debug)]
pub struct Ran {
    /// The world as the code left it; what it did before it failed stays done (scripting spec 2.4).
    pub world: Box<World>,
    /// What went wrong: with the global functions, then with the code itself.
    pub failures: Vec<Failure>,
}

/// The code of a bot, ready to run. It is shared by all conversations, and nothing that one run leaves
/// behind is there in the next.
pub trait Scripts: Debug + Send + Sync {
    /// Runs a hook: in a fresh environment, after the global functions (scripting spec 2.4).
    fn run(&self, script: ScriptId, world: Box<World>) -> Ran;

    /// Calls `__initConversation`; `None` where the bot has no global functions that could define it.
    ///
    /// # Errors
    /// The world untouched, where there is nothing to call.
    fn init_conversation(&self, world: Box<World>) -> Result<Ran, Box<World>>;
}

/// The code of a bot that has none.
#[derive(Clone, Copy, Debug)]
pub struct NoScripts;

impl Scripts for NoScripts {
    fn run(&self, _script: ScriptId, world: Box<World>) -> Ran {
        Ran { world, failures: Vec::new() }
    }

    fn init_conversation(&self, world: Box<World>) -> Result<Ran, Box<World>> {
        Err(world)
    }
}
