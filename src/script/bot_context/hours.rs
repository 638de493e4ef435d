//! Opening hours (scripting spec 5.5).

use crate::script::{Arguments, Function, Returned, Standing, Thrown, World};
use crate::text::{CivilDay, LocalTime, TimeZone, shortened};

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "getHoursType",
    parameters: "hours, zone",
    summary: "which hours it is in a time zone, of entries `TYPE~8:00~20:00`, `FRIDAY|TYPE~…` or `12.25.2026|TYPE~…`; a later entry comes before an earlier one; `null` where none fits",
    standing: Standing::Simulated,
    call: get_hours_type,
}];

const WEEKDAYS: [&str; 7] = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

/// The days on which an entry begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    All,
    Weekday(usize),
    Date(CivilDay),
}

/// Hours of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hours<'t> {
    days: Days,
    kind: &'t str,
    /// Minutes since midnight.
    start: u16,
    /// The same; where it is not after the start, of the next day.
    end: u16,
}

fn get_hours_type(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let zone = arguments.text(1);
    let Some(zone) = TimeZone::parse(&zone) else {
        let cure = match TimeZone::nearest_name(&zone) {
            Some(meant) => format!("perhaps `{meant}` is meant"),
            None => "write a name such as `Europe/Berlin`".to_owned(),
        };
        let zone = shortened(&zone, 40);
        world.warn(format!("`getHoursType` gives `null`, as `{zone}` is no time zone: {cure}"));
        return Ok(Returned::NULL);
    };
    let now = zone.local_time(world.moment());
    let mut found = None;
    for entry in arguments.list(0) {
        let text = entry.to_text();
        match Hours::parse(&text) {
            Ok(hours) if hours.hold(now) => found = Some(hours.kind.into()),
            Ok(_) => {}
            Err(problem) => {
                world.warn(format!("the hours `{}` are left out: {problem}", shortened(&text, 60)));
            }
        }
    }
    Ok(found.map_or(Returned::NULL, |kind: std::sync::Arc<str>| kind.into()))
}

impl<'t> Hours<'t> {
    /// Reads `[DAY|]TYPE~8:00~20:00`.
    fn parse(text: &'t str) -> Result<Self, String> {
        let (days, rest) = match text.split_once('|') {
            Some((day, rest)) => (parse_days(day)?, rest),
            None => (Days::All, text),
        };
        let parts: Vec<&str> = rest.splitn(4, '~').collect();
        let [kind, start, end] = parts[..] else {
            return Err(
                "write `TYPE~8:00~20:00`, with a day and `|` before it where it is for one day".to_owned()
            );
        };
        if kind.is_empty() {
            return Err("a type is missing before the first `~`".to_owned());
        }
        let (start, end) = (parse_time(start)?, parse_time(end)?);
        if start == end {
            return Err("they end when they begin; for a whole day write `0:00~23:59`".to_owned());
        }
        Ok(Self { days, kind, start, end })
    }

    /// Whether it is in these hours, the start among them and the end not.
    fn hold(self, now: LocalTime) -> bool {
        let begins = |day: Option<CivilDay>| match (self.days, day) {
            (_, None) => false,
            (Days::All, _) => true,
            (Days::Weekday(weekday), Some(day)) => day.weekday() == weekday,
            (Days::Date(date), Some(day)) => day == date,
        };
        if self.start < self.end {
            return begins(Some(now.day)) && (self.start..self.end).contains(&now.minute);
        }
        // They go on past midnight.
        begins(Some(now.day)) && now.minute >= self.start || begins(now.day.before()) && now.minute < self.end
    }
}

fn parse_days(text: &str) -> Result<Days, String> {
    if let Some(weekday) = WEEKDAYS.iter().position(|name| *name == text) {
        return Ok(Days::Weekday(weekday));
    }
    parse_date(text).map(Days::Date).ok_or_else(|| {
        let upper = text.trim().to_uppercase();
        match WEEKDAYS.iter().find(|name| **name == upper) {
            Some(meant) => format!("write the day as `{meant}`"),
            None => {
                format!("`{}` is no day: write `FRIDAY`, or a date as `12.25.2026`", shortened(text, 20))
            }
        }
    })
}

/// Reads `MM.DD.YYYY`.
fn parse_date(text: &str) -> Option<CivilDay> {
    let parts: Vec<&str> = text.splitn(4, '.').collect();
    let [month, day, year] = parts[..] else { return None };
    let number = |text: &str, length: usize| {
        let is_number = text.len() == length && text.bytes().all(|digit| digit.is_ascii_digit());
        is_number.then(|| text.parse::<i16>().ok()).flatten()
    };
    let (month, day) = (number(month, 2)?, number(day, 2)?);
    CivilDay::new(number(year, 4)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// Reads `8:00`, `08:00`, `20:00` as minutes since midnight.
fn parse_time(text: &str) -> Result<u16, String> {
    let read = || {
        let (hour, minute) = text.split_once(':')?;
        let is_number = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
        if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !is_number(hour) || !is_number(minute) {
            return None;
        }
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    };
    read().ok_or_else(|| format!("`{}` is no time: write `8:00` or `20:30`", shortened(text, 20)))
}
