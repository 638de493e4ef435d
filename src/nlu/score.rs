//! Scores, the bands that the platform sorts them into, and what a message means (spec 4.3).

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// How sure it is that a message means an intent: hundredths of a percent, 0 to 10 000. Whole numbers,
/// so that comparisons and outputs are the same everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u16);

impl Score {
    /// No doubt.
    pub const FULL: Score = Score(10_000);

    /// So many hundredths of a percent; more than 100 % is 100 %.
    pub fn from_hundredths(hundredths: u32) -> Self {
        Self(hundredths.min(10_000) as u16)
    }

    /// So many whole percent.
    pub fn from_percent(percent: u32) -> Self {
        Self::from_hundredths(percent.saturating_mul(100))
    }

    /// Reads `72`, `72.5`, `72%`: percent, at most 100, with two decimals at most.
    ///
    /// # Errors
    /// It is no number of that form, or a greater one.
    pub fn parse(text: &str) -> Result<Self, ScoreProblem> {
        let number = text.strip_suffix('%').unwrap_or(text);
        let (whole, hundredths) = number.split_once('.').unwrap_or((number, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty()
            || whole.len() > 9
            || hundredths.len() > 2
            || !digits(whole)
            || !digits(hundredths)
        {
            return Err(ScoreProblem::NotANumber);
        }
        let parsed = format!("{whole}{hundredths:0<2}").parse::<u64>().unwrap_or(u64::MAX);
        match u32::try_from(parsed) {
            Ok(hundredths) if hundredths <= 10_000 => Ok(Self::from_hundredths(hundredths)),
            _ => Err(ScoreProblem::TooMuch),
        }
    }

    /// Hundredths of a percent.
    pub fn hundredths(self) -> u16 {
        self.0
    }
}

/// Why a text is no score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreProblem {
    /// It is no number with two decimals at most.
    NotANumber,
    /// It is more than 100 percent.
    TooMuch,
}

impl fmt::Display for Score {
    /// `72 %`, `72.5 %`, `72.25 %`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (percent, rest) = (self.0 / 100, self.0 % 100);
        match (rest, rest % 10) {
            (0, _) => write!(out, "{percent} %"),
            (rest, 0) => write!(out, "{percent}.{} %", rest / 10),
            (rest, _) => write!(out, "{percent}.{rest:02} %"),
        }
    }
}

/// The engine whose bands are used (spec 4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The LivePerson engine.
    LivePerson,
    /// The legacy engine and those of other vendors: one intent only, no disambiguation (spec 4.3.2).
    ThirdParty,
}

/// What the platform makes of a score; the lower bound belongs to the band (spec 4.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// `POOR`
    Poor,
    /// `FAIR`
    Fair,
    /// `FAIR PLUS`
    FairPlus,
    /// `GOOD`: from here on an intent reaches a starter.
    Good,
    /// `VERY GOOD`
    VeryGood,
}

impl Band {
    /// Bands from the top, with the percent at which they begin: LivePerson, third party.
    const BOUNDS: [(Band, u32, u32); 5] = [
        (Band::VeryGood, 75, 85),
        (Band::Good, 60, 70),
        (Band::FairPlus, 45, 65),
        (Band::Fair, 30, 50),
        (Band::Poor, 0, 0),
    ];

    /// The band of a score.
    pub fn of(score: Score, engine: Engine) -> Self {
        let begins = |&(_, ours, theirs): &(Band, u32, u32)| match engine {
            Engine::LivePerson => score >= Score::from_percent(ours),
            Engine::ThirdParty => score >= Score::from_percent(theirs),
        };
        Self::BOUNDS.iter().find(|bound| begins(bound)).map_or(Band::Poor, |(band, ..)| *band)
    }

    /// The platform's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::VeryGood => "VERY GOOD",
            Self::Good => "GOOD",
            Self::FairPlus => "FAIR PLUS",
            Self::Fair => "FAIR",
            Self::Poor => "POOR",
        }
    }
}

/// What decided what a message means (spec 4.3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DecidedBy {
    /// The message is a training phrase.
    Phrase,
    /// The scorer over the words of the training phrases.
    Words,
    /// A person or a transcript gave the score.
    Script,
    /// The bot has no intents, so nothing was asked.
    Nothing,
}

/// An intent and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoredIntent {
    /// The intent, an index into the bot's intents.
    pub intent: usize,
    /// How sure.
    pub score: Score,
}

/// What a message means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understanding {
    /// What decided.
    pub by: DecidedBy,
    /// Intents from the best on, those that are `POOR` not among them; equal ones in the order of
    /// definition. Meta intents are not scored, their children are (spec 4.4.1).
    pub ranked: Arc<[ScoredIntent]>,
}

impl Understanding {
    /// Nothing was asked.
    pub fn none() -> Self {
        Self { by: DecidedBy::Nothing, ranked: Arc::from([]) }
    }

    /// A scripted result: this intent and no other.
    pub fn scripted(intent: usize, score: Score) -> Self {
        Self { by: DecidedBy::Script, ranked: Arc::from([ScoredIntent { intent, score }]) }
    }

    /// The best intent.
    pub fn best(&self) -> Option<ScoredIntent> {
        self.ranked.first().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_begins_at_its_lower_bound() {
        let of = |hundredths| Band::of(Score::from_hundredths(hundredths), Engine::LivePerson);
        assert_eq!([of(7_500), of(7_499), of(6_000)], [Band::VeryGood, Band::Good, Band::Good]);
        assert_eq!(
            [of(5_999), of(4_500), of(4_499), of(2_999)],
            [Band::FairPlus, Band::FairPlus, Band::Fair, Band::Poor]
        );
        assert_eq!(Band::of(Score::from_percent(69), Engine::ThirdParty), Band::FairPlus);
    }

    #[test]
    fn a_score_shows_no_needless_digits() {
        let shown = |hundredths| Score::from_hundredths(hundredths).to_string();
        assert_eq!([shown(7_200), shown(7_250), shown(7_205)], ["72 %", "72.5 %", "72.05 %"]);
    }
}
