//! One run of bot code, from nothing to nothing.

use std::rc::Rc;
use std::sync::Arc;

use rquickjs::{Ctx, Function, Value};

use super::code_base::BotCode;
use super::desk::Desk;
use super::engine::{Builtins, Engine};
use super::environment::{Environment, Needs};
use super::failure;
use super::host::Host;
use super::meter::Meter;
use super::piece::Piece;
use super::raw;
use crate::bot::Es5;
use crate::script::{Effect, Failure, FailureKind, ScriptId};

/// What to run.
#[derive(Clone, Copy, Debug)]
pub(super) enum Task {
    /// A piece of code.
    Script(ScriptId),
    /// What is to be called when a conversation begins.
    Begin,
}

/// What came of it, beside what it did to the world.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) failures: Vec<Failure>,
    /// Whether there was something to run, beside the global functions.
    pub(super) was_called: bool,
}

/// Runs it on this thread, which has more stack left than the engine may use.
pub(super) fn run(code: &BotCode, task: Task, desk: &Arc<Desk>, stack: usize) -> Outcome {
    let meter = Rc::new(Meter::new(code.limits.clone(), desk.clone()));
    let needs = needs(code, task);
    let builtins = Builtins::for_code(code.es5, needs.has_typed_arrays);
    let Some(engine) = Engine::new(builtins, stack) else { return not_begun(code, task, &meter) };
    let steps = meter.clone();
    engine.runtime.set_interrupt_handler(Some(Box::new(move || steps.step())));
    engine.context.with(|ctx| {
        let host = Rc::new(Host::new(meter.clone(), desk.clone()));
        let Ok(environment) = Environment::new(&ctx, code, &needs, host.clone()) else {
            host.release();
            return not_begun(code, task, &meter);
        };
        // What the platform needs itself is not the code's.
        raw::limit_memory(&ctx, code.limits.memory);
        let mut run = Run { ctx: &ctx, code, environment: &environment, meter: &meter, failures: Vec::new() };
        let was_called = run.functions(task) && run.task(task);
        let failures = run.failures;
        // Room to look at what the code has left.
        raw::limit_memory(&ctx, 2 * code.limits.memory);
        environment.finish();
        Outcome { failures, was_called }
    })
}

/// What all the code needs that is to run.
fn needs(code: &BotCode, task: Task) -> Needs {
    let mut needs = Needs::default();
    for piece in pieces(code, task) {
        let Ok(program) = piece.program(code.es5) else { continue };
        needs.has_each |= program.has_each;
        needs.has_java_texts |= program.has_java_texts;
        needs.has_typed_arrays |= program.has_typed_arrays;
        if code.es5 == Es5::Warn {
            needs.reported.extend(program.newer.iter().map(|name| name.to_string()));
        }
    }
    needs.reported.sort_unstable();
    needs.reported.dedup();
    needs
}

/// All pieces that are to run.
fn pieces(code: &BotCode, task: Task) -> impl Iterator<Item = &Piece> + Clone {
    let script = match task {
        Task::Script(id) => code.script(id),
        Task::Begin => None,
    };
    code.functions.iter().chain(script)
}

/// What is said of a run that does not even end when it should.
pub(super) fn left_behind(code: &BotCode, task: Task) -> Outcome {
    Outcome {
        failures: vec![failure::limit(FailureKind::TimeOut, piece_of(code, task), &code.limits)],
        was_called: true,
    }
}

/// What is said of a run whose environment could not be made: the time was over already, or there is no memory.
fn not_begun(code: &BotCode, task: Task, meter: &Meter) -> Outcome {
    let kind = meter.over().unwrap_or(FailureKind::OutOfMemory);
    let failure = failure::limit(kind, piece_of(code, task), &code.limits);
    Outcome { failures: vec![failure], was_called: true }
}

/// The piece that a failure without a place is about.
fn piece_of(code: &BotCode, task: Task) -> Option<&Piece> {
    match task {
        Task::Script(id) => code.script(id),
        Task::Begin => code.functions.first(),
    }
}

struct Run<'r, 'js> {
    ctx: &'r Ctx<'js>,
    code: &'r BotCode,
    environment: &'r Environment<'js>,
    meter: &'r Meter,
    failures: Vec<Failure>,
}

impl<'js> Run<'_, 'js> {
    /// Evaluates the global functions; whether there is something left of the limits for more.
    fn functions(&mut self, task: Task) -> bool {
        for piece in &self.code.functions {
            let failure = match piece.program(self.code.es5) {
                Ok(program) => match raw::evaluate(self.ctx, &program.bytecode) {
                    Ok(_) => continue,
                    Err(error) => self.failure(error, piece, task),
                },
                Err(failure) => failure,
            };
            self.failures.push(Failure { in_functions: true, ..failure });
            if self.meter.over().is_some() {
                return false;
            }
        }
        true
    }

    /// Runs the code itself; whether there is any.
    fn task(&mut self, task: Task) -> bool {
        match task {
            Task::Script(id) => match self.code.script(id) {
                Some(piece) => self.script(piece, task),
                None => return false,
            },
            Task::Begin => return self.begin(task),
        }
        true
    }

    fn script(&mut self, piece: &Piece, task: Task) {
        let program = match piece.program(self.code.es5) {
            Ok(program) => program,
            Err(failure) => {
                self.failures.push(failure);
                return;
            }
        };
        let function = raw::evaluate(self.ctx, &program.bytecode);
        let called = function.and_then(|function| function.get::<Function<'js>>());
        self.call(called.and_then(|function| function.call(())), piece, task);
    }

    fn begin(&mut self, task: Task) -> bool {
        let Some(piece) = self.code.functions.first() else { return false };
        let (function, is_underscored) = match self.environment.start_function() {
            Ok(Some(start)) => start,
            Ok(None) => return false,
            Err(error) => {
                let failure = self.failure(error, piece, task);
                self.failures.push(failure);
                return false;
            }
        };
        if !is_underscored {
            self.environment.host.effect(Effect::Warning(Arc::from(
                "`initConversation` is called here; the platform calls `__initConversation`: write the name with \
                 its two underscores",
            )));
        }
        self.call(function.call(()), piece, task);
        true
    }

    /// Notes how a call ended, once what it left to be done later is done.
    fn call(&mut self, result: rquickjs::Result<Value<'js>>, piece: &Piece, task: Task) {
        let mut left = result.map(|_| true);
        while let Ok(true) = left {
            left = raw::run_job(self.ctx);
        }
        if let Err(error) = left {
            let failure = self.failure(error, piece, task);
            self.failures.push(failure);
        } else if let Some(kind) = self.meter.over() {
            self.failures.push(failure::limit(kind, Some(piece), &self.code.limits));
        }
    }

    fn failure(&self, error: rquickjs::Error, piece: &Piece, task: Task) -> Failure {
        failure::of_exception(&self.environment.host, self.ctx, error, piece, pieces(self.code, task))
    }
}
