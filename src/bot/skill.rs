//! Skills: the local stand-in for who answers a transfer in the account (spec 8.3, 14.1).

use crate::source::Text;

/// A skill, by its number.
#[derive(Clone, Debug)]
pub struct Skill {
    /// Digits.
    pub number: Text,
    /// What becomes of transfers to it: the first, the second and so on; the last one repeats.
    pub answers: Vec<SkillAnswer>,
}

/// What becomes of a transfer.
#[derive(Clone, Debug)]
pub enum SkillAnswer {
    /// Agents take the conversation. So it is for every skill that is not listed.
    Agents,
    /// The transfer fails at once.
    Unavailable,
    /// Nobody answers, so it fails after the connector's `fallback_escalation_time`.
    NoAnswer,
    /// A bot of this name holds the skill.
    Bot(Text),
}
