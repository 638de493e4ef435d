//! The clock that bot code sees: the conversation's, in the bot's time zone.

use crate::script::World;
use crate::text::{Moment, TimeZone};

/// Milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// The clock of a run. It stands still while code runs, so that runs repeat.
#[derive(Clone, Debug)]
pub(super) struct Clock {
    now: Moment,
    /// None for GMT.
    zone: Option<TimeZone>,
}

impl Clock {
    /// The clock of a world. A zone that is none was reported when it was loaded.
    pub(super) fn of(world: &World) -> Self {
        let name = world.fixtures.time_zone.as_deref().filter(|name| *name != "UTC");
        Self { now: world.moment(), zone: name.and_then(TimeZone::parse) }
    }

    /// Milliseconds since 1970.
    pub(super) fn now(&self) -> f64 {
        as_number(self.now.milliseconds())
    }

    pub(super) fn is_zoned(&self) -> bool {
        self.zone.is_some()
    }

    /// By how many milliseconds clocks are ahead of GMT at a time, in whole minutes.
    pub(super) fn offset_at(&self, time: f64) -> f64 {
        let Some(zone) = &self.zone else { return 0.0 };
        // What is no number is 0, what is too large the end of time.
        #[allow(clippy::cast_possible_truncation)]
        let moment = Moment::from_milliseconds(time as i64);
        f64::from(zone.offset_at(moment) / 60 * 60) * 1000.0
    }

    /// The time at which clocks show `local`. A time that they skip counts as before they were changed; of two
    /// that show the same the first one is meant.
    pub(super) fn time_of(&self, local: f64) -> f64 {
        let before = self.offset_at(local - DAY);
        let after = self.offset_at(local + DAY);
        let is_right = |offset: f64| self.offset_at(local - offset).total_cmp(&offset).is_eq();
        if !is_right(before) && is_right(after) { local - after } else { local - before }
    }
}

fn as_number(milliseconds: i64) -> f64 {
    // Moments are far from where numbers of milliseconds become inexact.
    #[allow(clippy::cast_precision_loss)]
    let number = milliseconds as f64;
    number
}
