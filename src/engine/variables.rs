//! Variables and slots as a conversation reads and sets them (spec 10, 11.7).

use std::sync::Arc;

use super::Session;
use crate::bot::{Operator, Scope};
use crate::linked::LinkedVariableCondition;
use crate::memory::{Elements, Value, Variables};
use crate::text::Reference;

impl Session {
    /// A variable by its bare name, as a text. Request hides dialog hides session (spec U-33); then come
    /// what outlives the session and the stored answers of integrations.
    pub fn variable(&self, name: &str) -> Option<Arc<str>> {
        let found = self.scoped(name).or_else(|| self.memory.lasting.get(name, self.now));
        found.map(Value::to_text).or_else(|| self.memory.results.get(name))
    }

    fn scoped(&self, name: &str) -> Option<&Value> {
        let dialog = self.stack.last().map(|frame| &frame.variables);
        let scopes = [Some(&self.memory.request), dialog, Some(&self.memory.session)];
        scopes.into_iter().flatten().find_map(|scope| scope.get(name))
    }

    /// What a reference into a list stands for, element by element; `None` for other references and where
    /// a variable of its name hides the field (spec 11.7.3).
    pub(super) fn list(&self, reference: &Reference) -> Option<Elements> {
        match reference {
            Reference::JsonPath { variable, path } if path.is_iterating() => {
                self.memory.results.select_each(variable, path)
            }
            Reference::Field { integration, field } => {
                let name = format!("{integration}.{field}");
                let stored = self.memory.results.list(&name)?;
                self.scoped(&name).is_none().then(|| stored.clone())
            }
            _ => None,
        }
    }

    /// Sets a variable. A dialog's variable with no dialog on the stack lives for the session.
    pub fn set_variable(&mut self, name: Arc<str>, value: Arc<str>, scope: Scope) {
        let variables = match (scope, self.stack.last_mut()) {
            (Scope::Request, _) => &mut self.memory.request,
            (Scope::Dialog, Some(frame)) => &mut frame.variables,
            (Scope::Dialog, None) | (Scope::Session, _) => &mut self.memory.session,
        };
        variables.insert(name, Value::Text(value));
    }

    /// Every variable with its scope, for people to see: session, then the dialogs from the bottom of
    /// the stack, then the request's.
    pub fn variables(&self) -> Vec<(Scope, Arc<str>, Arc<str>)> {
        let of = |scope: Scope, variables: &Variables| {
            variables
                .iter()
                .map(move |(name, value)| (scope, name.clone(), value.to_text()))
                .collect::<Vec<_>>()
        };
        let mut all = of(Scope::Session, &self.memory.session);
        for frame in &self.stack {
            all.extend(of(Scope::Dialog, &frame.variables));
        }
        all.extend(of(Scope::Request, &self.memory.request));
        all
    }

    /// Every stored answer and data field, for people to see.
    pub fn results(&self) -> Vec<(Arc<str>, Arc<str>)> {
        self.memory.results.entries().collect()
    }
}

/// Whether a variable condition holds (rulings, section 2; spec U-16).
pub(super) fn holds(condition: &LinkedVariableCondition, actual: Option<&str>, operand: &str) -> bool {
    match condition.operator {
        Operator::Exists => actual.is_some(),
        Operator::NotExists => actual.is_none(),
        // An unset variable equals nothing and holds nothing.
        Operator::NotEquals => actual.is_none_or(|actual| compare(actual, operand).is_ne()),
        Operator::NotContains => actual.is_none_or(|actual| !actual.contains(operand)),
        Operator::Equals => actual.is_some_and(|actual| compare(actual, operand).is_eq()),
        Operator::Contains => actual.is_some_and(|actual| actual.contains(operand)),
        Operator::GreaterThan => actual.is_some_and(|actual| compare(actual, operand).is_gt()),
        Operator::LessThan => actual.is_some_and(|actual| compare(actual, operand).is_lt()),
    }
}

/// By number if both are numbers, else by text.
fn compare(left: &str, right: &str) -> std::cmp::Ordering {
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    match (number(left), number(right)) {
        (Some(left), Some(right)) => left.total_cmp(&right),
        _ => left.cmp(right),
    }
}
