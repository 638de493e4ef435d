//! What the passing of time, the platform's own texts and its counts do, in words.

use super::page::{Page, count};
use super::view_rule::quoted;
use crate::engine::{Interrupted, NotCounted, Profile, Timing};
use crate::text::format_duration;

/// A step of `/why`.
pub(super) fn timing(page: &Page<'_>, timing: &Timing) -> String {
    match timing {
        Timing::Interruption { after, busy, outcome } => {
            let when = format!("{} after the message before", format_duration(*after));
            let busy = format_duration(*busy);
            match outcome {
                Interrupted::Blocked => {
                    format!("a message comes {when}; the bot is busy for {busy}, so the message is lost")
                }
                Interrupted::NotBusy => {
                    format!("a message comes {when}; the bot was busy for {busy}, so it hears the message")
                }
                Interrupted::TimedOut { limit } => format!(
                    "a message comes {when}; the bot is busy for {busy}, but blocks for {} at most, so it hears the message",
                    format_duration(*limit)
                ),
                Interrupted::BlockingOff => format!(
                    "a message comes {when}; the bot is busy for {busy}, but `system_handleIntermediateUserMessage` is false, so it hears the message"
                ),
            }
        }
        Timing::Merged(texts) => format!(
            "{} come within the connector's `message_delay`, so they are one message",
            count(*texts, "text")
        ),
        Timing::TooLate { after, limit } => format!(
            "the message comes {} after the one before; a deployed bot ignores it after {} (`max_consumer_message_delay`)",
            format_duration(*after),
            format_duration(*limit)
        ),
        Timing::Greeting(text) => format!(
            "the consumer says nothing for 3 seconds, so the connector says {} to the bot",
            quoted(page, text)
        ),
        Timing::Resent(times) => format!(
            "the bot says nothing for too long, so it gets the message again ({times}): it is busy with the call, and nothing comes of it"
        ),
        Timing::StartOver => {
            "the bot still says nothing: the session begins afresh (`user_retry_on_stuck_conversation`)".to_owned()
        }
        Timing::Escalate => {
            "the bot still says nothing: an agent is to take over (`escalate_on_stuck_conversation`)".to_owned()
        }
        Timing::LeftStuck => {
            "the bot still says nothing, and the connector does nothing about it: neither `user_retry_on_stuck_conversation` nor `escalate_on_stuck_conversation` is on".to_owned()
        }
    }
}

/// What people are told at once, where the conversation would be puzzling without it.
pub(super) fn timing_remark(page: &Page<'_>, timing: &Timing) -> Option<String> {
    Some(match timing {
        Timing::Interruption { after, busy, outcome: Interrupted::Blocked } => format!(
            "the bot is busy for {}, and the message comes after {}: it is lost, as on the platform",
            format_duration(*busy),
            format_duration(*after)
        ),
        Timing::Interruption { outcome: Interrupted::NotBusy, .. } => {
            "the bot is not busy any more: it hears the message as any other".to_owned()
        }
        Timing::Merged(texts) => {
            format!("{} in quick succession are one message", count(*texts, "text"))
        }
        Timing::TooLate { limit, .. } => format!(
            "the message comes more than {} after the one before: a deployed bot ignores it",
            format_duration(*limit)
        ),
        Timing::Greeting(text) => format!(
            "the consumer says nothing, so the connector says {} to the bot (`disable_greetings` keeps it from that)",
            quoted(page, text)
        ),
        Timing::Resent(1) => {
            "the bot has said nothing for so long that its connector sends it the message again (/why tells more)"
                .to_owned()
        }
        Timing::StartOver => "the conversation is stuck: the session begins afresh".to_owned(),
        Timing::Escalate => "the conversation is stuck: an agent is to take over".to_owned(),
        Timing::Interruption { .. } | Timing::Resent(_) | Timing::LeftStuck => return None,
    })
}

/// Why a fallback does not count towards auto escalation.
pub(super) fn not_counted(because: NotCounted) -> &'static str {
    match because {
        NotCounted::Asked => {
            "does not count towards auto escalation: the fallback dialog has asked something"
        }
        NotCounted::FoundAnswer => {
            "does not count towards auto escalation: the fallback dialog found an answer, or handled a failure"
        }
        NotCounted::SystemText => {
            "does not count towards auto escalation: it was the platform that spoke, not the consumer"
        }
    }
}

/// What `SET_USER_PROFILE` has set.
pub(super) fn profile_set(page: &Page<'_>, profile: &Profile) -> String {
    let part = |name: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!("{name} {}", quoted(page, value)))
    };
    let parts = [part("first name", &profile.first_name), part("last name", &profile.last_name)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("sets the consumer's {}", parts.join(" and "))
}
