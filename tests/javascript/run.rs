//! Code that is run in a world in which nothing has happened.

use std::sync::Arc;
use std::time::Duration;

use dialogsim::bot::{Channel, Code, CodeBody, CodeHook, Es5, Fixtures, ReplaceAll};
use dialogsim::javascript::{CodeBase, Limits};
use dialogsim::memory::{Identity, Memory, Value, Variables};
use dialogsim::script::{Effect, Facts, Failure, Heard, Ran, Random, ScriptId, Scripts, World};
use dialogsim::source::{Sources, Text};
use dialogsim::text::Moment;

/// The code of a bot: parts of its global functions, and a piece of code.
#[derive(Clone, Debug)]
pub(crate) struct Bot {
    functions: Vec<String>,
    hook: String,
    es5: Es5,
    replace_all: ReplaceAll,
    limits: Limits,
}

/// A bot with a piece of code.
pub(crate) fn hook(code: &str) -> Bot {
    Bot {
        functions: Vec::new(),
        hook: code.to_owned(),
        es5: Es5::Warn,
        replace_all: ReplaceAll::Java,
        limits: Limits::default(),
    }
}

/// A bot with global functions.
pub(crate) fn functions(code: &str) -> Bot {
    hook("").functions(code)
}

impl Bot {
    pub(crate) fn functions(mut self, code: &str) -> Self {
        self.functions.push(code.to_owned());
        self
    }

    pub(crate) fn hook(self, code: &str) -> Self {
        Self { hook: code.to_owned(), ..self }
    }

    pub(crate) fn es5(self, es5: Es5) -> Self {
        Self { es5, ..self }
    }

    pub(crate) fn replace_all(self, replace_all: ReplaceAll) -> Self {
        Self { replace_all, ..self }
    }

    /// Limits that are reached soon.
    pub(crate) fn soon_stopped(self) -> Self {
        Self { limits: Limits::small(), ..self }
    }

    pub(crate) fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The code, ready to run, with the files that its places lie in.
    pub(crate) fn scripts(&self) -> (Arc<dyn Scripts>, ScriptId, Sources) {
        let mut sources = Sources::default();
        let mut base = CodeBase::new(self.es5, self.replace_all).with_limits(self.limits.clone());
        for (index, part) in self.functions.iter().enumerate() {
            base.functions(&code(&mut sources, &format!("functions{index}.js"), part));
        }
        let hook = base.add(&code(&mut sources, "hook.js", &self.hook));
        (base.finish(), hook, sources)
    }

    pub(crate) fn run(&self) -> Done {
        self.run_in(world())
    }

    pub(crate) fn run_in(&self, world: World) -> Done {
        let (scripts, hook, sources) = self.scripts();
        Done::new(scripts.run(hook, Box::new(world)), sources)
    }

    /// Lets a conversation begin; `Err` where nothing is called.
    pub(crate) fn begin(&self) -> Result<Done, Box<World>> {
        let (scripts, _, sources) = self.scripts();
        scripts.init_conversation(Box::new(world())).map(|ran| Done::new(ran, sources))
    }
}

/// A piece of code in a file of its own.
pub(crate) fn code(sources: &mut Sources, name: &str, text: &str) -> Code {
    let id = sources.add(name, text);
    let span = dialogsim::source::Span::new(id, 0..text.len());
    Code { span, body: CodeBody::File(Text::new(text, span, 0)) }
}

/// A world in which nothing has happened, before an interaction.
pub(crate) fn world() -> World {
    World {
        hook: Some(CodeHook::PreProcess),
        memory: Memory::default(),
        dialog: Variables::new(),
        heard: Heard::default(),
        facts: Arc::new(Facts::default()),
        fixtures: Arc::new(Fixtures::default()),
        identity: Arc::new(Identity::default()),
        profile: None,
        channel: Channel::Web,
        now: Duration::ZERO,
        began: Moment::default(),
        random: Random::new(1),
        always_text: false,
        effects: Vec::new(),
    }
}

/// The same in a time zone.
pub(crate) fn world_in(zone: &str) -> World {
    let fixtures = Fixtures { time_zone: Some(zone.into()), ..Fixtures::default() };
    World { fixtures: Arc::new(fixtures), ..world() }
}

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) world: Box<World>,
    pub(crate) failures: Vec<Failure>,
    sources: Sources,
}

impl Done {
    fn new(ran: Ran, sources: Sources) -> Self {
        Self { world: ran.world, failures: ran.failures, sources }
    }

    /// The lines of the log, where nothing failed.
    #[track_caller]
    pub(crate) fn log(&self) -> Vec<&str> {
        assert_eq!(self.failures, []);
        self.log_anyway()
    }

    /// The lines of the log.
    pub(crate) fn log_anyway(&self) -> Vec<&str> {
        let lines = self.world.effects.iter().filter_map(|effect| match effect {
            Effect::Log(line) => Some(&**line),
            _ => None,
        });
        lines.collect()
    }

    pub(crate) fn warnings(&self) -> Vec<&str> {
        let lines = self.world.effects.iter().filter_map(|effect| match effect {
            Effect::Warning(line) => Some(&**line),
            _ => None,
        });
        lines.collect()
    }

    /// The only failure.
    #[track_caller]
    pub(crate) fn failure(&self) -> &Failure {
        assert_eq!(self.failures.len(), 1, "{:?}", self.failures);
        &self.failures[0]
    }

    /// `file:line:column` of the only failure, and what stands there.
    #[track_caller]
    pub(crate) fn place(&self) -> String {
        self.place_of(self.failure())
    }

    pub(crate) fn place_of(&self, failure: &Failure) -> String {
        let span = failure.at.unwrap();
        let position = self.sources.position(span);
        let name = self.sources.get(span.source).name();
        format!("{name}:{}:{} {}", position.line, position.column, self.sources.slice(span))
    }

    /// The value of a variable of the request.
    pub(crate) fn request(&self, name: &str) -> Option<&Value> {
        self.world.memory.request.get(name)
    }
}

/// What the log says of each expression.
#[track_caller]
pub(crate) fn values(expressions: &[&str]) -> Vec<String> {
    values_in(world(), expressions)
}

/// The same in another world.
#[track_caller]
pub(crate) fn values_in(world: World, expressions: &[&str]) -> Vec<String> {
    let lines: Vec<String> =
        expressions.iter().map(|expression| format!("botContext.printDebugMessage({expression});")).collect();
    let done = hook(&lines.join("\n")).run_in(world);
    done.log().into_iter().map(str::to_owned).collect()
}

/// Checks what expressions are.
#[track_caller]
pub(crate) fn check(expected: &[(&str, &str)]) {
    check_in(world, expected);
}

/// The same in other worlds.
#[track_caller]
pub(crate) fn check_in(world: impl Fn() -> World, expected: &[(&str, &str)]) {
    let expressions: Vec<&str> = expected.iter().map(|(expression, _)| *expression).collect();
    let values = values_in(world(), &expressions);
    for ((expression, expected), value) in expected.iter().zip(values) {
        assert_eq!(value, *expected, "{expression}");
    }
}
