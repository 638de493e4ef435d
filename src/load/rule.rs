//! Custom rules and next actions.

use super::fields::{Fields, list};
use super::include::is_empty;
use super::{Loader, rules};
use crate::bot::{
    ApiResult, Condition, ConditionKind, KnowledgeMatch, Next, NextAction, Operator, RESERVED_NAMES, Rule,
    Scope, SetSlot, SetVariable, VariableCondition,
};
use crate::diagnostic::Diagnostic;
use crate::source::{Spanned, Text};
use crate::yaml::{Entry, Node, Value};

const CONDITIONS: [&str; 8] =
    ["pattern", "regex", "intent", "exact", "option", "no_match", "result", "knowledge_match"];

impl Loader<'_> {
    pub(super) fn load_rules(&mut self, node: &Node) -> Vec<Rule> {
        self.items(node, "`rules`").iter().filter_map(|item| self.load_rule(item)).collect()
    }

    fn load_rule(&mut self, node: &Node) -> Option<Rule> {
        let mut fields = self.fields(node, "a rule")?;
        let condition = self.load_condition(&mut fields);
        let rule = Rule {
            name: fields.value("name").and_then(|node| self.name(node, "a rule's name")),
            all: self.load_variable_conditions(fields.value("and")),
            any: self.load_variable_conditions(fields.value("any")),
            set: fields.value("set").map_or_else(Vec::new, |node| self.load_set(node)),
            slot: fields.value("slot").and_then(|node| self.load_slot(node)).map(Box::new),
            next: fields.value("next").and_then(|node| self.load_next(node)),
            span: node.span,
            condition: Condition { kind: ConditionKind::NoMatch(None), key_span: node.span },
        };
        self.finish(fields);
        Some(Rule { condition: condition?, ..rule })
    }

    fn load_condition(&mut self, fields: &mut Fields<'_>) -> Option<Condition> {
        let written: Vec<&Entry> = CONDITIONS.iter().filter_map(|key| fields.take(key)).collect();
        let Some(entry) = written.first() else {
            let span = fields.first().map_or(fields.span, |entry| entry.key.span());
            self.report(
                Diagnostic::new(&rules::MISSING_KEY, span, "a rule needs a condition")
                    .label("no condition here")
                    .help(format!(
                        "Write one of {}. Variable conditions come on top of it.",
                        list(&CONDITIONS)
                    )),
            );
            return None;
        };
        if let Some(second) = written.get(1) {
            self.report(
                Diagnostic::new(
                    &rules::MISPLACED_KEY,
                    second.key.span(),
                    format!("a rule has one condition, but here are `{}` and `{}`", entry.key, second.key),
                )
                .label("a second condition")
                .also(entry.key.span(), "the first one")
                .help("Make two rules of it: the first one that is met decides."),
            );
        }
        let kind = self.load_condition_kind(entry)?;
        Some(Condition { kind, key_span: entry.key.span() })
    }

    fn load_condition_kind(&mut self, entry: &Entry) -> Option<ConditionKind> {
        let node = &entry.value;
        Some(match entry.key.as_str() {
            "pattern" => ConditionKind::Pattern(self.texts(node, "a pattern")),
            "regex" => ConditionKind::Regex(self.text(node, "a regular expression")?),
            "intent" => ConditionKind::Intent(self.name(node, "an intent's name")?),
            "exact" => ConditionKind::Exact(self.texts(node, "an exact value")),
            "option" => ConditionKind::Option(self.name(node, "an option")?),
            "result" => {
                let words = [("success", ApiResult::Success), ("failure", ApiResult::Failure)];
                ConditionKind::Result(self.word(node, "`result`", &words)?)
            }
            "knowledge_match" => {
                let words = [("found", KnowledgeMatch::Found), ("not_found", KnowledgeMatch::NotFound)];
                ConditionKind::KnowledgeMatch(self.word(node, "`knowledge_match`", &words)?)
            }
            _ if is_empty(node) => ConditionKind::NoMatch(None),
            _ => ConditionKind::NoMatch(Some(self.text(node, "the message of `no_match`")?)),
        })
    }

    fn load_variable_conditions(&mut self, node: Option<&Node>) -> Vec<VariableCondition> {
        let Some(node) = node else { return Vec::new() };
        let items = match &node.value {
            Value::Mapping(_) => std::slice::from_ref(node),
            _ => self.items(node, "a rule's variable conditions"),
        };
        items.iter().filter_map(|item| self.load_variable_condition(item)).collect()
    }

    fn load_variable_condition(&mut self, node: &Node) -> Option<VariableCondition> {
        let mut fields = self.fields(node, "a variable condition")?;
        let variable = fields.value("variable").and_then(|node| self.name(node, "`variable`"));
        if variable.is_none() {
            self.missing(&fields, "variable", "Write `{variable: NAME, equals: VALUE}`.");
        }
        let mut comparisons = Vec::new();
        for (key, operator) in Operator::ALL {
            if let Some(entry) = fields.take(key) {
                comparisons.push((operator, entry));
            }
        }
        let comparison = match comparisons.as_slice() {
            [(operator, entry)] => self.load_operand(*operator, &entry.value),
            several => {
                self.report_comparisons(&fields, several);
                None
            }
        };
        self.finish(fields);
        let (operator, operand) = comparison?;
        Some(VariableCondition { variable: variable?, operator, operand, span: node.span })
    }

    fn load_operand(&mut self, operator: Operator, node: &Node) -> Option<(Operator, Option<Text>)> {
        let negated = match operator {
            Operator::Exists => Operator::NotExists,
            Operator::NotExists => Operator::Exists,
            _ => return Some((operator, Some(self.text(node, "what a variable is compared with")?))),
        };
        let on = self.boolean(node, &format!("`{}`", operator.key()))?;
        Some((if on.value { operator } else { negated }, None))
    }

    fn report_comparisons(&mut self, fields: &Fields<'_>, comparisons: &[(Operator, &Entry)]) {
        let operators: Vec<&str> = Operator::ALL.iter().map(|(key, _)| *key).collect();
        let help = format!("Write one of {}; several conditions make a list.", list(&operators));
        let Some((_, second)) = comparisons.get(1) else {
            self.missing(fields, "equals", &help);
            return;
        };
        self.report(
            Diagnostic::new(
                &rules::MISPLACED_KEY,
                second.key.span(),
                "a variable condition has one comparison",
            )
            .label("a second comparison")
            .help(help),
        );
    }

    fn load_set(&mut self, node: &Node) -> Vec<SetVariable> {
        let Some(fields) = self.fields(node, "`set`") else { return Vec::new() };
        let mut variables = Vec::new();
        for entry in fields.entries() {
            let scoped = match &entry.value.value {
                Value::Mapping(_) => self.load_scoped(&entry.value, "a variable to set"),
                _ => self.text(&entry.value, "a variable's value").map(|value| (value, Scope::Session)),
            };
            if let Some((value, scope)) = scoped {
                variables.push(SetVariable { name: entry.key.clone(), value, scope });
            }
        }
        variables
    }

    fn load_scoped(&mut self, node: &Node, what: &'static str) -> Option<(Text, Scope)> {
        let mut fields = self.fields(node, what)?;
        let value = fields.value("value").and_then(|node| self.text(node, "`value`"));
        let scope = fields.value("scope").and_then(|node| self.word(node, "`scope`", &Scope::ALL));
        if value.is_none() {
            self.missing(&fields, "value", "Write `{value: VALUE, scope: dialog}`.");
        }
        self.finish(fields);
        Some((value?, scope.map_or(Scope::Session, |scope| scope.value)))
    }

    fn load_slot(&mut self, node: &Node) -> Option<SetSlot> {
        let mut fields = self.fields(node, "`slot`")?;
        let name = fields.value("name").and_then(|node| self.name(node, "a slot's name"));
        let value = fields.value("value").and_then(|node| self.name(node, "a slot's value"));
        let scope = fields.value("scope").and_then(|node| self.word(node, "`scope`", &Scope::ALL));
        if name.is_none() || value.is_none() {
            let key = if name.is_none() { "name" } else { "value" };
            self.missing(&fields, key, "Write `slot: {name: pet, value: \"@PET\"}`.");
        }
        self.finish(fields);
        Some(SetSlot { name: name?, value: value?, scope: scope.map_or(Scope::Session, |scope| scope.value) })
    }

    pub(super) fn load_next(&mut self, node: &Node) -> Option<Next> {
        let text = self.name(node, "`next`")?;
        let span = text.span();
        let action = match text.as_str() {
            "next" => NextAction::Next,
            "current" => NextAction::Current,
            "end" => NextAction::End,
            "close_dialog" => NextAction::CloseDialog,
            "close_conversation" => NextAction::CloseConversation,
            _ => NextAction::Interaction(text),
        };
        Some(Next { action, span })
    }

    /// An interaction's name, which may not be one of the next actions.
    pub(super) fn load_interaction_name(&mut self, node: &Node) -> Option<Text> {
        let name = self.name(node, "an interaction's name")?;
        if RESERVED_NAMES.contains(&name.as_str()) {
            self.report(
                Diagnostic::new(
                    &rules::RESERVED_NAME,
                    name.span(),
                    format!("an interaction cannot be named `{name}`"),
                )
                .label("a next action of that name exists")
                .help(format!(
                    "`next: {name}` always means the next action, so this interaction could never be \
                     reached. Choose another name.",
                )),
            );
            return None;
        }
        Some(name)
    }

    /// A flag of an interaction, as [`Loader::boolean`].
    pub(super) fn flag(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Option<Spanned<bool>> {
        fields.value(key).and_then(|node| self.boolean(node, &format!("`{key}`")))
    }

    /// A text of an interaction that may be absent.
    pub(super) fn optional(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Option<Text> {
        fields.value(key).and_then(|node| self.text(node, format_args!("`{key}`")))
    }
}
