//! The platform as bot code meets it: `botContext`, and what its functions take and give.

mod arguments;
mod bot_context;
mod live;
mod returned;
mod tools;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use rquickjs::{Ctx, Error, Result};

use self::live::LiveObjects;
use super::clock::Clock;
use super::desk::Desk;
use super::meter::Meter;
use super::raw;
use crate::script::{Effect, FailureKind, World};

pub(super) use self::bot_context::bot_context;
pub(super) use self::tools::Tools;

/// What the functions that bot code calls share.
///
/// It holds values of the engine, and functions of the engine hold it: [`Host::release`] parts them, or none of
/// them would ever be freed.
pub(super) struct Host<'js> {
    meter: Rc<Meter>,
    desk: Arc<Desk>,
    tools: RefCell<Option<Rc<Tools<'js>>>>,
    live: RefCell<LiveObjects<'js>>,
    has_warned_of_locale: Cell<bool>,
    /// Whether the code has ended, so that nothing more is done for it.
    is_closed: Cell<bool>,
}

impl<'js> Host<'js> {
    pub(super) fn new(meter: Rc<Meter>, desk: Arc<Desk>) -> Self {
        desk.with_world(|world| meter.begin(world));
        Self {
            meter,
            desk,
            tools: RefCell::default(),
            live: RefCell::default(),
            has_warned_of_locale: Cell::new(false),
            is_closed: Cell::new(false),
        }
    }

    pub(super) fn set_tools(&self, tools: Tools<'js>) {
        *self.tools.borrow_mut() = Some(Rc::new(tools));
    }

    /// What the prelude has made for the host.
    pub(super) fn tools(&self) -> Result<Rc<Tools<'js>>> {
        self.tools.borrow().clone().ok_or(Error::Unknown)
    }

    pub(super) fn over(&self) -> Option<FailureKind> {
        self.meter.over()
    }

    pub(super) fn meter(&self) -> &Meter {
        &self.meter
    }

    /// Lets go of everything of the engine.
    pub(super) fn release(&self) {
        self.tools.borrow_mut().take();
        self.live.take();
    }

    pub(super) fn clock(&self) -> Option<Clock> {
        self.desk.with_world(|world| Clock::of(world))
    }

    pub(super) fn random(&self) -> f64 {
        self.desk.with_world(|world| world.random.next_unit()).unwrap_or(0.0)
    }

    /// Notes that something was done.
    pub(super) fn effect(&self, effect: Effect) {
        self.with_world(|world| world.effect(effect));
    }

    pub(super) fn warn_of_locale(&self, name: &str) {
        if !self.has_warned_of_locale.replace(true) {
            self.warn(format!(
                "`{name}` is not supported by the platform, so it gives what it gives without a locale: put the \
                 text together from the parts of the date or the number"
            ));
        }
    }

    pub(super) fn warn_of_newer(&self, name: &str) {
        self.warn(format!("`{name}` is newer than ES5, so it may fail on the platform: write it without"));
    }

    fn warn(&self, warning: String) {
        self.effect(Effect::Warning(warning.into()));
    }

    /// Uses the world and counts what was done to it; nothing once it is taken back.
    fn with_world<R>(&self, use_it: impl FnOnce(&mut World) -> R) -> Option<R> {
        self.desk.with_world(|world| {
            let result = use_it(world);
            self.meter.count_effects(world);
            result
        })
    }

    /// Ends the run: a limit is reached.
    fn stop(&self, ctx: &Ctx<'js>) -> Error {
        raw::throw_uncatchable(ctx, "limit")
    }

    /// Goes on only while no limit is reached.
    fn go_on(&self, ctx: &Ctx<'js>, may: bool) -> Result<()> {
        if may && self.over().is_none() { Ok(()) } else { Err(self.stop(ctx)) }
    }
}
