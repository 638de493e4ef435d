//! Handing the consumer to an agent, and what becomes of it (spec 8.3, 14.1 to 14.5).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::advance::Turn;
use super::code::Order;
use super::flow::After;
use super::session::{Chain, State, TransferContext};
use super::{Counter, Event, HandOver, Part, PassedContext, Problem, Trace, WentBecause, literals};
use crate::bot::{ApiResult, CodeHook};
use crate::linked::{InteractionId, SkillAnswer, TransferStep};

/// So many transfers that nobody answered are told to the bot; the next one ends the attempts
/// (spec 8.3.1, U-13).
const FAILURES_TOLD: u32 = 3;

/// The transfers of a session.
#[derive(Clone, Debug, Default)]
pub(super) struct Transfers {
    /// How many nobody answered.
    failed: u32,
    /// The one that nobody answers, until it fails.
    unanswered: Option<Unanswered>,
    /// How many there were to each skill that the bot lists.
    to: BTreeMap<Arc<str>, u32>,
}

/// A transfer that nobody answers.
#[derive(Clone, Debug)]
struct Unanswered {
    fails_at: Duration,
    from: InteractionId,
    skill: Arc<str>,
}

/// Who is to take the conversation.
pub(super) struct Receiver {
    /// The skill's number; empty where only an agent is named.
    pub(super) skill: Arc<str>,
    /// An agent, who is tried before the skill's queue.
    pub(super) agent: Option<Arc<str>>,
    /// Whether a bot that holds the skill is told what the consumer wants.
    pub(super) passes_context: bool,
}

