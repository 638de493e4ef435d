//! Next actions and custom rules, as the vendor writes them (export spec 7).

use serde_json::{Map, Value, json};

use super::super::note::Topic;
use super::Maker;
use crate::bot::{
    ApiResult, ConditionKind, Interaction, InteractionKind, KnowledgeMatch, Next, NextAction, Rule, Scope,
    VariableCondition,
};
use crate::source::Text;

impl Maker<'_> {
    pub(super) fn matches(&mut self, item: &Interaction, name: &str, id: &str) -> Value {
        let mut entries: Vec<Value> = Vec::new();
        for rule in &item.rules {
            let action = self.action(rule.next.as_ref(), name, id);
            for condition in self.conditions(rule, name) {
                entries.push(self.entry(rule, condition, action.clone(), name));
            }
        }
        if entries.is_empty() || item.next.is_some() && is_call(&item.kind) {
            let action = self.action(item.next.as_ref(), name, id);
            entries.push(json!({ "conditions": [], "contextConditions": [], "action": action, "contextDataVariables": [] }));
        } else if item.next.is_some() {
            let text = "its own `next` has no effect where a question has rules: it is left out";
            self.notes.add(Topic::LeftOut, name, text);
        }
        Value::Array(entries)
    }

    fn entry(&mut self, rule: &Rule, condition: Value, action: Value, name: &str) -> Value {
        if !rule.all.is_empty() && !rule.any.is_empty() {
            let text = "the platform combines the variable conditions of a rule in one way: those of `any` are written as if they belonged to `and`";
            self.notes.add(Topic::Guess, name, text);
        }
        let together = if rule.all.len() > 1 { "ALL" } else { "ANY" };
        let conditions: Vec<Value> = rule
            .all
            .iter()
            .chain(&rule.any)
            .map(|condition| self.variable_condition(condition, name))
            .collect();
        let mut entry = Map::new();
        entry.extend(rule.name.as_ref().map(|name| ("name".to_owned(), json!(name.as_str()))));
        entry.insert("conditions".to_owned(), json!([condition]));
        entry.insert("contextConditions".to_owned(), Value::Array(conditions));
        entry.insert("contextMatchConditionType".to_owned(), json!(together));
        entry.insert("action".to_owned(), action);
        entry.insert("contextDataVariables".to_owned(), self.variables(rule, name));
        Value::Object(entry)
    }

    /// A rule's condition; the vendor has one entry for each exact value.
    fn conditions(&mut self, rule: &Rule, name: &str) -> Vec<Value> {
        let one = |kind: &str, key: &str, of: Value| vec![json!({ "matchType": kind, key: of })];
        match &rule.condition.kind {
            ConditionKind::Pattern(patterns) => {
                let patterns: Vec<&str> = patterns.iter().map(Text::as_str).collect();
                one("PATTERN", "patternMatch", json!({ "patterns": patterns, "excludeKeywords": [] }))
            }
            ConditionKind::Regex(regex) => {
                one("REGEX", "regexMatch", json!({ "regexText": regex.as_str(), "excludeKeywords": [] }))
            }
            ConditionKind::Exact(values) => values
                .iter()
                .flat_map(|value| one("EXACT_VALUE", "exactValueMatch", json!({ "value": value.as_str() })))
                .collect(),
            ConditionKind::Option(option) => {
                one("EVAL_OPTION", "evaluateOptionMatch", json!({ "value": option.as_str() }))
            }
            ConditionKind::NoMatch(message) => {
                let of = message
                    .as_ref()
                    .map_or_else(|| json!({}), |text| json!({ "fallbackMessage": text.as_str() }));
                one("NO_MATCH", "noMatch", of)
            }
            ConditionKind::Result(result) => {
                let status = if result.value == ApiResult::Success { "SUCCESS" } else { "FAILURE" };
                one("API_RESULT", "apiResultsMatch", json!({ "status": status }))
            }
            ConditionKind::KnowledgeMatch(found) => {
                let status =
                    if found.value == KnowledgeMatch::Found { "MATCH_FOUND" } else { "MATCH_NOT_FOUND" };
                one("KB_MATCH", "kbResultMatch", json!({ "status": status }))
            }
            ConditionKind::Intent(intent) => {
                let text = "how the platform writes a rule on an intent is not known: it is a guess, set it up again in Conversation Builder";
                self.notes.add(Topic::Guess, name, text);
                one("INTENT", "intentMatch", json!({ "intentId": self.intent_id(intent.as_str()) }))
            }
        }
    }

    fn variable_condition(&mut self, condition: &VariableCondition, name: &str) -> Value {
        let kind = condition.operator.key().to_ascii_uppercase();
        if !matches!(kind.as_str(), "CONTAINS" | "NOT_CONTAINS") {
            let text = format!(
                "how the platform writes the comparison `{}` is not known: {kind} is a guess",
                condition.operator.key()
            );
            self.notes.add(Topic::Guess, name, text);
        }
        let operand = condition.operand.as_ref().map_or("", |operand| operand.as_str());
        json!({ "contextName": condition.variable.as_str(), "matchType": kind, "value": operand })
    }

    fn variables(&mut self, rule: &Rule, name: &str) -> Value {
        let scope = |scope: Scope| scope.name().to_ascii_uppercase();
        let set = rule.set.iter().map(|variable| {
            json!({ "name": variable.name.as_str(), "value": variable.value.as_str(), "scope": scope(variable.scope) })
        });
        let mut variables: Vec<Value> = set.collect();
        if let Some(slot) = &rule.slot {
            self.notes.add(
                Topic::Guess,
                name,
                "how the platform writes a slot is not known: it is written like a variable",
            );
            variables.push(json!({ "name": slot.name.as_str(), "value": slot.value.as_str(), "scope": scope(slot.scope) }));
        }
        Value::Array(variables)
    }

    fn action(&mut self, next: Option<&Next>, name: &str, own: &str) -> Value {
        let value = match next.map(|next| &next.action) {
            None | Some(NextAction::Next) => "next".to_owned(),
            Some(NextAction::Current) => own.to_owned(),
            Some(NextAction::End) => "none".to_owned(),
            Some(NextAction::CloseDialog) => "close_dialog".to_owned(),
            Some(NextAction::CloseConversation) => "close_conversation".to_owned(),
            Some(NextAction::Interaction(target)) => match self.interaction_ids.get(target.as_str()) {
                Some(id) => id.clone(),
                None => {
                    let text = format!(
                        "a next action leads to `{target}`, which the bot does not have: it ends the interaction"
                    );
                    self.notes.add(Topic::Fault, name, text);
                    "none".to_owned()
                }
            },
        };
        json!({ "name": "INTERACTION", "value": value })
    }
}

/// Whether the interaction's own next action counts beside its rules.
fn is_call(kind: &InteractionKind) -> bool {
    matches!(
        kind,
        InteractionKind::Integration(_) | InteractionKind::AgentTransfer(_) | InteractionKind::Knowledge(_)
    )
}
