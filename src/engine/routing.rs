//! Dynamic Routing: the policy engine says what happens next (spec 8.5).

use std::sync::Arc;

use serde_json::Value as Json;

use super::advance::Turn;
use super::flow::After;
use super::transfer::{Receiver, skill_number};
use super::{CallOutcome, CallPurpose, Event, Part, Problem, Trace};
use crate::bot::{ApiResult, CodeHook};
use crate::linked::{InteractionId, RoutingStep};

impl Turn<'_> {
    /// Asks the policy engine, and tells it the channel, the consumer's message and its intent.
    pub(super) fn ask_policy(&mut self, id: InteractionId, step: &RoutingStep) -> After {
        self.trace(Trace::Called { integration: step.integration, purpose: CallPurpose::Wait });
        self.wait_delay(id);
        let pending = self.request(id, step.integration, &step.request, None, false);
        // The intent is known to the session only, so it comes on top of what the step says.
        let intent = self.session.last_intent.map(|intent| self.bot.intents.name(intent).clone());
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
        let mut routing = Routing { id, step, announced: false, done: false };
        for action in &actions {
            self.perform(&mut routing, action);
        }
        let answered = if actions.is_empty() { ApiResult::Failure } else { ApiResult::Success };
        if !routing.done {
            let fallback_skill = step.fallback_skill.is_some();
            self.trace(Trace::NotRouted { interaction: id, fallback_skill });
            if let Some(skill) = &step.fallback_skill {
                let skill = self.fill(skill, Some(id));
                self.route_to_skill(&mut routing, skill);
            }
        }
        self.note_result(answered, routing.done);
        let order = self.run_code(id, CodeHook::PostProcess);
        self.flush();
        if let After::Goto(target, because) = self.obey(order, id, CodeHook::PostProcess) {
            self.go(id, target, because);
        }
    }

    /// Performs one action. One transfer is enough.
    fn perform(&mut self, routing: &mut Routing<'_>, action: &Json) {
        let only = action.as_object().filter(|action| action.len() == 1);
        let Some((what, value)) = only.and_then(|action| action.iter().next()) else {
            return self.refuse_action(routing.id, action);
        };
        let text: Arc<str> = match value {
            Json::String(text) => Arc::from(text.as_str()),
            Json::Number(number) => Arc::from(number.to_string()),
            _ => return self.refuse_action(routing.id, action),
        };
        match what.as_str() {
            "send_message" => self.send_text(text, Some(routing.id), Part::Content),
            "transfer_to_skill" | "transfer_to_agent" if routing.done => {}
            "transfer_to_skill" => self.route_to_skill(routing, text),
            "transfer_to_agent" => {
                let receiver = Receiver { skill: Arc::from(""), agent: Some(text), passes_context: false };
                self.route_to(routing, receiver);
            }
            _ => self.refuse_action(routing.id, action),
        }
    }

    fn refuse_action(&mut self, from: InteractionId, action: &Json) {
        self.problem(Problem::UnknownRoutingAction { action: Arc::from(action.to_string()), from });
    }

    fn route_to_skill(&mut self, routing: &mut Routing<'_>, skill: Arc<str>) {
        match skill_number(&skill) {
            Some(skill) => self.route_to(routing, Receiver { skill, agent: None, passes_context: false }),
            None => self.problem(Problem::SkillIsNotANumber { skill, from: routing.id }),
        }
    }

    /// Sends the escalation message, once, and transfers.
    fn route_to(&mut self, routing: &mut Routing<'_>, receiver: Receiver) {
        if !std::mem::replace(&mut routing.announced, true) {
            self.send_template(&routing.step.escalation_message, routing.id, Part::Content);
        }
        routing.done = self.hand_to(routing.id, receiver) == ApiResult::Success;
    }
}

/// An answer of the policy engine being worked off.
struct Routing<'r> {
    id: InteractionId,
    step: &'r RoutingStep,
    /// Whether the escalation message was sent.
    announced: bool,
    /// Whether somebody has taken the conversation.
    done: bool,
}