impl Turn<'_> {
    /// An Agent Transfer, or an integration that is one (spec 11.5).
    pub(super) fn transfer(&mut self, id: InteractionId, transfer: &TransferStep) -> After {
        let skill = transfer.skill.as_ref().map_or_else(|| Arc::from(""), |skill| self.fill(skill, Some(id)));
        let Some(skill) = skill_number(&skill) else { return self.refuse_transfer(id, skill) };
        let agent = transfer.agent.as_ref().map(|agent| self.fill(agent, Some(id)));
        // The message is the last thing before the hand-over (spec 8.3).
        self.send_template(&transfer.message, id, Part::Content);
        let receiver = Receiver { skill, agent, passes_context: transfer.passes_context };
        let result = self.hand_to(id, receiver);
        match self.run_code(id, CodeHook::PostProcess) {
            Order::GoOn => {
                self.flush();
                self.after_transfer(id, result)
            }
            order => self.after_code_of_transfer(id, order),
        }
    }

    /// Without a number for a skill the fallback message is sent, and the consumer stays.
    fn refuse_transfer(&mut self, id: InteractionId, skill: Arc<str>) -> After {
        self.problem(Problem::SkillIsNotANumber { skill, from: id });
        self.send_transfer_failure(id);
        match self.run_code(id, CodeHook::PostProcess) {
            Order::GoOn => {
                self.flush();
                self.after_result(id, ApiResult::Failure)
            }
            order => self.after_code_of_transfer(id, order),
        }
    }

    fn after_code_of_transfer(&mut self, id: InteractionId, order: Order) -> After {
        self.flush();
        self.obey(order, id, CodeHook::PostProcess)
    }

    fn send_transfer_failure(&mut self, id: InteractionId) {
        let bot = self.bot;
        match &bot.interaction(id).fallback {
            Some(fallback) => self.send_template(fallback, id, Part::Fallback),
            None => self.send_error(id),
        }
    }

    /// The failure rule takes a transfer that failed at once; without one the consumer is told, as where
    /// the skill is no number.
    fn after_transfer(&mut self, id: InteractionId, result: ApiResult) -> After {
        if let Some(rule) = self.first_rule_for_result(id, result) {
            self.apply(rule, id);
            return After::Goto(rule.next, WentBecause::Rule(rule.position));
        }
        if result == ApiResult::Failure {
            self.send_transfer_failure(id);
        }
        After::Goto(self.bot.interaction(id).next, WentBecause::NextAction)
    }

    /// Hands the conversation over. Whether that works is up to the skill; whether somebody answers may
    /// turn out later.
    pub(super) fn hand_to(&mut self, id: InteractionId, receiver: Receiver) -> ApiResult {
        let answer = self.skill_answer(&receiver.skill);
        self.session.last_outcome = Some((ApiResult::Success, None));
        if let Some(transfers) = &mut self.session.transfers {
            transfers.unanswered = None;
        }
        match answer {
            SkillAnswer::Unavailable => {
                self.session.last_outcome = Some((ApiResult::Failure, None));
                return ApiResult::Failure;
            }
            SkillAnswer::Bot(name) => {
                self.hand_to_bot(name, receiver.passes_context);
                return ApiResult::Success;
            }
            SkillAnswer::NoAnswer => {
                let fails_at = self.session.now + self.bot.settings.connector.fallback_escalation_time;
                let skill = receiver.skill.clone();
                let transfers = self.session.transfers.get_or_insert_default();
                transfers.unanswered = Some(Unanswered { fails_at, from: id, skill });
            }
            SkillAnswer::Agents => {}
        }
        self.session.state = State::WithAgent;
        self.events.push(Event::Transferred { skill: receiver.skill, agent: receiver.agent, from: id });
        ApiResult::Success
    }

    /// What bot code says that a bot is told which takes over.
    pub(super) fn transfer_context(&mut self) -> &mut TransferContext {
        self.session.transfer_context.get_or_insert_default()
    }

    /// Bot code hands the conversation to a dialog of another bot (scripting spec 5.5).
    pub(super) fn hand_to_bot_dialog(&mut self, to: Arc<str>, dialog: Arc<str>) {
        let heard = self.session.request.said.clone();
        self.hand_over(HandOver { to, heard, context: None, dialog: Some(dialog) });
    }

    fn skill_answer(&mut self, skill: &Arc<str>) -> SkillAnswer {
        let chosen = self.session.skills.clone().filter(|skills| skills.lists(skill));
        let skills = chosen.as_deref().unwrap_or(&self.bot.skills);
        let listed = skills.lists(skill);
        let mut transfer = 1;
        if listed {
            let transfers = self.session.transfers.get_or_insert_default();
            let count = transfers.to.entry(skill.clone()).or_default();
            *count += 1;
            transfer = *count;
        }
        let answer = skills.answer(skill, transfer);
        self.trace(Trace::SkillAnswers { skill: skill.clone(), transfer, answer: answer.clone(), listed });
        answer
    }

    /// Another bot holds the skill. Whether it hears the last message of the conversation or that of the
    /// consumer is up to its connector, so the host decides (spec 14.5).
    fn hand_to_bot(&mut self, to: Arc<str>, passes_context: bool) {
        let said = self.session.request.said.clone();
        let intent = self.session.last_intent.map(|intent| self.bot.intents.name(intent).clone());
        // What bot code has said of it counts more, also where the transfer passes nothing on by itself.
        let by_code = self.session.transfer_context.take();
        let passes_context = passes_context || by_code.is_some();
        let by_code = by_code.map_or_else(TransferContext::default, |context| *context);
        let context = passes_context.then(|| PassedContext {
            intent: by_code.intent.or(intent),
            message: by_code.message.unwrap_or_else(|| said.clone()),
        });
        self.hand_over(HandOver { to, heard: said, context, dialog: None });
    }

    /// Lets a transfer fail whose time is over.
    pub(super) fn fail_overdue_transfer(&mut self) {
        while self.fail_transfer_due_by(self.session.now) {}
    }

    /// Lets the transfer that nobody answers fail, if that is to happen until then.
    pub(super) fn fail_transfer_due_by(&mut self, until: Duration) -> bool {
        let Some(transfers) = &mut self.session.transfers else { return false };
        // The failure is heard only after what the bot is doing.
        if self.session.pending.is_some() {
            return false;
        }
        let Some(unanswered) = transfers.unanswered.take_if(|one| one.fails_at <= until) else {
            return false;
        };
        // Where the conversation was closed since, nobody waits for an agent any more.
        if self.session.state != State::WithAgent {
            return false;
        }
        self.session.now = self.session.now.max(unanswered.fails_at);
        self.fail_transfer(unanswered);
        true
    }

    /// Nobody has answered: the bot has the conversation again, and hears of it as if the consumer said
    /// so, past any question (spec 8.3.1, U-38).
    fn fail_transfer(&mut self, unanswered: Unanswered) {
        let Unanswered { from, skill, .. } = unanswered;
        let now = self.session.transfers.as_ref().map_or(0, |transfers| transfers.failed) + 1;
        self.trace(Trace::TransferFailed { from, skill, told: now <= FAILURES_TOLD });
        self.take_back_from_agent();
    }

    /// No agent has come: the bot has the conversation again, and is told so until it has been told often
    /// enough.
    pub(super) fn take_back_from_agent(&mut self) {
        self.session.state = State::Open;
        let transfers = self.session.transfers.get_or_insert_default();
        transfers.failed += 1;
        transfers.unanswered = None;
        let now = transfers.failed;
        self.trace(Trace::Counted { counter: Counter::FailedTransfers, now, limit: FAILURES_TOLD + 1 });
        self.session.chain = Chain::default();
        self.session.open_message();
        // While the consumer waited for an agent, the bot had nothing to do.
        self.session.last_activity = self.session.now;
        self.session.silent_since = self.session.now;
        self.session.resent = 0;
        if now <= FAILURES_TOLD {
            let text: Arc<str> = Arc::from(literals::ESCALATION_FAILED);
            self.trace(Trace::SystemText(text.clone()));
            self.route_event(text);
        } else {
            self.give_up_transfers();
        }
    }

    /// Says that there is no agent, in the bot's own words if it has some (spec 2.1, 8.3.1).
    fn give_up_transfers(&mut self) {
        let bot = self.bot;
        match &bot.default_response {
            Some(response) => {
                let text = self.fill(response, None);
                self.send_text(text, None, Part::DefaultResponse);
            }
            None => self.send_built_in(literals::TRANSFER_EXHAUSTED, None),
        }
    }

    /// The rule for a result if there is one, else the interaction's own next action (spec 9.4.2).
    pub(super) fn after_result(&mut self, id: InteractionId, result: ApiResult) -> After {
        match self.first_rule_for_result(id, result) {
            Some(rule) => {
                self.apply(rule, id);
                After::Goto(rule.next, WentBecause::Rule(rule.position))
            }
            None => After::Goto(self.bot.interaction(id).next, WentBecause::NextAction),
        }
    }
}

/// A skill as a number, without white space around it; `None` if it is none.
pub(super) fn skill_number(skill: &Arc<str>) -> Option<Arc<str>> {
    let number = skill.trim();
    let is_number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| if number.len() == skill.len() { skill.clone() } else { Arc::from(number) })
}
