//! A mock's answer: its body, with what it quotes of the request.

use std::sync::Arc;

use reqwest::Url;
use serde_json::Value as Json;

use super::{Lookup, MockedCall};
use crate::bot::{MockBody, MockResponse};
use crate::integration::Answered;
use crate::text::{FileField, Reference, RequestPart, Template, json_text};

pub(super) fn respond(response: &MockResponse, call: MockedCall<'_>, lookup: Lookup<'_>) -> Answered {
    let fill = |text: &str| match response.literal {
        true => text.to_owned(),
        false => fill(text, call, lookup),
    };
    let headers =
        response.headers.iter().map(|pair| (pair.key.as_str().to_owned(), fill(pair.value.as_str())));
    let body: Arc<[u8]> = match &response.body {
        MockBody::Empty => Arc::from([]),
        MockBody::Text(text) => Arc::from(fill(text.as_str()).into_bytes()),
        MockBody::Json(json) => Arc::from(filled_json(&json.value, &fill).to_string().into_bytes()),
        MockBody::Bytes(bytes) => bytes.clone(),
    };
    Answered { status: response.status, headers: headers.collect(), body }
}

fn fill(text: &str, call: MockedCall<'_>, lookup: Lookup<'_>) -> String {
    if !text.contains('{') {
        return text.to_owned();
    }
    let mut unresolved = Vec::new();
    let mut value = |reference: &Reference| quoted(reference, call).or_else(|| lookup(reference));
    Template::parse_mock(text).fill(&mut value, &mut unresolved).to_string()
}

/// A JSON value with the references in its strings filled.
fn filled_json(value: &Json, fill: &dyn Fn(&str) -> String) -> Json {
    match value {
        Json::String(text) => Json::String(fill(text)),
        Json::Array(items) => Json::Array(items.iter().map(|item| filled_json(item, fill)).collect()),
        Json::Object(pairs) => {
            pairs.iter().map(|(key, value)| (key.clone(), filled_json(value, fill))).collect()
        }
        plain => plain.clone(),
    }
}

/// What a reference quotes of the request.
fn quoted(reference: &Reference, call: MockedCall<'_>) -> Option<Arc<str>> {
    let request = call.request;
    let text = match reference {
        Reference::Request(RequestPart::Method) => request.method.clone(),
        Reference::Request(RequestPart::Url) => request.url.clone(),
        Reference::Request(RequestPart::Param(name)) => param(call, name)?,
        Reference::Request(RequestPart::Header(name)) => {
            request.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?.1.clone()
        }
        Reference::Request(RequestPart::Body(None)) => request.body.clone()?,
        Reference::Request(RequestPart::Body(Some(path))) => {
            let body: Json = serde_json::from_str(request.body.as_deref()?).ok()?;
            path.select(&body).first().map(|value| json_text(value))?
        }
        Reference::File(field) => {
            let file = request.file.as_ref()?;
            match field {
                FileField::Name => file.name.clone(),
                FileField::Size => file.size.to_string(),
                FileField::Type => call.file_type?.to_owned(),
                FileField::Caption => file.caption.clone()?,
            }
        }
        _ => return None,
    };
    Some(Arc::from(text))
}

fn param(call: MockedCall<'_>, name: &str) -> Option<String> {
    if let Some((_, value)) = call.request.params.iter().find(|(key, _)| key == name) {
        return Some(value.clone());
    }
    let url = Url::parse(&call.request.url).ok()?;
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
