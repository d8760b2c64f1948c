//! How long work is watched and stopped by whoever asked for it.

use std::sync::atomic::{AtomicBool, Ordering};

/// What long work reports to, and what tells it to stop.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    stop: Option<&'a AtomicBool>,
    progress: &'a (dyn Fn(u64, u64) + Sync),
}

impl<'a> Watch<'a> {
    /// Reports how much of how much is done to `progress`, from any thread, and ends soon after `stop` is set.
    #[must_use]
    pub fn new(stop: &'a AtomicBool, progress: &'a (dyn Fn(u64, u64) + Sync)) -> Self {
        Self { stop: Some(stop), progress }
    }

    /// Reports nothing and runs to the end.
    #[must_use]
    pub fn none() -> Watch<'static> {
        Watch { stop: None, progress: &|_, _| () }
    }

    /// Whether the work is to end now.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    /// Tells how much is done.
    pub fn report(&self, done: u64, of: u64) {
        (self.progress)(done, of);
    }
}
