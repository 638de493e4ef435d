//! The flow: from interaction to interaction until something waits or ends (spec 13.3, `run_from`).

use super::advance::Turn;
use super::code::Order;
use super::fallback::FallbackRun;
use super::session::Chain;
use super::{
    Counter, Ended, Event, LeftBecause, Part, Problem, Trace, Unplayed, WaitedBecause, WentBecause, literals,
};
use crate::bot::{CodeHook, Content, EndInteraction};
use crate::linked::{
    CHAIN_ACROSS_DIALOGS, CHAIN_IN_DIALOG, InteractionId, Question, Step, Target, UploadStep,
};

/// What an interaction leads to.
pub(super) enum After {
    /// Its next action.
    Goto(Target, WentBecause),
    /// Nothing before the next input.
    Pause,
}

impl Turn<'_> {
    /// Lets the flow go from `from` to `to`, and on.
    pub(super) fn run(&mut self, mut from: InteractionId, mut to: Target) {
        let mut uncounted = 0;
        while let Some(id) = self.destination(from, to) {
            if self.chain_is_exhausted() {
                self.ended = Some(Ended::ChainLimit);
                return;
            }
            // Whoever says nothing, starters above all, is not counted by the platform. More of them in
            // a row than there are interactions is a circle.
            let counted = self.session.chain.count;
            if uncounted > self.bot.interactions.len() {
                self.problem(Problem::EndlessLoop(id));
                return;
            }
            match self.play(id) {
                After::Goto(target, because) => {
                    uncounted = if self.session.chain.count == counted { uncounted + 1 } else { 0 };
                    self.trace(Trace::Went { from: id, to: target, because });
                    (from, to) = (id, target);
                }
                After::Pause => return,
            }
        }
    }

    /// The interaction that is played next; `None` where the flow ended, which is then done.
    fn destination(&mut self, from: InteractionId, to: Target) -> Option<InteractionId> {
        let found = match to {
            Target::Next => self.bot.interaction(from).following,
            Target::Current => Some(from),
            Target::Interaction(id) => return self.jump(id),
            Target::End => {
                self.end_interaction();
                return None;
            }
            Target::CloseDialog => return self.close(true),
            Target::CloseConversation => return self.close(false),
        };
        if found.is_none() {
            self.complete();
        }
        found
    }

    fn jump(&mut self, id: InteractionId) -> Option<InteractionId> {
        let interaction = self.bot.interaction(id);
        if self.enter_dialog(interaction.dialog) {
            // Being triggered is not a crossing: it is where the run begins.
            self.session.chain.crossed |= self.session.chain.count > 0;
        }
        let dialog = self.bot.dialog(interaction.dialog);
        if !dialog.enabled {
            self.problem(Problem::DialogDisabled(id));
            self.complete();
            return None;
        }
        if let Some(kind) = dialog.not_simulated {
            return self.refuse(Unplayed::Dialog(id, kind));
        }
        if interaction.enabled {
            return Some(id);
        }
        self.trace(Trace::PassedOver(id));
        if interaction.following.is_none() {
            self.complete();
        }
        interaction.following
    }

    /// Stops at something that is not played yet.
    fn refuse(&mut self, what: Unplayed) -> Option<InteractionId> {
        self.events.push(Event::NotSimulated(what));
        self.ended = Some(Ended::NotSimulated);
        None
    }

    /// Plays an interaction, in the platform's order of operations (spec 5.2).
    fn play(&mut self, id: InteractionId) -> After {
        self.trace(Trace::Entered(id));
        match self.pre_process(id) {
            Some(elsewhere) => elsewhere,
            None => self.play_step(id),
        }
    }

    /// Step 1: Pre-Process code; where it leads, if that is not to the interaction's own content. Then the content is
    /// not sent, but what the code has said is (scripting spec 4.3).
    fn pre_process(&mut self, id: InteractionId) -> Option<After> {
        self.code_delay = None;
        self.code_replies.clear();
        let order = self.run_code(id, CodeHook::PreProcess);
        if order == Order::GoOn {
            return None;
        }
        self.wait_delay(id);
        self.flush();
        Some(self.obey(order, id, CodeHook::PreProcess))
    }

    fn play_step(&mut self, id: InteractionId) -> After {
        let bot = self.bot;
        match &bot.interaction(id).step {
            Step::Starter => self.play_starter(id),
            Step::Text(text) => self.text_statement(id, text),
            Step::RichLink(link) => self.statement(id, |turn| turn.prepare_rich_link(link, id)),
            Step::Image(url) => self.statement(id, |turn| turn.prepare_image(url, id)),
            Step::PrivateMessage(text) => self.statement(id, |turn| turn.prepare_private_message(text, id)),
            Step::Question(question) => match self.rule_of_known_entity(id) {
                Some(rule) => self.skip_question(id, rule),
                None => self.ask(id, question, Part::Content),
            },
            Step::Upload(upload) => self.ask_for_file(id, upload, Part::Content),
            Step::Disambiguation(step) => self.ask_which(id, step, Part::Content),
            Step::Universal(step) => self.play_universal(id, step, Part::Content),
            Step::NotSimulated(kind) => {
                self.refuse(Unplayed::Interaction(id, kind));
                After::Pause
            }
            Step::Call(_) | Step::Transfer(_) | Step::Knowledge(_) | Step::Routing(_) => {
                self.count_in_chain();
                // What Pre-Process code has said does not wait for the answer.
                self.flush();
                self.play_call(id)
            }
        }
    }

    fn play_call(&mut self, id: InteractionId) -> After {
        let bot = self.bot;
        match &bot.interaction(id).step {
            Step::Call(integration) => self.call(id, *integration),
            Step::Transfer(transfer) => {
                self.wait_delay(id);
                self.transfer(id, transfer)
            }
            Step::Knowledge(step) => self.search(id, step),
            Step::Routing(step) => self.ask_policy(id, step),
            _ => After::Pause,
        }
    }

    /// A starter says nothing, but its code may.
    fn play_starter(&mut self, id: InteractionId) -> After {
        let order = self.run_code(id, CodeHook::PostProcess);
        self.flush();
        self.obey(order, id, CodeHook::PostProcess)
    }

    /// Steps 2 to 4 of a statement: its content, Post-Process code, the delay, all messages at once.
    pub(super) fn statement(&mut self, id: InteractionId, prepare: impl FnOnce(&mut Self)) -> After {
        self.count_in_chain();
        let order = self.send_content(id, prepare);
        self.obey(order, id, CodeHook::PostProcess)
    }

    /// Where Post-Process code leads the flow elsewhere, the content is prepared and not sent; what code
    /// has said is (rulings, section 2).
    pub(super) fn send_content(&mut self, id: InteractionId, prepare: impl FnOnce(&mut Self)) -> Order {
        let first = self.prepared.len();
        prepare(self);
        self.attach_replies(first, id);
        let content = first..self.prepared.len();
        let order = self.run_code(id, CodeHook::PostProcess);
        if matches!(order, Order::Go(_) | Order::Rematch) && !content.is_empty() {
            self.prepared.drain(content);
            self.trace(Trace::ContentDropped(id));
        }
        self.wait_delay(id);
        self.flush();
        order
    }

    fn ask(&mut self, id: InteractionId, question: &Question, part: Part) -> After {
        self.ask_by(id, |turn| turn.prepare_question(question, id, part))
    }

    /// Asks and waits, unless Post-Process code has another plan: then nobody is asked.
    pub(super) fn ask_by(&mut self, id: InteractionId, prepare: impl FnOnce(&mut Self)) -> After {
        let order = self.send_content(id, prepare);
        if order != Order::GoOn {
            return self.obey(order, id, CodeHook::PostProcess);
        }
        self.await_answer(id);
        After::Pause
    }

    fn ask_for_file(&mut self, id: InteractionId, upload: &UploadStep, part: Part) -> After {
        if part == Part::Content && !self.session.channel(self.bot).shows(Content::FileUpload) {
            self.not_shown(Content::FileUpload, id);
        }
        self.ask_by(id, |turn| turn.prepare_template(&upload.text, id, part))
    }

    /// Asks the question that waits once more: steps 1 to 4 again (spec U-30).
    pub(super) fn ask_again(&mut self, id: InteractionId) {
        let bot = self.bot;
        let after = self.pre_process(id).unwrap_or_else(|| match &bot.interaction(id).step {
            Step::Question(question) => self.ask(id, question, Part::Repeated),
            Step::Upload(upload) => self.ask_for_file(id, upload, Part::Repeated),
            Step::Disambiguation(step) => self.ask_which(id, step, Part::Repeated),
            Step::Universal(step) => self.play_universal(id, step, Part::Repeated),
            _ => After::Pause,
        });
        if let After::Goto(to, because) = after {
            self.leave();
            self.go(id, to, because);
        }
    }

    pub(super) fn await_answer(&mut self, id: InteractionId) {
        self.session.chain = Chain::default();
        if let Some(run) = &mut self.session.fallback_run {
            *run = FallbackRun::Asked;
        }
        if let Some(frame) = self.session.stack.last_mut() {
            frame.waiting = Some(id);
        }
    }

    /// The wait before an interaction sends or calls, in virtual time (spec 5.1).
    pub(super) fn wait_delay(&mut self, id: InteractionId) {
        let time = self.code_delay.unwrap_or(self.bot.interaction(id).delay);
        if !time.is_zero() {
            self.session.now += time;
            self.trace(Trace::Waited { from: Some(id), time, because: WaitedBecause::Delay });
        }
    }

    pub(super) fn count_in_chain(&mut self) {
        self.session.chain.count += 1;
        let Chain { count, crossed } = self.session.chain;
        let limit = if crossed { CHAIN_ACROSS_DIALOGS } else { CHAIN_IN_DIALOG };
        self.trace(Trace::Counted { counter: Counter::Chain, now: count, limit });
    }

    /// Whether the platform stops the flow here, with its own log line (spec 13.7).
    pub(super) fn chain_is_exhausted(&mut self) -> bool {
        let Chain { count, crossed } = self.session.chain;
        if count >= CHAIN_IN_DIALOG {
            self.log(literals::CHAIN_LIMIT_IN_DIALOG);
        } else if crossed && count >= CHAIN_ACROSS_DIALOGS {
            self.log(literals::CHAIN_LIMIT_ACROSS_DIALOGS);
        } else {
            return false;
        }
        true
    }

    fn end_interaction(&mut self) {
        match self.bot.settings.end_interaction {
            EndInteraction::Resume => self.complete(),
            EndInteraction::Stop => self.leave_all(LeftBecause::Stopped),
        }
    }
}
