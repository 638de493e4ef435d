//! Every condition: met by nothing, met by everything, turned round; and what rules set.

use dialogsim::bot::{
    ApiResult, Condition, ConditionKind, InteractionKind, KnowledgeMatch, Operator, VariableCondition,
};
use dialogsim::source::{Span, Text};

use crate::mutant::{Aspect, Changes, Edit, quoted};

/// What no consumer says.
const NEVER: &str = "~never~";

impl Changes<'_> {
    pub(crate) fn conditions(&mut self) {
        for (_, interaction) in self.bot.interactions() {
            if let InteractionKind::FileUpload(upload) = &interaction.kind {
                for accepted in &upload.accept {
                    self.change(Aspect::Condition, vec![Edit::value(accepted, "GIF")]);
                }
            }
            for rule in &interaction.rules {
                self.condition(&rule.condition);
                rule.all.iter().chain(&rule.any).for_each(|condition| self.variable_condition(condition));
            }
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match &condition.kind {
            ConditionKind::Pattern(texts) | ConditionKind::Exact(texts) => {
                for text in texts {
                    self.change(Aspect::Condition, vec![Edit::value(text, NEVER)]);
                    self.change(Aspect::Condition, met_by(condition, text, "pattern", "*"));
                }
            }
            ConditionKind::Regex(text) | ConditionKind::Intent(text) | ConditionKind::Option(text) => {
                self.change(Aspect::Condition, met_by(condition, text, "exact", NEVER));
                self.change(Aspect::Condition, met_by(condition, text, "pattern", "*"));
            }
            ConditionKind::NoMatch(Some(text)) => {
                self.change(Aspect::Condition, met_by(condition, text, "exact", NEVER));
            }
            ConditionKind::NoMatch(None) => {
                let key = condition.key_span;
                let behind = Span { start: key.end + 1, end: key.end + 1, ..key };
                let edits = vec![Edit::new(key, "exact"), Edit::new(behind, format!(" {}", quoted(NEVER)))];
                self.change(Aspect::Condition, edits);
            }
            ConditionKind::Result(result) => {
                let other = match result.value {
                    ApiResult::Success => ApiResult::Failure,
                    ApiResult::Failure => ApiResult::Success,
                };
                self.change(Aspect::Condition, vec![Edit::new(result.span, other.name())]);
            }
            ConditionKind::KnowledgeMatch(found) => {
                let other = match found.value {
                    KnowledgeMatch::Found => KnowledgeMatch::NotFound,
                    KnowledgeMatch::NotFound => KnowledgeMatch::Found,
                };
                self.change(Aspect::Condition, vec![Edit::new(found.span, other.name())]);
            }
        }
    }

    /// A variable condition turned round, and compared with something else: of a number, with its neighbours.
    fn variable_condition(&mut self, condition: &VariableCondition) {
        let written = self.sources.slice(condition.span);
        let key = format!("{}:", condition.operator.key());
        let starts =
            |at: &usize| !written[..*at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        let at = written.match_indices(&key).map(|(at, _)| at).find(starts).unwrap();
        let start = condition.span.range().start + at;
        let span = Span::new(condition.span.source, start..start + key.len() - 1);
        let other = turned_round(condition.operator).key();
        self.change(Aspect::Condition, vec![Edit::new(span, other)]);
        let Some(operand) = &condition.operand else { return };
        match operand.as_str().parse::<i64>() {
            Ok(number) => {
                for near in [number - 1, number + 1] {
                    self.change(Aspect::Condition, vec![Edit::value(operand, &near.to_string())]);
                }
            }
            Err(_) => self.change(Aspect::Condition, vec![Edit::marked(operand)]),
        }
    }

    pub(crate) fn starters(&mut self) {
        let intents = self.bot.intents.first().map(|intent| intent.name.span());
        for (_, interaction) in self.bot.interactions() {
            let InteractionKind::DialogStarter(starter) = &interaction.kind else { continue };
            for pattern in &starter.patterns {
                self.change(Aspect::Starter, vec![Edit::value(pattern, NEVER)]);
                self.change(Aspect::Starter, vec![Edit::value(pattern, "*")]);
            }
            for word in &starter.exclude {
                self.change(Aspect::Starter, vec![Edit::value(word, "neversaid")]);
            }
            if let (Some(intent), Some(first)) = (&starter.intent, intents) {
                let indent = " ".repeat(self.sources.position(first).column - 1);
                let unsaid = format!("never: {{ phrases: [{}] }}\n{indent}", quoted(NEVER));
                let added = Edit::new(Span { end: first.start, ..first }, unsaid);
                self.change(Aspect::Starter, vec![Edit::value(intent, "never"), added]);
            }
        }
    }

    pub(crate) fn values(&mut self) {
        for (_, interaction) in self.bot.interactions() {
            for rule in &interaction.rules {
                let set = rule.set.iter().map(|set| &set.value);
                for value in set.chain(rule.slot.iter().map(|slot| &slot.value)) {
                    self.change(Aspect::Value, vec![Edit::marked(value)]);
                }
            }
        }
    }
}

/// Another condition in the place of this one.
fn met_by(condition: &Condition, text: &Text, key: &str, value: &str) -> Vec<Edit> {
    vec![Edit::value(text, value), Edit::new(condition.key_span, key)]
}

fn turned_round(operator: Operator) -> Operator {
    match operator {
        Operator::Equals => Operator::NotEquals,
        Operator::NotEquals => Operator::Equals,
        Operator::Contains => Operator::NotContains,
        Operator::NotContains => Operator::Contains,
        Operator::GreaterThan => Operator::LessThan,
        Operator::LessThan => Operator::GreaterThan,
        Operator::Exists => Operator::NotExists,
        Operator::NotExists => Operator::Exists,
    }
}
