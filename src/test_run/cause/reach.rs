//! Where ways through a bot lead, and why none of them led to an interaction.

use super::atlas::{At, named};
use super::decision::Telling;
use super::quoted;
use crate::engine::Verdict;
use crate::linked::{InteractionId, LinkedBot, Step, Target};
use crate::trace::{Destination, EndedBecause, StarterDecision, TraceEvent, WentReason};

/// So many interactions on the way are looked at.
const MOST_SEEN: usize = 50;

impl Telling<'_> {
    /// Whether a way that begins like this comes to an interaction before the consumer decides.
    pub(super) fn leads(&self, from: At, to: Target, wanted: At) -> bool {
        let bot = self.atlas.bot(from);
        let mut seen: Vec<InteractionId> = Vec::new();
        let mut due: Vec<InteractionId> = destination(bot, from.id, to).into_iter().collect();
        while let Some(id) = due.pop().filter(|_| from.bot == wanted.bot && seen.len() < MOST_SEEN) {
            if id == wanted.id {
                return true;
            }
            let interaction = bot.interaction(id);
            if seen.contains(&id) || !goes_on(&interaction.step) {
                continue;
            }
            seen.push(id);
            // What a service answers may take any of the rules.
            let targets = interaction.all_rules().map(|rule| rule.next).chain([interaction.next]);
            due.extend(targets.filter_map(|target| destination(bot, id, target)));
        }
        false
    }

    /// That an interaction is of a bot that does not get the message.
    pub(super) fn of_another_bot(&self, wanted: At) -> Option<String> {
        let bot = self.atlas.bot(wanted);
        let is_here = |name: &str| *name == *bot.name;
        let takes_over =
            |event: &TraceEvent| matches!(event, TraceEvent::TookOver { bot, .. } if is_here(bot));
        if is_here(&self.turn.trace.before.bot) || self.events().iter().any(takes_over) {
            return None;
        }
        let instead = self.events().iter().find_map(|event| match event {
            TraceEvent::Starters { dialog: Some(dialog), .. } => {
                Some(format!(", as the dialog {} of `{}` begins", named(dialog), self.turn.trace.before.bot))
            }
            TraceEvent::SiblingAsked { bot, taken: false, .. } if is_here(bot) => {
                Some(", as no starter of it takes the message".to_owned())
            }
            _ => None,
        });
        Some(format!(
            "it is of the bot `{}`, which does not take over{}",
            bot.name,
            instead.unwrap_or_default()
        ))
    }

    /// What leads to an interaction, none of which was played or taken.
    pub(super) fn reached_from(&self, wanted: At) -> Option<String> {
        const MOST: usize = 3;
        let bot = self.atlas.bot(wanted);
        let own = |at: &At| at.bot == wanted.bot && at.id != wanted.id;
        let leads = |at: &At| {
            let interaction = bot.interaction(at.id);
            let mut targets = interaction.all_rules().map(|rule| rule.next).chain([interaction.next]);
            targets.any(|target| destination(bot, at.id, target) == Some(wanted.id))
        };
        let from: Vec<At> = self.atlas.all().filter(own).filter(leads).take(MOST + 1).collect();
        let is_first = bot.dialog(self.atlas.get(wanted).dialog).first == Some(wanted.id);
        match from.len() {
            0 if is_first => None,
            0 => Some("nothing leads there".to_owned()),
            1..=MOST => {
                let names: Vec<String> = from.iter().map(|at| self.atlas.named(*at)).collect();
                Some(format!("only {} leads there", names.join(" or ")))
            }
            _ => None,
        }
    }

    /// Where the flow stopped or turned, if the interaction would have come next.
    pub(super) fn stopped_before(&self, wanted: At) -> Option<String> {
        let (place, last) =
            self.events().iter().enumerate().rev().find_map(|(place, event)| match event {
                TraceEvent::Entered { at } => Some((place, at)),
                _ => None,
            })?;
        let at = self.atlas.find(last)?;
        if !self.leads(at, Target::Next, wanted) {
            return None;
        }
        let after = &self.events()[place + 1..];
        let ended = after.iter().find_map(|event| match event {
            TraceEvent::Ended { because, .. } => Some(*because),
            _ => None,
        });
        if ended == Some(EndedBecause::ChainLimit) {
            return Some(
                "it would come next, but the platform stops before it: too many interactions in a row without a question"
                    .to_owned(),
            );
        }
        let went = after.iter().find_map(|event| match event {
            TraceEvent::Went { from, to, because, target, .. } if from == last => {
                Some((*to, *because, target))
            }
            _ => None,
        });
        let follows = format!("it follows {}", self.atlas.named(at));
        Some(match went {
            Some((Destination::Next, ..)) => return None,
            Some((_, WentReason::Rule, _)) => return None,
            Some((to, _, target)) => {
                let to = match (to, target) {
                    (Destination::End, _) => "End Interaction".to_owned(),
                    (Destination::CloseDialog, _) => "Close Dialog".to_owned(),
                    (Destination::CloseConversation, _) => "Close Conversation".to_owned(),
                    (_, Some(target)) => self.atlas.interaction(target),
                    (_, None) => "elsewhere".to_owned(),
                };
                format!("{follows}, whose next action is {to}")
            }
            None if ended == Some(EndedBecause::Waiting) => {
                format!("{follows}, which waits for the consumer's answer first")
            }
            None => return None,
        })
    }

    /// Why the dialog of an interaction did not begin.
    pub(super) fn not_started(&self, wanted: At) -> Option<String> {
        let bot = self.atlas.bot(wanted);
        let id = self.atlas.get(wanted).dialog;
        let dialog = bot.dialog(id);
        let is_entered = self.events().iter().any(
            |event| matches!(event, TraceEvent::DialogEntered { dialog: entered } if entered.name == *dialog.name),
        );
        let is_under_way = self.turn.trace.before.stack.iter().any(|frame| frame.dialog.name == *dialog.name);
        if is_entered || is_under_way {
            return None;
        }
        let place = self.atlas.place(dialog.span);
        let whose = format!("it is of the dialog `{}` ({place})", dialog.name);
        if !dialog.enabled {
            return Some(format!("{whose}, which is disabled"));
        }
        let starters = self.events().iter().rev().find_map(|event| match event {
            TraceEvent::Starters { decision, dialog, candidates, .. } => Some((decision, dialog, candidates)),
            _ => None,
        });
        let Some((decision, winner, candidates)) = starters else {
            let waits = self.turn.trace.before.stack.last().and_then(|frame| frame.waiting_at.as_ref());
            return waits.map(|at| {
                format!("{whose}, which does not begin, as {} takes the answer", self.atlas.interaction(at))
            });
        };
        let own = candidates.iter().find(|one| one.dialog.as_ref().is_some_and(|of| of.name == *dialog.name));
        if let Some(why) = own.and_then(|one| lost(one.verdict)) {
            let winner =
                winner.as_ref().map_or_else(String::new, |winner| format!(" ({} begins)", named(winner)));
            return Some(format!("{whose}, whose starter fits too, but {why}{winner}"));
        }
        let patterns: Vec<String> =
            bot.starters.patterns_of(id).map(|pattern| format!("`{}`", pattern.source())).collect();
        let said = self.heard().map_or_else(|| "the message".to_owned(), quoted);
        let instead = match (decision, winner) {
            (StarterDecision::Nothing, _) | (_, None) => String::new(),
            (_, Some(winner)) => format!("; the dialog {} begins instead", named(winner)),
        };
        let intents: Vec<String> = bot
            .starters
            .intents_of(id)
            .into_iter()
            .map(|intent| format!("`{}`", bot.intents.name(intent)))
            .collect();
        Some(match (patterns.is_empty(), intents.is_empty()) {
            (false, _) => {
                format!("{whose}, whose starter does not take {said}: it wants {}{instead}", shown(&patterns))
            }
            (true, false) => {
                format!("{whose}, whose starter wants the intent {}{instead}", shown(&intents))
            }
            (true, true) => format!("{whose}, which nothing begins in this turn"),
        })
    }
}

