//! Who answered transfers, where a transcript that the chat began with says so.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Saving;
use crate::bot::{Skill, SkillAnswer};
use crate::engine::{Event, Trace};
use crate::transcript::escaped;

/// The skills of that transcript to which the consumer was handed.
pub(super) fn skills(saving: &Saving<'_, '_>) -> Map<String, Value> {
    let Some(prelude) = &saving.chat.prelude else { return Map::new() };
    let used = used(saving);
    let skills = prelude.script.case().skills.iter().map(|listed| &listed.skill);
    skills
        .filter(|skill| used.contains(skill.number.as_str()))
        .map(|skill| (skill.number.to_string(), answers(skill)))
        .collect()
}

fn used(saving: &Saving<'_, '_>) -> BTreeSet<Arc<str>> {
    let events = saving.history.done.iter().flat_map(|done| done.events());
    events
        .filter_map(|happened| match &happened.event {
            Event::Trace(Trace::SkillAnswers { skill, listed: true, .. }) => Some(skill.clone()),
            _ => None,
        })
        .collect()
}

/// As a transcript says it: one answer alone, several as a list.
fn answers(skill: &Skill) -> Value {
    let answer = |answer: &SkillAnswer| match answer {
        SkillAnswer::Agents => json!("agents"),
        SkillAnswer::Unavailable => json!("unavailable"),
        SkillAnswer::NoAnswer => json!("no_answer"),
        SkillAnswer::Bot(name) => json!({ "bot": escaped(name.as_str()) }),
    };
    match skill.answers.as_slice() {
        [only] => answer(only),
        several => several.iter().map(answer).collect(),
    }
}
