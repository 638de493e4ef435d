//! The consumer's answer to the question that waits (spec 13.3, `answer`; 13.4).

use super::advance::Turn;
use super::code::Order;
use super::{Part, Trace, WentBecause};
use crate::bot::CodeHook;
use crate::linked::{InteractionId, LinkedCondition, LinkedRule, Step, Target};

impl Turn<'_> {
    /// Takes what was said as the answer to `id`, if it is one.
    pub(super) fn answer(&mut self, id: InteractionId) -> bool {
        let bot = self.bot;
        let interaction = bot.interaction(id);
        if matches!(interaction.step, Step::Upload(_)) {
            // Text while a file is awaited is an answer that no rule matched (rulings, section 1).
            return false;
        }
        let picked = match &interaction.step {
            Step::Disambiguation(step) => Some(self.note_picked(id, step)),
            _ => None,
        };
        let rule = if interaction.has_rules() { self.first_matching_rule(id) } else { None };
        if let Some(rule) = rule {
            self.apply(rule, id);
        }
        // It runs also where rules exist and none matched (spec U-19).
        let order = self.run_code(id, CodeHook::ProcessUserResponse);
        self.flush();
        if order != Order::GoOn {
            return self.obey_after_answer(id, order);
        }
        if let Some(picked) = picked.filter(|_| rule.is_none()) {
            self.settle(id, picked);
            return true;
        }
        if !interaction.has_rules() {
            self.trace(Trace::AnythingAnswers(id));
            self.leave();
            self.go(id, interaction.next, WentBecause::NextAction);
            return true;
        }
        let Some(rule) = rule else { return false };
        self.take_rule(id, rule);
        true
    }

    /// Code that has seen the answer decides in place of rules and next action (scripting spec 4.3). An
    /// immediate reply lets the question wait on.
    fn obey_after_answer(&mut self, id: InteractionId, order: Order) -> bool {
        match order {
            Order::GoOn => false,
            Order::Rematch => {
                self.trace(Trace::HandedBack(id));
                false
            }
            Order::Stop => {
                self.stop();
                true
            }
            Order::Go(target) => {
                self.leave();
                self.go(id, Target::Interaction(target), WentBecause::Code(CodeHook::ProcessUserResponse));
                true
            }
        }
    }

    fn take_rule(&mut self, id: InteractionId, rule: &LinkedRule) {
        self.leave();
        if let LinkedCondition::NoMatch(Some(message)) = &rule.condition {
            self.send_template(message, id, Part::NoMatch);
        }
        self.go(id, rule.next, WentBecause::Rule(rule.position));
    }

    /// The question is answered or left: it waits no longer, and its fallbacks are forgotten.
    pub(super) fn leave(&mut self) {
        if let Some(frame) = self.session.stack.last_mut() {
            frame.waiting = None;
            frame.fallbacks = 0;
        }
    }

    /// Says where the flow goes and goes there.
    pub(super) fn go(&mut self, from: InteractionId, to: Target, because: WentBecause) {
        self.trace(Trace::Went { from, to, because });
        self.run(from, to);
    }
}
