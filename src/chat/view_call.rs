//! Calls in words, and as entries of a mock.

use serde_yaml::{Mapping, Value};

use super::command_call::MOCK;
use super::page::{Page, count};
use super::view_service;
use crate::bot::Fault;
use crate::integration::mock::describe_fault;
use crate::integration::{AnswerSource, Answered, HttpRequest, NoAnswer};
use crate::play::CallRecord;

/// The most of a body that is shown, in bytes.
const BODY_BYTES: usize = 64 * 1024;

/// What the person should know of a call at once: that it got no answer, or was a dry run.
pub(super) fn remark(page: &Page<'_>, record: &CallRecord) -> Option<String> {
    let name = name(page, record);
    let mut remarks = Vec::new();
    if let Some(curl) = &record.answer.curl {
        remarks
            .push(page.notice(&format!("dry run, nothing is sent; the call of `{name}` would be:\n{curl}")));
    }
    let refused = matches!(record.answer.result, Err(NoAnswer::Refused(_)));
    remarks.extend(
        no_answer(page, record).map(|text| if refused { page.alarm(&text) } else { page.notice(&text) }),
    );
    (!remarks.is_empty()).then(|| remarks.join("\n"))
}

/// Why a call got no answer, if it got none.
pub(super) fn no_answer(page: &Page<'_>, record: &CallRecord) -> Option<String> {
    let name = name(page, record);
    match &record.answer.result {
        Ok(_) => None,
        Err(NoAnswer::Failed(reason)) => Some(format!("the call of `{name}` failed: {reason}")),
        Err(NoAnswer::Refused(reason)) => Some(format!("`{name}` was not called: {reason}")),
    }
}

/// Which integration was called; with its bot where there are several.
fn name(page: &Page<'_>, record: &CallRecord) -> String {
    let name = &record.bot.integration(record.integration).name;
    if page.names_bots { format!("{}/{name}", record.bot.name) } else { name.to_string() }
}

