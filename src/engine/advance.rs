//! One event, top level (spec 13.3).

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::send::Prepared;
use super::session::{Request, State};
use super::{ConsumerFile, Ended, Event, Input, LogLine, Problem, Session, Trace, WentBecause, literals};
use crate::linked::{InteractionId, LinkedBot, Step, Target};
use crate::nlu::ScoredIntent;
use crate::script::CodeReply;
use crate::source::Span;

/// Lets one thing happen to a conversation and says what follows from it.
pub fn advance(bot: &LinkedBot, session: &mut Session, input: Input) -> Vec<Event> {
    let mut events = Vec::new();
    advance_into(bot, session, input, &mut events);
    events
}

/// As [`advance`], adding the events to a list that the host keeps.
pub fn advance_into(bot: &LinkedBot, session: &mut Session, input: Input, events: &mut Vec<Event>) {
    let turn = Turn {
        bot,
        session,
        events,
        prepared: Vec::new(),
        ended: None,
        skipped: BTreeSet::new(),
        code_delay: None,
        code_replies: Vec::new(),
        failed_functions: Vec::new(),
        bot_transfer: None,
    };
    turn.take(input);
}

/// One input being worked off. Each concern's file adds its steps.
pub(super) struct Turn<'t> {
    pub(super) bot: &'t LinkedBot,
    pub(super) session: &'t mut Session,
    pub(super) events: &'t mut Vec<Event>,
    /// The message stack of the interaction that plays (spec 5.2.2).
    pub(super) prepared: Vec<Prepared>,
    /// Set where the flow stops for another reason than a question or an end.
    pub(super) ended: Option<Ended>,
    /// Questions that a known entity has answered in this turn.
    pub(super) skipped: BTreeSet<InteractionId>,
    /// The delay that code has chosen for the interaction that plays.
    pub(super) code_delay: Option<Duration>,
    /// Quick replies that code has added to its content.
    pub(super) code_replies: Vec<CodeReply>,
    /// How global functions have failed in this turn: where, and with what words.
    pub(super) failed_functions: Vec<(Option<Span>, Arc<str>)>,
    /// The bot, and its dialog, that code hands the conversation to.
    pub(super) bot_transfer: Option<(Arc<str>, Arc<str>)>,
}

