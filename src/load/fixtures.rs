//! Fixtures: what the platform would know, for script functions to answer from.

use std::sync::Arc;

use serde_json::Value as Json;

use super::Loader;
use super::fields::Fields;
use super::json::written_json;
use crate::bot::{ContextFixtures, FixtureEntity, Fixtures, Pair};
use crate::memory::{BadNamespace, check_namespace};
use crate::source::Text;
use crate::text::TimeZone;
use crate::yaml::{Entry, Node, Value};

/// What the consumer may be said to feel.
const SENTIMENTS: [&str; 3] = ["Positive", "Neutral", "Negative"];

/// Namespaces, keys and values.
type Properties = Vec<(Arc<str>, Arc<str>, Json)>;

impl Loader<'_> {
    pub(in crate::load) fn load_fixtures(&mut self, node: &Node) -> Fixtures {
        let Some(mut fields) = self.fields(node, "`fixtures`") else { return Fixtures::default() };
        if fields.entries().is_empty() {
            self.invalid(node.span, "`fixtures` says nothing", "Fill it, or take it out.");
        }
        let fixtures = self.load_all_fixtures(&mut fields);
        self.finish(fields);
        fixtures
    }

    fn load_all_fixtures(&mut self, fields: &mut Fields<'_>) -> Fixtures {
        Fixtures {
            account_id: shared(self.optional(fields, "account_id")),
            bot_id: shared(self.optional(fields, "bot_id")),
            user_id: shared(self.optional(fields, "user_id")),
            conversation_id: shared(self.optional(fields, "conversation_id")),
            user_name: shared(self.optional(fields, "user_name")),
            email: shared(self.optional(fields, "email")),
            user_platform_type: shared(self.optional(fields, "user_platform_type")),
            customer_info: fields
                .value("customer_info")
                .and_then(|node| self.object(node, "`customer_info`")),
            personal_info: fields
                .value("personal_info")
                .and_then(|node| self.object(node, "`personal_info`")),
            location: fields.value("location").and_then(|node| self.load_location(node)),
            metadata: fields.value("metadata").map(|node| self.load_fixture_metadata(node)),
            maven: fields.value("maven").and_then(|node| self.object(node, "`maven`")),
            sentiment: fields
                .value("sentiment")
                .and_then(|node| self.plain_word(node, "`sentiment`", &SENTIMENTS))
                .map(|word| Arc::from(word.value)),
            time_zone: fields.value("time_zone").and_then(|node| self.load_time_zone(node)),
            random_seed: fields.value("random_seed").and_then(|node| self.load_seed(node)),
            engagement: names(self.pairs(fields, "engagement", "`engagement`")),
            environment: names(self.pairs(fields, "environment", "`environment`")),
            web_view: names(self.pairs(fields, "web_view", "`web_view`")),
            permanent_variables: names(self.pairs(fields, "permanent_variables", "`permanent_variables`")),
            entities: fields.value("entities").map_or_else(Vec::new, |node| {
                let items = self.items(node, "`entities` of fixtures").iter();
                items.filter_map(|item| self.load_fixture_entity(item)).collect()
            }),
            context: fields.value("context").map(|node| self.load_context(node)).unwrap_or_default(),
        }
    }

    /// A JSON object, or `null` where the platform is to know nothing.
    fn object(&mut self, node: &Node, what: &str) -> Option<Json> {
        let json = written_json(node).value;
        if json.is_object() || json.is_null() {
            return Some(json);
        }
        self.wrong_type(node, &format!("{what} is written as keys with values, or as `null`"));
        None
    }

    fn load_location(&mut self, node: &Node) -> Option<Json> {
        if written_json(node).value.is_null() {
            return Some(Json::Null);
        }
        let mut fields = self.fields(node, "`location`")?;
        let mut location = serde_json::Map::new();
        for key in ["city", "state", "zip", "country", "latitude", "longitude"] {
            let Some(node) = fields.value(key) else { continue };
            if self.text(node, format_args!("`{key}`")).is_some() {
                location.insert(key.to_owned(), written_json(node).value);
            }
        }
        self.finish(fields);
        Some(Json::Object(location))
    }

    /// A list of objects, of which each says its type.
    fn load_fixture_metadata(&mut self, node: &Node) -> Json {
        let mut list = Vec::new();
        for item in self.items(node, "`metadata` of fixtures") {
            let Some(mut fields) = self.fields(item, "an entry of `metadata`") else { continue };
            match fields.value("type") {
                Some(node) => drop(self.name(node, "`type`")),
                None => {
                    self.missing(&fields, "type", "Code asks for metadata by its type: `type: ExternalId`.")
                }
            }
            list.push(written_json(item).value);
        }
        Json::Array(list)
    }

    fn load_time_zone(&mut self, node: &Node) -> Option<Arc<str>> {
        let name = self.text(node, "`time_zone`")?;
        if TimeZone::parse(name.as_str()).is_some() {
            return Some(name.shared());
        }
        let help = match TimeZone::nearest_name(name.as_str()) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => "Write a name of the IANA database: `Europe/Berlin`, `UTC`.".to_owned(),
        };
        self.invalid(name.span(), format!("`{name}` is no time zone"), &help);
        None
    }

    fn load_seed(&mut self, node: &Node) -> Option<u64> {
        let text = self.text(node, "`random_seed`")?;
        let seed = text.as_str().parse().ok();
        if seed.is_none() {
            let message = format!("`random_seed` is a whole number, not `{text}`");
            self.invalid(text.span(), message, "Write digits only, e.g. `3`.");
        }
        seed
    }

    fn load_fixture_entity(&mut self, node: &Node) -> Option<FixtureEntity> {
        let mut fields = self.fields(node, "an entity of fixtures")?;
        let phrase = fields.value("phrase").map(|node| self.name(node, "`phrase`"));
        if phrase.is_none() {
            self.missing(&fields, "phrase", "Write what stands in the message: `phrase: Ada`.");
        }
        let entity = fields.value("entity").map(|node| self.name(node, "`entity`"));
        if entity.is_none() {
            self.missing(&fields, "entity", "Write which entity that is: `entity: PERSON`.");
        }
        let value = self.optional(&mut fields, "value");
        self.finish(fields);
        let (phrase, entity) = (phrase??.shared(), entity??);
        let entity = Arc::from(entity.as_str().trim_start_matches('@'));
        Some(FixtureEntity { value: shared(value).unwrap_or_else(|| phrase.clone()), phrase, entity })
    }

    fn load_context(&mut self, node: &Node) -> ContextFixtures {
        let Some(mut fields) = self.fields(node, "`context`") else { return ContextFixtures::default() };
        let context = ContextFixtures {
            global: fields
                .value("global")
                .map_or_else(Vec::new, |node| self.load_properties(node, "`global`")),
            user: fields.value("user").map_or_else(Vec::new, |node| self.load_properties(node, "`user`")),
            conversation: fields
                .value("conversation")
                .map_or_else(Vec::new, |node| self.load_properties(node, "`conversation`")),
        };
        self.finish(fields);
        context
    }

    /// Namespaces with keys with values.
    fn load_properties(&mut self, node: &Node, what: &'static str) -> Properties {
        let Some(namespaces) = self.fields(node, what) else { return Vec::new() };
        let mut properties = Vec::new();
        for Entry { key: namespace, value } in namespaces.entries() {
            self.check_namespace(namespace);
            let Value::Mapping(entries) = &value.value else {
                self.wrong_type(
                    value,
                    &format!("the namespace `{namespace}` is written as keys with values"),
                );
                continue;
            };
            let property =
                |entry: &Entry| (namespace.shared(), entry.key.shared(), written_json(&entry.value).value);
            properties.extend(entries.iter().map(property));
        }
        properties
    }

    fn check_namespace(&mut self, name: &Text) {
        let (message, help) = match check_namespace(name.as_str()) {
            Ok(()) => return,
            Err(BadNamespace::Reserved) => (
                format!("`{name}` is a namespace of the platform's own"),
                "Code cannot write there. Choose another name.",
            ),
            Err(BadNamespace::Malformed) => {
                (format!("`{name}` cannot name a namespace"), "Use letters, digits and underscores.")
            }
        };
        self.invalid(name.span(), message, help);
    }
}

fn shared(text: Option<Text>) -> Option<Arc<str>> {
    text.map(|text| text.shared())
}

fn names(pairs: Vec<Pair>) -> Vec<(Arc<str>, Arc<str>)> {
    pairs.into_iter().map(|pair| (pair.key.shared(), pair.value.shared())).collect()
}
