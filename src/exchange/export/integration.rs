//! Integrations, as the vendor writes them (export spec 11).

use serde_json::{Map, Value, json};

use super::super::note::Topic;
use super::content::threshold;
use super::{Maker, Part, text_of};
use crate::bot::{HttpDefinition, Integration, IntegrationKind, Pair, SearchMode};

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
                http_keys(http, made);
                "API"
            }
            IntegrationKind::File(http, _) => {
                self.notes.add(
                    Topic::Guess,
                    name,
                    "how the platform writes an integration of the type File is not known: `FILE` is a guess",
                );
                http_keys(http, made);
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

    fn unknown_integration(&mut self, name: &str, kind: &'static str) -> &'static str {
        let text = format!(
            "how the platform writes an integration of this type is not known: {kind} is a guess, set it up again in Conversation Builder"
        );
        self.notes.add(Topic::Guess, name, text);
        kind
    }
}

fn http_keys(http: &HttpDefinition, made: &mut Map<String, Value>) {
    made.insert("webhook".to_owned(), json!(http.url.as_str()));
    made.insert("method".to_owned(), json!(http.method.value));
    made.extend(pairs("headers", &http.headers));
    made.extend(pairs("params", &http.params));
    made.extend(http.body.as_ref().map(|body| ("postBody".to_owned(), json!(body.as_str()))));
}

fn pairs(key: &str, pairs: &[Pair]) -> Option<(String, Value)> {
    let list = pairs.iter().map(|pair| json!({ "key": pair.key.as_str(), "value": pair.value.as_str() }));
    (!pairs.is_empty()).then(|| (key.to_owned(), list.collect()))
}