/// All calls, a line each.
pub(super) fn list(page: &Page<'_>, calls: &[CallRecord]) -> String {
    let line = |(index, call): (usize, &CallRecord)| {
        let name = name(page, call);
        let answer = match &call.answer.result {
            Ok(answered) => format!("status {}", answered.status),
            Err(NoAnswer::Failed(reason)) => format!("failed, {reason}"),
            Err(NoAnswer::Refused(_)) => "refused".to_owned(),
        };
        let source = source(page, call.answer.source);
        let destination = view_service::destination(page, &call.request);
        let text = format!("{}. {name}: {destination}: {answer} ({source})", index + 1);
        page.lines(&page.safe(&text), "  ", "     ")
    };
    calls.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

fn source(page: &Page<'_>, source: AnswerSource) -> String {
    match source {
        AnswerSource::Mock(entry, span) => format!("mock entry {entry}, {}", page.place(span)),
        AnswerSource::Override(_, span) if page.sources.get(span.source).name() == MOCK => {
            format!("from {MOCK}")
        }
        AnswerSource::Override(entry, span) => format!("overriding mock {entry}, {}", page.place(span)),
        AnswerSource::Articles(_) => "from the articles".to_owned(),
        AnswerSource::Live => "live".to_owned(),
        AnswerSource::Nobody => "nobody answered".to_owned(),
    }
}

/// A call as the entry of a `mock:` list. What is masked, and what an entry cannot hold, stands in
/// comments, so that the entry can be pasted into the bot.
pub(super) fn as_mock(page: &Page<'_>, record: &CallRecord) -> String {
    let mut comments = vec![format!("{}, {}", name(page, record), source(page, record.answer.source))];
    let when = when(page, record, &mut comments);
    let mut entry = Mapping::new();
    entry.insert("when".into(), Value::Mapping(when));
    match &record.answer.result {
        Ok(answered) => {
            let respond = respond(page, answered, &mut comments);
            entry.insert("respond".into(), Value::Mapping(respond));
        }
        Err(NoAnswer::Failed(reason)) => {
            comments.push(reason.clone());
            entry.insert("fault".into(), fault(reason).name().into());
        }
        Err(NoAnswer::Refused(reason)) => comments.push(format!("not called: {reason}")),
    }
    let yaml = serde_yaml::to_string(&Value::Sequence(vec![Value::Mapping(entry)])).unwrap_or_default();
    let comments: Vec<String> = comments.iter().map(|text| format!("# {}", page.safe_line(text))).collect();
    format!("{}\n{}", comments.join("\n"), page.safe(yaml.trim_end()))
}

/// The fault that a reason tells of; what is none of the others is a broken connection.
fn fault(reason: &str) -> Fault {
    let said = Fault::ALL.into_iter().map(|(_, fault)| fault).find(|fault| describe_fault(*fault) == reason);
    said.unwrap_or_else(|| match reason {
        _ if reason.contains("did not answer within") => Fault::Timeout,
        _ if reason.contains("refused the connection") => Fault::ConnectionRefused,
        _ => Fault::ConnectionReset,
    })
}

fn when(page: &Page<'_>, record: &CallRecord, comments: &mut Vec<String>) -> Mapping {
    let request = &record.request;
    let mut when = Mapping::new();
    let url = page.secrets.mask_url(&request.url);
    if !request.url.is_empty() {
        when.insert("method".into(), request.method.as_str().into());
    }
    if request.url.is_empty() {
        // A search, a function, a mail: it has neither a verb nor an address.
    } else if url == request.url {
        when.insert("url".into(), url.split(['?', '#']).next().unwrap_or_default().into());
    } else {
        comments.push(format!("url: {url} (masked, so no part of `when`)"));
    }
    let params = unmasked(page, "param", &request.params, comments, false);
    if !params.is_empty() {
        when.insert("params".into(), Value::Mapping(params));
    }
    let headers = unmasked(page, "header", &request.headers, comments, true);
    if !headers.is_empty() {
        when.insert("headers".into(), Value::Mapping(headers));
    }
    if let Some(body) = &request.body {
        match page.secrets.contained_in(body) {
            true => {
                comments.push(format!("body: {} (masked, so no part of `when`)", page.secrets.mask(body)))
            }
            false => drop(when.insert("body".into(), body.as_str().into())),
        }
    }
    if let Some(file) = sent_file(page, request, record.file_type) {
        when.insert("file".into(), Value::Mapping(file));
    }
    when
}

/// Name and value pairs; those that hold a secret go to the comments.
fn unmasked(
    page: &Page<'_>,
    what: &str,
    pairs: &[(String, String)],
    comments: &mut Vec<String>,
    headers: bool,
) -> Mapping {
    let mut shown = Mapping::new();
    for (name, value) in pairs {
        let masked = match headers {
            true => page.secrets.mask_header(name, value),
            false if crate::integration::secrets::is_credential_parameter(name) => "***".to_owned(),
            false => page.secrets.mask(value).into_owned(),
        };
        if masked == *value {
            shown.insert(name.as_str().into(), value.as_str().into());
        } else {
            comments.push(format!("{what} {name}: {masked} (masked, so no part of `when`)"));
        }
    }
    shown
}

fn sent_file(page: &Page<'_>, request: &HttpRequest, file_type: Option<&'static str>) -> Option<Mapping> {
    let file = request.file.as_ref()?;
    let mut shown = Mapping::new();
    shown.insert("name".into(), page.secrets.mask(&file.name).as_ref().into());
    if let Some(known) = file_type {
        shown.insert("type".into(), known.into());
    }
    shown.insert("size".into(), format!("{}B", file.size).into());
    if let Some(caption) = &file.caption {
        shown.insert("caption".into(), page.secrets.mask(caption).as_ref().into());
    }
    Some(shown)
}

fn respond(page: &Page<'_>, answered: &Answered, comments: &mut Vec<String>) -> Mapping {
    let mut respond = Mapping::new();
    respond.insert("status".into(), answered.status.into());
    let mut headers = Mapping::new();
    for (name, value) in &answered.headers {
        headers.insert(name.as_str().into(), page.secrets.mask_header(name, value).into());
    }
    if !headers.is_empty() {
        respond.insert("headers".into(), Value::Mapping(headers));
    }
    let body = &answered.body;
    let text = std::str::from_utf8(body);
    if body.len() > BODY_BYTES {
        comments.push(format!("the body has {}, too many to show", count(body.len(), "byte")));
    } else if let Ok(json) = serde_json::from_slice::<serde_json::Value>(body) {
        respond.insert("json".into(), serde_yaml::to_value(masked(page, json)).unwrap_or(Value::Null));
    } else if let Ok(text) = text {
        if !text.is_empty() {
            respond.insert("text".into(), page.secrets.mask(text).as_ref().into());
        }
    } else {
        comments.push(format!("the body has {} that are no text", count(body.len(), "byte")));
    }
    respond
}

/// Masked before it becomes YAML, where quotes and line breaks could hide a secret from the search.
fn masked(page: &Page<'_>, json: serde_json::Value) -> serde_json::Value {
    use serde_json::Value as Json;
    match json {
        Json::String(text) => Json::String(page.secrets.mask(&text).into_owned()),
        Json::Array(items) => items.into_iter().map(|item| masked(page, item)).collect(),
        Json::Object(pairs) => {
            let pairs = pairs.into_iter();
            pairs.map(|(key, value)| (page.secrets.mask(&key).into_owned(), masked(page, value))).collect()
        }
        plain => plain,
    }
}
