//! The walk over the model of a bot: each concept as keys with values, in the words of the format.
//!
//! A struct is taken apart without `..`, so that the compiler names each new field here. Values that are written out and
//! are the default are as good as absent. Keys whose order is the author's are sorted.

mod bot;
mod dialog;
mod fixtures;
mod integration;
mod interaction;
mod mock;
mod questions;
mod rule;
mod settings;

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;

pub(super) use bot::whole_bot;
pub(super) use dialog::dialog_fields;
pub(super) use integration::{
    entity_fields, integration_fields, intent_fields, knowledge_base_fields, skill_fields,
};
pub(super) use interaction::{interaction_fields, main_text};

use super::value::{CodeText, Concept, Entry, Field, Key, Value};
use crate::bot::{Code, Pair, WrittenJson};
use crate::source::{Span, Spanned, Text};
use crate::text::format_duration;

/// What a field of the model is as a value.
pub(super) trait Valued {
    /// The value; `None` where nothing is written.
    fn value(&self) -> Option<Value>;

    /// Where it is written, if it knows.
    fn place(&self) -> Option<Span> {
        None
    }

    /// Both.
    fn entry(&self) -> Option<Entry> {
        self.value().map(|value| Entry { value, place: self.place() })
    }
}

/// The keys of a concept, one by one.
#[derive(Default)]
pub(super) struct Keys(Vec<Field>);

impl Keys {
    /// A key, if its value is there.
    pub(super) fn add(&mut self, key: impl Into<Key>, value: &(impl Valued + ?Sized)) {
        self.add_entry(key, value.entry());
    }

    /// A key whose absence means the same as this word.
    pub(super) fn add_unless(&mut self, key: &'static str, default: &str, value: &impl Valued) {
        let is_default = |entry: &Entry| matches!(&entry.value, Value::Word(word) if **word == *default);
        self.add_entry(key, value.entry().filter(|entry| !is_default(entry)));
    }

    /// A key that has no effect on a conversation.
    pub(super) fn add_note(&mut self, key: &'static str, value: &impl Valued) {
        self.add(key, value);
        if let Some(field) = self.0.last_mut().filter(|field| field.key == key) {
            field.is_note = true;
        }
    }

    pub(super) fn add_entry(&mut self, key: impl Into<Key>, entry: Option<Entry>) {
        self.0.extend(entry.map(|entry| Field { key: key.into(), entry, is_note: false }));
    }

    pub(super) fn done(self) -> Vec<Field> {
        self.0
    }

    /// As a value; nothing where there are no keys.
    pub(super) fn value(self) -> Option<Value> {
        (!self.0.is_empty()).then_some(Value::Keys(self.0))
    }
}

/// A struct whose fields are keys of the format, each by its own name.
macro_rules! keys {
    ($name:ty { $($field:ident),* $(,)? }) => {
        impl Valued for $name {
            fn value(&self) -> Option<Value> {
                let Self { $($field),* } = self;
                let mut keys = Keys::default();
                $(keys.add(stringify!($field), $field);)*
                Some(Value::Keys(keys.done()))
            }
        }
    };
}

/// Words of the format, from the table that the model has of them.
macro_rules! words {
    ($($name:ty),* $(,)?) => {
        $(impl Valued for $name {
            fn value(&self) -> Option<Value> {
                let found = Self::ALL.iter().find(|(_, choice)| choice == self);
                found.map(|(word, _)| Value::Word((*word).into()))
            }
        })*
    };
}

use {keys, words};

impl Valued for Text {
    fn value(&self) -> Option<Value> {
        Some(Value::Text(self.shared()))
    }

    fn place(&self) -> Option<Span> {
        Some(self.span())
    }
}

impl<T: Valued> Valued for Option<T> {
    fn value(&self) -> Option<Value> {
        self.as_ref().and_then(Valued::value)
    }

    fn place(&self) -> Option<Span> {
        self.as_ref().and_then(Valued::place)
    }
}

impl<T: Valued> Valued for Box<T> {
    fn value(&self) -> Option<Value> {
        (**self).value()
    }

    fn place(&self) -> Option<Span> {
        (**self).place()
    }
}

impl<T: Valued> Valued for Spanned<T> {
    fn value(&self) -> Option<Value> {
        self.value.value()
    }

    fn place(&self) -> Option<Span> {
        Some(self.span)
    }
}

