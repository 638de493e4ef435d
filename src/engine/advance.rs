//! One event, top level (spec 13.3).

use std::sync::Arc;

use super::send::Prepared;
use super::session::{Offered, Request, State};
use super::{ConsumerFile, Ended, Event, Input, LogLine, Problem, Session, Trace, WentBecause, literals};
use crate::bot::QuickReplyValue;
use crate::linked::{InteractionId, LinkedBot, OfferedChoice, Step, Tap, Target};

/// Lets one thing happen to a conversation and says what follows from it.
pub fn advance(bot: &LinkedBot, session: &mut Session, input: Input) -> Vec<Event> {
    let mut events = Vec::new();
    advance_into(bot, session, input, &mut events);
    events
}

/// As [`advance`], adding the events to a list that the host keeps.
pub fn advance_into(bot: &LinkedBot, session: &mut Session, input: Input, events: &mut Vec<Event>) {
    Turn { bot, session, events, prepared: Vec::new(), ended: None }.take(input);
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
}

impl Turn<'_> {
    fn take(mut self, input: Input) {
        match input {
            Input::TimePassed(time) => self.session.now += time,
            Input::CallFinished(call, outcome) => self.finish_call(call, outcome),
            Input::Goto(target) => self.go_to(target),
            Input::Text(text) => self.hear(|turn| turn.text(text)),
            Input::Tap(index) => {
                // What was on offer counts, also where the session has expired since.
                let offered = self.session.offered.clone();
                self.hear(|turn| turn.tap(offered, index));
            }
            Input::File(file) => self.hear(|turn| turn.file(file)),
            Input::GroupAnswered(answer) => self.group_answered(&answer),
            Input::TakeOver(over) => self.take_over(*over),
        }
        self.end();
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

    /// Something comes from the consumer: sees to the session, then lets it be worked off.
    pub(super) fn hear(&mut self, work: impl FnOnce(&mut Self)) {
        if self.session.is_busy() {
            self.trace(Trace::Blocked);
            return;
        }
        if self.session.state == State::Closed || self.session.is_expired(self.bot) {
            self.session.start_afresh();
            self.trace(Trace::FreshSession);
        }
        self.session.last_activity = self.session.now;
        if self.session.state == State::WithAgent {
            self.trace(Trace::WithAgent);
            return;
        }
        self.session.request_variables.clear();
        self.session.chain = super::session::Chain::default();
        work(self);
    }

    fn text(&mut self, text: Arc<str>) {
        self.trace(Trace::Said(text.clone()));
        if self.bot.settings.debug_commands && self.debug_command(text.trim()) {
            return;
        }
        self.session.request = Request::new(text);
        self.answer_or_route();
    }

    /// The consumer's debug commands (spec 2.1).
    fn debug_command(&mut self, text: &str) -> bool {
        if text.eq_ignore_ascii_case(literals::RESET_COMMAND) {
            self.session.start_afresh();
            self.trace(Trace::Reset);
        } else if text.eq_ignore_ascii_case(literals::USER_ID_COMMAND) {
            let id = self.session.identity.consumer.clone();
            self.send_built_in(&id, None);
        } else {
            return false;
        }
        true
    }

    fn tap(&mut self, offered: Option<Offered>, index: usize) {
        let Some((question, choices)) = offered else { return };
        let Some(choice) = choices.get(index) else { return };
        if let Some(url) = &choice.url {
            // The page opens, the question keeps waiting (spec U-10).
            self.events.push(Event::LinkOpened(url.clone()));
            return;
        }
        let request = self.tapped(question, index, choice);
        self.trace(Trace::Tapped { label: choice.label.clone(), said: request.said.clone() });
        self.session.request = request;
        self.answer_or_route();
    }

    /// What the bot gets of a tap (spec 7.3; rulings, section 2).
    fn tapped(&self, question: InteractionId, index: usize, choice: &OfferedChoice) -> Request {
        let label = choice.label.clone();
        let Some(value) = choice.value.clone() else { return Request::new(label) };
        let taps = match &self.bot.interaction(question).step {
            Step::Question(question) => question.choices.get(index).map(|choice| &choice.tap),
            _ => None,
        };
        if !matches!(taps, Some(Tap::Payload(_))) {
            return Request::new(value);
        }
        let payload = Some(value.clone());
        match self.bot.settings.quick_reply_value {
            QuickReplyValue::Payload => Request { also: Some(label), payload, ..Request::new(value) },
            QuickReplyValue::Title => Request { also: Some(value), payload, ..Request::new(label) },
        }
    }

    fn file(&mut self, file: Arc<ConsumerFile>) {
        self.trace(Trace::SentFile(Arc::from(file.facts.name.as_str())));
        let caption = file.caption.clone().unwrap_or_else(|| Arc::from(""));
        self.session.request = Request::new(caption.clone());
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
        self.session.chain = super::session::Chain::default();
        self.trace(Trace::Went {
            from: target,
            to: Target::Interaction(target),
            because: WentBecause::Author,
        });
        self.run(target, Target::Interaction(target));
    }

    /// Says how the turn ended, unless it is not over because an answer from outside is awaited.
    fn end(&mut self) {
        if self.session.is_busy() {
            return;
        }
        let ended = self.ended.unwrap_or_else(|| match self.session.state {
            State::Closed => Ended::Closed,
            State::WithAgent => Ended::WithAgent,
            State::Open => self.session.waiting_at().map_or(Ended::Idle, Ended::Waiting),
        });
        self.events.push(Event::Ended(ended));
    }
}
