//! What becomes of messages while the bot is busy (spec 2.2.2, 13.8).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::bot::SystemVariable;

/// The text that stands for no text.
const SILENCE: &str = "BLANK_MESSAGE";
/// How long messages are blocked at most, unless written.
const LONGEST: Duration = Duration::from_millis(15_000);

/// How a bot takes messages that come while it is busy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interruptions {
    /// Whether they are lost.
    pub are_blocked: bool,
    /// For how long at most.
    pub longest: Duration,
    /// What is said to each; nothing by default.
    pub reply: Option<Arc<str>>,
}

impl Interruptions {
    /// From the bot's environment: time and text count only where all three variables are there.
    pub(super) fn new(environment: &BTreeMap<Arc<str>, Arc<str>>) -> Self {
        let value = |variable: SystemVariable| environment.get(variable.name());
        let blocks = value(SystemVariable::HandleIntermediateUserMessage);
        let timeout = value(SystemVariable::IntermediateBotResponseTimeout);
        let reply = value(SystemVariable::IntermediateBotMessage);
        let are_blocked = blocks.is_none_or(|blocks| blocks.trim() != "false");
        let mut interruptions = Self { are_blocked, longest: LONGEST, reply: None };
        if let (Some(_), Some(timeout), Some(reply)) = (blocks, timeout, reply) {
            interruptions.longest = timeout.trim().parse().map_or(LONGEST, Duration::from_millis);
            interruptions.reply = Some(reply.clone()).filter(|reply| !matches!(reply.trim(), SILENCE | ""));
        }
        interruptions
    }
}
