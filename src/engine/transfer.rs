//! Handing the consumer to an agent (spec 8.3).

use std::sync::Arc;

use super::advance::Turn;
use super::flow::After;
use super::session::State;
use super::{Event, Part, Problem, WentBecause};
use crate::bot::ApiResult;
use crate::linked::{InteractionId, TransferStep};

impl Turn<'_> {
    pub(super) fn transfer(&mut self, id: InteractionId, transfer: &TransferStep) -> After {
        let skill = transfer.skill.as_ref().map_or_else(|| Arc::from(""), |skill| self.fill(skill, Some(id)));
        let is_number = !skill.is_empty() && skill.bytes().all(|digit| digit.is_ascii_digit());
        if !is_number {
            return self.refuse_transfer(id, skill);
        }
        let agent = transfer.agent.as_ref().map(|agent| self.fill(agent, Some(id)));
        // The message is the last thing before the hand-over (spec 8.3).
        self.send_template(&transfer.message, id, Part::Content);
        self.session.state = State::WithAgent;
        self.events.push(Event::Transferred { skill, agent, from: id });
        self.after_result(id, ApiResult::Success)
    }

    /// Without a number for a skill the fallback message is sent, and the consumer stays.
    fn refuse_transfer(&mut self, id: InteractionId, skill: Arc<str>) -> After {
        let bot = self.bot;
        self.problem(Problem::SkillIsNotANumber { skill, from: id });
        match &bot.interaction(id).fallback {
            Some(fallback) => self.send_template(fallback, id, Part::Fallback),
            None => self.send_error(id),
        }
        self.after_result(id, ApiResult::Failure)
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
