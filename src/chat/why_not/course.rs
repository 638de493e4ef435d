//! What happened in a turn, as far as `/why NAME` asks.

use std::collections::HashMap;

use crate::engine::{Ended, Event, Interrupted, RuleOutcome, StarterChoice, Timing, Trace, WentBecause};
use crate::linked::{InteractionId, LinkedBot, Target};
use crate::play::Happened;

/// The course of a turn, with one bot.
pub(super) struct Course<'c> {
    /// The turn's number.
    pub number: usize,
    /// What happened with the bot, in order.
    pub events: Vec<&'c Event>,
    /// What the starters, and the rules of the question that waited, were given.
    pub said: Option<&'c str>,
    /// The question that waited for it.
    pub answering: Option<InteractionId>,
    /// The last place in the events where an interaction was played, or tried as the one that waits.
    played: HashMap<InteractionId, usize>,
    /// How the turn ended.
    pub ended: Option<Ended>,
}

impl<'c> Course<'c> {
    pub(super) fn new(bot: &LinkedBot, number: usize, events: &'c [Happened]) -> Self {
        let own = events.iter().filter(|happened| std::ptr::eq(&raw const *happened.bot, bot));
        let events: Vec<&Event> = own.map(|happened| &happened.event).collect();
        let mut course = Self {
            number,
            events: Vec::new(),
            said: None,
            answering: None,
            played: HashMap::new(),
            ended: None,
        };
        let mut is_lost = false;
        for (index, event) in events.iter().enumerate() {
            match event {
                Event::Trace(Trace::Timing(Timing::Interruption {
                    outcome: Interrupted::Blocked, ..
                })) => {
                    is_lost = true;
                }
                // The message that comes while the bot is busy, after one that it heard.
                Event::Trace(Trace::Said(_)) if std::mem::take(&mut is_lost) => {}
                Event::Trace(
                    Trace::Said(text) | Trace::Tapped { said: text, .. } | Trace::SystemText(text),
                ) => {
                    (course.said, course.answering) = (Some(&**text), None);
                }
                Event::Trace(Trace::Answering(id)) => {
                    course.answering = Some(*id);
                    course.played.insert(*id, index);
                }
                Event::Trace(Trace::Entered(id)) => {
                    course.played.insert(*id, index);
                }
                Event::Ended(ended) => course.ended = Some(*ended),
                _ => {}
            }
        }
        course.events = events;
        course
    }

    /// The steps of the explanation.
    pub(super) fn traces(&self) -> impl Iterator<Item = &'c Trace> {
        self.events.iter().filter_map(|event| match event {
            Event::Trace(trace) => Some(trace),
            _ => None,
        })
    }

    /// Whether anything was played, or waited for what was said.
    pub(super) fn anything_was_played(&self) -> bool {
        !self.played.is_empty()
    }

    /// Whether an interaction was played, or waited for what was said.
    pub(super) fn was_played(&self, id: InteractionId) -> bool {
        self.played.contains_key(&id)
    }

    /// Whether an interaction was played in this turn, not only waiting from before.
    pub(super) fn was_entered(&self, id: InteractionId) -> bool {
        self.traces().any(|trace| *trace == Trace::Entered(id))
    }

    /// How the flow came to an interaction the last time: from where, and why.
    pub(super) fn arrival(&self, id: InteractionId) -> Option<(InteractionId, Target, WentBecause)> {
        let at = *self.played.get(&id)?;
        let before = self.events[..at].iter().rev();
        before.into_iter().find_map(|event| match event {
            Event::Trace(Trace::Went { from, to, because }) => Some((*from, *to, *because)),
            _ => None,
        })
    }

    /// Where an interaction led the last time.
    pub(super) fn departure(&self, id: InteractionId) -> Option<(Target, WentBecause)> {
        let departures = self.traces().filter_map(|trace| match trace {
            Trace::Went { from, to, because } if *from == id => match because {
                WentBecause::NextAction
                | WentBecause::Rule(_)
                | WentBecause::UnhandledFailure
                | WentBecause::SystemString
                | WentBecause::Code(_) => Some((*to, *because)),
                WentBecause::Triggered | WentBecause::Author => None,
            },
            _ => None,
        });
        departures.last()
    }

    /// What came of a rule the last time that it was tried.
    pub(super) fn tried(&self, id: InteractionId, position: usize) -> Option<&'c RuleOutcome> {
        let outcomes = self.traces().filter_map(|trace| match trace {
            Trace::RuleTried { interaction, rule, outcome } if (*interaction, *rule) == (id, position) => {
                Some(outcome)
            }
            _ => None,
        });
        outcomes.last()
    }

    /// The rule of an interaction that was taken last, if one was.
    pub(super) fn taken(&self, id: InteractionId) -> Option<usize> {
        let taken = self.traces().filter_map(|trace| match trace {
            Trace::RuleTried { interaction, rule, outcome: RuleOutcome::Matched } if *interaction == id => {
                Some(*rule)
            }
            Trace::QuestionSkipped { question, rule } if *question == id => Some(*rule),
            _ => None,
        });
        taken.last()
    }

    /// Whether the No Match rule of an interaction was taken.
    pub(super) fn took_no_match(&self, id: InteractionId) -> bool {
        self.traces().any(|trace| *trace == Trace::NoMatchTaken(id))
    }

    /// The rule by which a question was passed, since it takes an entity that is known.
    pub(super) fn skipped_by(&self, id: InteractionId) -> Option<usize> {
        self.traces().find_map(|trace| match trace {
            Trace::QuestionSkipped { question, rule } if *question == id => Some(*rule),
            _ => None,
        })
    }

    /// What the starters made of it the last time, if they were asked.
    pub(super) fn starters(&self) -> Option<&'c StarterChoice> {
        let choices = self.traces().filter_map(|trace| match trace {
            Trace::Starters(choice) => Some(choice),
            _ => None,
        });
        choices.last()
    }
}
