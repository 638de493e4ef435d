//! All code of a bot, ready to run.

use std::sync::Arc;

use super::piece::{HOOK, Piece, Role};
use super::run::Task;
use super::{Limits, worker};
use crate::bot::{Code, Es5, ReplaceAll};
use crate::script::{Ran, ScriptId, Scripts, World};

/// What bot code calls when a conversation begins. The platform's documentation writes it without the
/// underscores (scripting spec 2.4).
const INIT: &str = "initConversation";

/// The code of a bot while it is taken up. That is cheap: each piece is read and compiled when it runs first,
/// once for all threads.
#[derive(Debug)]
pub struct CodeBase(BotCode);

/// The code of a bot.
#[derive(Debug)]
pub(super) struct BotCode {
    pub(super) es5: Es5,
    pub(super) replace_all: ReplaceAll,
    pub(super) limits: Limits,
    /// The global functions, part by part.
    pub(super) functions: Vec<Piece>,
    pub(super) scripts: Vec<Piece>,
}

impl CodeBase {
    /// No code, yet with the settings of a bot.
    pub fn new(es5: Es5, replace_all: ReplaceAll) -> Self {
        let (functions, scripts) = (Vec::new(), Vec::new());
        Self(BotCode { es5, replace_all, limits: Limits::default(), functions, scripts })
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self(BotCode { limits, ..self.0 })
    }

    /// Takes up the next part of the global functions.
    pub fn functions(&mut self, code: &Code) {
        let name = format!("functions{}", self.0.functions.len());
        self.0.functions.push(Piece::new(code, Role::Functions, name));
    }

    /// Takes up the code of an interaction or an integration.
    pub fn add(&mut self, code: &Code) -> ScriptId {
        let id = ScriptId(u32::try_from(self.0.scripts.len()).unwrap_or(u32::MAX));
        self.0.scripts.push(Piece::new(code, Role::Hook, HOOK.to_owned()));
        id
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.functions.is_empty() && self.0.scripts.is_empty()
    }

    /// The code, to be run.
    pub fn finish(self) -> Arc<dyn Scripts> {
        Arc::new(JavaScript(Arc::new(self.0)))
    }
}

impl BotCode {
    pub(super) fn script(&self, id: ScriptId) -> Option<&Piece> {
        self.scripts.get(id.0 as usize)
    }

    /// Whether some part of the global functions has the name in it that is called at the beginning.
    fn may_begin(&self) -> bool {
        self.functions.iter().any(|piece| piece.text().contains(INIT))
    }
}

#[derive(Debug)]
struct JavaScript(Arc<BotCode>);

impl Scripts for JavaScript {
    fn run(&self, script: ScriptId, world: Box<World>) -> Ran {
        let (ran, _) = worker::run(&self.0, Task::Script(script), world);
        ran
    }

    fn init_conversation(&self, world: Box<World>) -> Result<Ran, Box<World>> {
        if !self.0.may_begin() {
            return Err(world);
        }
        let before = world.effects.len();
        let (ran, was_called) = worker::run(&self.0, Task::Begin, world);
        let is_untouched = !was_called && ran.failures.is_empty() && ran.world.effects.len() == before;
        if is_untouched { Err(ran.world) } else { Ok(ran) }
    }
}
