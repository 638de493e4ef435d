//! QuickJS, set up.

use rquickjs::context::intrinsic::{
    Date, Eval, Json, MapSet, Promise, Proxy, RegExp, RegExpCompiler, TypedArrays,
};
use rquickjs::{Context, Ctx, Runtime};

use crate::bot::Es5;

/// What an environment has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Builtins {
    /// What ES5 has; to compile code, and to run it where it may be nothing else.
    Old,
    /// What came later, too.
    New,
    /// The same with typed arrays, which take longer to make than all else of that.
    All,
}

impl Builtins {
    pub(super) fn for_code(es5: Es5, has_typed_arrays: bool) -> Self {
        match es5 {
            Es5::Error => Self::Old,
            Es5::Warn | Es5::Off if has_typed_arrays => Self::All,
            Es5::Warn | Es5::Off => Self::New,
        }
    }
}

type Old = (Date, Eval, RegExpCompiler, RegExp, Json);
type New = (Old, MapSet, Promise, Proxy);
type All = (New, TypedArrays);

/// What there is of stack to compile with, on any thread. Code that needs more is nested absurdly deep.
const STACK_TO_COMPILE: usize = 512 * 1024;

/// An engine with one environment in it, in which nothing has run yet. It is made for one run and thrown away:
/// then nothing can be left of it, whatever the code did.
pub(super) struct Engine {
    pub(super) runtime: Runtime,
    pub(super) context: Context,
}

impl Engine {
    /// An engine; nothing where there is no memory for one. It has no limits yet but that of the stack.
    pub(super) fn new(builtins: Builtins, stack: usize) -> Option<Self> {
        let runtime = Runtime::new().ok()?;
        runtime.set_max_stack_size(stack);
        let context = match builtins {
            Builtins::Old => Context::custom::<Old>(&runtime),
            Builtins::New => Context::custom::<New>(&runtime),
            Builtins::All => Context::custom::<All>(&runtime),
        };
        Some(Self { context: context.ok()?, runtime })
    }
}

/// Lends an environment to compile in.
pub(super) fn with_compiler<R>(compile: impl FnOnce(&Ctx<'_>) -> R) -> Option<R> {
    let engine = Engine::new(Builtins::Old, STACK_TO_COMPILE)?;
    Some(engine.context.with(|ctx| compile(&ctx)))
}
