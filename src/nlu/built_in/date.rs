//! Calendar dates that can be read in one way only. `tomorrow` and weekdays need today's date, which
//! nothing here knows.

use jiff::civil::Date;

use super::{Match, Message};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// DATE: `2026-11-22`; `--11-22` where no year is said, `2026-11` where no day is.
pub(super) fn find(message: &Message<'_>, at: usize) -> Match {
    let (end, value) =
        in_figures(message, at).or_else(|| day_first(message, at)).or_else(|| month_first(message, at))?;
    message.stands_alone(at, end).then_some((end, value))
}

/// `2026-11-22`, `22.11.2026`, and `22/11/2026` or `11/22/2026`, where only one of both is a month.
fn in_figures(message: &Message<'_>, at: usize) -> Match {
    let figure = message.figure(at)?;
    let mark = figure.chars().find(|character| !character.is_ascii_digit())?;
    let parts: Vec<&str> = figure.split(mark).collect();
    let [first, second, third] = *parts.as_slice() else { return None };
    let number = |part: &str, most: usize| part.parse().ok().filter(|_: &u16| part.len() <= most);
    let (year, month, day) = if first.len() == 4 && mark == '-' {
        (number(first, 4)?, number(second, 2)?, number(third, 2)?)
    } else if third.len() == 4 {
        let (first, second) = (number(first, 2)?, number(second, 2)?);
        let (month, day) = match mark {
            '.' => (second, first),
            '/' | '-' if first > 12 || first == second => (second, first),
            '/' | '-' if second > 12 => (first, second),
            _ => return None,
        };
        (number(third, 4)?, month, day)
    } else {
        return None;
    };
    Some((at + 1, full(year, month, day)?))
}

/// `22 November 2026`, `22nd of November`.
fn day_first(message: &Message<'_>, at: usize) -> Match {
    let (after_day, day) = day(message, at)?;
    let month_at = if message.word(after_day) == "of" { after_day + 1 } else { after_day };
    let (end, month) = month(message, month_at)?;
    with_year(message, end, month, day)
}

/// `November 22, 2026`, `Nov 22nd`, `November 2026`.
fn month_first(message: &Message<'_>, at: usize) -> Match {
    let (end, month) = month(message, at)?;
    if let Some(year) = year(message, end) {
        return Some((end + 1, format!("{year:04}-{month:02}")));
    }
    let day_at = if message.word(end) == "the" { end + 1 } else { end };
    let (end, day) = day(message, day_at)?;
    with_year(message, end, month, day)
}

fn with_year(message: &Message<'_>, end: usize, month: u16, day: u16) -> Match {
    let year_at = if message.is_symbol(end, ",") { end + 1 } else { end };
    if let Some(year) = year(message, year_at) {
        return Some((year_at + 1, full(year, month, day)?));
    }
    // A leap year has all days.
    full(2024, month, day)?;
    Some((end, format!("--{month:02}-{day:02}")))
}

fn day(message: &Message<'_>, at: usize) -> Option<(usize, u16)> {
    if let Some((end, day)) = message.ordinal(at) {
        return Some((end, day.parse().ok()?));
    }
    let day = message.figure(at)?.parse().ok().filter(|day| (1..=31).contains(day))?;
    Some((at + 1, day))
}

/// A month's name, or its first three letters with or without a full stop.
fn month(message: &Message<'_>, at: usize) -> Option<(usize, u16)> {
    let word = message.word(at);
    let is_short = matches!(word.len(), 3) || word == "sept";
    let place = MONTHS.iter().position(|month| *month == word || (is_short && month.starts_with(word)))?;
    let has_stop = is_short && message.is_joined(at + 1) && message.is_symbol(at + 1, ".");
    Some((at + 1 + usize::from(has_stop), place as u16 + 1))
}

fn year(message: &Message<'_>, at: usize) -> Option<u16> {
    message.figure(at).filter(|figure| figure.len() == 4)?.parse().ok().filter(|year| *year >= 1000)
}

/// A date, if the calendar has it.
fn full(year: u16, month: u16, day: u16) -> Option<String> {
    let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    Some(date.to_string())
}
