//! Durations and sizes as authors write them: `800ms`, `2s`, `15m`, `1h`; `512B`, `200KB`, `5MB`.

use std::time::Duration;

/// What is wrong with a quantity and what is accepted, as a sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QuantityProblem {
    /// What is wrong and what is accepted.
    pub message: String,
    /// What to write instead, where the mistake is plain.
    pub suggestion: Option<String>,
}

struct Unit {
    /// As it is to be written.
    name: &'static str,
    /// What else people write, in lower case.
    others: &'static [&'static str],
    /// In milliseconds or bytes.
    value: u64,
}

const fn unit(name: &'static str, value: u64, others: &'static [&'static str]) -> Unit {
    Unit { name, others, value }
}

const DURATIONS: [Unit; 4] = [
    unit("h", 3_600_000, &["hr", "hrs", "hour", "hours"]),
    unit("m", 60_000, &["min", "mins", "minute", "minutes"]),
    unit("s", 1_000, &["sec", "secs", "second", "seconds"]),
    unit("ms", 1, &["msec", "msecs", "milli", "millis", "millisecond", "milliseconds"]),
];
const SIZES: [Unit; 3] = [
    unit("MB", 1024 * 1024, &["m", "mib", "megabyte", "megabytes"]),
    unit("KB", 1024, &["k", "kib", "kilobyte", "kilobytes"]),
    unit("B", 1, &["byte"]),
];
/// Days and gigabytes are understood only to say what to write instead.
const DAYS: Unit = unit("d", 86_400_000, &["day", "days"]);
const GIGABYTES: Unit = unit("GB", 1024 * 1024 * 1024, &["g", "gib", "gigabyte", "gigabytes"]);
/// Ten years: more is a mistake, and dates far beyond cannot be shown.
const LONGEST: u64 = 10 * 366 * 86_400_000;
/// A terabyte.
const LARGEST: u64 = 1024 * 1024 * 1024 * 1024;

/// Reads `800ms`, `2s`, `15m` or `1h`.
pub fn parse_duration(text: &str) -> Result<Duration, QuantityProblem> {
    let text = text.trim();
    if text == "0" {
        return Ok(Duration::ZERO);
    }
    let accepted = "a duration is a whole number and a unit: `800ms`, `2s`, `15m` or `1h`";
    parse(text, &DURATIONS, &DAYS, LONGEST).map(Duration::from_millis).map_err(|fault| match fault {
        Fault::TooMuch => problem("a duration is at most ten years", None),
        Fault::NoUnit(number) => {
            // What is written without a unit is milliseconds on the platform, but nobody means 5 of
            // them.
            let meant = if number < 100 { number * 1_000 } else { number };
            let suggestion = (meant <= LONGEST).then(|| render(meant, &DURATIONS));
            problem(&format!("{accepted}; the unit is missing"), suggestion)
        }
        Fault::Slip(milliseconds) => problem(accepted, Some(render(milliseconds, &DURATIONS))),
        Fault::Unknown => problem(accepted, None),
    })
}

/// Reads `512B`, `200KB` or `5MB`; a kilobyte has 1024 bytes. `512 bytes` will do too.
pub fn parse_size(text: &str) -> Result<u64, QuantityProblem> {
    let text = text.trim();
    let bytes = text.strip_suffix("bytes").map(str::trim_end);
    if let Some(Ok(bytes)) = bytes.map(str::parse::<u64>)
        && bytes <= LARGEST
    {
        return Ok(bytes);
    }
    if text == "0" {
        return Ok(0);
    }
    let accepted = "a size is a whole number and a unit: `512B`, `200KB` or `5MB`";
    parse(text, &SIZES, &GIGABYTES, LARGEST).map_err(|fault| match fault {
        Fault::TooMuch => problem("a size is at most a terabyte", None),
        Fault::NoUnit(number) => {
            let suggestion = (number <= LARGEST).then(|| render(number, &SIZES));
            problem(&format!("{accepted}; the unit is missing"), suggestion)
        }
        Fault::Slip(bytes) => problem(accepted, Some(render(bytes, &SIZES))),
        Fault::Unknown => problem(accepted, None),
    })
}

/// A duration as it is written: `90s`, `1h`. Parts of a millisecond are dropped.
pub fn format_duration(duration: Duration) -> String {
    let milliseconds = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    if milliseconds == 0 { "0s".into() } else { render(milliseconds, &DURATIONS) }
}

/// A size as it is written: `5MB`, `1500B`.
pub fn format_size(bytes: u64) -> String {
    render(bytes, if bytes == 0 { &SIZES[2..] } else { &SIZES })
}

enum Fault {
    TooMuch,
    /// A bare number.
    NoUnit(u64),
    /// Not as it is to be written, but it means this many of the smallest unit.
    Slip(u64),
    Unknown,
}

fn parse(text: &str, units: &[Unit], foreign: &Unit, most: u64) -> Result<u64, Fault> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, name) = text.split_at(digits);
    if let Some(unit) = units.iter().find(|unit| unit.name == name) {
        return match number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit.value)) {
            Some(value) if value <= most => Ok(value),
            None if number.is_empty() => Err(Fault::Unknown),
            _ => Err(Fault::TooMuch),
        };
    }
    if name.is_empty() {
        return Err(number.parse().map_or(Fault::Unknown, Fault::NoUnit));
    }
    Err(slip(text, units, foreign).filter(|&value| value <= most).map_or(Fault::Unknown, Fault::Slip))
}

/// What a quantity with spaces, a fraction or another unit's name means.
fn slip(text: &str, units: &[Unit], foreign: &Unit) -> Option<u64> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !".,_".contains(c))?;
    let (number, name) = (&text[..end], text[end..].trim().to_lowercase());
    let meant = |unit: &&Unit| unit.name.to_lowercase() == name || unit.others.contains(&name.as_str());
    let unit = units.iter().chain([foreign]).find(meant)?;
    let number: f64 = number.replace('_', "").replace(',', ".").parse().ok()?;
    let value = number * unit.value as f64;
    (value.fract() == 0.0 && (0.0..9e15).contains(&value)).then_some(value as u64)
}

/// In the largest unit that leaves a whole number.
fn render(value: u64, units: &[Unit]) -> String {
    let fits = |unit: &&Unit| value.is_multiple_of(unit.value);
    let (name, unit) = units.iter().find(fits).map_or(("", 1), |unit| (unit.name, unit.value));
    format!("{}{name}", value / unit)
}

fn problem(message: &str, suggestion: Option<String>) -> QuantityProblem {
    QuantityProblem { message: message.into(), suggestion }
}
