//! Days of the calendar, as date pickers offer and say them (scripting spec 7.3).

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CalendarDate(Date);

impl CalendarDate {
    /// Reads `2026-12-24`; `None` for every other text and for days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_plain = text.len() == 10 && text.bytes().all(|sign| sign.is_ascii_digit() || sign == b'-');
        if is_plain { text.parse().ok().map(Self) } else { None }
    }

    /// The day in GMT of a moment, in seconds since 1970; `None` where there is no such moment.
    pub fn of_second(second: i64) -> Option<Self> {
        Some(Self(Timestamp::from_second(second).ok()?.to_zoned(TimeZone::UTC).date()))
    }

    /// The date in a form of `YYYY YY MMMM MMM MM M Do DD D dddd ddd`; other signs stand for themselves.
    pub fn format(self, form: &str) -> String {
        let mut shown = String::new();
        let mut rest = form;
        'form: while !rest.is_empty() {
            for (word, write) in WORDS {
                if let Some(after) = rest.strip_prefix(word) {
                    shown.push_str(&write(self.0));
                    rest = after;
                    continue 'form;
                }
            }
            let sign = rest.chars().next().unwrap_or_default();
            shown.push(sign);
            rest = &rest[sign.len_utf8()..];
        }
        shown
    }
}

/// As [`CalendarDate::parse`] reads it.
impl std::fmt::Display for CalendarDate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A word of a form, with what it becomes.
type Word = (&'static str, fn(Date) -> String);

/// The words of a form, the longer ones first.
const WORDS: [Word; 11] = [
    ("YYYY", |date| format!("{:04}", date.year())),
    ("YY", |date| format!("{:02}", date.year() % 100)),
    ("MMMM", |date| month(date).to_owned()),
    ("MMM", |date| month(date).chars().take(3).collect()),
    ("MM", |date| format!("{:02}", date.month())),
    ("M", |date| date.month().to_string()),
    ("Do", |date| format!("{}{}", date.day(), ordinal_ending(date.day()))),
    ("DD", |date| format!("{:02}", date.day())),
    ("D", |date| date.day().to_string()),
    ("dddd", |date| weekday(date).to_owned()),
    ("ddd", |date| weekday(date).chars().take(3).collect()),
];

fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let place = usize::try_from(date.month()).unwrap_or(1);
    MONTHS.get(place.saturating_sub(1)).copied().unwrap_or_default()
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn ordinal_ending(day: i8) -> &'static str {
    match (day % 10, day) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}
