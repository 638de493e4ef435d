//! Variables that outlive the session (spec 10.2.1).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::Value;

/// How long such a variable lives after it was set last.
pub const FOREVER: Duration = Duration::from_secs(180 * 24 * 60 * 60);

/// The variables, each with the virtual time at which it ends.
#[derive(Clone, Debug, Default)]
pub struct LastingVariables(BTreeMap<Arc<str>, (Value, Duration)>);

impl LastingVariables {
    /// The value of one, if its time is not over.
    pub fn get(&self, name: &str, now: Duration) -> Option<&Value> {
        self.0.get(name).filter(|(_, end)| now < *end).map(|(value, _)| value)
    }

    /// Sets one for 180 days from now on.
    pub fn set(&mut self, name: Arc<str>, value: Value, now: Duration) {
        self.0.insert(name, (value, now + FOREVER));
    }

    /// Those whose time is not over, with the time that is left to each.
    pub fn alive(&self, now: Duration) -> impl Iterator<Item = (&Arc<str>, &Value, Duration)> {
        let alive = self.0.iter().filter(move |(_, (_, end))| now < *end);
        alive.map(move |(name, (value, end))| (name, value, *end - now))
    }

    /// All values with their names, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Arc<str>, &mut Value)> {
        self.0.iter_mut().map(|(name, (value, _))| (name, value))
    }
}
