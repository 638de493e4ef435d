//! Shows a turn while it happens, and keeps what `/why` and `/log` tell later.

use std::sync::Arc;

use super::page::Page;
use super::progress::Progress;
use super::screen::Screen;
use super::{view_call, view_event, view_problem, view_wire};
use crate::cassette::{Recording, RecordingNames};
use crate::engine::{Event, Interrupted, Problem, Session, Timing, Trace};
use crate::integration::{AnswerSource, CallObserver, NoAnswer, Secrets};
use crate::linked::LinkedBot;
use crate::play::{CallRecord, Happened, Watcher};
use crate::source::{Sources, Span};

/// What one input led to.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// All events, in order.
    pub events: Vec<Happened>,
    /// Whether something was refused or is not simulated, so that the run has not done its work.
    pub failed: bool,
    /// Whether the bot did anything that shows, or it is plain why it did not.
    pub shown: bool,
    /// What `/log` tells of it.
    pub log: Vec<String>,
    /// Where the overriding entries stand that answered.
    pub answered_by: Vec<Span>,
}

/// Watches one turn.
pub(super) struct TurnWatcher<'w, 's> {
    /// The bot that the conversation is with.
    pub bot: Arc<LinkedBot>,
    /// Whether it is one of several.
    pub names_bots: bool,
    pub sources: &'w Sources,
    pub secrets: &'w Secrets,
    pub screen: &'w mut Screen<'s>,
    pub progress: &'w mut Progress,
    /// Where live calls are kept.
    pub recording: Option<&'w Recording>,
    /// How they are named there.
    pub names: RecordingNames,
    pub seen: Seen,
}

impl TurnWatcher<'_, '_> {
    fn page(&self) -> Page<'_> {
        Page {
            bot: &self.bot,
            sources: self.sources,
            secrets: self.secrets,
            terminal: self.screen.terminal(),
            names_bots: self.names_bots,
            wraps: self.screen.interactive,
        }
    }

    fn show(&mut self, text: &str) {
        // A progress line would be torn apart by what is written beside it.
        self.progress.clear();
        self.screen.show_turn(text);
    }

    /// Keeps the last of the calls in the cassette, where it is one to be kept.
    fn record(&mut self, calls: &[CallRecord]) {
        let added = self.recording.map(|recording| recording.add(calls, &self.names, self.secrets));
        if let Some(Err(reason)) = added {
            self.seen.failed = true;
            self.show(&self.page().alarm(&reason));
        }
    }

    fn log_line(&self, event: &Event) -> Option<String> {
        let page = self.page();
        match event {
            Event::Log(line) => Some(line.0.to_owned()),
            Event::CodeLog { text, .. } => Some(text.to_string()),
            Event::Problem(problem) => Some(view_problem::problem(&page, problem)),
            Event::NotSimulated(what) => Some(view_problem::unplayed(&page, what)),
            _ => None,
        }
    }
}

impl CallObserver for TurnWatcher<'_, '_> {
    fn connecting(&mut self, host: &str, first: bool) {
        let host = self.page().safe_line(host);
        if first {
            self.show(&self.page().notice(&format!("first call to {host}")));
        }
        self.progress.connecting(host);
    }

    fn sent(&mut self, bytes: u64, total: u64) {
        self.progress.sent(bytes, total);
    }

    fn redirected(&mut self, from: &str, to: &str) {
        self.show(&self.page().notice(&format!("redirected from {from} to {to}")));
    }

    fn waiting(&mut self) {
        self.progress.waiting();
    }
}

impl Watcher for TurnWatcher<'_, '_> {
    fn event(&mut self, bot: &Arc<LinkedBot>, session: &Session, event: &Event) {
        self.bot = bot.clone();
        if let (Event::Message(message), true) = (event, self.screen.shows_events()) {
            let lines = view_wire::lines(&self.page(), message, session.channel(bot));
            self.progress.clear();
            lines.iter().for_each(|line| self.screen.show_event(line));
            self.seen.shown = true;
        } else if let Some(text) = view_event::event(&self.page(), event) {
            self.show(&text);
            self.seen.shown |= explains_itself(event);
        }
        self.seen.failed |= is_failure(event);
        let line = self.log_line(event);
        self.seen.log.extend(line);
        self.seen.events.push(Happened { bot: bot.clone(), event: event.clone() });
    }

    fn call_ended(&mut self, bot: &Arc<LinkedBot>, calls: &[CallRecord]) {
        self.bot = bot.clone();
        self.progress.clear();
        let Some(record) = calls.last() else { return };
        if let AnswerSource::Override(_, span) = record.answer.source {
            self.seen.answered_by.push(span);
        }
        self.seen.failed |= matches!(record.answer.result, Err(NoAnswer::Refused(_)));
        let line = view_call::no_answer(&self.page(), record);
        self.seen.log.extend(line);
        if let Some(text) = view_call::remark(&self.page(), record) {
            self.show(&text);
        }
        self.record(calls);
    }
}

/// Whether the run has not done its work: what the bot does wrong is no failure, what is not done here is.
fn is_failure(event: &Event) -> bool {
    match event {
        Event::NotSimulated(_) => true,
        Event::Problem(problem) => {
            matches!(problem, Problem::BotNotInRun { .. } | Problem::HandOversWithoutEnd(_))
        }
        _ => false,
    }
}

/// Remarks on what came before do not explain why the bot says nothing.
fn explains_itself(event: &Event) -> bool {
    match event {
        Event::Trace(trace) => matches!(
            trace,
            Trace::WithAgent
                | Trace::Reset
                | Trace::Blocked
                | Trace::Timing(
                    Timing::TooLate { .. } | Timing::Interruption { outcome: Interrupted::Blocked, .. }
                )
        ),
        _ => true,
    }
}
