//! How many of the items have happened.

use super::{Aspect, Kind};

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that have happened.
    pub covered: u64,
    /// All of them.
    pub total: u64,
}

/// A tally for each aspect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tallies([Tally; Aspect::ALL.len()]);

impl Tally {
    /// Counts one more.
    pub(super) fn count(&mut self, is_covered: bool) {
        self.total += 1;
        self.covered += u64::from(is_covered);
    }

    /// Hundredths of a percent, rounded down, so that only what is complete is 100 %; all of nothing is
    /// complete.
    pub fn hundredths(self) -> u64 {
        if self.total == 0 {
            return 10_000;
        }
        // At most 10,000, as not more are covered than there are.
        (u128::from(self.covered) * 10_000 / u128::from(self.total)) as u64
    }

    /// Whether nothing is missing.
    pub fn is_complete(self) -> bool {
        self.covered == self.total
    }

    /// In whole percent, rounded down.
    pub fn percent(self) -> String {
        format!("{} %", self.hundredths() / 100)
    }

    /// `covered/total`
    pub fn fraction(self) -> String {
        format!("{}/{}", self.covered, self.total)
    }

    fn plus(self, other: Self) -> Self {
        Self { covered: self.covered + other.covered, total: self.total + other.total }
    }
}

impl Tallies {
    /// Those of items with their hits.
    pub(super) fn of(items: impl Iterator<Item = (Kind, u64)>) -> Self {
        let mut tallies = Self::default();
        items.for_each(|(kind, hits)| tallies.0[kind.aspect() as usize].count(hits > 0));
        tallies
    }

    /// That of an aspect.
    pub fn aspect(&self, aspect: Aspect) -> Tally {
        self.0[aspect as usize]
    }

    /// That of everything.
    pub fn overall(&self) -> Tally {
        self.0.iter().fold(Tally::default(), |sum, tally| sum.plus(*tally))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_complete_is_a_hundred_percent() {
        let percent = |covered, total| Tally { covered, total }.percent();
        assert_eq!(percent(0, 0), "100 %");
        assert_eq!(percent(9_999, 10_000), "99 %");
        assert_eq!(percent(2, 3), "66 %");
        assert_eq!(percent(u64::MAX, u64::MAX), "100 %");
    }
}
