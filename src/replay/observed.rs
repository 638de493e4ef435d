//! What a bot does that the consumer or an agent sees: what a transcript must mention.

use std::cell::OnceCell;
use std::sync::Arc;

use serde_json::Value as Json;

use super::TroubleKind;
use crate::bot::Channel;
use crate::engine::{CodePlace, Event, Message, Problem, Session, Trace, Unplayed};
use crate::integration::{CallObserver, NoAnswer};
use crate::linked::LinkedBot;
use crate::play::{CallRecord, Happened, Watcher};
use crate::script::Failure;
use crate::source::Span;
use crate::transcript::CodeErrors;

/// Something that shows.
#[derive(Clone, Debug)]
pub(super) enum Observed {
    /// A message to the consumer.
    Message(SeenMessage),
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

/// A message with what goes over the wire of it, which is made only where a transcript asks for it.
#[derive(Clone, Debug)]
pub(super) struct SeenMessage {
    message: Message,
    channel: Channel,
    content: OnceCell<Json>,
}

impl SeenMessage {
    /// The message.
    pub(super) fn message(&self) -> &Message {
        &self.message
    }

    /// Its structured content, its quick replies beside; `null` where it has neither.
    pub(super) fn content(&self) -> &Json {
        self.content.get_or_init(|| self.message.wire_content(self.channel))
    }
}

impl Observed {
    /// What an event shows, in a conversation on this channel.
    pub(super) fn of(event: &Event, channel: Channel) -> Option<Self> {
        Some(match event {
            Event::Message(message) => {
                Self::Message(SeenMessage { message: message.clone(), channel, content: OnceCell::new() })
            }
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
            Self::Message(seen) => Some(&seen.message.text),
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
    /// Bot code goes wrong.
    Code(Arc<LinkedBot>, CodePlace, Arc<Failure>),
    /// The run is not as it must be.
    Run(Problem),
    /// The consumer cannot tap what they are to tap.
    Tap(Problem),
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
            Self::Code(..) => TroubleKind::Code,
            Self::Run(_) => TroubleKind::Run,
            Self::Tap(_) => TroubleKind::Consumer,
            Self::Refused { .. } => TroubleKind::Call,
        }
    }
}

/// Whether a tap comes to nothing because it cannot be done as things are.
fn is_refused_tap(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::NothingToTap { .. }
            | Problem::OneTapOnly
            | Problem::ReplyIsGone(_)
            | Problem::TapRefused { .. }
            | Problem::PickFirst { .. }
    )
}

/// What bot code has logged, and where it has let the flow go last.
#[derive(Clone, Debug, Default)]
pub(super) struct CodeNotes {
    /// The lines, in order.
    pub(super) log: Vec<Arc<str>>,
    /// The name that it has given last, whatever came of it.
    pub(super) triggered: Option<Arc<str>>,
}

impl CodeNotes {
    /// Takes note of an event.
    pub(super) fn note(&mut self, event: &Event) {
        match event {
            Event::CodeLog { text, .. } => self.log.push(text.clone()),
            Event::Trace(Trace::Triggered { name, .. }) => self.triggered = Some(name.clone()),
            _ => {}
        }
    }

    /// Goes on with what came after it.
    pub(super) fn go_on_with(&mut self, later: Self) {
        self.log.extend(later.log);
        self.triggered = later.triggered.or(self.triggered.take());
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
    /// What bot code has logged, and where it has let the flow go.
    pub(super) code: CodeNotes,
    /// How many events there were.
    count: usize,
    /// Whether bot code may go wrong.
    code_errors: CodeErrors,
    /// Who else listens.
    also: &'e mut dyn Watcher,
}

impl<'e> Ear<'e> {
    pub(super) fn new(keeps_everything: bool, code_errors: CodeErrors, also: &'e mut dyn Watcher) -> Self {
        let events = keeps_everything.then(Vec::new);
        Self {
            seen: Vec::new(),
            mishaps: Vec::new(),
            events,
            skills: Vec::new(),
            code: CodeNotes::default(),
            count: 0,
            code_errors,
            also,
        }
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
        let what = Observed::of(event, session.channel(bot));
        self.seen.extend(what.map(|what| Seen { what, event: self.count }));
        match event {
            Event::NotSimulated(what) => self.mishaps.push(Mishap::NotSimulated(bot.clone(), *what)),
            Event::Problem(Problem::CodeFailed { place, failure })
                if self.code_errors == CodeErrors::Fail =>
            {
                self.mishaps.push(Mishap::Code(bot.clone(), *place, failure.clone()));
            }
            Event::Problem(problem @ (Problem::BotNotInRun { .. } | Problem::HandOversWithoutEnd(_))) => {
                self.mishaps.push(Mishap::Run(problem.clone()));
            }
            Event::Problem(problem) if is_refused_tap(problem) => {
                self.mishaps.push(Mishap::Tap(problem.clone()));
            }
            Event::Trace(Trace::SkillAnswers { skill, listed: true, .. }) => self.skills.push(skill.clone()),
            _ => {}
        }
        self.code.note(event);
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
