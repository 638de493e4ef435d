//! Mocks for integrations, made of what the bot reads of their answers.
//!
//! They make a bot speak before anybody has looked at the real answers, and show what the bot relies on.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::super::fields::Object;
use super::super::names::slug;
use super::words::{each_code, each_text};
use crate::javascript::reading::{Kind, Place, Step, places};
use crate::text::{JsonPath, Reference, Template};

/// So many elements has a list that is made up: more than one, as a carousel needs.
const ELEMENTS: usize = 2;
/// So often one variable is stored in the next.
const DEEPEST: usize = 6;

/// What is read of a value.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shape {
    is: Option<Kind>,
    keys: Vec<(Box<str>, Shape)>,
    element: Option<Box<Shape>>,
}

/// What the bot reads of the answers of its integrations.
pub(super) struct Answers {
    /// By the variable in which an answer is stored.
    shapes: HashMap<String, Shape>,
}

impl Answers {
    /// Looks at all texts and all code of an export.
    pub(super) fn read(root: &Object) -> Self {
        let mut answers = Self { shapes: HashMap::new() };
        let mut reads: Vec<Place> = Vec::new();
        let mut stores: HashMap<Box<str>, Vec<Place>> = HashMap::new();
        each_code(root, &mut |code, role| {
            let found = places(code, role);
            reads.extend(found.reads);
            for (variable, place) in found.stores {
                stores.entry(variable).or_default().push(place);
            }
        });
        for place in reads {
            answers.resolve(&place, &stores, DEEPEST);
        }
        for key in ["conversationMessage", "responder"] {
            root.get(key).into_iter().for_each(|value| each_text(value, &mut |text| answers.texts(text)));
        }
        answers
    }

    /// Follows a place to the answers that it comes from.
    fn resolve(&mut self, place: &Place, stores: &HashMap<Box<str>, Vec<Place>>, deep: usize) {
        if let Some(steps) = in_answer(place) {
            self.shapes.entry(place.variable.to_string()).or_default().note(steps, place.is);
            return;
        }
        let Some(deeper) = deep.checked_sub(1) else { return };
        for stored in stores.get(&place.variable).into_iter().flatten() {
            let steps = stored.steps.iter().chain(&place.steps).cloned().collect();
            let place = Place { variable: stored.variable.clone(), steps, is: place.is };
            self.resolve(&place, stores, deeper);
        }
    }

    /// References into answers: data fields, and texts that read an answer directly.
    fn texts(&mut self, text: &str) {
        if !text.contains("{$.api_") {
            return;
        }
        for (reference, _) in Template::parse(text).references() {
            if let Reference::JsonPath { variable, path } = reference {
                let shape = self.shapes.entry(format!("api_{variable}")).or_default();
                shape.note(&steps_of(path), None);
            }
        }
    }

    /// A mock that answers with everything that is read of an integration's answer.
    pub(super) fn mock(&self, variable: &str) -> Value {
        let shape = self.shapes.get(&format!("api_{variable}"));
        let answer = shape.map_or_else(|| json!({}), |shape| shape.sample("value", 1));
        let answer = if answer.is_object() || answer.is_array() { answer } else { json!({}) };
        json!([{ "respond": { "json": answer } }])
    }
}

/// The steps into an answer: it is the JSON under its own name in `jsonData`.
fn in_answer(place: &Place) -> Option<&[Step]> {
    let key = |step: &Step, name: &str| matches!(step, Step::Key(key) if **key == *name);
    match place.steps.as_slice() {
        [data, root, rest @ ..] if key(data, "jsonData") && key(root, &place.variable) => Some(rest),
        _ => None,
    }
}

fn steps_of(path: &JsonPath) -> Vec<Step> {
    path.steps().map(|step| step.map_or(Step::Element, |key| Step::Key(key.into()))).collect()
}

impl Shape {
    fn note(&mut self, steps: &[Step], is: Option<Kind>) {
        let Some((first, rest)) = steps.split_first() else {
            self.is = self.is.or(is);
            return;
        };
        match first {
            Step::Element => self.element.get_or_insert_default().note(rest, is),
            Step::Key(key) => {
                let at = match self.keys.iter().position(|(known, _)| known == key) {
                    Some(at) => at,
                    None => {
                        self.keys.push((key.clone(), Self::default()));
                        self.keys.len() - 1
                    }
                };
                self.keys[at].1.note(rest, is);
            }
        }
    }

    /// A value of this shape; `number` tells apart what stands in a list.
    fn sample(&self, name: &str, number: usize) -> Value {
        if !self.keys.is_empty() {
            let keys = self.keys.iter().map(|(key, shape)| (key.to_string(), shape.sample(key, number)));
            let object = Value::Object(keys.collect::<Map<_, _>>());
            // Elements that are read by their numbers, and keys: what is a list has no keys of its own.
            return if self.element.is_some() { Value::Array(vec![object; ELEMENTS]) } else { object };
        }
        if self.element.is_some() || self.is == Some(Kind::List) {
            let element = self.element.as_deref().cloned().unwrap_or_default();
            let numbers = (1..=ELEMENTS).map(|own| (number - 1) * ELEMENTS + own);
            return numbers.map(|number| element.sample(name, number)).collect();
        }
        self.leaf(name, number)
    }

    fn leaf(&self, name: &str, number: usize) -> Value {
        let words = slug(name).replace('-', " ");
        let has = |ends: &[&str]| words.split(' ').any(|word| ends.contains(&word));
        match self.is {
            Some(Kind::Number) => json!(number),
            Some(Kind::Boolean) => json!(true),
            _ if has(&["id", "count", "quantity", "amount", "price", "total"]) => json!(number),
            _ if has(&["url", "uri", "link", "image", "img", "src", "href"]) => {
                json!(format!("https://example.com/{}-{number}", slug(name)))
            }
            // It may become a part of an address, so it has no spaces.
            _ => json!(format!("{}-{number}", slug(name))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Answers;
    use serde_json::{Value, json};

    fn mock(export: Value) -> Value {
        let export = export.as_object().cloned().unwrap_or_default();
        Answers::read(&export).mock("X")
    }

    #[test]
    fn a_mock_has_what_fields_and_code_read() {
        let export = json!({
            "responder": [{
                "customDataFields": [{ "key": "city", "value": "{$.api_X.stores[i].city}" }],
                "transformResultsScript": "var d = JSON.parse(botContext.getBotVariable('api_X').jsonData).api_X;\nbotContext.setBotVariable('s', d.stores, true, false);",
            }],
            "conversationMessage": [{
                "preProcessMessage": "var s = botContext.getBotVariable('s'); for (var i = 0; i < s.length; i++) { if (s[i].open === true) {} s[i].mapUrl; }",
            }],
        });
        let store = |number: u32| {
            json!({
                "open": true, "mapUrl": format!("https://example.com/map-url-{number}"), "city": format!("city-{number}"),
            })
        };
        assert_eq!(mock(export), json!([{ "respond": { "json": { "stores": [store(1), store(2)] } } }]));
    }

    #[test]
    fn what_reads_nothing_gets_an_empty_answer() {
        assert_eq!(mock(json!({})), json!([{ "respond": { "json": {} } }]));
    }
}
