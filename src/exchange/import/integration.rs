//! Integrations (export spec 11).

use serde_json::{Map, Value, json};

use super::super::fields::{Fields, Object};
use super::super::names::camel_case;
use super::super::note::Topic;
use super::content::confidence;
use super::{Importer, slug};
use crate::text::{Reference, Template};

/// What stands where nothing was filled in.
const PLACEHOLDERS: [&str; 2] = ["{{url}}", "{{file_url}}"];

impl Importer<'_> {
    pub(super) fn integration(&mut self, item: &Object, name: &str) -> Value {
        let mut made = Map::new();
        let stated = item.text("integrationType").unwrap_or("API").to_ascii_uppercase();
        match stated.as_str() {
            "API" => self.http(item, name, "api", &mut made),
            "FAAS" => self.function(item, name, &mut made),
            "KB" => self.search_integration(item, name, &mut made),
            kind if kind.contains("FILE") => {
                self.guess_kind(name, kind, "file");
                self.http(item, name, "file", &mut made);
            }
            kind if kind.contains("MAIL") => {
                self.guess_kind(name, kind, "email");
                self.email(item, name, &mut made);
            }
            kind => {
                self.guess_kind(name, kind, "api");
                self.http(item, name, "api", &mut made);
            }
        }
        if let Some(variable) = item.text("responseDataVariable").filter(|variable| *variable != name) {
            made.insert("response_variable".to_owned(), json!(variable));
        }
        self.data_fields(item, name, &mut made);
        if let Some(code) = item.text("transformResultsScript").filter(|code| !code.trim().is_empty()) {
            let code = self.files.text(&format!("code/{}.transform_result", slug(name)), "js", code);
            made.insert("transform_result".to_owned(), code);
        }
        if let Some(answers) = &self.answers {
            let variable = item.text("responseDataVariable").unwrap_or(name);
            let mock = match made.keys().next().map(String::as_str) {
                Some("api" | "function") => Some(answers.mock(variable)),
                // Nothing can be read of what answers a file.
                Some("file") => Some(json!([{ "respond": { "status": 201 } }])),
                _ => None,
            };
            made.extend(mock.map(|mock| ("mock".to_owned(), mock)));
        }
        Value::Object(made)
    }

    fn guess_kind(&mut self, name: &str, stated: &str, ours: &str) {
        let text =
            format!("no export with an integration of the type {stated} is known: it is taken for `{ours}`");
        self.notes.add(Topic::Guess, name, text);
    }

    fn http(&mut self, item: &Object, name: &str, kind: &str, made: &mut Map<String, Value>) {
        made.insert(kind.to_owned(), json!(name));
        let method = item.text("method").unwrap_or("GET").to_ascii_uppercase();
        const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
        let known = METHODS.contains(&method.as_str());
        if !known {
            self.notes.add(
                Topic::Fault,
                name,
                format!("the method `{method}` is no HTTP method: it is GET here"),
            );
        }
        made.insert("method".to_owned(), json!(if known { &method } else { "GET" }));
        made.insert("url".to_owned(), json!(of_platform(&self.address(item, name))));
        for key in ["params", "headers"] {
            let mut pairs = self.read_pairs(item, key, name);
            for value in pairs.values_mut() {
                *value = json!(of_platform(value.as_str().unwrap_or("")));
            }
            if !pairs.is_empty() {
                made.insert(key.to_owned(), Value::Object(pairs));
            }
        }
        match item.text("postBody") {
            Some(_) if kind == "file" => {
                let text =
                    "a File integration sends the file and has no other body: its Post Body is left out";
                self.notes.add(Topic::LeftOut, name, text);
            }
            Some(body) => {
                made.insert("body".to_owned(), json!(of_platform(body)));
            }
            None => {}
        }
    }

    /// The address; an environment variable where there is none that can be called.
    fn address(&mut self, item: &Object, name: &str) -> String {
        let url = item.text("webhook").filter(|url| !PLACEHOLDERS.contains(url)).unwrap_or("").trim();
        let is_address = ["http://", "https://", "{$"].iter().any(|start| url.starts_with(start));
        if is_address {
            return url.to_owned();
        }
        let variable = camel_case(&format!("{name} url"));
        let text = match url {
            "" => format!("it has no address: write one, or set the environment variable `{variable}`"),
            url => {
                format!("`{url}` is no http address: write one, or set the environment variable `{variable}`")
            }
        };
        self.notes.add(Topic::Missing, name, text);
        format!("{{$env.{variable}}}")
    }

    fn pairs(&mut self, item: &Object, key: &str, name: &str, made: &mut Map<String, Value>) {
        let pairs = self.read_pairs(item, key, name);
        if !pairs.is_empty() {
            made.insert(key.to_owned(), Value::Object(pairs));
        }
    }

    fn read_pairs(&mut self, item: &Object, key: &str, name: &str) -> Map<String, Value> {
        let mut pairs = Map::new();
        for pair in item.objects(key) {
            let Some(own) = pair.text("key") else { continue };
            let value = pair.get("value").and_then(Value::as_str).unwrap_or("");
            if pairs.insert(own.to_owned(), json!(value)).is_some() {
                self.notes.add(
                    Topic::Fault,
                    name,
                    format!("`{own}` stands twice in its {key}; the last one counts here"),
                );
            }
        }
        pairs
    }

    fn function(&mut self, item: &Object, name: &str, made: &mut Map<String, Value>) {
        made.insert("function".to_owned(), json!(name));
        self.pairs(item, "headers", name, made);
        if let Some(payload) = item.text("postBody") {
            made.insert("payload".to_owned(), json!(payload));
        }
        self.notes.add(
            Topic::Missing,
            name,
            "the function's code is not in the export: only mocks answer it",
        );
    }

    fn search_integration(&mut self, item: &Object, name: &str, made: &mut Map<String, Value>) {
        let params = self.read_pairs(item, "params", name);
        let param = |key: &str| params.text(key);
        made.insert("knowledge".to_owned(), json!(name));
        made.insert("knowledge_base".to_owned(), json!(self.knowledge_base(param("source").unwrap_or(""))));
        let mode = match param("mode") {
            Some("intentsOnly" | "intents_only" | "INTENTS_ONLY") => Some("intents_only"),
            Some("text" | "all" | "TEXT") => Some("text"),
            _ => None,
        };
        let most = param("multipleResults")
            .and_then(|most| most.parse::<u32>().ok())
            .filter(|most| (2..=5).contains(most));
        let phrase = param("phrases").filter(|phrase| *phrase != "{$query}");
        let values = [
            ("mode", mode.map(Value::from)),
            ("threshold", confidence(param("threshold")).map(Value::from)),
            ("phrase", phrase.map(Value::from)),
            ("max_results", most.map(Value::from)),
        ];
        made.extend(values.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
    }

    fn email(&mut self, item: &Object, name: &str, made: &mut Map<String, Value>) {
        made.insert("email".to_owned(), json!(name));
        let found = |words: &[&str]| super::upload::by_word(item, words);
        let to = found(&["toemail", "recipient", "to_"])
            .unwrap_or_else(|| "to-be-filled-in@example.com".to_owned());
        made.insert("to".to_owned(), json!(to));
        for (key, words) in [("subject", ["subject"]), ("body", ["body"])] {
            if let Some(text) = found(&words) {
                made.insert(key.to_owned(), json!(text));
            }
        }
        self.notes.add(
            Topic::Missing,
            name,
            "how the platform writes an e-mail is not known: look at its keys",
        );
    }

    /// Custom data fields; each is one reference into the answer.
    fn data_fields(&mut self, item: &Object, name: &str, made: &mut Map<String, Value>) {
        let mut fields = self.read_pairs(item, "customDataFields", name);
        fields.retain(|field, path| {
            let written = path.as_str().unwrap_or("").trim().to_owned();
            if is_reference(&written) {
                *path = json!(written);
                return true;
            }
            let closed = format!("{written}}}");
            if is_reference(&closed) {
                let text = format!("the data field `{field}` lacks its closing brace; it is there now");
                self.notes.add(Topic::Fault, name, text);
                *path = json!(closed);
                return true;
            }
            let text = format!(
                "the data field `{field}` (`{written}`) is no reference into the answer: it is left out"
            );
            self.notes.add(Topic::Fault, name, text);
            false
        });
        if !fields.is_empty() {
            made.insert("fields".to_owned(), Value::Object(fields));
        }
    }
}

/// What the platform takes for plain text stays plain text: here `${` would read the process environment.
fn of_platform(text: &str) -> String {
    text.replace("${", "$${")
}

fn is_reference(text: &str) -> bool {
    let template = Template::parse(text);
    let reads = template.references().any(|(reference, _)| matches!(reference, Reference::JsonPath { .. }));
    reads && template.problems().is_empty()
}
