//! What a message means, and how a dialog is chosen for it.

use serde::Serialize;

use super::Writer;
use super::entry::TraceEvent as To;
use super::outcome::{NotAskedBecause, PickedKind, StarterDecision};
use super::place::NamedPlace;
use crate::engine::{Candidate, Decision, Fit, NotAsked, Picked, StarterChoice, Verdict};
use crate::nlu::{Band, FoundEntity, ScoredIntent, Understanding};

/// An intent and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IntentScore {
    /// The intent.
    pub intent: String,
    /// Its score in hundredths of a percent: 7250 is 72.5 %.
    pub score: u16,
    /// What the platform calls such a score.
    pub band: Band,
}

/// An entity that stands in a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EntityFound {
    /// The entity.
    pub entity: String,
    /// What stands in the message.
    pub phrase: String,
    /// What it stands for.
    pub value: String,
}

/// A starter, or an intent, that fits a message: a pattern that matches, or an intent with its score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StarterCandidate {
    /// The dialog that it would start; absent for an intent that no starter names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dialog: Option<NamedPlace>,
    /// The pattern that the message matches, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// The intent that the message may mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<IntentScore>,
    /// The meta intent that the starter names, where it does not name the intent itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta_intent: Option<String>,
    /// What came of it: `chosen`, or why it lost.
    pub verdict: Verdict,
}

impl Writer<'_> {
    pub(super) fn scored(&self, ScoredIntent { intent, score }: ScoredIntent) -> IntentScore {
        IntentScore { intent: self.intent(intent), score: score.hundredths(), band: self.bot.band(score) }
    }

    pub(super) fn understood(&self, meaning: &Understanding) -> To {
        let intents = meaning.ranked.iter().map(|intent| self.scored(*intent)).collect();
        To::Understood { decided_by: meaning.by, intents }
    }

    pub(super) fn entities(&self, found: &[FoundEntity]) -> Vec<EntityFound> {
        let told = |found: &FoundEntity| EntityFound {
            entity: self.text(self.bot.entities.name(found.entity)),
            phrase: self.text(&found.phrase),
            value: self.text(&found.value),
        };
        found.iter().map(told).collect()
    }

    pub(super) fn picked(&self, picked: Picked) -> To {
        let (what, intent) = match picked {
            Picked::Intent(intent) => (PickedKind::Intent, Some(self.intent(intent))),
            Picked::NoneOfThese => (PickedKind::NoneOfThese, None),
            Picked::Nothing => (PickedKind::Nothing, None),
        };
        To::Picked { what, intent }
    }

    pub(super) fn starters(&self, choice: &StarterChoice) -> To {
        let (decision, dialog, intent, not_asked) = match choice.decision {
            Decision::Pattern(dialog) => (StarterDecision::Pattern, Some(dialog), None, None),
            Decision::Intent(dialog, intent) => (StarterDecision::Intent, Some(dialog), Some(intent), None),
            Decision::Ask(dialog) => (StarterDecision::Ask, Some(dialog), None, None),
            Decision::OnlyStarter(dialog, intent) => {
                (StarterDecision::OnlyStarter, Some(dialog), Some(intent), None)
            }
            Decision::Nothing(why) => {
                let (why, clear) = not_asked(why);
                (StarterDecision::Nothing, None, clear, Some(why))
            }
        };
        To::Starters {
            decision,
            dialog: dialog.map(|id| self.dialog(id)),
            intent: intent.map(|intent| self.intent(intent)),
            not_asked,
            patterns: choice.patterns,
            decided_by: choice.by,
            candidates: choice.candidates.iter().map(|candidate| self.candidate(candidate)).collect(),
        }
    }

    fn candidate(&self, candidate: &Candidate) -> StarterCandidate {
        let (pattern, intent, meta) = match candidate.fit {
            Fit::Pattern(pattern) => (Some(self.text(self.bot.starters.pattern(pattern))), None, None),
            Fit::Intent { intent, meta, score, band } => {
                let scored = IntentScore { intent: self.intent(intent), score: score.hundredths(), band };
                (None, Some(scored), meta.map(|meta| self.intent(meta)))
            }
        };
        let dialog = candidate.dialog.map(|id| self.dialog(id));
        StarterCandidate { dialog, pattern, intent, meta_intent: meta, verdict: candidate.verdict }
    }
}

/// The word, and the intent that leaves no doubt.
fn not_asked(why: NotAsked) -> (NotAskedBecause, Option<usize>) {
    match why {
        NotAsked::NoIntent => (NotAskedBecause::NoIntent, None),
        NotAsked::NoDialog => (NotAskedBecause::NoDialog, None),
        NotAsked::ThirdParty => (NotAskedBecause::ThirdParty, None),
        NotAsked::IsClear(intent) => (NotAskedBecause::IsClear, Some(intent)),
        NotAsked::FewerThanTwo => (NotAskedBecause::FewerThanTwo, None),
        NotAsked::NoneHasStarter => (NotAskedBecause::NoneHasStarter, None),
        NotAsked::Event => (NotAskedBecause::Event, None),
    }
}
