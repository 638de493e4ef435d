//! Rules and next actions.

use super::{Keys, Valued, name, word, words};
use crate::bot::{
    Condition, ConditionKind, Next, NextAction, Operator, Rule, Scope, SetSlot, SetVariable,
    VariableCondition,
};
use crate::diff::value::{Concept, Entry, Field, Value};
use crate::source::Span;

words!(Operator, Scope);

impl Valued for Next {
    fn value(&self) -> Option<Value> {
        let Self { action, span: _ } = self;
        Some(match action {
            NextAction::Next => word("next"),
            NextAction::Current => word("current"),
            NextAction::End => word("end"),
            NextAction::CloseDialog => word("close_dialog"),
            NextAction::CloseConversation => word("close_conversation"),
            NextAction::Interaction(target) => Value::Name(Concept::Interaction, target.shared()),
        })
    }

    fn place(&self) -> Option<Span> {
        Some(self.span)
    }
}

impl Valued for Rule {
    fn value(&self) -> Option<Value> {
        let Self { name, condition, all, any, set, slot, next, span: _ } = self;
        let mut keys = Keys::default();
        add_condition(&mut keys, condition);
        keys.add_note("name", name);
        keys.add("all", all);
        keys.add("any", any);
        keys.add_entry("set", set_variables(set));
        keys.add_entry("slot", slot.as_deref().and_then(set_slot));
        keys.add_unless("next", "next", next);
        keys.value()
    }

    fn place(&self) -> Option<Span> {
        Some(self.condition.key_span)
    }
}

fn add_condition(keys: &mut Keys, condition: &Condition) {
    let Condition { kind, key_span } = condition;
    let key = kind.key();
    match kind {
        ConditionKind::Pattern(texts) | ConditionKind::Exact(texts) => keys.add(key, texts),
        ConditionKind::Regex(text) | ConditionKind::Option(text) => keys.add(key, text),
        ConditionKind::Intent(intent) => keys.add_entry(key, name(Concept::Intent, intent)),
        // The key counts, also where there is nothing to send.
        ConditionKind::NoMatch(message) => {
            let nothing = || Entry { value: word("true"), place: Some(*key_span) };
            keys.add_entry(key, Some(message.entry().unwrap_or_else(nothing)));
        }
        ConditionKind::Result(result) => {
            keys.add_entry(key, Some(Entry { value: word(result.value.name()), place: Some(result.span) }));
        }
        ConditionKind::KnowledgeMatch(found) => {
            keys.add_entry(key, Some(Entry { value: word(found.value.name()), place: Some(found.span) }));
        }
    }
}

impl Valued for VariableCondition {
    fn value(&self) -> Option<Value> {
        let Self { variable, operator, operand, span: _ } = self;
        let mut keys = Keys::default();
        keys.add("variable", variable);
        match operand {
            Some(operand) => keys.add(operator.key(), operand),
            None => keys.add(operator.key(), &true),
        }
        keys.value()
    }

    fn place(&self) -> Option<Span> {
        Some(self.span)
    }
}

/// Variables by their names; how long one lives stands beside its value where it is not the session.
fn set_variables(set: &[SetVariable]) -> Option<Entry> {
    let place = set.first()?.name.place();
    let one = |variable: &SetVariable| {
        let SetVariable { name, value, scope } = variable;
        let entry = match scope {
            Scope::Session => value.entry(),
            _ => {
                let mut keys = Keys::default();
                keys.add("value", value);
                keys.add("scope", scope);
                keys.value().map(|keys| Entry { value: keys, place: value.place() })
            }
        };
        (name.as_str().to_owned(), entry)
    };
    let mut fields = super::sorted(set.iter().map(one));
    fields.extend(order(set));
    Some(Entry { value: Value::Keys(fields), place })
}

/// Variables are set one after the other: where a value speaks of one beside it, their order counts.
fn order(set: &[SetVariable]) -> Option<Field> {
    let mentions = |value: &str, name: &str| value.contains('{') && value.contains(name);
    let counts = set.iter().any(|one| {
        let others = set.iter().filter(|other| other.name.as_str() != one.name.as_str());
        others.into_iter().any(|other| mentions(one.value.as_str(), other.name.as_str()))
    });
    let names: Vec<&str> = set.iter().map(|one| one.name.as_str()).collect();
    let entry = Entry { value: word(&names.join(", ")), place: set.first().and_then(|one| one.name.place()) };
    counts.then(|| Field { key: "(order)".into(), entry, is_note: false })
}

fn set_slot(slot: &SetSlot) -> Option<Entry> {
    let SetSlot { name, value, scope } = slot;
    let mut keys = Keys::default();
    keys.add("name", name);
    keys.add("value", value);
    keys.add_unless("scope", "session", scope);
    keys.value().map(|value| Entry { value, place: name.place() })
}
