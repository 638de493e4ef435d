//! A call as the entry of a mock list that answers the same call in the same way.
//!
//! Secrets are masked before anything becomes text of the entry, each value by itself, as quotes and line
//! breaks could hide one from the search. What is masked is no part of `when`, and stands in a remark.

use reqwest::Url;
use serde_json::{Map, Value};

use crate::integration::secrets::{MASK, Secrets, is_credential_parameter};
use crate::integration::{Answer, HttpRequest, NoAnswer};

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
}
