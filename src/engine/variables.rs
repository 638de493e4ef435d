//! Variables and slots by scope, and the stored answers of integrations (spec 10, 11.7).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::Session;
use crate::bot::{Operator, Scope};
use crate::linked::{LinkedIntegration, LinkedVariableCondition};
use crate::text::{JsonPath, Reference, json_text};

/// Variables of one scope by name; slots are named `slot.NAME`.
pub type Variables = BTreeMap<Arc<str>, Arc<str>>;

/// The stored answer of an integration.
#[derive(Clone, Debug)]
pub(super) struct StoredResponse {
    /// The HTTP status; `None` where the call got no answer.
    pub(super) status: Option<u16>,
    /// The body; `None` where the platform does not let it be read.
    pub(super) body: Option<Json>,
}

/// All stored answers and the custom data fields taken from them.
#[derive(Clone, Debug, Default)]
pub(super) struct Results {
    by_variable: BTreeMap<Arc<str>, Arc<StoredResponse>>,
    fields: BTreeMap<Arc<str>, Field>,
}

/// A value for each element of a list; `None` for an element that lacks it.
pub(super) type Elements = Arc<[Option<Arc<str>>]>;

/// A custom data field.
#[derive(Clone, Debug)]
struct Field {
    /// Its value for each element that its path goes through; one, if any, where it goes through none.
    values: Elements,
    /// Whether its path goes through a list.
    is_list: bool,
}

impl Field {
    fn present(&self) -> Vec<Arc<str>> {
        self.values.iter().flatten().cloned().collect()
    }
}

impl Results {
    /// Stores an answer and reads the integration's data fields from it.
    pub(super) fn store(&mut self, integration: &LinkedIntegration, response: StoredResponse) {
        self.by_variable.insert(integration.result_variable.clone(), Arc::new(response));
        for field in &integration.fields {
            let source = field.source.as_ref();
            let values = source.and_then(|(variable, path)| self.select_each(variable, path));
            let is_list = source.is_some_and(|(_, path)| path.is_iterating());
            let stored = Field { values: values.unwrap_or_default(), is_list };
            self.fields.insert(field.name.clone(), stored);
        }
    }

    /// Stores an answer that has no data fields.
    pub(super) fn store_as(&mut self, variable: Arc<str>, response: StoredResponse) {
        self.by_variable.insert(variable, Arc::new(response));
    }

    /// The values at a path of the answer stored as `api_VARIABLE`.
    fn select(&self, variable: &str, path: &JsonPath) -> Vec<Arc<str>> {
        let stored = self.by_variable.get(format!("api_{variable}").as_str());
        let Some(body) = stored.and_then(|stored| stored.body.as_ref()) else { return Vec::new() };
        path.select(body).into_iter().map(|value| Arc::from(json_text(value))).collect()
    }

    /// The same for each element of the lists that the path goes through; `None` where nothing is stored.
    fn select_each(&self, variable: &str, path: &JsonPath) -> Option<Elements> {
        let stored = self.by_variable.get(format!("api_{variable}").as_str())?;
        let body = stored.body.as_ref()?;
        let text = |value: Option<&Json>| value.map(|value| Arc::from(json_text(value)));
        Some(path.select_each(body).into_iter().map(text).collect())
    }

    /// `{$.api_VARIABLE.path}` in a text: its values, joined where there are several.
    pub(super) fn path_text(&self, variable: &str, path: &JsonPath) -> Option<Arc<str>> {
        joined(&self.select(variable, path))
    }

    /// `{Integration.field}`, `Integration.field.count`, `api_VARIABLE`, `api_VARIABLEStatus`.
    pub(super) fn get(&self, name: &str) -> Option<Arc<str>> {
        if let Some(field) = self.fields.get(name) {
            return joined(&field.present());
        }
        if let Some(field) = name.strip_suffix(".count").and_then(|field| self.fields.get(field)) {
            return Some(Arc::from(field.values.iter().flatten().count().to_string()));
        }
        if let Some(stored) = self.by_variable.get(name) {
            return stored.body.as_ref().map(|body| Arc::from(json_text(body)));
        }
        let stored = name.strip_suffix("Status").and_then(|variable| self.by_variable.get(variable))?;
        stored.status.map(|status| Arc::from(status.to_string()))
    }

    /// Every name and value, for people to see.
    pub(super) fn entries(&self) -> impl Iterator<Item = (Arc<str>, Arc<str>)> {
        let names = self
            .by_variable
            .keys()
            .flat_map(|variable| [variable.clone(), Arc::from(format!("{variable}Status"))]);
        let names: Vec<Arc<str>> = names.chain(self.fields.keys().cloned()).collect();
        names.into_iter().filter_map(|name| self.get(&name).map(|value| (name, value)))
    }
}

/// A field that has no value is not set; several values read as a list.
fn joined(values: &[Arc<str>]) -> Option<Arc<str>> {
    match values {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(Arc::from(several.join(","))),
    }
}

impl Session {
    /// A variable by its bare name. Request hides dialog hides session (spec U-33); then come what
    /// outlives the session and the stored answers of integrations.
    pub fn variable(&self, name: &str) -> Option<Arc<str>> {
        let found = self.scoped(name).or_else(|| self.lasting.get(name, self.now));
        found.cloned().or_else(|| self.results.get(name))
    }

    fn scoped(&self, name: &str) -> Option<&Arc<str>> {
        let dialog = self.stack.last().map(|frame| &frame.variables);
        let scopes = [Some(&self.request_variables), dialog, Some(&self.session_variables)];
        scopes.into_iter().flatten().find_map(|scope| scope.get(name))
    }

    /// What a reference into a list stands for, element by element; `None` for other references and where
    /// a variable of its name hides the field (spec 11.7.3).
    pub(super) fn list(&self, reference: &Reference) -> Option<Elements> {
        match reference {
            Reference::JsonPath { variable, path } if path.is_iterating() => {
                self.results.select_each(variable, path)
            }
            Reference::Field { integration, field } => {
                let name = format!("{integration}.{field}");
                let stored = self.results.fields.get(name.as_str()).filter(|stored| stored.is_list)?;
                self.scoped(&name).is_none().then(|| stored.values.clone())
            }
            _ => None,
        }
    }

    /// Sets a variable. A dialog's variable with no dialog on the stack lives for the session.
    pub fn set_variable(&mut self, name: Arc<str>, value: Arc<str>, scope: Scope) {
        let variables = match (scope, self.stack.last_mut()) {
            (Scope::Request, _) => &mut self.request_variables,
            (Scope::Dialog, Some(frame)) => &mut frame.variables,
            (Scope::Dialog, None) | (Scope::Session, _) => &mut self.session_variables,
        };
        variables.insert(name, value);
    }

    /// Every variable with its scope, for people to see: session, then the dialogs from the bottom of
    /// the stack, then the request's.
    pub fn variables(&self) -> Vec<(Scope, Arc<str>, Arc<str>)> {
        let of = |scope: Scope, variables: &Variables| {
            variables
                .iter()
                .map(move |(name, value)| (scope, name.clone(), value.clone()))
                .collect::<Vec<_>>()
        };
        let mut all = of(Scope::Session, &self.session_variables);
        for frame in &self.stack {
            all.extend(of(Scope::Dialog, &frame.variables));
        }
        all.extend(of(Scope::Request, &self.request_variables));
        all
    }

    /// Every stored answer and data field, for people to see.
    pub fn results(&self) -> Vec<(Arc<str>, Arc<str>)> {
        self.results.entries().collect()
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
