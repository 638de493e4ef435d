//! The stored answers of integrations, and the custom data fields taken from them (spec 11.7).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::Value;
use crate::text::{JsonPath, json_text};

/// The stored answer of an integration.
#[derive(Clone, Debug)]
pub struct StoredResponse {
    /// The HTTP status; `None` where the call got no answer.
    pub status: Option<u16>,
    /// The body; `None` where the platform does not let it be read.
    pub body: Option<Json>,
}

/// All stored answers and the custom data fields taken from them.
#[derive(Clone, Debug, Default)]
pub struct Results {
    by_variable: BTreeMap<Arc<str>, Arc<StoredResponse>>,
    fields: BTreeMap<Arc<str>, Field>,
}

/// A value for each element of a list; `None` for an element that lacks it.
pub type Elements = Arc<[Option<Arc<str>>]>;

/// A custom data field.
#[derive(Clone, Debug)]
struct Field {
    /// Its value for each element that its path goes through; one, if any, where it goes through none.
    values: Elements,
    /// Whether its path goes through a list.
    is_list: bool,
}

impl Field {
    fn present(&self) -> Vec<Arc<str>> {
        self.values.iter().flatten().cloned().collect()
    }
}

impl Results {
    /// Stores an answer as `api_NAME`.
    pub fn store(&mut self, variable: Arc<str>, response: StoredResponse) {
        self.by_variable.insert(variable, Arc::new(response));
    }

    /// Reads a custom data field from the answers as they are now. `source` is the response variable,
    /// without `api_`, with the path in it.
    pub fn read_field(&mut self, name: Arc<str>, source: Option<&(Arc<str>, JsonPath)>) {
        let values = source.and_then(|(variable, path)| self.select_each(variable, path));
        let is_list = source.is_some_and(|(_, path)| path.is_iterating());
        self.fields.insert(name, Field { values: values.unwrap_or_default(), is_list });
    }

    /// The answer stored as `api_NAME`, as bot code sees it: a JSON text of `{"api_NAME": …}`.
    pub fn json_data(&self, variable: &str) -> Option<String> {
        let body = self.by_variable.get(variable)?.body.as_ref()?;
        let key = Json::String(variable.to_owned());
        Some(format!("{{{key}:{body}}}"))
    }

    /// Replaces an answer by what bot code made of its JSON text; data fields are not read again. Whether
    /// an answer of that name is stored.
    ///
    /// # Errors
    /// If the text is no JSON: what is wrong with it. The answer then stays as it was.
    pub fn set_json_data(&mut self, variable: &str, text: &str) -> Result<bool, String> {
        let Some(stored) = self.by_variable.get_mut(variable) else { return Ok(false) };
        let mut parsed: Json = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let body = parsed.get_mut(variable).map_or(Json::Null, Json::take);
        *stored = Arc::new(StoredResponse { status: stored.status, body: Some(body) });
        Ok(true)
    }

    /// The values at a path of the answer stored as `api_VARIABLE`.
    fn select(&self, variable: &str, path: &JsonPath) -> Vec<Arc<str>> {
        let stored = self.by_variable.get(format!("api_{variable}").as_str());
        let Some(body) = stored.and_then(|stored| stored.body.as_ref()) else { return Vec::new() };
        path.select(body).into_iter().map(|value| Arc::from(json_text(value))).collect()
    }

    /// The same for each element of the lists that the path goes through; `None` where nothing is stored.
    pub fn select_each(&self, variable: &str, path: &JsonPath) -> Option<Elements> {
        let stored = self.by_variable.get(format!("api_{variable}").as_str())?;
        let body = stored.body.as_ref()?;
        let text = |value: Option<&Json>| value.map(|value| Arc::from(json_text(value)));
        Some(path.select_each(body).into_iter().map(text).collect())
    }

    /// A data field by its full name, element by element, where its path goes through a list.
    pub fn list(&self, name: &str) -> Option<&Elements> {
        self.fields.get(name).filter(|field| field.is_list).map(|field| &field.values)
    }

    /// `{$.api_VARIABLE.path}` in a text: its values, joined where there are several.
    pub fn path_text(&self, variable: &str, path: &JsonPath) -> Option<Arc<str>> {
        joined(&self.select(variable, path))
    }

    /// `{Integration.field}`, `Integration.field.count`, `api_VARIABLE`, `api_VARIABLEStatus`.
    pub fn get(&self, name: &str) -> Option<Arc<str>> {
        if let Some(field) = self.fields.get(name) {
            return joined(&field.present());
        }
        if let Some(field) = name.strip_suffix(".count").and_then(|field| self.fields.get(field)) {
            return Some(Arc::from(field.values.iter().flatten().count().to_string()));
        }
        if let Some(stored) = self.by_variable.get(name) {
            return stored.body.as_ref().map(|body| Arc::from(json_text(body)));
        }
        self.status(name).map(|status| Arc::from(status.to_string()))
    }

    /// The same as bot code gets it: a status is a number. The answer itself is an object of its own, see
    /// [`Results::json_data`].
    pub fn value(&self, name: &str) -> Option<Value> {
        if !self.fields.contains_key(name)
            && let Some(status) = self.status(name)
        {
            return Some(Value::Number(f64::from(status)));
        }
        if let Some(field) = name.strip_suffix(".count").and_then(|field| self.fields.get(field)) {
            // A list is never so long that its length is no exact number.
            #[allow(clippy::cast_precision_loss)]
            return Some(Value::Number(field.values.iter().flatten().count() as f64));
        }
        self.get(name).map(Value::Text)
    }

    /// The status behind `api_VARIABLEStatus`.
    fn status(&self, name: &str) -> Option<u16> {
        if self.by_variable.contains_key(name) {
            return None;
        }
        let variable = name.strip_suffix("Status")?;
        self.by_variable.get(variable)?.status
    }

    /// Every name and value, for people to see.
    pub fn entries(&self) -> impl Iterator<Item = (Arc<str>, Arc<str>)> {
        let names = self
            .by_variable
            .keys()
            .flat_map(|variable| [variable.clone(), Arc::from(format!("{variable}Status"))]);
        let names: Vec<Arc<str>> = names.chain(self.fields.keys().cloned()).collect();
        names.into_iter().filter_map(|name| self.get(&name).map(|value| (name, value)))
    }
}

/// A field that has no value is not set; several values read as a list.
fn joined(values: &[Arc<str>]) -> Option<Arc<str>> {
    match values {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(Arc::from(several.join(","))),
    }
}
