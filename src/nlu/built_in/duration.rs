//! Lengths of time.

use super::{Match, Message};

/// From the longest to the shortest: names, those that stand right behind a figure only, the letter of
/// the normal form, and whether it is a part of a day.
const UNITS: [(&[&str], &[&str], char, bool); 7] = [
    (&["year", "years", "yr", "yrs"], &["y"], 'Y', false),
    (&["month", "months"], &[], 'M', false),
    (&["week", "weeks", "wk", "wks"], &["w"], 'W', false),
    (&["day", "days"], &["d"], 'D', false),
    (&["hour", "hours", "hr", "hrs"], &["h"], 'H', true),
    (&["minute", "minutes", "min", "mins"], &[], 'M', true),
    (&["second", "seconds", "sec", "secs"], &["s"], 'S', true),
];

/// DURATION in the form of ISO 8601: `P2W`, `PT1H30M`. What comes again (`every 2 weeks`) and what is
/// a point in time (`2 weeks ago`) is none.
pub(super) fn find(message: &Message<'_>, at: usize) -> Match {
    let is_repeated = at > 0 && matches!(message.word(at - 1), "every" | "each");
    let (mut end, mut last, mut value) = part(message, at)?;
    let mut spoken = String::from("P");
    push(&mut spoken, last, &value);
    while let Some(next) = next_part(message, end).filter(|(_, unit, _)| *unit > last) {
        (end, last, value) = next;
        push(&mut spoken, last, &value);
    }
    let is_duration = !is_repeated && message.word(end) != "ago" && message.stands_alone(at, end);
    is_duration.then_some((end, spoken))
}

/// A number with its unit: where it ends, the unit, the number.
fn part(message: &Message<'_>, at: usize) -> Option<(usize, usize, String)> {
    let number = message.quantities.number(at)?;
    let hyphens = usize::from(
        message.is_symbol(number.end, "-")
            && message.is_joined(number.end)
            && message.is_joined(number.end + 1),
    );
    let unit_at = number.end + hyphens;
    let word = message.word(unit_at);
    let is_joined = message.is_joined(unit_at) && message.figure(at).is_some();
    let unit = UNITS
        .iter()
        .position(|(names, joined, ..)| names.contains(&word) || (is_joined && joined.contains(&word)))?;
    Some((unit_at + 1, unit, number.value.clone()))
}

/// What follows a part: `and 30 minutes`, `30m` behind hours.
fn next_part(message: &Message<'_>, end: usize) -> Option<(usize, usize, String)> {
    let at = if message.word(end) == "and" || message.is_symbol(end, ",") { end + 1 } else { end };
    part(message, at)
}

fn push(spoken: &mut String, unit: usize, value: &str) {
    let (_, _, letter, is_part_of_day) = UNITS[unit];
    if is_part_of_day && !spoken.contains('T') {
        spoken.push('T');
    }
    spoken.push_str(value);
    spoken.push(letter);
}
