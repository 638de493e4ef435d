//! Integrations, as the vendor writes them (export spec 11).

use serde_json::{Map, Value, json};

use super::super::names::camel_case;
use super::super::note::Topic;
use super::content::threshold;
use super::{Maker, Part, text_of};
use crate::bot::{HttpDefinition, Integration, IntegrationKind, Pair, SearchMode, SendFile};
use crate::text::{EnvironmentSegment, ProcessEnvironmentText};

impl Maker<'_> {
    pub(super) fn integration(&mut self, item: &Integration) -> Part {
        let name = item.name.as_str();
        let mut made = Map::new();
        made.insert("chatbotId".to_owned(), json!(self.bot_id));
        made.insert("id".to_owned(), json!(self.integration_id(name)));
        made.insert("name".to_owned(), json!(name));
        made.insert("webhook".to_owned(), json!("{{url}}"));
        made.insert("fileUrl".to_owned(), json!("{{file_url}}"));
        made.insert("method".to_owned(), json!("POST"));
        made.insert(
            "defaultValues".to_owned(),
            ["title", "subTitle", "image", "itemUrl"].iter().map(|key| json!({ "key": key })).collect(),
        );
        let kind = self.kind(item, &mut made);
        if !item.fields.is_empty() {
            let fields = item
                .fields
                .iter()
                .map(|field| json!({ "key": field.name.as_str(), "value": field.path.as_str() }));
            made.insert("customDataFields".to_owned(), fields.collect());
        }
        made.insert(
            "results".to_owned(),
            json!({ "type": "TEXT", "tile": { "tileData": [{ "buttons": [], "quickReplyList": [] }] } }),
        );
        made.insert("group".to_owned(), json!("Responders"));
        if let Some(code) = &item.transform_result {
            made.insert("transformResultsScript".to_owned(), json!(text_of(code)));
        }
        let variable = item.response_variable.as_ref().unwrap_or(&item.name);
        made.insert("responseDataVariable".to_owned(), json!(variable.as_str()));
        made.insert("integrationType".to_owned(), json!(kind));
        made.insert("tangoContextEnabled".to_owned(), json!(false));
        Part { name: name.to_owned(), value: Value::Object(made) }
    }

    fn kind(&mut self, item: &Integration, made: &mut Map<String, Value>) -> &'static str {
        let name = item.name.as_str();
        match &item.kind {
            IntegrationKind::Api(http) => {
                self.http_keys(http, name, made);
                "API"
            }
            IntegrationKind::File(http, send) => {
                if matches!(send, SendFile::Multipart(_)) {
                    let text = "how the platform sends a file as a form is not known: `send` is left out";
                    self.notes.add(Topic::LeftOut, name, text);
                }
                self.notes.add(
                    Topic::Guess,
                    name,
                    "how the platform writes an integration of the type File is not known: `FILE` is a guess",
                );
                self.http_keys(http, name, made);
                "FILE"
            }
            IntegrationKind::Knowledge { knowledge_base, mode, threshold: least, phrase, max_results } => {
                let mode = match mode.map_or(SearchMode::Intents, |mode| mode.value) {
                    SearchMode::Intents => "intents",
                    SearchMode::IntentsOnly => "intentsOnly",
                    SearchMode::Text => "text",
                };
                let phrase = phrase.as_ref().map_or("{$query}", |phrase| phrase.as_str());
                let params = [
                    ("source", self.knowledge_base_id(knowledge_base.as_str())),
                    ("phrases", phrase.to_owned()),
                    ("threshold", threshold(least.map(|least| least.value)).to_owned()),
                    ("multipleResults", max_results.map_or(1, |most| most.value).to_string()),
                    ("mode", mode.to_owned()),
                ];
                made.insert(
                    "params".to_owned(),
                    params.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect(),
                );
                made.insert("kbMethod".to_owned(), json!("PHRASE_SEARCH"));
                "KB"
            }
            IntegrationKind::Function { function, headers, payload } => {
                if function.is_some() {
                    self.notes.add(Topic::LeftOut, name, "the platform names a function by its id, not by its name: choose it again in Conversation Builder");
                }
                made.extend(pairs("headers", headers));
                made.extend(payload.as_ref().map(|payload| ("postBody".to_owned(), json!(payload.as_str()))));
                "FAAS"
            }
            IntegrationKind::AgentEscalation { .. } => self.unknown_integration(name, "AGENT_ESCALATION"),
            IntegrationKind::Email { to, subject, body, .. } => {
                let found = [("toEmail", Some(to)), ("subject", subject.as_ref()), ("body", body.as_ref())];
                made.extend(
                    found.into_iter().filter_map(|(key, text)| Some((key.to_owned(), json!(text?.as_str())))),
                );
                self.unknown_integration(name, "EMAIL")
            }
        }
    }

    fn http_keys(&mut self, http: &HttpDefinition, name: &str, made: &mut Map<String, Value>) {
        if http.timeout.is_some() {
            self.notes.add(Topic::LeftOut, name, "the file has no place for a timeout: it is left out");
        }
        made.insert("webhook".to_owned(), json!(self.on_platform(http.url.as_str(), name)));
        made.insert("method".to_owned(), json!(http.method.value));
        for (key, list) in [("headers", &http.headers), ("params", &http.params)] {
            let pair = |pair: &Pair| json!({ "key": pair.key.as_str(), "value": self.on_platform(pair.value.as_str(), name) });
            let list: Vec<Value> = list.iter().map(pair).collect();
            if !list.is_empty() {
                made.insert(key.to_owned(), Value::Array(list));
            }
        }
        if let Some(body) = &http.body {
            made.insert("postBody".to_owned(), json!(self.on_platform(body.as_str(), name)));
        }
    }

    fn on_platform(&mut self, text: &str, name: &str) -> String {
        on_platform(text, &mut |variable, own| {
            let told = format!(
                "`${{{variable}}}` is `{{$env.{own}}}` in the export: define it in the bot's environment on the platform"
            );
            self.notes.add(Topic::Missing, name, told);
        })
    }

    fn unknown_integration(&mut self, name: &str, kind: &'static str) -> &'static str {
        let text = format!(
            "how the platform writes an integration of this type is not known: {kind} is a guess, set it up again in Conversation Builder"
        );
        self.notes.add(Topic::Guess, name, text);
        kind
    }
}

fn pairs(key: &str, pairs: &[Pair]) -> Option<(String, Value)> {
    let list = pairs.iter().map(|pair| json!({ "key": pair.key.as_str(), "value": pair.value.as_str() }));
    (!pairs.is_empty()).then(|| (key.to_owned(), list.collect()))
}

/// A text of a request without references to the process, which the platform does not have: it reads the bot's
/// environment there. `told` hears of both names.
pub(super) fn on_platform(text: &str, told: &mut dyn FnMut(&str, &str)) -> String {
    let mut written = String::new();
    for segment in ProcessEnvironmentText::parse(text).segments() {
        match segment {
            EnvironmentSegment::Literal(text) => written.push_str(text),
            EnvironmentSegment::Variable { name, .. } => {
                let own = camel_case(name);
                told(name, &own);
                written.push_str(&format!("{{$env.{own}}}"));
            }
        }
    }
    written
}
