//! How much must be covered.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{Aspect, Coverage, Tally};
use crate::diagnostic::nearest;

/// A share in hundredths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u64);

/// How much must be covered: of everything, and of each aspect. Written `90`, `rules=100,edges=95.5`, or
/// both: `90,rules=100`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FailUnder {
    /// Of all items.
    pub overall: Option<Percent>,
    /// Of those of an aspect.
    pub aspects: BTreeMap<Aspect, Percent>,
}

/// Why a text does not say how much must be covered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FailUnderError {
    /// It is no share.
    #[error("`{0}` is no percentage: write a number from 0 to 100, with at most two decimals")]
    NoPercentage(String),
    /// There is no such aspect.
    #[error(
        "there is no coverage of `{0}`{hint}; what is covered: interactions, edges, rules, calls, starters, choices",
        hint = .1.map_or_else(String::new, |name| format!(" (did you mean `{name}`?)"))
    )]
    NoAspect(String, Option<&'static str>),
    /// Something is said twice.
    #[error("`{0}` says twice how much must be covered of the same: keep one of the two")]
    Twice(String),
}

/// Something of which too little is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Below {
    /// Of which aspect; of everything if of none.
    pub aspect: Option<Aspect>,
    /// What is covered.
    pub tally: Tally,
    /// What must be.
    pub wanted: Percent,
}

impl FailUnder {
    /// Where too little is covered. Of an aspect that the bots do not have, nothing can be missing; but where
    /// there is nothing at all to cover, nothing has been measured, and that is too little.
    pub fn check(&self, coverage: &Coverage) -> Vec<Below> {
        let tallies = coverage.tallies();
        let everything = self.overall.map(|wanted| Below { aspect: None, tally: tallies.overall(), wanted });
        let aspects = self.aspects.iter().map(|(aspect, wanted)| Below {
            aspect: Some(*aspect),
            tally: tallies.aspect(*aspect),
            wanted: *wanted,
        });
        let is_below = |below: &Below| {
            let is_nothing = below.aspect.is_none() && below.tally.total == 0;
            is_nothing || below.tally.hundredths() < below.wanted.0
        };
        everything.into_iter().chain(aspects).filter(is_below).collect()
    }
}

impl FromStr for FailUnder {
    type Err = FailUnderError;

    fn from_str(text: &str) -> Result<Self, FailUnderError> {
        let mut wanted = Self::default();
        for part in text.split(',').map(str::trim) {
            let said_before = match part.split_once('=') {
                None => wanted.overall.replace(part.parse()?).is_some(),
                Some((name, percent)) => {
                    wanted.aspects.insert(aspect(name.trim())?, percent.parse()?).is_some()
                }
            };
            if said_before {
                return Err(FailUnderError::Twice(text.to_owned()));
            }
        }
        Ok(wanted)
    }
}

fn aspect(name: &str) -> Result<Aspect, FailUnderError> {
    let found = Aspect::ALL.into_iter().find(|aspect| aspect.name() == name);
    found.ok_or_else(|| {
        FailUnderError::NoAspect(name.to_owned(), nearest(name, Aspect::ALL.map(Aspect::name)))
    })
}

impl FromStr for Percent {
    type Err = FailUnderError;

    fn from_str(text: &str) -> Result<Self, FailUnderError> {
        let wrong = || FailUnderError::NoPercentage(text.trim().to_owned());
        let number = text.trim().trim_end_matches('%').trim_end();
        let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
        let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(decimals) || decimals.len() > 2 || whole.len() > 3 {
            return Err(wrong());
        }
        let hundredths: u64 = format!("{whole}{decimals:0<2}").parse().map_err(|_| wrong())?;
        if hundredths <= 10_000 { Ok(Self(hundredths)) } else { Err(wrong()) }
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, decimals) = (self.0 / 100, self.0 % 100);
        match decimals {
            0 => write!(out, "{whole} %"),
            tenths if tenths % 10 == 0 => write!(out, "{whole}.{} %", tenths / 10),
            hundredths => write!(out, "{whole}.{hundredths:02} %"),
        }
    }
}

impl fmt::Display for Below {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { aspect, tally, wanted } = self;
        let of = aspect.map_or("everything", Aspect::name);
        if tally.total == 0 {
            return write!(
                out,
                "coverage of {of}: there is nothing to cover, where {wanted} must be covered"
            );
        }
        let is = Percent(tally.hundredths());
        write!(out, "coverage of {of} is {is} ({}), which is under {wanted}", tally.fraction())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_for_everything_or_for_an_aspect() {
        let read: FailUnder = "90, rules=100,edges = 95.5 %".parse().unwrap();
        assert_eq!(read.overall, Some(Percent(9_000)));
        let aspects = [(Aspect::Edges, Percent(9_550)), (Aspect::Rules, Percent(10_000))];
        assert_eq!(read.aspects, BTreeMap::from(aspects));
        assert_eq!(
            ["90", "95.5", "0.25", "100"].map(|text| text.parse::<Percent>().unwrap().to_string()),
            ["90 %", "95.5 %", "0.25 %", "100 %"]
        );
    }

    #[test]
    fn what_is_no_limit_is_refused_with_what_to_write() {
        let refused = |text: &str| text.parse::<FailUnder>().unwrap_err().to_string();
        insta::assert_snapshot!(
            ["", "x", "101", "99.999", "-1", "1e2", "rule=90", "wishes=1", "90,80", "rules=1,rules=1"]
                .map(refused)
                .join("\n")
        );
    }
}
