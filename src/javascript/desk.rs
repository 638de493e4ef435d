//! Where the one who waits for a run and the one who makes it meet.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::script::World;

/// The world of a run, and whether the run is to stop.
///
/// The world lies here while code runs, so that it can be taken back from a run that does not end.
#[derive(Debug)]
pub(super) struct Desk {
    world: Mutex<Option<Box<World>>>,
    is_late: AtomicBool,
}

impl Desk {
    pub(super) fn new(world: Box<World>) -> Self {
        Self { world: Mutex::new(Some(world)), is_late: AtomicBool::new(false) }
    }

    /// Uses the world; nothing once it is taken back.
    pub(super) fn with_world<R>(&self, use_it: impl FnOnce(&mut World) -> R) -> Option<R> {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.as_deref_mut().map(use_it)
    }

    /// Takes the world back.
    pub(super) fn take_world(&self) -> Option<Box<World>> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Says that the time is over.
    pub(super) fn stop(&self) {
        self.is_late.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_late(&self) -> bool {
        self.is_late.load(Ordering::Relaxed)
    }
}
