//! From bot to bot: asking the group, taking the conversation over.

use super::Writer;
use super::entry::TraceEvent as To;
use super::outcome::{PassedIntentKind, SiblingVerdictKind};
use crate::engine::{PassedIntent, Sibling, SiblingVerdict};
use crate::nlu::{Band, Score};

impl Writer<'_> {
    pub(super) fn sibling(&self, sibling: &Sibling, taken: bool) -> To {
        use SiblingVerdictKind as Kind;
        let scored = |score: Score, band| (Some(score.hundredths()), Some(band));
        let none = (None, None);
        let (verdict, pattern, dialog, intent, (score, band)) = match &sibling.verdict {
            SiblingVerdict::Pattern { pattern, dialog } => {
                (Kind::Pattern, Some(pattern), Some(dialog), None, none)
            }
            SiblingVerdict::Intent { intent, score, dialog } => {
                let band = Band::of(*score, self.bot.engine());
                (Kind::Intent, None, Some(dialog), Some(intent), scored(*score, band))
            }
            SiblingVerdict::Unsure { intent, score, band } => {
                (Kind::BelowGood, None, None, Some(intent), scored(*score, *band))
            }
            SiblingVerdict::Excluded(dialog) => (Kind::Excluded, None, Some(dialog), None, none),
            SiblingVerdict::Nothing => (Kind::Nothing, None, None, None, none),
            SiblingVerdict::Survey => (Kind::Survey, None, None, None, none),
            SiblingVerdict::CollaborationOff => (Kind::CollaborationOff, None, None, None, none),
        };
        To::SiblingAsked {
            bot: self.text(&sibling.bot),
            taken,
            verdict,
            pattern: self.some(pattern),
            dialog: self.some(dialog),
            intent: self.some(intent),
            score,
            band,
        }
    }

    pub(super) fn took_over(&self, heard: &str) -> To {
        To::TookOver { bot: self.text(&self.bot.name), heard: self.text(heard) }
    }

    pub(super) fn intent_passed(&self, intent: &str, outcome: PassedIntent) -> To {
        let (outcome, dialog) = match outcome {
            PassedIntent::Starts(dialog) => (PassedIntentKind::Starts, Some(dialog)),
            PassedIntent::Barred(dialog) => (PassedIntentKind::Barred, Some(dialog)),
            PassedIntent::NoStarter => (PassedIntentKind::NoStarter, None),
            PassedIntent::Unknown => (PassedIntentKind::Unknown, None),
        };
        let dialog = dialog.map(|dialog| self.dialog(dialog));
        To::IntentPassed { intent: self.text(intent), outcome, dialog }
    }
}
