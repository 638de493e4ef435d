//! Time zones of the IANA database. Their rules are part of the program, so that they are the same on every
//! machine.

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZoneDatabase;

use super::Moment;
use crate::diagnostic::nearest;

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeZone(jiff::tz::TimeZone);

/// What calendar and clock show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The day.
    pub day: CivilDay,
    /// Minutes since midnight, as the clock shows them.
    pub minute: u16,
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CivilDay(Date);

impl TimeZone {
    /// The zone of a name such as `Europe/Berlin`, spelled exactly so.
    pub fn parse(name: &str) -> Option<Self> {
        let zone = ZONES.get(name).ok()?;
        (zone.iana_name() == Some(name)).then_some(Self(zone))
    }

    /// The name that is most likely meant by one that is no zone's.
    pub fn nearest_name(name: &str) -> Option<String> {
        // The longest has 32 characters; to compare with what is far longer takes time for nothing.
        if name.len() > 64 {
            return None;
        }
        let names: Vec<String> = ZONES.available().map(|zone| zone.to_string()).collect();
        nearest(name, names.iter().map(String::as_str)).map(str::to_owned)
    }

    /// By how many seconds its clocks are ahead of GMT at a moment.
    pub fn offset_at(&self, moment: Moment) -> i32 {
        self.0.to_offset(moment.timestamp()).seconds()
    }

    /// What its calendars and clocks show at a moment.
    pub fn local_time(&self, moment: Moment) -> LocalTime {
        let shown = self.0.to_datetime(moment.timestamp());
        // Neither is ever negative.
        let minute = u16::from(shown.hour().unsigned_abs()) * 60 + u16::from(shown.minute().unsigned_abs());
        LocalTime { day: CivilDay(shown.date()), minute }
    }
}

impl CivilDay {
    /// The day of these numbers, if there is one.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// The day before; none at the beginning of time.
    pub fn before(self) -> Option<Self> {
        self.0.yesterday().ok().map(Self)
    }

    /// Its place in the week: Monday is 0.
    pub fn weekday(self) -> usize {
        match self.0.weekday() {
            Weekday::Monday => 0,
            Weekday::Tuesday => 1,
            Weekday::Wednesday => 2,
            Weekday::Thursday => 3,
            Weekday::Friday => 4,
            Weekday::Saturday => 5,
            Weekday::Sunday => 6,
        }
    }
}
