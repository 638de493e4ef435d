//! A call as the entry of a mock list that answers the same call in the same way.
//!
//! Secrets are masked before anything becomes text of the entry, each value by itself, as quotes and line
//! breaks could hide one from the search. What is masked is no part of `when`, and stands in a remark.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Url;
use serde_json::{Map, Value};

use crate::integration::secrets::{MASK, Secrets, is_credential_parameter};
use crate::integration::{Answer, Answered, HttpRequest, NoAnswer};
use crate::text::Template;

/// JSON of more levels is written as text: a YAML file has at most 64, those of the entry included.
const DEEPEST_JSON: usize = 48;
/// Base64 is broken into lines of so many characters.
const BASE64_LINE: usize = 76;

/// An entry and what it cannot hold.
#[derive(Clone, Debug, PartialEq)]
pub struct MockEntry {
    /// `when`, and `respond` or `fault` if there was an answer or a failure; every scalar of `when` is a
    /// text.
    pub entry: Map<String, Value>,
    /// What was masked or left out, a sentence each, masked.
    pub remarks: Vec<String>,
}

/// Writes one call.
#[derive(Clone, Copy)]
pub struct EntryWriter<'w> {
    /// What must not be written.
    pub secrets: &'w Secrets,
    /// A longer body is left out, in bytes.
    pub most_body: usize,
}

impl EntryWriter<'_> {
    /// A call with its end as an entry. `file_type` is the type of the file that was sent.
    pub fn entry(self, request: &HttpRequest, file_type: Option<&str>, answer: &Answer) -> MockEntry {
        let mut remarks = Vec::new();
        let mut entry = Map::new();
        entry.insert("when".into(), Value::Object(self.when(request, file_type, &mut remarks)));
        match &answer.result {
            Ok(answered) => {
                entry.insert("respond".into(), Value::Object(self.respond(answered, &mut remarks)));
            }
            Err(NoAnswer::Failed(reason)) => {
                remarks.push(self.secrets.mask(reason).into_owned());
                if let Some(fault) = answer.fault {
                    entry.insert("fault".into(), fault.name().into());
                }
            }
            Err(NoAnswer::Refused(reason)) => {
                remarks.push(format!("not called: {}", self.secrets.mask(reason)));
            }
        }
        MockEntry { entry, remarks }
    }

    /// Which calls the entry answers: those that are like this one.
    pub fn when(
        self,
        request: &HttpRequest,
        file_type: Option<&str>,
        remarks: &mut Vec<String>,
    ) -> Map<String, Value> {
        let mut when = Map::new();
        // A search, a function, a mail: it has neither a verb nor an address.
        if !request.url.is_empty() {
            self.keep(&mut when, "method", &request.method, remarks);
            let url = request.url.split(['?', '#']).next().unwrap_or_default();
            let masked = self.secrets.mask_url(url);
            self.keep_unless_masked(&mut when, "url", "url", url, masked, remarks);
        }
        let params = self.params(request, remarks);
        if !params.is_empty() {
            when.insert("params".into(), Value::Object(params));
        }
        let headers = self.request_headers(request, remarks);
        if !headers.is_empty() {
            when.insert("headers".into(), Value::Object(headers));
        }
        if let Some(body) = &request.body {
            self.keep(&mut when, "body", body, remarks);
        }
        let file = self.file(request, file_type, remarks);
        if !file.is_empty() {
            when.insert("file".into(), Value::Object(file));
        }
        when
    }

    fn keep(self, into: &mut Map<String, Value>, key: &str, value: &str, remarks: &mut Vec<String>) {
        self.keep_unless_masked(into, key, key, value, self.secrets.mask(value).into_owned(), remarks);
    }

    /// Adds a value that shows no secret; another one becomes a remark.
    fn keep_unless_masked(
        self,
        into: &mut Map<String, Value>,
        key: &str,
        what: &str,
        value: &str,
        masked: String,
        remarks: &mut Vec<String>,
    ) {
        if masked == value && !self.secrets.contained_in(key) {
            into.insert(key.to_owned(), value.into());
        } else {
            let what = self.secrets.mask(what);
            remarks.push(format!("{what}: {masked} (masked, so no part of `when`)"));
        }
    }

    /// The parameters as they are judged: of several with the same name the first one, those of the URL
    /// after the others.
    fn params(self, request: &HttpRequest, remarks: &mut Vec<String>) -> Map<String, Value> {
        let url = Url::parse(&request.url).ok();
        let of_url = url.iter().flat_map(Url::query_pairs);
        let of_url = of_url.map(|(name, value)| (name.into_owned(), value.into_owned()));
        let mut params = Map::new();
        let mut seen = Vec::new();
        for (name, value) in request.params.iter().cloned().chain(of_url) {
            if seen.contains(&name) {
                continue;
            }
            let masked = match is_credential_parameter(&name) {
                true => MASK.to_owned(),
                false => self.secrets.mask(&value).into_owned(),
            };
            self.keep_unless_masked(&mut params, &name, &format!("param {name}"), &value, masked, remarks);
            seen.push(name);
        }
        params
    }

    fn request_headers(self, request: &HttpRequest, remarks: &mut Vec<String>) -> Map<String, Value> {
        let mut headers = Map::new();
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in &request.headers {
            if seen.iter().any(|seen| seen.eq_ignore_ascii_case(name)) {
                continue;
            }
            seen.push(name);
            let masked = self.secrets.mask_header(name, value);
            self.keep_unless_masked(&mut headers, name, &format!("header {name}"), value, masked, remarks);
        }
        headers
    }

    fn file(
        self,
        request: &HttpRequest,
        file_type: Option<&str>,
        remarks: &mut Vec<String>,
    ) -> Map<String, Value> {
        let mut wanted = Map::new();
        let Some(file) = &request.file else { return wanted };
        let size = format!("{}B", file.size);
        let facts = [
            ("name", "file.name", Some(file.name.as_str())),
            ("type", "file.type", file_type),
            ("size", "file.size", Some(size.as_str())),
            ("caption", "file.caption", file.caption.as_deref()),
        ];
        for (key, what, value) in facts {
            let Some(value) = value else { continue };
            let masked = self.secrets.mask(value).into_owned();
            self.keep_unless_masked(&mut wanted, key, what, value, masked, remarks);
        }
        wanted
    }

    fn respond(self, answered: &Answered, remarks: &mut Vec<String>) -> Map<String, Value> {
        let mut respond = Map::new();
        respond.insert("status".into(), answered.status.into());
        let headers = self.response_headers(answered);
        let mut is_quoting = headers.values().any(looks_like_references);
        if !headers.is_empty() {
            respond.insert("headers".into(), Value::Object(headers));
        }
        if let Some((key, body)) = self.body(&answered.body, remarks) {
            is_quoting |= key != "base64" && looks_like_references(&body);
            if is_quoting {
                respond.insert("literal".into(), true.into());
            }
            respond.insert(key.into(), body);
        } else if is_quoting {
            respond.insert("literal".into(), true.into());
        }
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
