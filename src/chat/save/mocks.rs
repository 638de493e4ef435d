//! Calls that the bots' own mocks did not answer, as mocks of the transcript.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Saving;
use crate::integration::mock::{EntryWriter, MockEntry};
use crate::integration::{AnswerSource, NoAnswer};
use crate::play::CallRecord;
use crate::text::format_duration;

/// A longer body is no part of a transcript, in bytes.
const BODY_BYTES: usize = 1 << 20;

/// The entries by integration; each answers the call of one number.
pub(super) fn mocks(saving: &Saving<'_, '_>) -> Result<Map<String, Value>, String> {
    let calls = saving.chat.conversation.calls();
    let calls = calls.get(saving.history.first_call..).unwrap_or_default();
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut mocks: Map<String, Value> = Map::new();
    for call in calls {
        let name = name(saving, call);
        let number = counts.entry(name.clone()).or_default();
        *number += 1;
        if matches!(call.answer.source, AnswerSource::Mock(..) | AnswerSource::Articles(_)) {
            continue;
        }
        let entry = entry(saving, call, &name, *number)?;
        if let Value::Array(entries) = mocks.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
            entries.push(entry);
        }
    }
    Ok(mocks)
}

/// How a transcript names the integration of a call.
fn name(saving: &Saving<'_, '_>, call: &CallRecord) -> String {
    let name = &call.bot.integration(call.integration).name;
    let members = saving.chat.conversation.members();
    let first = members.iter().find(|member| member.bot().find_integration(name).is_some());
    match first.is_some_and(|member| member.bot().name == call.bot.name) {
        true => name.to_string(),
        false => format!("{}/{name}", call.bot.name),
    }
}

fn entry(saving: &Saving<'_, '_>, call: &CallRecord, name: &str, number: u32) -> Result<Value, String> {
    if let Err(NoAnswer::Refused(reason)) = &call.answer.result {
        return Err(format!(
            "`{name}` was called and nobody answered ({reason}), so the transcript would fail: give it a mock, \
             or take it back with /back"
        ));
    }
    let secrets = saving.chat.conversation.gateway().secrets();
    let writer = EntryWriter { secrets, most_body: BODY_BYTES };
    let MockEntry { entry, remarks } = writer.entry(&call.request, call.file_type, &call.answer);
    let when = Map::from_iter([("call".to_owned(), Value::from(number))]);
    let mut kept = Map::from_iter([("when".to_owned(), Value::Object(when))]);
    let answer = entry.into_iter().find(|(key, _)| key != "when").ok_or_else(|| {
        let reason = remarks.last().map_or("it was cancelled", String::as_str);
        format!("call {number} of `{name}` cannot be a mock: {reason}")
    })?;
    kept.extend([answer]);
    let milliseconds =
        std::time::Duration::from_millis(u64::try_from(call.answer.elapsed.as_millis()).unwrap_or(u64::MAX));
    if let Some(Value::Object(respond)) = kept.get_mut("respond")
        && !milliseconds.is_zero()
    {
        respond.insert("after".into(), format_duration(milliseconds).into());
    }
    Ok(Value::Object(kept))
}
