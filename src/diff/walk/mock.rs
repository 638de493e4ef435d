//! Mocks.

use super::integration::masked_pairs;
use super::{Keys, Valued, sorted, word, words};
use crate::bot::{BodyMatch, Fault, FileMatch, Mock, MockAnswer, MockBody, MockResponse, When};
use crate::diff::value::{CodeText, Entry, MaskedText, Value};
use crate::integration::{MASK, is_credential_header, is_credential_parameter};
use crate::source::{Span, Text, stable_hash};
use crate::text::{TextMatch, format_size};

words!(Fault);

/// A file that a mock answers with is shown as a text up to this many bytes.
const SHOWN: usize = 4096;

impl Valued for Mock {
    fn value(&self) -> Option<Value> {
        let Self { when, answer, times, span: _ } = self;
        let mut keys = Keys::default();
        keys.add("when", when);
        match answer {
            MockAnswer::Respond(response) => keys.add("respond", response),
            MockAnswer::Fault(fault) => keys.add("fault", fault),
        }
        keys.add("times", times);
        keys.value()
    }

    fn place(&self) -> Option<Span> {
        Some(self.span)
    }
}

impl Valued for When {
    fn value(&self) -> Option<Value> {
        let Self { method, url, params, headers, body, file, call } = self;
        let mut keys = Keys::default();
        keys.add("method", method);
        keys.add("url", url);
        keys.add_entry("params", matches(params, is_credential_parameter));
        keys.add_entry("headers", matches(headers, is_credential_header));
        match body {
            None => {}
            Some(BodyMatch::Text(wanted)) => keys.add("body", wanted),
            Some(BodyMatch::Json(paths)) => keys.add_entry("body.json", matches(paths, |_| false)),
        }
        keys.add("file", file);
        keys.add("call", call);
        keys.value()
    }
}

/// Predicates by their names.
fn matches(wanted: &[(Text, TextMatch)], is_credential: fn(&str) -> bool) -> Option<Entry> {
    let place = wanted.first()?.0.place();
    let one = |(name, wanted): &(Text, TextMatch)| {
        let shown = wanted.value().map(|value| match is_credential(name.as_str()) {
            true => Value::Masked(MaskedText { text: value.in_line().into(), shown: MASK.into() }),
            false => value,
        });
        (name.as_str().to_owned(), shown.map(|value| Entry { value, place: name.place() }))
    };
    Some(Entry { value: Value::Keys(sorted(wanted.iter().map(one))), place })
}

impl Valued for FileMatch {
    fn value(&self) -> Option<Value> {
        let Self { name, file_type, size, caption } = self;
        let mut keys = Keys::default();
        keys.add("name", name);
        keys.add("type", file_type);
        let exact = size.map(|size| Entry { value: word(&format_size(size.value)), place: Some(size.span) });
        keys.add_entry("size", exact);
        keys.add("caption", caption);
        keys.value()
    }
}

impl Valued for TextMatch {
    fn value(&self) -> Option<Value> {
        let mut keys = Keys::default();
        match self {
            Self::Equals(text) => return Some(Value::Text(text.as_str().into())),
            Self::Contains(part) => keys.add("contains", &Value::Text(part.as_str().into())),
            Self::Matches(regex) => keys.add("matches", &Value::Text(regex.source().into())),
            Self::Glob(glob) => keys.add("glob", &Value::Text(glob.as_str().into())),
            Self::AnyOf(choices) => keys.add("any_of", choices),
            Self::Not(inner) => keys.add("not", inner),
            Self::Any => keys.add("any", &true),
        }
        keys.value()
    }
}

impl Valued for Value {
    fn value(&self) -> Option<Value> {
        Some(self.clone())
    }
}

impl Valued for MockResponse {
    fn value(&self) -> Option<Value> {
        let Self { status, headers, body, literal, after } = self;
        let mut keys = Keys::default();
        keys.add("status", status);
        keys.add_entry("headers", masked_pairs(headers, is_credential_header));
        match body {
            MockBody::Empty => {}
            MockBody::Text(text) => keys.add("text", text),
            MockBody::Json(json) => keys.add("json", json),
            MockBody::Bytes(bytes) => keys.add("bytes", &contents(bytes)),
        }
        keys.add_unless("literal", "false", literal);
        keys.add_unless("after", "0s", after);
        keys.value()
    }
}

/// The bytes of a body, wherever they come from: a short text as it is, anything else by its size and a hash.
fn contents(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.len() <= SHOWN => Value::Code(CodeText { text: text.into(), written: None }),
        _ => {
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            word(&format!("{} ({:016x})", format_size(size), stable_hash(bytes.iter().copied())))
        }
    }
}
