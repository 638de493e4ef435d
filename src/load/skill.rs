//! Skills: who answers a transfer.

use super::Loader;
use crate::bot::{Skill, SkillAnswer};
use crate::yaml::{Node, Value};

/// What may become of a transfer; a skill that a bot holds is written as `{ bot: NAME }`.
#[derive(Clone, Copy)]
enum AnswerWord {
    Agents,
    Unavailable,
    NoAnswer,
}

const ANSWERS: [(&str, AnswerWord); 3] = [
    ("agents", AnswerWord::Agents),
    ("unavailable", AnswerWord::Unavailable),
    ("no_answer", AnswerWord::NoAnswer),
];

impl Loader<'_> {
    pub(in crate::load) fn load_skills(&mut self, node: &Node) -> Vec<Skill> {
        let Some(fields) = self.fields(node, "`skills`") else { return Vec::new() };
        let mut skills = Vec::new();
        for entry in fields.entries() {
            let number = entry.key.clone();
            if number.as_str().is_empty() || !number.as_str().bytes().all(|byte| byte.is_ascii_digit()) {
                let help = "A transfer finds a skill by its number, e.g. `\"4711\": no_answer`.";
                self.invalid(number.span(), format!("the skill `{number}` is not a number"), help);
            }
            let answers: Vec<SkillAnswer> = match &entry.value.value {
                Value::Sequence(items) if items.is_empty() => {
                    let help = "Write what becomes of each transfer; the last one repeats.";
                    self.invalid(entry.value.span, format!("the list of the skill {number} is empty"), help);
                    Vec::new()
                }
                Value::Sequence(items) => {
                    items.iter().filter_map(|item| self.load_skill_answer(item)).collect()
                }
                _ => self.load_skill_answer(&entry.value).into_iter().collect(),
            };
            skills.push(Skill { number, answers });
        }
        skills
    }

    fn load_skill_answer(&mut self, node: &Node) -> Option<SkillAnswer> {
        if let Value::Mapping(_) = node.value {
            let mut fields = self.fields(node, "a skill")?;
            let bot = fields.value("bot").and_then(|node| self.name(node, "the name of the bot"));
            if bot.is_none() {
                self.missing(&fields, "bot", "Write `{ bot: NAME }` for a skill that another bot holds.");
            }
            self.finish(fields);
            return bot.map(SkillAnswer::Bot);
        }
        Some(match self.word(node, "what becomes of a transfer", &ANSWERS)?.value {
            AnswerWord::Agents => SkillAnswer::Agents,
            AnswerWord::Unavailable => SkillAnswer::Unavailable,
            AnswerWord::NoAnswer => SkillAnswer::NoAnswer,
        })
    }
}
