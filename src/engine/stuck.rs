//! A bot that says nothing for long, since a call takes its time (spec 13.9).

use std::sync::Arc;
use std::time::Duration;

use super::advance::Turn;
use super::session::PendingCall;
use super::transfer::{Receiver, skill_number};
use super::{Part, Problem, Timing, Trace, literals};
use crate::bot::ApiResult;

impl Turn<'_> {
    /// Sees to a call that took so long that the connector became impatient. Says whether the
    /// conversation went elsewhere meanwhile, so that nobody waits for the call's end any more.
    ///
    /// The consumer's message is sent to the bot again, which is busy with the call, so nothing comes of
    /// that. If the bot still says nothing, the consumer is asked to start over; the next time it happens,
    /// or where that is off, they are handed to an agent.
    pub(super) fn was_stuck(&mut self, pending: &PendingCall) -> bool {
        let connector = &self.bot.settings.connector;
        let (interval, most) = (connector.retry_message_interval, connector.message_resend_max_retries);
        let silence = self.session.now.saturating_sub(self.session.silent_since);
        if interval.is_zero() || silence <= interval {
            return false;
        }
        let due = silence.as_millis() / interval.as_millis().max(1);
        let due = u32::try_from(due).unwrap_or(u32::MAX);
        for time in self.session.resent + 1..=due.min(most) {
            self.session.resent = time;
            self.trace(Trace::Timing(Timing::Resent(time)));
        }
        if due <= most {
            return false;
        }
        let asked = self.session.asked_to_start_over;
        let moment = self.session.silent_since + interval * (most + 1);
        if connector.user_retry_on_stuck_conversation && !asked {
            // What the call answers later is of no interest.
            self.session.now = moment;
            self.ask_to_start_over();
            true
        } else if connector.escalate_on_stuck_conversation {
            self.escalate_stuck(pending, moment)
        } else {
            self.trace(Trace::Timing(Timing::LeftStuck));
            false
        }
    }

    fn ask_to_start_over(&mut self) {
        self.trace(Trace::Timing(Timing::StartOver));
        self.session.start_afresh();
        self.session.asked_to_start_over = true;
        let words = self.bot.settings.connector.user_notification_message_on_stuck_conversation.as_ref();
        let words = words.map(|text| text.shared());
        self.say_stuck(words, literals::STUCK_START_OVER);
    }

    fn escalate_stuck(&mut self, pending: &PendingCall, moment: Duration) -> bool {
        let end = std::mem::replace(&mut self.session.now, moment);
        let connector = &self.bot.settings.connector;
        self.trace(Trace::Timing(Timing::Escalate));
        let words = connector.escalation_message_on_stuck_conversation.as_ref().map(|text| text.shared());
        self.say_stuck(words, literals::STUCK_ESCALATE);
        let skill = connector.escalation_skill_id_on_stuck_conversation.as_ref().map(|skill| skill.shared());
        let result = match skill.as_ref().and_then(skill_number) {
            Some(skill) => {
                let receiver = Receiver { skill, agent: None, passes_context: false };
                self.hand_to(pending.interaction, receiver)
            }
            None => {
                self.problem(Problem::StuckWithoutSkill(skill.unwrap_or_else(|| Arc::from(""))));
                ApiResult::Failure
            }
        };
        let handed_over = result == ApiResult::Success;
        if handed_over {
            self.session.stack.clear();
        } else {
            self.session.now = end;
        }
        handed_over
    }

    fn say_stuck(&mut self, words: Option<Arc<str>>, platforms: &str) {
        let text = words.unwrap_or_else(|| Arc::from(platforms));
        self.send_text(text, None, Part::Stuck);
    }
}
