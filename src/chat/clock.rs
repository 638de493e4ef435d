//! The conversation's own clock as a date.
//!
//! It starts at the same moment in every run and moves only by delays, answers that take their time,
//! and `/clock`, so that a conversation repeats to the second.

use std::time::Duration;

use jiff::SignedDuration;
use jiff::civil::{DateTime, date};

/// When every conversation begins.
const START: DateTime = date(2026, 1, 1).at(9, 0, 0, 0);

/// The date and time so long after the conversation's start.
pub(super) fn date_time(now: Duration) -> String {
    let seconds = SignedDuration::from_secs(i64::try_from(now.as_secs()).unwrap_or(i64::MAX));
    match START.checked_add(seconds) {
        Ok(then) => then.to_string().replace('T', " "),
        Err(_) => format!("{} seconds after {}", now.as_secs(), START.to_string().replace('T', " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_starts_at_nine_and_knows_midnight() {
        assert_eq!(date_time(Duration::ZERO), "2026-01-01 09:00:00");
        assert_eq!(date_time(Duration::from_secs(15 * 3600 + 61)), "2026-01-02 00:01:01");
        assert!(date_time(Duration::MAX).contains("seconds after"));
    }
}
