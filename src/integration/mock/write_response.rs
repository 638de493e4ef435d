//! An answer as the `respond` of a mock: headers and the body in the form that shows it best.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::write::EntryWriter;
use crate::integration::Answered;
use crate::text::Template;

/// JSON of more levels is written as text: a YAML file has at most 64, those of the entry included.
const DEEPEST_JSON: usize = 48;
/// Base64 is broken into lines of so many characters.
const BASE64_LINE: usize = 76;

impl EntryWriter<'_> {
    pub(super) fn respond(self, answered: &Answered, remarks: &mut Vec<String>) -> Map<String, Value> {
        let mut respond = Map::new();
        respond.insert("status".into(), answered.status.into());
        let headers = self.response_headers(answered);
        let body = self.body(&answered.body, remarks);
        let mut filled = headers.values().chain(body.iter().map(|(_, body)| body));
        let is_literal = filled.any(looks_like_references);
        if !headers.is_empty() {
            respond.insert("headers".into(), Value::Object(headers));
        }
        if is_literal {
            respond.insert("literal".into(), true.into());
        }
        respond.extend(body.map(|(key, body)| (key.to_owned(), body)));
        respond
    }

    /// A name that comes several times has a list of texts.
    fn response_headers(self, answered: &Answered) -> Map<String, Value> {
        let mut headers = Map::new();
        for (name, value) in &answered.headers {
            let name = self.secrets.mask(name).into_owned();
            let value = Value::from(self.secrets.mask_header(&name, value));
            match headers.get_mut(&name) {
                None => drop(headers.insert(name, value)),
                Some(Value::Array(values)) => values.push(value),
                Some(first) => *first = Value::from(vec![first.take(), value]),
            }
        }
        headers
    }

    /// The body with the key that says what it is; none where there is none, or it cannot be written.
    fn body(self, body: &[u8], remarks: &mut Vec<String>) -> Option<(&'static str, Value)> {
        if body.is_empty() {
            return None;
        }
        if body.len() > self.most_body {
            remarks.push(format!("the body has {} bytes, too many to show", body.len()));
            return None;
        }
        let json = serde_json::from_slice::<Value>(body).ok().filter(|json| depth(json) <= DEEPEST_JSON);
        if let Some(json) = json {
            return Some(("json", self.masked(json)));
        }
        if let Ok(text) = std::str::from_utf8(body) {
            return Some(("text", self.secrets.mask(text).as_ref().into()));
        }
        let encoded = in_lines(&STANDARD.encode(self.masked_bytes(body)));
        if self.secrets.contained_in(&encoded) {
            let length = body.len();
            remarks.push(format!("the body has {length} bytes that would show a secret, so it is left out"));
            return None;
        }
        Some(("base64", encoded.into()))
    }

    fn masked(self, json: Value) -> Value {
        match json {
            Value::String(text) => Value::String(self.secrets.mask(&text).into_owned()),
            Value::Array(items) => items.into_iter().map(|item| self.masked(item)).collect(),
            Value::Object(pairs) => {
                let pairs = pairs.into_iter();
                pairs.map(|(key, value)| (self.secrets.mask(&key).into_owned(), self.masked(value))).collect()
            }
            Value::Null => Value::Null,
            plain => {
                let text = plain.to_string();
                match self.secrets.contained_in(&text) {
                    true => Value::String(self.secrets.mask(&text).into_owned()),
                    false => plain,
                }
            }
        }
    }

    /// Bytes that are no text as a whole; a secret is text, so it lies within one of the texts in them.
    fn masked_bytes(self, body: &[u8]) -> Vec<u8> {
        let mut masked = Vec::with_capacity(body.len());
        for chunk in body.utf8_chunks() {
            masked.extend_from_slice(self.secrets.mask(chunk.valid()).as_bytes());
            masked.extend_from_slice(chunk.invalid());
        }
        masked
    }
}

/// Whether braces in a text, or in one of the texts of a JSON value, would be filled, or taken for a
/// reference that is not right.
fn looks_like_references(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            text.contains('{') && {
                let template = Template::parse_mock(text);
                template.references().next().is_some() || !template.problems().is_empty()
            }
        }
        Value::Array(items) => items.iter().any(looks_like_references),
        Value::Object(pairs) => pairs.values().any(looks_like_references),
        _ => false,
    }
}

fn depth(json: &Value) -> usize {
    match json {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(pairs) => 1 + pairs.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

fn in_lines(encoded: &str) -> String {
    let lines = encoded.as_bytes().chunks(BASE64_LINE);
    lines.map(|line| String::from_utf8_lossy(line)).collect::<Vec<_>>().join("\n")
}
