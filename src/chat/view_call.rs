//! Calls in words, and as entries of a mock.

use serde_json::Value;

use super::command_call::MOCK;
use super::page::Page;
use super::view_service;
use crate::integration::mock::{EntryWriter, MockEntry};
use crate::integration::{AnswerSource, NoAnswer};
use crate::play::CallRecord;
use crate::yaml::to_yaml;

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
        Err(NoAnswer::Refused(reason)) => {
            let place = record.answer.nearest.map(|span| format!(" (see {})", page.place(span)));
            Some(format!("`{name}` was not called: {reason}{}", place.unwrap_or_default()))
        }
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
        AnswerSource::Override(entry, span) => format!("overriding entry {entry}, {}", page.place(span)),
        AnswerSource::Articles(_) => "from the articles".to_owned(),
        AnswerSource::Live => "live".to_owned(),
        AnswerSource::Nobody => "nobody answered".to_owned(),
    }
}

/// A call as the entry of a `mock:` list. What is masked, and what an entry cannot hold, stands in
/// comments, so that the entry can be pasted into the bot.
pub(super) fn as_mock(page: &Page<'_>, record: &CallRecord) -> String {
    let writer = EntryWriter { secrets: page.secrets, most_body: BODY_BYTES };
    let MockEntry { entry, remarks } = writer.entry(&record.request, record.file_type, &record.answer);
    let whose = format!("{}, {}", name(page, record), source(page, record.answer.source));
    let comments = std::iter::once(whose).chain(remarks).map(|text| format!("# {}", page.safe_line(&text)));
    let yaml = to_yaml(&Value::Array(vec![Value::Object(entry)]));
    format!("{}\n{}", comments.collect::<Vec<_>>().join("\n"), page.safe(yaml.trim_end()))
}