/// A list; an empty one is as good as none.
impl<T: Valued> Valued for Vec<T> {
    fn value(&self) -> Option<Value> {
        let entries: Vec<Entry> = self.iter().filter_map(Valued::entry).collect();
        (!entries.is_empty()).then_some(Value::List(entries))
    }

    fn place(&self) -> Option<Span> {
        self.first().and_then(Valued::place)
    }
}

impl Valued for bool {
    fn value(&self) -> Option<Value> {
        Some(word(if *self { "true" } else { "false" }))
    }
}

/// Numbers, and words that are no choice of the format's.
macro_rules! plain {
    ($($name:ty),*) => {
        $(impl Valued for $name {
            fn value(&self) -> Option<Value> {
                Some(word(&self.to_string()))
            }
        })*
    };
}

plain!(u16, u32, u64, &'static str);

impl Valued for Duration {
    fn value(&self) -> Option<Value> {
        Some(word(&format_duration(*self)))
    }
}

impl Valued for Arc<str> {
    fn value(&self) -> Option<Value> {
        Some(Value::Text(self.clone()))
    }
}

impl Valued for Code {
    fn value(&self) -> Option<Value> {
        Some(Value::Code(CodeText::of(&[self.text()])))
    }

    fn place(&self) -> Option<Span> {
        Some(self.span)
    }
}

impl Valued for Json {
    fn value(&self) -> Option<Value> {
        Some(match self {
            Self::Null => word("null"),
            Self::Bool(flag) => return flag.value(),
            Self::Number(number) => word(&number.to_string()),
            Self::String(text) => Value::Text(text.as_str().into()),
            Self::Array(items) => Value::List(items.iter().filter_map(Valued::entry).collect()),
            Self::Object(members) => {
                let member = |(key, value): (&String, &Json)| (key.clone(), value.entry());
                Value::Keys(sorted(members.iter().map(member)))
            }
        })
    }
}

impl Valued for WrittenJson {
    fn value(&self) -> Option<Value> {
        let Self { value, texts: _ } = self;
        value.value()
    }

    fn place(&self) -> Option<Span> {
        self.texts.first().map(Text::span)
    }
}

/// Keys that an author named; nothing where there are none.
impl Valued for [Pair] {
    fn value(&self) -> Option<Value> {
        pairs(self, |_, value| value.value())
    }

    fn place(&self) -> Option<Span> {
        self.first().map(|pair| pair.key.span())
    }
}

/// Pairs with what is to be shown of each value.
fn pairs(pairs: &[Pair], value: impl Fn(&str, &Text) -> Option<Value>) -> Option<Value> {
    let fields = sorted(pairs.iter().map(|pair| {
        let Pair { key, value: text } = pair;
        let entry = value(key.as_str(), text).map(|value| Entry { value, place: Some(text.span()) });
        (key.as_str().to_owned(), entry)
    }));
    (!fields.is_empty()).then_some(Value::Keys(fields))
}

/// Keys in the order of their names; one that comes several times has a list.
fn sorted(entries: impl Iterator<Item = (String, Option<Entry>)>) -> Vec<Field> {
    let mut entries: Vec<(String, Entry)> =
        entries.filter_map(|(key, entry)| entry.map(|entry| (key, entry))).collect();
    entries.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut fields: Vec<Field> = Vec::with_capacity(entries.len());
    for (key, entry) in entries {
        match fields.last_mut().filter(|field| field.key == key) {
            Some(field) => also(&mut field.entry, entry),
            None => fields.push(Field { key: key.into(), entry, is_note: false }),
        }
    }
    fields
}

/// One more value of a key.
fn also(first: &mut Entry, next: Entry) {
    match &mut first.value {
        Value::List(entries) => entries.push(next),
        _ => {
            let place = first.place;
            let single = std::mem::replace(&mut first.value, Value::List(Vec::new()));
            first.value = Value::List(vec![Entry { value: single, place }, next]);
        }
    }
}

fn word(word: &str) -> Value {
    Value::Word(word.into())
}

/// The name of something else, with its place.
fn name(concept: Concept, name: &Text) -> Option<Entry> {
    Some(Entry { value: Value::Name(concept, name.shared()), place: Some(name.span()) })
}

/// As [`name`], where one may be written.
fn some_name(concept: Concept, written: Option<&Text>) -> Option<Entry> {
    written.and_then(|written| name(concept, written))
}
