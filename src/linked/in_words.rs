//! What rules ask for, in words; `/why` and the causes of failed transcripts tell it alike.

use super::{LinkedBot, LinkedCondition, LinkedVariableCondition};
use crate::bot::Operator;
use crate::text::shortened;

/// How much of a pattern or a value is quoted.
const QUOTED: usize = 60;

impl LinkedBot {
    /// A rule's condition: ``pattern `*loan*` or `*credit*` ``.
    pub fn condition_in_words(&self, condition: &LinkedCondition) -> String {
        match condition {
            LinkedCondition::Pattern(patterns) => {
                format!("pattern {}", several(patterns.iter().map(|pattern| pattern.source())))
            }
            LinkedCondition::Regex(regex) => format!("regex `{}`", shortened(regex.source(), QUOTED)),
            LinkedCondition::Intent(intent) => format!("intent `{}`", self.intents.name(*intent)),
            LinkedCondition::Exact(values) => {
                format!("exact {}", several(values.iter().map(|value| &**value)))
            }
            LinkedCondition::Option(option) => {
                format!("option `{}`", shortened(&option.as_written(), QUOTED))
            }
            LinkedCondition::Result(result) => format!("result {}", result.name()),
            LinkedCondition::NoMatch(_) => "no_match".to_owned(),
            LinkedCondition::Knowledge(found) => format!("knowledge_match {}", found.name()),
        }
    }
}

impl LinkedVariableCondition {
    /// What is asked for, after "must": `be greater than "700"`.
    pub fn in_words(&self) -> String {
        let words = match self.operator {
            Operator::Equals => "equal",
            Operator::NotEquals => "not equal",
            Operator::Contains => "contain",
            Operator::NotContains => "not contain",
            Operator::GreaterThan => "be greater than",
            Operator::LessThan => "be less than",
            Operator::Exists => "be set",
            Operator::NotExists => "not be set",
        };
        match &self.operand {
            Some(operand) => {
                let operand = operand.as_written().replace('\n', "\\n");
                format!("{words} \"{}\"", shortened(&operand, QUOTED))
            }
            None => words.to_owned(),
        }
    }
}

fn several<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let texts: Vec<String> = texts.map(|text| format!("`{}`", shortened(text, QUOTED))).collect();
    texts.join(" or ")
}
