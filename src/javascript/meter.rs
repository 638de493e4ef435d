//! What a run has taken of its limits.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use super::Limits;
use super::desk::Desk;
use crate::script::{Effect, FailureKind, World};

/// Work in the host that counts as one of the engine's units of steps.
const WORK_OF_A_STEP: usize = 10_000;

/// Steps for what is done after the code has ended.
const LAST_STEPS: u32 = 50;

/// What a run has taken, and which limit it has reached.
#[derive(Debug)]
pub(super) struct Meter {
    pub(super) limits: Limits,
    desk: Arc<Desk>,
    steps: Cell<u32>,
    work: Cell<usize>,
    values: Cell<usize>,
    handed_over: Cell<usize>,
    over: Cell<Option<FailureKind>>,
    done: RefCell<Done>,
}

/// What of the effects is counted.
#[derive(Debug, Default)]
struct Done {
    effects: usize,
    messages: usize,
    output: usize,
}

impl Meter {
    pub(super) fn new(limits: Limits, desk: Arc<Desk>) -> Self {
        Self {
            limits,
            desk,
            steps: Cell::new(0),
            work: Cell::new(0),
            values: Cell::new(0),
            handed_over: Cell::new(0),
            over: Cell::new(None),
            done: RefCell::default(),
        }
    }

    /// Which limit is reached, if one is.
    pub(super) fn over(&self) -> Option<FailureKind> {
        self.over.get()
    }

    /// Counts a unit of the engine's steps; whether the code is to stop.
    pub(super) fn step(&self) -> bool {
        self.steps.set(self.steps.get().saturating_add(1));
        if self.over().is_none() && (self.steps.get() > self.limits.steps || self.desk.is_late()) {
            self.over.set(Some(FailureKind::TimeOut));
        }
        self.over().is_some()
    }

    /// Counts work of the host, about as much as so many steps; whether the code may go on.
    pub(super) fn work(&self, steps: usize) -> bool {
        self.work.set(self.work.get().saturating_add(steps));
        while self.work.get() >= WORK_OF_A_STEP && self.over().is_none() {
            self.work.set(self.work.get() - WORK_OF_A_STEP);
            self.step();
        }
        self.over().is_none()
    }

    /// Counts elements or properties that are handed over; whether there may be so many.
    pub(super) fn values(&self, count: usize) -> bool {
        self.values.set(self.values.get().saturating_add(count));
        if self.values.get() > self.limits.values {
            self.too_much();
        }
        self.work(count.saturating_mul(8))
    }

    /// Counts a text that is handed over; whether there may be so much.
    pub(super) fn text(&self, bytes: usize) -> bool {
        self.handed_over.set(self.handed_over.get().saturating_add(bytes));
        if self.handed_over.get() > self.limits.handed_over {
            self.too_much();
        }
        self.work(bytes / 8)
    }

    /// Whether what is handed over may be nested so deep.
    pub(super) fn depth(&self, depth: usize) -> bool {
        if depth > self.limits.depth {
            self.too_much();
        }
        self.over().is_none()
    }

    fn too_much(&self) {
        self.over.set(self.over().or(Some(FailureKind::TooMuch)));
    }

    /// Lets what is left be looked at once more, whatever limits were reached.
    pub(super) fn last_look(&self) {
        self.over.set(None);
        self.values.set(0);
        self.handed_over.set(0);
        self.steps.set(self.limits.steps.saturating_sub(LAST_STEPS));
    }

    /// Begins to count at what is done already.
    pub(super) fn begin(&self, world: &World) {
        self.done.borrow_mut().effects = world.effects.len();
    }

    /// Counts what was done since.
    pub(super) fn count_effects(&self, world: &World) {
        let mut done = self.done.borrow_mut();
        for effect in world.effects.iter().skip(done.effects) {
            let (messages, output) = size(effect);
            done.messages += messages;
            done.output += output;
        }
        done.effects = world.effects.len();
        let limits = &self.limits;
        if done.effects > limits.effects || done.messages > limits.messages || done.output > limits.output {
            self.too_much();
        }
    }
}

/// How many messages an effect is, and how many bytes of output.
fn size(effect: &Effect) -> (usize, usize) {
    match effect {
        Effect::Say { text, replies } => {
            let titles: usize = replies.iter().map(|reply| reply.title.len()).sum();
            (1, text.len() + titles)
        }
        Effect::SayAndStop(texts) => (texts.len(), texts.iter().map(|text| text.len()).sum()),
        Effect::SayPrivately(text) | Effect::TransferToBot { message: Some(text), .. } => (1, text.len()),
        Effect::AddReplies(replies) => (0, replies.iter().map(|reply| reply.title.len()).sum()),
        Effect::Log(text) | Effect::Warning(text) => (0, text.len()),
        Effect::CustomEvent { message, name, .. } => (0, message.len() + name.len()),
        _ => (0, 0),
    }
}