/// Whether the flow goes on from an interaction without the consumer.
fn goes_on(step: &Step) -> bool {
    !matches!(step, Step::Question(_) | Step::Disambiguation(_) | Step::Upload(_) | Step::NotSimulated(_))
}

/// The interaction that a target means.
fn destination(bot: &LinkedBot, from: InteractionId, to: Target) -> Option<InteractionId> {
    match to {
        Target::Next => bot.interaction(from).following,
        Target::Interaction(id) => Some(id),
        Target::Current => Some(from),
        Target::End | Target::CloseDialog | Target::CloseConversation => None,
    }
}

/// Why a starter that fits was not chosen.
fn lost(verdict: Verdict) -> Option<&'static str> {
    Some(match verdict {
        Verdict::Chosen | Verdict::Asked | Verdict::NoStarter => return None,
        Verdict::Disabled => "the dialog is disabled",
        Verdict::Excluded => "an exclude keyword forbids it",
        Verdict::BelowGood => "the message means its intent not surely enough, below GOOD",
        Verdict::LowerScore => "another intent is surer",
        Verdict::ByMetaIntent => "the intent's own starter wins over that of its meta intent",
        Verdict::LaterInBot => "another comes first in the bot",
    })
}

/// At most three of a list.
fn shown(all: &[String]) -> String {
    const MOST: usize = 3;
    match all.len().checked_sub(MOST) {
        None | Some(0) => all.join(" or "),
        Some(more) => format!("{} or one of {more} more", all[..MOST].join(", ")),
    }
}
