//! Dynamic Routing: the policy engine says what happens next (spec 8.5).

use std::sync::Arc;

use serde_json::Value as Json;

use super::advance::Turn;
use super::flow::After;
use super::transfer::{Receiver, skill_number};
use super::{CallOutcome, CallPurpose, Event, Part, Problem, Trace, WentBecause};
use crate::bot::{ApiResult, CodeHook};
use crate::linked::{InteractionId, RoutingStep};

impl Turn<'_> {
    /// Asks the policy engine, and tells it the channel, the consumer's message and its intent.
    pub(super) fn ask_policy(&mut self, id: InteractionId, step: &RoutingStep) -> After {
        self.trace(Trace::Called { integration: step.integration, purpose: CallPurpose::Wait });
        self.wait_delay(id);
        let pending = self.request(id, step.integration, &step.request, None, false);
        // The intent is known to the session only, so it comes on top of what the step says.
        let intent = self.session.last_intent.map(|intent| self.bot.intents.name(intent as usize).clone());
        if let (Some(intent), Some(Event::Call(call))) = (intent, self.events.last_mut()) {
            call.params.push((Arc::from("intent"), intent));
        }
        self.session.pending = Some(pending);
        After::Pause
    }

    /// The policy engine has answered, or has not: its actions one by one; if none of them transfers
    /// the consumer, the fallback skill.
    pub(super) fn after_routing(
        &mut self,
        id: InteractionId,
        step: &RoutingStep,
        outcome: &CallOutcome,
        result: ApiResult,
    ) {
        let actions = match result {
            ApiResult::Success => self.list_in_answer(id, outcome, "actions"),
            ApiResult::Failure => Vec::new(),
        };
        let mut routed = false;
        for action in &actions {
            routed |= self.perform(id, step, action, routed);
        }
        if !routed {
            let fallback_skill = step.fallback_skill.is_some();
            self.trace(Trace::NotRouted { interaction: id, fallback_skill });
            if let Some(skill) = &step.fallback_skill {
                let skill = self.fill(skill, Some(id));
                self.route_to(id, step, &skill, None);
            }
        }
        self.run_code(id, CodeHook::PostProcess);
        self.go(id, self.bot.interaction(id).next, WentBecause::NextAction);
    }

    /// Performs one action; says whether it has transferred the consumer. Once is enough for that.
    fn perform(&mut self, id: InteractionId, step: &RoutingStep, action: &Json, routed: bool) -> bool {
        let only = action.as_object().filter(|action| action.len() == 1);
        let Some((what, value)) = only.and_then(|action| action.iter().next()) else {
            return self.refuse_action(id, action);
        };
        let text = match value {
            Json::String(text) => Arc::from(text.as_str()),
            Json::Number(number) => Arc::from(number.to_string()),
            _ => return self.refuse_action(id, action),
        };
        match what.as_str() {
            "send_message" => {
                self.send_text(text, Some(id), Part::Content);
                false
            }
            "transfer_to_skill" => !routed && self.route_to(id, step, &text, None),
            "transfer_to_agent" => !routed && self.route_to(id, step, &Arc::from(""), Some(text)),
            _ => self.refuse_action(id, action),
        }
    }

    fn refuse_action(&mut self, from: InteractionId, action: &Json) -> bool {
        self.problem(Problem::UnknownRoutingAction { action: Arc::from(action.to_string()), from });
        false
    }

    /// Sends the escalation message and transfers.
    fn route_to(
        &mut self,
        id: InteractionId,
        step: &RoutingStep,
        skill: &Arc<str>,
        agent: Option<Arc<str>>,
    ) -> bool {
        let number = if agent.is_some() { Some(skill.clone()) } else { skill_number(skill) };
        let Some(number) = number else {
            self.problem(Problem::SkillIsNotANumber { skill: skill.clone(), from: id });
            return false;
        };
        self.send_template(&step.escalation_message, id, Part::Content);
        let receiver = Receiver { skill: number, agent, passes_context: false };
        self.hand_to(id, receiver) == ApiResult::Success
    }
}
