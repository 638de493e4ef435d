//! Who answers transfers.

use std::collections::HashMap;
use std::sync::Arc;

use crate::bot::{self, Skill};

/// What becomes of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkillAnswer {
    /// Agents take the conversation.
    Agents,
    /// It fails at once.
    Unavailable,
    /// Nobody answers, so it fails later.
    NoAnswer,
    /// The bot of this name takes the conversation.
    Bot(Arc<str>),
}

/// What becomes of transfers to each skill that is listed.
#[derive(Debug, Default)]
pub struct Skills {
    by_number: HashMap<Arc<str>, Box<[SkillAnswer]>>,
}

impl Skills {
    /// What becomes of transfers to these skills; of those that are listed twice, the last one counts.
    pub fn new(skills: &[Skill]) -> Self {
        let answer = |answer: &bot::SkillAnswer| match answer {
            bot::SkillAnswer::Agents => SkillAnswer::Agents,
            bot::SkillAnswer::Unavailable => SkillAnswer::Unavailable,
            bot::SkillAnswer::NoAnswer => SkillAnswer::NoAnswer,
            bot::SkillAnswer::Bot(name) => SkillAnswer::Bot(name.shared()),
        };
        let skill =
            |skill: &Skill| (skill.number.shared(), skill.answers.iter().map(answer).collect::<Box<[_]>>());
        Self { by_number: skills.iter().map(skill).collect() }
    }

    /// Whether a skill is listed; agents answer for all others.
    pub fn lists(&self, skill: &str) -> bool {
        self.by_number.contains_key(skill)
    }

    /// What becomes of the transfer of this number to a skill, counted from 1.
    pub fn answer(&self, skill: &str, transfer: u32) -> SkillAnswer {
        let answers = self.by_number.get(skill).map_or(&[][..], |answers| answers);
        let index = (transfer.saturating_sub(1) as usize).min(answers.len().saturating_sub(1));
        answers.get(index).cloned().unwrap_or(SkillAnswer::Agents)
    }
}