impl Turn<'_> {
    fn take(mut self, input: Input) {
        self.work_off(input);
        // What is still to come after a hand-over is for the other bot.
        while !self.end() && !self.session.arriving.is_empty() && self.next_arrival() {}
    }

    fn work_off(&mut self, input: Input) {
        match input {
            Input::TimePassed(time) => self.pass_time(time),
            Input::CallFinished(call, outcome) => self.finish_call(call, outcome),
            Input::Goto(target) => self.go_to(target),
            Input::Text(text) => self.hear(|turn| turn.text(text)),
            Input::Intent { text, ranked } => self.hear(|turn| turn.scripted(text, ranked)),
            Input::Tap(index) => {
                // What was on offer counts, also where the session has expired since.
                let offered = self.session.offered.clone();
                self.hear(|turn| turn.tap(offered, &[index], None));
            }
            Input::Taps(places) => {
                let offered = self.session.offered.clone();
                self.hear(|turn| turn.tap(offered, &places, None));
            }
            Input::TapOn(tap) => {
                let offered = match tap.message {
                    Some(number) => self.session.offered_by(number).cloned(),
                    None => self.session.offered.clone(),
                };
                self.hear(|turn| turn.tap(offered, &tap.places, tap.picked.as_ref()));
            }
            Input::File(file) => self.hear(|turn| turn.file(file)),
            Input::Interruption { text, after } => self.interrupt(text, after),
            Input::Burst { texts, gap } => self.burst(texts, gap),
            Input::Event(text) => self.system_text(text),
            Input::GroupAnswered(answer) => self.group_answered(&answer),
            Input::TakeOver(over) => self.take_over(*over),
        }
        self.fail_overdue_transfer();
    }

    pub(super) fn trace(&mut self, trace: Trace) {
        self.events.push(Event::Trace(trace));
    }

    pub(super) fn problem(&mut self, problem: Problem) {
        self.events.push(Event::Problem(problem));
    }

    pub(super) fn log(&mut self, line: &'static str) {
        self.events.push(Event::Log(LogLine(line)));
    }

    /// Something comes from the consumer, if it is not too late for that.
    pub(super) fn hear(&mut self, work: impl FnOnce(&mut Self)) {
        if !self.is_too_late() {
            self.attend(work);
        }
    }

    /// Sees to the session, then lets what has come be worked off.
    pub(super) fn attend(&mut self, work: impl FnOnce(&mut Self)) {
        if self.session.is_busy() {
            self.trace(Trace::Blocked);
            return;
        }
        if self.session.state == State::WithAgent {
            // The agent has the conversation, however long the bot's session lasts.
            self.session.last_activity = self.session.now;
            self.trace(Trace::WithAgent);
            return;
        }
        if self.session.state == State::Closed || self.session.is_expired(self.bot) {
            self.session.start_afresh();
            self.trace(Trace::FreshSession);
        }
        self.session.last_activity = self.session.now;
        self.session.open_message();
        self.session.chain = super::session::Chain::default();
        self.session.silent_since = self.session.now;
        self.session.resent = 0;
        self.session.take_replies_away();
        work(self);
        self.rest();
    }

    /// The bot has worked off what came, unless a call is under way.
    pub(super) fn rest(&mut self) {
        if !self.session.is_busy() {
            self.session.busy_until = self.session.now;
        }
    }

    /// A text of the platform (spec 13.2, U-38). One of them gives the conversation back to the bot.
    fn system_text(&mut self, text: Arc<str>) {
        if self.session.state == State::WithAgent && &*text == literals::ESCALATION_FAILED {
            self.take_back_from_agent();
            return;
        }
        self.attend(|turn| {
            turn.trace(Trace::SystemText(text.clone()));
            turn.begin_session();
            turn.route_event(text);
        });
    }

    pub(super) fn text(&mut self, text: Arc<str>) {
        self.trace(Trace::Said(text.clone()));
        if self.is_debug_command(&text) {
            self.debug_command(text.trim());
            return;
        }
        self.session.request = Request::new(text);
        self.read_list_marker();
        self.answer_or_route();
    }

    /// Whether the consumer's text is a debug command, which the bot does not get (spec 2.1).
    pub(super) fn is_debug_command(&self, text: &str) -> bool {
        let commands = [literals::RESET_COMMAND, literals::USER_ID_COMMAND];
        self.bot.settings.debug_commands
            && commands.iter().any(|command| text.trim().eq_ignore_ascii_case(command))
    }

    /// The consumer says something, and what it means is given.
    fn scripted(&mut self, text: Option<Arc<str>>, ranked: Vec<ScoredIntent>) {
        let text = text.unwrap_or_else(|| self.words_for(&ranked));
        self.trace(Trace::Said(text.clone()));
        self.session.request = Request::new(text);
        self.scripted_meaning(ranked);
        self.answer_or_route();
    }

    fn debug_command(&mut self, text: &str) {
        if text.eq_ignore_ascii_case(literals::RESET_COMMAND) {
            self.session.start_afresh();
            self.trace(Trace::Reset);
        } else {
            let id = self.session.identity.consumer.clone();
            self.send_built_in(&id, None);
        }
    }

    fn file(&mut self, file: Arc<ConsumerFile>) {
        self.trace(Trace::SentFile(Arc::from(file.facts.name.as_str())));
        let caption = file.caption.clone().unwrap_or_else(|| Arc::from(""));
        self.session.request = Request::new(caption.clone());
        self.session.last_file = Some(file.clone());
        if let Some(upload) = self.waiting_upload() {
            self.trace(Trace::Answering(upload));
            self.take_file(upload, file);
            return;
        }
        self.problem(Problem::FileNotAwaited(Arc::from(file.facts.name.as_str())));
        if !caption.is_empty() {
            self.answer_or_route();
        }
    }

    fn waiting_upload(&self) -> Option<InteractionId> {
        let id = self.session.waiting_at()?;
        matches!(self.bot.interaction(id).step, Step::Upload(_)).then_some(id)
    }

    pub(super) fn answer_or_route(&mut self) {
        self.begin_session();
        self.notice_entities();
        if let Some(question) = self.session.waiting_at() {
            self.trace(Trace::Answering(question));
            if self.answer(question) {
                return;
            }
        } else {
            self.trace(Trace::NothingPending);
        }
        self.route();
    }

    fn go_to(&mut self, target: InteractionId) {
        if self.session.is_busy() {
            self.trace(Trace::Blocked);
            return;
        }
        if self.session.state != State::Open {
            self.session.start_afresh();
            self.trace(Trace::FreshSession);
        }
        self.session.last_activity = self.session.now;
        self.session.silent_since = self.session.now;
        // The author speaks in the consumer's place: the connector does not.
        self.session.last_message = Some(self.session.now);
        self.session.chain = super::session::Chain::default();
        self.begin_session();
        self.trace(Trace::Went {
            from: target,
            to: Target::Interaction(target),
            because: WentBecause::Author,
        });
        self.run(target, Target::Interaction(target));
        self.rest();
    }

    /// Says how the turn ended, unless it is not over because an answer from outside is awaited. Says
    /// whether another bot goes on.
    fn end(&mut self) -> bool {
        if self.session.is_busy() {
            return false;
        }
        let ended = self.ended.take().unwrap_or_else(|| self.session.rest_state());
        let elsewhere = ended == Ended::HandedOver;
        self.events.push(Event::Ended(ended));
        elsewhere
    }
}
