//! How a dialog is chosen for a message, as a value: what was considered, what won, why the rest did not.

use serde::Serialize;

use crate::linked::DialogId;
use crate::nlu::{Band, DecidedBy, Score};

/// What the starters made of a message (spec 4.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StarterChoice {
    /// How many patterns the message was tried with.
    pub patterns: usize,
    /// What decided what the message means; `None` where no intent was asked for, because a pattern
    /// matched or the bot has none.
    pub by: Option<DecidedBy>,
    /// Everything that could have been chosen, the winner among it: patterns in the order of definition,
    /// or intents from the best on.
    pub candidates: Vec<Candidate>,
    /// What follows.
    pub decision: Decision,
}

/// Something that fits a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The dialog that it would start; `None` for an intent that no starter names.
    pub dialog: Option<DialogId>,
    /// What fits.
    pub fit: Fit,
    /// What came of it.
    pub verdict: Verdict,
}

/// Why a candidate is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The message matches this pattern, an index for [`crate::linked::Starters::pattern`].
    Pattern(usize),
    /// The message may mean this intent.
    Intent {
        /// The intent that was scored.
        intent: usize,
        /// The meta intent that the starter names, if it does not name the intent itself.
        meta: Option<usize>,
        /// How sure it is.
        score: Score,
        /// What that is called.
        band: Band,
    },
}

/// What came of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "StarterVerdict"))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It starts its dialog.
    Chosen,
    /// It is among those of which the consumer is asked which was meant.
    Asked,
    /// Its dialog is disabled.
    Disabled,
    /// An exclude keyword is in the message (spec U-28).
    Excluded,
    /// No starter names the intent.
    NoStarter,
    /// The score is not `GOOD` (spec 4.3.1).
    BelowGood,
    /// Another intent is surer.
    LowerScore,
    /// The starter of the intent itself wins over that of its meta intent (spec U-05).
    ByMetaIntent,
    /// As good as the winner, but later in the bot (spec U-03).
    LaterInBot,
}

/// What follows from a message for the dialogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A pattern starts the dialog.
    Pattern(DialogId),
    /// This intent starts the dialog.
    Intent(DialogId, usize),
    /// The consumer is asked which intent was meant, by this dialog.
    Ask(DialogId),
    /// Of the intents in question only this one has a starter, so its dialog starts at once
    /// (spec 3.5.5).
    OnlyStarter(DialogId, usize),
    /// No dialog, and why the consumer is not asked either.
    Nothing(NotAsked),
}

/// Why the consumer is not asked which intent was meant (spec 3.5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAsked {
    /// No intent was asked for at all, or none came near.
    NoIntent,
    /// The bot has no disambiguation dialog, or it is disabled.
    NoDialog,
    /// The engine gives one intent only (spec 4.3.2).
    ThirdParty,
    /// An intent is `GOOD` or better, so there is no doubt; it just starts nothing.
    IsClear(usize),
    /// Fewer than two intents are `FAIR PLUS`.
    FewerThanTwo,
    /// None of them has a starter, and only such count by the bot's environment (spec 3.5.5).
    NoneHasStarter,
    /// An event of the platform is nobody's doubt.
    Event,
}
