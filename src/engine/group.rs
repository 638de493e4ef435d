//! Asking the other bots of the group when no starter takes a message (spec 4.6, 14.2).
//!
//! The engine knows one bot. It asks the host, which has the others and lets each [`judge`] the message.

use std::cmp::Reverse;
use std::sync::Arc;

use super::advance::Turn;
use super::choose::starters_for;
use super::fallback::Unanswered;
use super::{Ended, Event, Fit, HandOver, Part, PassedContext, Problem, Session, Trace, Verdict};
use crate::linked::{DialogId, LinkedBot};
use crate::nlu::{Band, Score};

/// What the siblings of a bot make of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupAnswer {
    siblings: Vec<Sibling>,
    taken: Option<usize>,
}

/// A bot of the group that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sibling {
    /// Its name.
    pub bot: Arc<str>,
    /// What it makes of the message.
    pub verdict: SiblingVerdict,
}

/// What a bot makes of a message that another one of its group does not understand. Names, not ids: they
/// are told where that other bot speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiblingVerdict {
    /// A starter's pattern matches.
    Pattern {
        /// The pattern as written.
        pattern: Arc<str>,
        /// The starter's dialog.
        dialog: Arc<str>,
    },
    /// It means the intent of a starter, with at least GOOD confidence.
    Intent {
        /// The intent.
        intent: Arc<str>,
        /// How sure.
        score: Score,
        /// The starter's dialog.
        dialog: Arc<str>,
    },
    /// It means the intent of a starter, but not surely enough.
    Unsure {
        /// The intent.
        intent: Arc<str>,
        /// How sure.
        score: Score,
        /// What the platform makes of that.
        band: Band,
    },
    /// An exclude keyword keeps this dialog, which would have matched, from being triggered.
    Excluded(Arc<str>),
    /// No starter takes it.
    Nothing,
    /// A survey bot never takes part.
    Survey,
    /// It says itself that the group does not collaborate.
    CollaborationOff,
}

/// Why the group is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GroupNotAsked {
    /// The group does not collaborate.
    CollaborationOff,
    /// No other bot of the group is in the run.
    NoSiblings,
    /// A survey bot never takes part.
    Survey,
}

/// What a bot would do with a message that is offered to it by a sibling. Nothing happens to it yet.
pub fn judge(bot: &LinkedBot, message: &str) -> SiblingVerdict {
    match &bot.group {
        Some(group) if group.is_survey => return SiblingVerdict::Survey,
        Some(group) if !group.collaboration => return SiblingVerdict::CollaborationOff,
        _ => {}
    }
    let candidates = starters_for(bot, message);
    let of = |verdict| candidates.iter().find(|candidate| candidate.verdict == verdict);
    let name = |dialog: Option<DialogId>| dialog.map(|dialog| bot.dialog(dialog).name.clone());
    match of(Verdict::Chosen).map(|chosen| (chosen.fit, name(chosen.dialog))) {
        Some((Fit::Pattern(pattern), Some(dialog))) => {
            return SiblingVerdict::Pattern { pattern: Arc::from(bot.starters.pattern(pattern)), dialog };
        }
        Some((Fit::Intent { intent, score, .. }, Some(dialog))) => {
            return SiblingVerdict::Intent { intent: bot.intents.name(intent).clone(), score, dialog };
        }
        _ => {}
    }
    if let Some(dialog) = of(Verdict::Excluded).and_then(|excluded| name(excluded.dialog)) {
        return SiblingVerdict::Excluded(dialog);
    }
    match of(Verdict::BelowGood).map(|unsure| unsure.fit) {
        Some(Fit::Intent { intent, score, band, .. }) => {
            SiblingVerdict::Unsure { intent: bot.intents.name(intent).clone(), score, band }
        }
        _ => SiblingVerdict::Nothing,
    }
}

impl GroupAnswer {
    /// Decides who takes over: a pattern before any intent, then the highest score; of equal ones the
    /// first that was asked.
    pub fn new(siblings: Vec<Sibling>) -> Self {
        let rank = |sibling: &Sibling| match sibling.verdict {
            SiblingVerdict::Pattern { .. } => Some(None),
            SiblingVerdict::Intent { score, .. } => Some(Some(Reverse(score))),
            _ => None,
        };
        let ranked = siblings.iter().enumerate().filter_map(|(index, sibling)| Some((rank(sibling)?, index)));
        let taken = ranked.min().map(|(_, index)| index);
        Self { siblings, taken }
    }

    /// The bot that takes over.
    pub fn taken(&self) -> Option<&Sibling> {
        self.siblings.get(self.taken?)
    }
}

impl Session {
    /// Says that bots of the same group are in the run, so that they are asked.
    pub fn with_siblings(self, has_siblings: bool) -> Self {
        Self { has_siblings, ..self }
    }
}

impl Turn<'_> {
    /// Asks the group about a message that no starter takes. Says whether its answer is awaited.
    pub(super) fn ask_group(&mut self, said: &Arc<str>) -> bool {
        let Some(group) = &self.bot.group else { return false };
        let reason = if group.is_survey {
            GroupNotAsked::Survey
        } else if !group.collaboration {
            GroupNotAsked::CollaborationOff
        } else if !self.session.has_siblings {
            GroupNotAsked::NoSiblings
        } else {
            self.session.asks_group = true;
            self.events.push(Event::AskGroup(said.clone()));
            return true;
        };
        self.trace(Trace::GroupNotAsked(reason));
        false
    }

    /// The group has answered: a sibling takes over, or this bot falls back.
    pub(super) fn group_answered(&mut self, answer: &GroupAnswer) {
        if !std::mem::take(&mut self.session.asks_group) {
            return;
        }
        for (index, sibling) in answer.siblings.iter().enumerate() {
            let taken = answer.taken == Some(index);
            self.trace(Trace::SiblingAsked { sibling: sibling.clone(), taken });
        }
        match answer.taken() {
            Some(sibling) => self.hand_over_to(sibling),
            None => self.fall_back(Unanswered::Message),
        }
    }

    /// The sibling gets the message as the platform found it: by its intent, or by what was said. What
    /// waits here goes on waiting, for the time when the conversation comes back.
    fn hand_over_to(&mut self, sibling: &Sibling) {
        let bot = self.bot;
        if let Some(message) = bot.group.as_ref().and_then(|group| group.transfer_message.as_ref()) {
            let (text, unresolved) = self.filled(message);
            for reference in unresolved {
                self.problem(Problem::UnresolvedInTransferMessage(reference));
            }
            self.send_text(text, None, Part::TransferMessage);
        }
        let intent = match &sibling.verdict {
            SiblingVerdict::Intent { intent, .. } => Some(intent.clone()),
            _ => None,
        };
        let said = self.session.request.said.clone();
        let context = Some(PassedContext { intent, message: said.clone() });
        self.hand_over(HandOver { to: sibling.bot.clone(), heard: said, context, dialog: None });
    }

    /// Lets another bot play on; this one says no more.
    pub(super) fn hand_over(&mut self, over: HandOver) {
        self.events.push(Event::HandOver(Box::new(over)));
        self.ended = Some(Ended::HandedOver);
    }
}
