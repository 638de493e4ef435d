//! What began a dialog, or why none began, in words.

use super::atlas::named;
use super::decision::Telling;
use super::quoted;
use crate::engine::Verdict;
use crate::trace::{FallbackKind, NotAskedBecause, StarterCandidate, StarterDecision, TraceEvent};

impl Telling<'_> {
    /// What began a dialog.
    pub(super) fn trigger(&self, place: usize) -> Option<String> {
        let begins = |event: &TraceEvent| {
            matches!(
                event,
                TraceEvent::Starters { .. }
                    | TraceEvent::Fallback { .. }
                    | TraceEvent::SurveyBegins { .. }
                    | TraceEvent::Picked { .. }
                    | TraceEvent::IntentPassed { .. }
                    | TraceEvent::TransferFailed { .. }
            )
        };
        let trigger = self.events()[..place].iter().rposition(begins)?;
        Some(match &self.events()[trigger] {
            TraceEvent::Starters { decision, dialog, intent, candidates, .. } => {
                let dialog = dialog.as_ref().map_or_else(String::new, named);
                let intent = intent.as_deref().unwrap_or_default();
                match decision {
                    StarterDecision::Pattern => match chosen(candidates) {
                        Some(pattern) => {
                            format!("the starter pattern `{pattern}` of the dialog {dialog} matches")
                        }
                        None => format!("a starter pattern of the dialog {dialog} matches"),
                    },
                    StarterDecision::Intent => {
                        format!("the message means `{intent}`, the intent that starts the dialog {dialog}")
                    }
                    StarterDecision::Ask => format!(
                        "several intents are in question, so the dialog {dialog} asks which one is meant"
                    ),
                    StarterDecision::OnlyStarter => format!(
                        "of the intents in question only `{intent}` has a starter, that of the dialog {dialog}"
                    ),
                    StarterDecision::Nothing => return None,
                }
            }
            TraceEvent::Fallback { .. } => self.fallback(trigger)?,
            TraceEvent::SurveyBegins { dialog } => format!("the survey {} begins", named(dialog)),
            TraceEvent::Picked { intent: Some(intent), .. } => {
                format!("the consumer picks the intent `{intent}`")
            }
            TraceEvent::IntentPassed { intent, .. } => {
                format!("the bot before passed on the intent `{intent}`")
            }
            TraceEvent::TransferFailed { skill, .. } => {
                format!("nobody answers the transfer to skill {skill}")
            }
            _ => return None,
        })
    }

    /// That nothing understood the message, and what follows.
    pub(super) fn fallback(&self, place: usize) -> Option<String> {
        let TraceEvent::Fallback { choice, at, dialog, threshold } = self.events().get(place)? else {
            return None;
        };
        let said = self.heard().map_or_else(|| "the message".to_owned(), quoted);
        let nothing = format!("nothing understands {said}{}", self.tried(place));
        Some(match (choice, at, dialog) {
            (FallbackKind::Question, Some(at), _) => {
                format!("{nothing}, so the fallback message of {} is sent", self.atlas.interaction(at))
            }
            (FallbackKind::Dialog, _, Some(dialog)) => {
                format!("{nothing}, so the fallback dialog {} plays", named(dialog))
            }
            (FallbackKind::AutoEscalation, _, Some(dialog)) => format!(
                "{nothing} for the {}. time in this question, so the auto escalation dialog {} plays",
                threshold.unwrap_or_default() + 1,
                named(dialog)
            ),
            _ => format!("{nothing}, and there is no fallback, so the platform's own text is sent"),
        })
    }

    /// What was tried with a message that nothing understood: `` (2 rules of `ask` and 5 starter patterns tried) ``.
    fn tried(&self, place: usize) -> String {
        let events = &self.events()[..place];
        let rules = events.iter().filter(|event| matches!(event, TraceEvent::RuleTried { .. })).count();
        let patterns = events.iter().rev().find_map(|event| match event {
            TraceEvent::Starters { patterns, .. } => Some(*patterns),
            _ => None,
        });
        let count = |number: usize, noun: &str| {
            if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
        };
        let rules = (rules > 0).then(|| count(rules, "rule"));
        let patterns = patterns.map(|patterns| count(patterns, "starter pattern"));
        let tried: Vec<String> = rules.into_iter().chain(patterns).collect();
        if tried.is_empty() { String::new() } else { format!(" ({} tried)", tried.join(" and ")) }
    }

    /// Why no dialog began, where the starters were asked.
    pub(super) fn no_starter(&self) -> Option<String> {
        self.events().iter().rev().find_map(|event| match event {
            TraceEvent::Starters { decision: StarterDecision::Nothing, patterns, not_asked, .. } => {
                let said = self.heard().map_or_else(|| "the message".to_owned(), quoted);
                let doubt = match not_asked {
                    Some(NotAskedBecause::IsClear) => ", and the intent that it means starts none",
                    _ => "",
                };
                let of = if *patterns == 1 { "1 pattern" } else { &format!("{patterns} patterns") };
                Some(format!("no starter takes {said} ({of} tried){doubt}"))
            }
            _ => None,
        })
    }
}

fn chosen(candidates: &[StarterCandidate]) -> Option<&str> {
    candidates.iter().find(|one| one.verdict == Verdict::Chosen).and_then(|one| one.pattern.as_deref())
}
