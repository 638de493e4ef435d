//! A moment on the conversation's own clock, as a date.

use std::fmt;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// A moment, to the nanosecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Timestamp);

impl Moment {
    /// Reads `2026-11-22T09:00:00Z`, also with an offset in the place of the `Z`.
    ///
    /// # Errors
    /// What is wrong with it, without a full stop.
    pub fn parse(text: &str) -> Result<Self, String> {
        text.trim().parse().map(Self).map_err(|error: jiff::Error| error.to_string())
    }

    /// The moment so long after this one; the end of time where there is none.
    #[must_use]
    pub fn after(self, time: Duration) -> Self {
        let seconds = SignedDuration::from_secs(i64::try_from(time.as_secs()).unwrap_or(i64::MAX));
        let parts = SignedDuration::from_nanos(i64::from(time.subsec_nanos()));
        let moment = self.0.saturating_add(seconds).and_then(|moment| moment.saturating_add(parts));
        Self(moment.unwrap_or(Timestamp::MAX))
    }

    /// The same without the parts of a second.
    #[must_use]
    pub fn whole_seconds(self) -> Self {
        Self(Timestamp::from_second(self.0.as_second()).unwrap_or(self.0))
    }

    /// The moment so many milliseconds after 1970 began; the nearest one where there is none.
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        let nearest = if milliseconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Self(Timestamp::from_millisecond(milliseconds).unwrap_or(nearest))
    }

    /// How many milliseconds after 1970 began it is.
    pub fn milliseconds(self) -> i64 {
        self.0.as_millisecond()
    }

    pub(super) fn timestamp(self) -> Timestamp {
        self.0
    }

    /// `2026-01-01 09:00:02`, for people.
    pub fn date_time(self) -> String {
        self.whole_seconds().to_string().replace('T', " ").trim_end_matches('Z').to_owned()
    }
}

impl Default for Moment {
    /// When conversations begin where nothing else is said: 2026-01-01 at 9.
    fn default() -> Self {
        const START: i64 = 1_767_258_000;
        Self(Timestamp::from_second(START).unwrap_or(Timestamp::UNIX_EPOCH))
    }
}

/// As [`Moment::parse`] reads it.
impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_starts_at_nine_and_knows_midnight() {
        let start = Moment::default();
        assert_eq!(start.to_string(), "2026-01-01T09:00:00Z");
        assert_eq!(start.date_time(), "2026-01-01 09:00:00");
        assert_eq!(start.after(Duration::from_secs(15 * 3600 + 61)).date_time(), "2026-01-02 00:01:01");
        assert_eq!(start.after(Duration::from_millis(1_999)).date_time(), "2026-01-01 09:00:01");
        assert_eq!(start.after(Duration::MAX).date_time(), "9999-12-30 22:00:00");
    }

    #[test]
    fn moments_are_counted_in_milliseconds() {
        assert_eq!(Moment::default().milliseconds(), 1_767_258_000_000);
        for milliseconds in [-1, 0, 1_767_258_000_123] {
            assert_eq!(Moment::from_milliseconds(milliseconds).milliseconds(), milliseconds);
        }
        assert_eq!(Moment::from_milliseconds(i64::MAX).date_time(), "9999-12-30 22:00:00");
        assert!(Moment::from_milliseconds(i64::MIN) < Moment::default());
    }

    #[test]
    fn moments_are_read_with_any_offset() {
        let moment = Moment::parse("2026-11-22T10:00:00+01:00").unwrap();
        assert_eq!(moment, Moment::parse(&moment.to_string()).unwrap());
        assert_eq!(moment.to_string(), "2026-11-22T09:00:00Z");
        for text in ["", "now", "2026-11-22", "2026-02-30T09:00:00Z"] {
            assert!(Moment::parse(text).is_err(), "{text}");
        }
    }
}
