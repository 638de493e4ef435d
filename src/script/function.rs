//! Functions of `botContext`: how they are called and what they give.

use std::sync::Arc;

use super::{FUNCTIONS, World};
use crate::memory::Value;

/// A function of `botContext`.
#[derive(Debug)]
pub struct Function {
    /// Its name, case-sensitive.
    pub name: &'static str,
    /// Its parameters as the documentation writes them: `name, value[, session[, forever]]`.
    pub parameters: &'static str,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// Whether authors should use it.
    pub standing: Standing,
    /// What it does to the world and gives back.
    pub call: fn(&mut World, &Arguments<'_>) -> Result<Returned, Thrown>,
}

/// How much a function can be relied upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It works here as it works there.
    Simulated,
    /// It answers from fixtures here.
    Fixture,
    /// It still works and should be replaced by another.
    Deprecated(&'static str),
}

/// What a function was called with.
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a>(pub &'a [Value]);

impl<'a> Arguments<'a> {
    /// The argument at a place, from 0; `undefined` where there is none.
    pub fn value(&self, place: usize) -> &'a Value {
        static MISSING: Value = Value::Undefined;
        self.0.get(place).unwrap_or(&MISSING)
    }

    /// The same as a text, as the platform converts it (scripting spec 2.5).
    pub fn text(&self, place: usize) -> Arc<str> {
        self.value(place).to_text()
    }

    /// The same, nothing where it is missing, `null` or `undefined`.
    pub fn optional_text(&self, place: usize) -> Option<Arc<str>> {
        let value = self.value(place);
        value.is_something().then(|| value.to_text())
    }

    /// Whether a flag is set there: `true`, or the text of that.
    pub fn flag(&self, place: usize) -> bool {
        match self.value(place) {
            Value::Text(text) => text.eq_ignore_ascii_case("true"),
            other => other.is_truthy(),
        }
    }

    /// A list there, or what is there as a list of one; nothing where there is nothing.
    pub fn list(&self, place: usize) -> Vec<Value> {
        match self.value(place) {
            Value::List(items) => items.to_vec(),
            value if value.is_something() => vec![value.clone()],
            _ => Vec::new(),
        }
    }
}

/// What a function gives back to the code.
#[derive(Clone, Debug, PartialEq)]
pub enum Returned {
    /// A plain value.
    Value(Value),
    /// An object with methods of no arguments that give these.
    Getters(Vec<(&'static str, Value)>),
    /// A list of such objects.
    ListOfGetters(Vec<Vec<(&'static str, Value)>>),
    /// A map as the platform's host language has it: `get`, `keySet`, and by key (scripting spec 3.5).
    Map(Vec<(Arc<str>, Value)>),
    /// A list that carries the fields of its first element too.
    ListWithFirst(Vec<Value>),
    /// The stored answer of an integration: an object whose `jsonData` can be changed and set again.
    IntegrationResult {
        /// `api_NAME`
        variable: Arc<str>,
        /// The JSON text of `{"api_NAME": …}`.
        json_data: Arc<str>,
    },
}

impl Returned {
    /// `undefined`, which functions without a result give.
    pub const NOTHING: Self = Self::Value(Value::Undefined);
    /// `null`, which stands for what is missing.
    pub const NULL: Self = Self::Value(Value::Null);
}

impl<V: Into<Value>> From<V> for Returned {
    fn from(value: V) -> Self {
        Self::Value(value.into())
    }
}

/// Why a function throws, as the message of its exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thrown(pub String);

/// The function of a name.
pub fn find_function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().flat_map(|family| family.iter()).find(|function| function.name == name)
}
