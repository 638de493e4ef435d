//! Integrations, and the stand-ins for a domain, knowledge bases and the account.

use super::{Keys, Valued, keys, name, pairs, sorted, word};
use crate::bot::{
    Article, DataField, Entity, HttpDefinition, Integration, IntegrationKind, Intent, KnowledgeBase, Pair,
    SendFile, Skill, SkillAnswer,
};
use crate::diff::value::{Concept, Entry, Field, MaskedText, Value};
use crate::integration::{MASK, Secrets, is_credential_header, is_credential_parameter};
use crate::source::Text;

/// The keys of an integration; its name is not among them.
pub(in crate::diff) fn integration_fields(integration: &Integration) -> Vec<Field> {
    let Integration { kind, kind_span, name: _, response_variable, transform_result, fields, mocks } =
        integration;
    let mut keys = Keys::default();
    keys.add_entry("kind", Some(Entry { value: word(kind.key()), place: Some(*kind_span) }));
    add_kind(&mut keys, kind);
    keys.add("response_variable", response_variable);
    keys.add("transform_result", transform_result);
    keys.add_entry("fields", data_fields(fields));
    keys.add("mock", mocks);
    keys.done()
}

fn add_kind(keys: &mut Keys, kind: &IntegrationKind) {
    match kind {
        IntegrationKind::Api(http) => add_http(keys, http),
        IntegrationKind::File(http, send) => {
            add_http(keys, http);
            match send {
                SendFile::Stream => {}
                SendFile::Multipart(field) => keys.add("send.multipart", field),
            }
        }
        IntegrationKind::Knowledge { knowledge_base, mode, threshold, phrase, max_results } => {
            keys.add_entry("knowledge_base", name(Concept::KnowledgeBase, knowledge_base));
            keys.add_unless("mode", "intents", mode);
            keys.add_unless("threshold", "good", threshold);
            keys.add("phrase", phrase);
            keys.add_unless("max_results", "1", max_results);
        }
        IntegrationKind::AgentEscalation { message, skill, agent, transfer_context } => {
            keys.add("message", message);
            keys.add("skill", skill);
            keys.add("agent", agent);
            keys.add_unless("transfer_context", "false", transfer_context);
        }
        IntegrationKind::Function { function, headers, payload } => {
            keys.add("function_name", function);
            keys.add_entry("headers", masked_pairs(headers, is_credential_header));
            keys.add("payload", payload);
        }
        IntegrationKind::Email { to, reply_to, subject, body, html } => {
            keys.add("to", to);
            keys.add("reply_to", reply_to);
            keys.add("subject", subject);
            keys.add("body", body);
            keys.add_unless("html", "false", html);
        }
    }
}

fn add_http(keys: &mut Keys, http: &HttpDefinition) {
    let HttpDefinition { method, url, params, headers, body, timeout } = http;
    keys.add("method", method);
    keys.add_entry("url", Some(Entry { value: masked_url(url), place: url.place() }));
    keys.add_entry("params", masked_pairs(params, is_credential_parameter));
    keys.add_entry("headers", masked_pairs(headers, is_credential_header));
    keys.add("body", body);
    keys.add_unless("timeout", "15s", timeout);
}

/// An address as it is shown: what stands in the place of a credential is not.
fn masked_url(url: &Text) -> Value {
    let shown = Secrets::default().mask_url(url.as_str());
    if shown == url.as_str() {
        return Value::Text(url.shared());
    }
    Value::Masked(MaskedText { text: url.shared(), shown: shown.into() })
}

/// Names with texts, of which those are not shown that are credentials by their names.
pub(super) fn masked_pairs(list: &[Pair], is_credential: fn(&str) -> bool) -> Option<Entry> {
    let value = pairs(list, |key, text| {
        let is_shown = !is_credential(key) || is_reference(text.as_str());
        let masked = || Value::Masked(MaskedText { text: text.shared(), shown: MASK.into() });
        if is_shown { text.value() } else { Some(masked()) }
    });
    value.map(|value| Entry { value, place: list.place() })
}

/// Whether a credential stands elsewhere: one reference, with at most the word of its scheme before it.
fn is_reference(text: &str) -> bool {
    let last = text.trim().rsplit(' ').next().unwrap_or_default();
    let opens = last.starts_with("{$") || last.starts_with("${") && !last.contains(":-");
    opens && last.ends_with('}') && last.matches('}').count() == 1 && text.trim().split(' ').count() <= 2
}

fn data_fields(fields: &[DataField]) -> Option<Entry> {
    let place = fields.first()?.name.place();
    let one = |DataField { name, path }: &DataField| (name.as_str().to_owned(), path.entry());
    Some(Entry { value: Value::Keys(sorted(fields.iter().map(one))), place })
}

/// The keys of an intent; its name is not among them.
pub(in crate::diff) fn intent_fields(intent: &Intent) -> Vec<Field> {
    let Intent { name: _, display_name, phrases, intents } = intent;
    let mut keys = Keys::default();
    keys.add("display_name", display_name);
    keys.add("phrases", phrases);
    let names: Vec<Entry> = intents.iter().filter_map(|intent| name(Concept::Intent, intent)).collect();
    let place = intents.first().and_then(Valued::place);
    keys.add_entry("intents", (!names.is_empty()).then_some(Entry { value: Value::List(names), place }));
    keys.done()
}

/// The keys of an entity; its name is not among them.
pub(in crate::diff) fn entity_fields(entity: &Entity) -> Vec<Field> {
    let Entity { name: _, values, regex } = entity;
    let mut keys = Keys::default();
    keys.add("values", values);
    keys.add("regex", regex);
    keys.done()
}

keys!(Article { title, summary, detail, content_url, image_url, phrases });

/// The keys of a knowledge base; its name is not among them.
pub(in crate::diff) fn knowledge_base_fields(base: &KnowledgeBase) -> Vec<Field> {
    let KnowledgeBase { name: _, articles, mocks } = base;
    let mut keys = Keys::default();
    keys.add("articles", articles);
    keys.add("mock", mocks);
    keys.done()
}

/// What becomes of transfers to a skill; one answer is as good as a list of one.
pub(in crate::diff) fn skill_fields(skill: &Skill) -> Vec<Field> {
    let Skill { number, answers } = skill;
    let mut keys = Keys::default();
    keys.add_entry("answers", answers.value().map(|value| Entry { value, place: number.place() }));
    keys.done()
}

impl Valued for SkillAnswer {
    fn value(&self) -> Option<Value> {
        match self {
            Self::Agents => Some(word("agents")),
            Self::Unavailable => Some(word("unavailable")),
            Self::NoAnswer => Some(word("no_answer")),
            Self::Bot(bot) => {
                let mut keys = Keys::default();
                keys.add("bot", bot);
                keys.value()
            }
        }
    }
}
