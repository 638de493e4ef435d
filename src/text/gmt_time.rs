//! Times of Apple time pickers: `2026-04-30T13:30+0000`, always in GMT (spec 7.2).

/// A moment in GMT, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GmtTime {
    /// Minutes since midnight.
    minutes: u32,
}

impl GmtTime {
    /// Reads a time of exactly that form; `None` for every other text and for days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.strip_suffix("+0000")?.split_once('T')?;
        let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
        let [hour, minute] = numbers(time, ':', [2, 2])?;
        let exists = (1..=days_in(month, year)?).contains(&day) && hour < 24 && minute < 60;
        exists.then_some(Self { minutes: hour * 60 + minute })
    }

    /// The time of day, `14:30`, where clocks are so many minutes ahead of GMT; those behind it have
    /// what is missing to a day (spec 7.2).
    pub fn clock_at(self, timezone_offset: u32) -> String {
        let minutes = (self.minutes + timezone_offset) % (24 * 60);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// Numbers of so many digits with a sign between them.
fn numbers<const N: usize>(text: &str, between: char, digits: [usize; N]) -> Option<[u32; N]> {
    let mut found = [0; N];
    let mut parts = text.split(between);
    for (place, length) in found.iter_mut().zip(digits) {
        let part = parts.next()?;
        if part.len() != length || !part.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        *place = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

fn days_in(month: u32, year: u32) -> Option<u32> {
    let leaps = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 => Some(if leaps { 29 } else { 28 }),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}
