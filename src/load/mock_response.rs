//! What a mock answers: status, headers, one body.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Loader;
use super::include::is_empty;
use super::json::written_json;
use crate::bot::{MockBody, MockResponse, Pair};
use crate::yaml::{Entry, Node, Value};

/// The largest file that a mock may answer with, in bytes.
const MOCK_FILE_LIMIT: usize = 16 * 1024 * 1024;

impl Loader<'_> {
    pub(super) fn load_response(&mut self, node: &Node) -> Option<MockResponse> {
        let empty = MockResponse {
            status: 200,
            headers: Vec::new(),
            body: MockBody::Empty,
            literal: false,
            after: Duration::ZERO,
        };
        if is_empty(node) {
            return Some(empty);
        }
        let mut fields = self.fields(node, "`respond`")?;
        let status = fields.value("status").and_then(|node| self.load_status(node));
        let headers = fields.value("headers").map(|node| self.load_response_headers(node));
        let literal = fields.value("literal").and_then(|node| self.boolean(node, "`literal`"));
        let after = fields.value("after").and_then(|node| self.duration(node, "`after`"));
        let bodies: Vec<&Entry> =
            ["json", "text", "base64", "file"].iter().filter_map(|key| fields.take(key)).collect();
        if let Some(second) = bodies.get(1) {
            let help = "Write one of `json`, `text`, `base64`, `file`.";
            self.invalid(second.key.span(), "an answer has one body", help);
        }
        let body = bodies.first().and_then(|entry| self.load_mock_body(entry));
        self.finish(fields);
        Some(MockResponse {
            status: status.unwrap_or(empty.status),
            headers: headers.unwrap_or_default(),
            body: body.unwrap_or(empty.body),
            literal: literal.is_some_and(|literal| literal.value),
            after: after.map_or(empty.after, |after| after.value),
        })
    }

    fn load_status(&mut self, node: &Node) -> Option<u16> {
        let status = self.number(node, "`status`")?;
        if !(100..=999).contains(&status.value) {
            let message = format!("{} is not an HTTP status", status.value);
            let help = "HTTP statuses have three digits, from 100 on; 200 and 201 are success.";
            self.invalid(status.span, message, help);
            return None;
        }
        u16::try_from(status.value).ok()
    }

    /// Names with a text, or with a list of texts where a header comes several times.
    fn load_response_headers(&mut self, node: &Node) -> Vec<Pair> {
        let Some(fields) = self.fields(node, "`headers`") else { return Vec::new() };
        let mut headers = Vec::new();
        for entry in fields.entries() {
            match &entry.value.value {
                Value::Sequence(items) => {
                    let values = items.iter().filter_map(|item| self.text(item, "a header's value"));
                    headers.extend(values.map(|value| Pair { key: entry.key.clone(), value }));
                }
                _ => headers.extend(self.load_pair(entry)),
            }
        }
        headers
    }

    fn load_mock_body(&mut self, entry: &Entry) -> Option<MockBody> {
        match entry.key.as_str() {
            "json" => Some(MockBody::Json(written_json(&entry.value))),
            "text" => self.text(&entry.value, "`text`").map(MockBody::Text),
            "base64" => self.load_base64(&entry.value),
            _ => {
                let name = self.name(&entry.value, "`file`")?;
                let path = self.resolve(&name)?;
                if let Some(bytes) = self.bodies.get(&path) {
                    return Some(MockBody::Bytes(bytes.clone()));
                }
                let bytes: Arc<[u8]> = Arc::from(self.read_bytes(&path, Some(&name), MOCK_FILE_LIMIT)?);
                self.bodies.insert(path, bytes.clone());
                Some(MockBody::Bytes(bytes))
            }
        }
    }

    /// Bytes as base64, which may be broken into lines.
    fn load_base64(&mut self, node: &Node) -> Option<MockBody> {
        let text = self.text(node, "`base64`")?;
        let dense: String = text.as_str().split_ascii_whitespace().collect();
        match STANDARD.decode(&dense) {
            Ok(bytes) => Some(MockBody::Bytes(Arc::from(bytes))),
            Err(problem) => {
                let help = format!("{problem}. `base64 FILE` writes a file in this form.");
                self.invalid(text.span(), "this is not base64, so the body is not known", &help);
                None
            }
        }
    }
}
