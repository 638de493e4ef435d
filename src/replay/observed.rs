//! What a bot does that the consumer or an agent sees: what a transcript must mention.

use std::sync::Arc;

use super::TroubleKind;
use crate::engine::{Event, Message, Problem, Session, Trace, Unplayed};
use crate::integration::{CallObserver, NoAnswer};
use crate::linked::LinkedBot;
use crate::play::{CallRecord, Happened, Watcher};
use crate::source::Span;

/// Something that shows.
#[derive(Clone, Debug)]
pub(super) enum Observed {
    /// A message to the consumer.
    Message(Message),
    /// A message to agents.
    Private(Arc<str>),
    /// The consumer is handed to an agent.
    Transfer {
        /// The skill's number.
        skill: Arc<str>,
        /// The agent.
        agent: Option<Arc<str>>,
    },
    /// The consumer is handed to another bot.
    HandOver(Arc<str>),
    /// The conversation is closed, with a survey or without.
    Closed(bool),
    /// A page opens.
    Link(Arc<str>),
}

impl Observed {
    /// What an event shows.
    pub(super) fn of(event: &Event) -> Option<Self> {
        Some(match event {
            Event::Message(message) => Self::Message(message.clone()),
            Event::PrivateMessage { text, .. } => Self::Private(text.clone()),
            Event::Transferred { skill, agent, .. } => {
                Self::Transfer { skill: skill.clone(), agent: agent.clone() }
            }
            Event::HandOver(over) => Self::HandOver(over.to.clone()),
            Event::Closed { survey } => Self::Closed(*survey),
            Event::LinkOpened(url) => Self::Link(url.clone()),
            _ => return None,
        })
    }

    /// The text that predicates and captures are about, where there is one.
    pub(super) fn text(&self) -> Option<&Arc<str>> {
        match self {
            Self::Message(message) => Some(&message.text),
            Self::Private(text) | Self::Link(text) => Some(text),
            Self::Transfer { .. } | Self::HandOver(_) | Self::Closed(_) => None,
        }
    }
}

/// Something that shows, with the place of its event among all of the turn.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) what: Observed,
    pub(super) event: usize,
}

/// Something that must not happen in a transcript, with the bot whose ids it holds.
#[derive(Clone, Debug)]
pub(super) enum Mishap {
    /// This version does not play it.
    NotSimulated(Arc<LinkedBot>, Unplayed),
    /// The run is not as it must be.
    Run(Problem),
    /// A call was refused.
    Refused {
        /// The integration's name.
        integration: String,
        /// Why.
        reason: String,
        /// The mock entry that comes nearest.
        nearest: Option<Span>,
    },
}

impl Mishap {
    pub(super) fn kind(&self) -> TroubleKind {
        match self {
            Self::NotSimulated(..) => TroubleKind::NotSimulated,
            Self::Run(_) => TroubleKind::Run,
            Self::Refused { .. } => TroubleKind::Call,
        }
    }
}

/// Keeps what one turn does.
pub(super) struct Ear<'e> {
    /// What shows, in order.
    pub(super) seen: Vec<Seen>,
    /// What must not happen.
    pub(super) mishaps: Vec<Mishap>,
    /// Everything, where that is asked for.
    pub(super) events: Option<Vec<Happened>>,
    /// The listed skills that the consumer was handed to.
    pub(super) skills: Vec<Arc<str>>,
    /// How many events there were.
    count: usize,
    /// Who else listens.
    also: &'e mut dyn Watcher,
}

impl<'e> Ear<'e> {
    pub(super) fn new(keeps_everything: bool, also: &'e mut dyn Watcher) -> Self {
        let events = keeps_everything.then(Vec::new);
        Self { seen: Vec::new(), mishaps: Vec::new(), events, skills: Vec::new(), count: 0, also }
    }
}

impl CallObserver for Ear<'_> {
    fn connecting(&mut self, host: &str, first: bool) {
        self.also.connecting(host, first);
    }

    fn redirected(&mut self, from: &str, to: &str) {
        self.also.redirected(from, to);
    }
}

impl Watcher for Ear<'_> {
    fn event(&mut self, bot: &Arc<LinkedBot>, session: &Session, event: &Event) {
        self.also.event(bot, session, event);
        let what = Observed::of(event);
        self.seen.extend(what.map(|what| Seen { what, event: self.count }));
        match event {
            Event::NotSimulated(what) => self.mishaps.push(Mishap::NotSimulated(bot.clone(), *what)),
            Event::Problem(problem @ (Problem::BotNotInRun { .. } | Problem::HandOversWithoutEnd(_))) => {
                self.mishaps.push(Mishap::Run(problem.clone()));
            }
            Event::Trace(Trace::SkillAnswers { skill, listed: true, .. }) => self.skills.push(skill.clone()),
            _ => {}
        }
        if let Some(events) = &mut self.events {
            events.push(Happened { bot: bot.clone(), event: event.clone() });
        }
        self.count += 1;
    }

    fn call_ended(&mut self, bot: &Arc<LinkedBot>, calls: &[CallRecord]) {
        self.also.call_ended(bot, calls);
        let Some(record) = calls.last() else { return };
        if let Err(NoAnswer::Refused(reason)) = &record.answer.result {
            let integration = record.request.integration.clone();
            let nearest = record.answer.nearest;
            self.mishaps.push(Mishap::Refused { integration, reason: reason.clone(), nearest });
        }
    }
}
