//! Where a call differs from what a mock entry is for.

use std::fmt;

use reqwest::Url;

use super::MockedCall;
use crate::bot::{BodyMatch, FileMatch, Mock, When};
use crate::source::Text;
use crate::text::{JsonPath, TextMatch, json_text};

/// One thing in which a call is not as an entry wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// A field of the request.
    Field { field: String, wanted: String, actual: Option<String> },
    /// Which call of the integration it is.
    Number { wanted: u32, actual: u32 },
    /// The entry was used as often as it may be.
    UsedUp { times: u32 },
}

impl Difference {
    fn is_of_request(&self) -> bool {
        matches!(self, Self::Field { .. })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { field, wanted, actual: Some(actual) } => {
                write!(formatter, "{field} is `{actual}`, wanted `{wanted}`")
            }
            Self::Field { field, wanted, actual: None } => {
                write!(formatter, "{field} is missing, wanted `{wanted}`")
            }
            Self::Number { wanted, actual } => {
                write!(formatter, "the call's number is `{actual}`, wanted `{wanted}`")
            }
            Self::UsedUp { times } => write!(formatter, "it is used up (`times: {times}`)"),
        }
    }
}

/// How near an entry comes to a call.
#[derive(Clone, Debug, Default)]
pub(super) struct Comparison {
    /// How many fields of the request it wants and gets.
    met: usize,
    /// How many fields of the request differ.
    unmet: usize,
    /// Everything that differs; nothing means that the entry answers the call.
    pub(super) differences: Vec<Difference>,
}

impl Comparison {
    /// Whether this entry is nearer than another: less of the request differs, then more of it is met.
    pub(super) fn is_nearer_than(&self, other: &Self) -> bool {
        let key = |one: &Self| (one.unmet, std::cmp::Reverse(one.met), one.differences.len());
        key(self) < key(other)
    }
}

/// Compares a call with an entry, field by field.
pub(super) fn compare(mock: &Mock, call: MockedCall<'_>, number: u32, used: u32) -> Comparison {
    let mut differences = differences(&mock.when, call, number);
    if let Some(times) = mock.times.filter(|times| used >= times.value) {
        differences.push(Difference::UsedUp { times: times.value });
    }
    let unmet = differences.iter().filter(|difference| difference.is_of_request()).count();
    Comparison { met: fields(mock).saturating_sub(unmet), unmet, differences }
}

/// How many fields of the request an entry is particular about.
fn fields(mock: &Mock) -> usize {
    let when = &mock.when;
    let body = match &when.body {
        Some(BodyMatch::Json(paths)) => paths.len(),
        Some(BodyMatch::Text(_)) => 1,
        None => 0,
    };
    let file = when.file.as_ref().map_or(0, |file| {
        [file.name.is_some(), file.file_type.is_some(), file.size.is_some(), file.caption.is_some()]
            .into_iter()
            .filter(|written| *written)
            .count()
    });
    usize::from(when.method.is_some())
        + usize::from(when.url.is_some())
        + when.params.len()
        + when.headers.len()
        + body
        + file
}

/// Everything in which a call is not as `when` says.
pub(super) fn differences(when: &When, call: MockedCall<'_>, number: u32) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut note = |field: String, wanted: String, actual: Option<String>| {
        found.push(Difference::Field { field, wanted, actual });
    };
    let request = call.request;
    if let Some(method) = when.method.filter(|method| !method.value.eq_ignore_ascii_case(&request.method)) {
        note("method".into(), method.value.into(), Some(request.method.clone()));
    }
    if let Some(url) = when.url.as_ref() {
        let plain = without_query(&request.url);
        if !is_match(&url.value, &plain) {
            note("url".into(), url.value.to_string(), Some(plain));
        }
    }
    let params = all_params(call);
    for (name, wanted) in &when.params {
        check(&mut note, format!("params.{name}"), wanted, values(&params, name, str::eq));
    }
    for (name, wanted) in &when.headers {
        let actual = values(&request.headers, name, str::eq_ignore_ascii_case);
        check(&mut note, format!("headers.{name}"), wanted, actual);
    }
    match &when.body {
        Some(BodyMatch::Text(wanted)) => check(&mut note, "body".into(), wanted, request.body.clone()),
        Some(BodyMatch::Json(paths)) => {
            for (path, wanted) in paths {
                check(
                    &mut note,
                    format!("body {path}"),
                    wanted,
                    at_path(request.body.as_deref(), path.as_str()),
                );
            }
        }
        None => {}
    }
    if let Some(wanted) = &when.file {
        compare_file(&mut note, wanted, call);
    }
    if let Some(wanted) = when.call.filter(|wanted| wanted.value != number) {
        found.push(Difference::Number { wanted: wanted.value, actual: number });
    }
    found
}

type Note<'n> = dyn FnMut(String, String, Option<String>) + 'n;

fn check(note: &mut Note<'_>, field: String, wanted: &TextMatch, actual: Option<String>) {
    if !actual.as_deref().is_some_and(|actual| is_match(wanted, actual)) {
        note(field, wanted.to_string(), actual);
    }
}

fn compare_file(note: &mut Note<'_>, wanted: &FileMatch, call: MockedCall<'_>) {
    let file = call.request.file.as_ref();
    if let Some(name) = &wanted.name {
        check(note, "file.name".into(), name, file.map(|file| file.name.clone()));
    }
    if let Some(file_type) = &wanted.file_type {
        let actual = call.file_type.map(str::to_owned);
        let same_type = matches!(file_type, TextMatch::Equals(text)
            if actual.as_deref().is_some_and(|actual| text.trim().eq_ignore_ascii_case(actual)));
        if !same_type {
            check(note, "file.type".into(), file_type, actual);
        }
    }
    if let Some(size) = wanted.size
        && file.is_none_or(|file| file.size != size.value)
    {
        let actual = file.map(|file| format!("{} bytes", file.size));
        note("file.size".into(), format!("{} bytes", size.value), actual);
    }
    if let Some(caption) = &wanted.caption {
        check(note, "file.caption".into(), caption, file.and_then(|file| file.caption.clone()));
    }
}

/// A predicate that gives up is not met; the rules report such expressions where they are written.
fn is_match(wanted: &TextMatch, actual: &str) -> bool {
    wanted.is_match(actual).unwrap_or(false)
}

fn values(pairs: &[(String, String)], name: &Text, same: fn(&str, &str) -> bool) -> Option<String> {
    pairs.iter().find(|(key, _)| same(key, name.as_str())).map(|(_, value)| value.clone())
}

fn without_query(url: &str) -> String {
    url.split(['?', '#']).next().unwrap_or(url).to_owned()
}

/// The parameters that the request names and those that stand in its URL.
fn all_params(call: MockedCall<'_>) -> Vec<(String, String)> {
    let mut params = call.request.params.clone();
    if let Ok(url) = Url::parse(&call.request.url) {
        params.extend(url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())));
    }
    params
}

fn at_path(body: Option<&str>, path: &str) -> Option<String> {
    let body = serde_json::from_str(body?).ok()?;
    let path = JsonPath::parse(path).ok()?;
    path.select(&body).first().map(|value| json_text(value))
}
