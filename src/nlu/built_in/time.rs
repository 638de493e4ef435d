//! Times of day.

use jiff::civil::Time;

use super::{Match, Message};

/// TIME: `14:30`, or `14:30:05` where seconds are said. Without `am` or `pm` the clock has 24 hours.
pub(super) fn find(message: &Message<'_>, at: usize) -> Match {
    let (end, value) = match message.word(at) {
        "noon" => (at + 1, "12:00".to_owned()),
        "midnight" => (at + 1, "00:00".to_owned()),
        _ => on_the_clock(message, at)?,
    };
    message.stands_alone(at, end).then_some((end, value))
}

fn on_the_clock(message: &Message<'_>, at: usize) -> Match {
    let figure = message.figure(at)?;
    let half = half_of_day(message, at + 1);
    // `2.30 pm` is a time, `2.30` a number.
    let marks: &[char] = if half.is_some() { &[':', '.'] } else { &[':'] };
    let parts: Vec<&str> = figure.split(marks).collect();
    let (hour, minute, second) = match *parts.as_slice() {
        [hour] if half.is_some() => (hour, "00", None),
        [hour, minute] => (hour, minute, None),
        [hour, minute, second] => (hour, minute, Some(second)),
        _ => return None,
    };
    let two_digits = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() == 2);
    let hour = hour.parse::<i8>().ok().filter(|_| hour.len() <= 2)?;
    let (end, hour) = match half {
        None => (at + 1, hour),
        Some((end, is_afternoon)) if (1..=12).contains(&hour) => {
            (end, hour % 12 + if is_afternoon { 12 } else { 0 })
        }
        Some(_) => return None,
    };
    let seconds = second.map_or(Some(0), two_digits)?;
    let time = Time::new(hour, two_digits(minute)?, seconds, 0).ok()?;
    let form = if second.is_some() { "%H:%M:%S" } else { "%H:%M" };
    Some((end, time.strftime(form).to_string()))
}

/// `am`, `p.m.`: where it ends, and whether it is the second half of the day.
fn half_of_day(message: &Message<'_>, at: usize) -> Option<(usize, bool)> {
    match message.word(at) {
        "am" => Some((at + 1, false)),
        "pm" => Some((at + 1, true)),
        letter @ ("a" | "p") if message.is_symbol(at + 1, ".") && message.word(at + 2) == "m" => {
            let end = at + 3 + usize::from(message.is_symbol(at + 3, ".") && message.is_joined(at + 3));
            Some((end, letter == "p"))
        }
        _ => None,
    }
}
