//! Linking custom rules.

use std::sync::Arc;

use super::domain::entity_name;
use super::link::{Linker, template};
use super::{LinkedCondition, LinkedRule, LinkedSet, LinkedVariableCondition, SetValue};
use crate::bot::{Condition, ConditionKind, RegexSearch, Rule, VariableCondition};
use crate::source::Text;
use crate::text::{Pattern, RegexMode, RegexRule};

/// Rules in the order in which they are tried, and the No Match rule.
pub(super) type TriedRules = (Box<[LinkedRule]>, Option<Box<LinkedRule>>);

impl Linker<'_, '_> {
    /// Rules in the order in which they are tried: intents, then the others, each as listed; No Match
    /// apart, wherever it is listed (spec 9.4).
    pub(super) fn rules(&self, rules: &[Rule]) -> Option<TriedRules> {
        let mut tried = Vec::with_capacity(rules.len());
        let mut others = Vec::new();
        let mut no_match = None;
        for (position, rule) in rules.iter().enumerate() {
            let linked = self.rule(position, rule)?;
            match linked.condition {
                LinkedCondition::Intent(_) => tried.push(linked),
                LinkedCondition::NoMatch(_) => no_match = no_match.or(Some(Box::new(linked))),
                _ => others.push(linked),
            }
        }
        tried.append(&mut others);
        Some((tried.into_boxed_slice(), no_match))
    }

    fn rule(&self, position: usize, rule: &Rule) -> Option<LinkedRule> {
        let set = rule.set.iter().map(|variable| LinkedSet {
            name: variable.name.shared(),
            value: SetValue::Text(template(&variable.value)),
            scope: variable.scope,
        });
        let slot = rule.slot.iter().map(|slot| LinkedSet {
            name: Arc::from(format!("slot.{}", slot.name)),
            value: self.slot_value(&slot.value),
            scope: slot.scope,
        });
        Some(LinkedRule {
            position,
            name: rule.name.as_ref().map(|name| name.shared()),
            condition: self.condition(&rule.condition)?,
            all: rule.all.iter().map(variable_condition).collect(),
            any: rule.any.iter().map(variable_condition).collect(),
            set: set.chain(slot).collect(),
            next: self.target(rule.next.as_ref())?,
            span: rule.condition.key_span,
        })
    }

    /// `@NAME` is an entity, in a slot's value only (spec 10.1).
    fn slot_value(&self, value: &Text) -> SetValue {
        match entity_name(value) {
            Some(name) => SetValue::Entity { name: Arc::from(name), entity: self.entities.index_of(name) },
            None => SetValue::Text(template(value)),
        }
    }

    fn condition(&self, condition: &Condition) -> Option<LinkedCondition> {
        Some(match &condition.kind {
            ConditionKind::Pattern(patterns) => {
                let patterns: Result<Vec<_>, _> =
                    patterns.iter().map(|pattern| Pattern::parse(pattern.as_str())).collect();
                LinkedCondition::Pattern(patterns.ok()?.into_boxed_slice())
            }
            ConditionKind::Regex(regex) => {
                let whole = self.names.bot().settings.regex_search == RegexSearch::WholeMessage;
                let mode = if whole { RegexMode::Full } else { RegexMode::Search };
                LinkedCondition::Regex(RegexRule::new(regex.as_str(), mode).ok()?)
            }
            ConditionKind::Intent(name) => LinkedCondition::Intent(self.names.intent_index(name.as_str())?),
            ConditionKind::Exact(values) => {
                LinkedCondition::Exact(values.iter().map(|value| value.shared()).collect())
            }
            ConditionKind::Option(option) => LinkedCondition::Option(template(option)),
            ConditionKind::Result(result) => LinkedCondition::Result(result.value),
            ConditionKind::NoMatch(message) => LinkedCondition::NoMatch(message.as_ref().map(template)),
            ConditionKind::KnowledgeMatch(found) => LinkedCondition::Knowledge(found.value),
        })
    }
}

fn variable_condition(condition: &VariableCondition) -> LinkedVariableCondition {
    let subject = template(&condition.variable);
    LinkedVariableCondition {
        variable: condition.variable.shared(),
        references: Some(subject).filter(|subject| subject.references().next().is_some()),
        operator: condition.operator,
        operand: condition.operand.as_ref().map(template),
    }
}
