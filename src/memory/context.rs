//! The conversation context service (scripting spec 5.6).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;

/// Namespaces that belong to the platform.
pub const RESERVED_NAMESPACES: [&str; 6] =
    ["consumer", "operational", "conversation", "faas", "custom", "sde"];

/// The most characters of a namespace's values as JSON.
const MOST_CHARACTERS: usize = 800_000;

/// How long a property lives unless its namespace says otherwise: 13 months.
const RETENTION: Duration = Duration::from_secs(395 * 24 * 60 * 60);

/// Whose properties they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContextScope {
    /// All conversations.
    Global,
    /// All conversations of the consumer.
    User,
    /// This conversation.
    Conversation,
}

/// The stored properties, by scope and namespace.
#[derive(Clone, Debug, Default)]
pub struct ContextService {
    documents: BTreeMap<(ContextScope, Arc<str>), Document>,
    /// Registered namespaces, with how long properties that are set from now on live.
    namespaces: BTreeMap<Arc<str>, Duration>,
}

/// The properties of a namespace in one scope.
#[derive(Clone, Debug, Default)]
struct Document {
    properties: BTreeMap<Arc<str>, Property>,
    /// Characters of all values as JSON.
    size: usize,
}

#[derive(Clone, Debug)]
struct Property {
    value: Json,
    ends: Duration,
    size: usize,
}

/// Why a namespace cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadNamespace {
    /// It is one of the platform's own.
    Reserved,
    /// It has other characters than letters, digits and underscores, or none.
    Malformed,
}

/// Whether a namespace may be written to.
///
/// # Errors
/// Why not.
pub fn check_namespace(name: &str) -> Result<(), BadNamespace> {
    if RESERVED_NAMESPACES.contains(&name) {
        return Err(BadNamespace::Reserved);
    }
    let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    if name.is_empty() || !name.chars().all(plain) { Err(BadNamespace::Malformed) } else { Ok(()) }
}

impl ContextService {
    /// Registers a namespace. One that is there is kept; a new time to live holds for what is set later.
    pub fn register(&mut self, namespace: &str, time_to_live: Option<Duration>) -> bool {
        if check_namespace(namespace).is_err() {
            return false;
        }
        let known = self.namespaces.entry(Arc::from(namespace)).or_insert(RETENTION);
        if let Some(time) = time_to_live {
            *known = time;
        }
        true
    }

    /// Forgets a namespace with all its properties; whether it was there.
    pub fn delete_namespace(&mut self, namespace: &str) -> bool {
        let before = self.documents.len();
        self.documents.retain(|(_, own), _| &**own != namespace);
        let registered = self.namespaces.remove(namespace).is_some();
        registered || self.documents.len() < before
    }

    /// Sets a property; a namespace that is not there is made. Whether that worked: names may not be the
    /// platform's, and a document has a limit.
    pub fn set(
        &mut self,
        scope: ContextScope,
        namespace: &str,
        key: &str,
        value: Json,
        now: Duration,
    ) -> bool {
        if !self.register(namespace, None) {
            return false;
        }
        let time = self.namespaces.get(namespace).copied().unwrap_or(RETENTION);
        let document = self.documents.entry((scope, Arc::from(namespace))).or_default();
        let size = value.to_string().chars().count();
        if document.size_with(key, size) > MOST_CHARACTERS {
            // What has ended makes room only when room is needed, as to look for it takes time.
            document.drop_ended(now);
        }
        let all = document.size_with(key, size);
        if all > MOST_CHARACTERS {
            return false;
        }
        document.size = all;
        document.properties.insert(Arc::from(key), Property { value, ends: now.saturating_add(time), size });
        true
    }

    /// A property; `None` where there is none, or its time is over.
    pub fn get(&self, scope: ContextScope, namespace: &str, key: &str, now: Duration) -> Option<&Json> {
        let document = self.documents.get(&(scope, Arc::from(namespace)))?;
        document.properties.get(key).filter(|property| now < property.ends).map(|property| &property.value)
    }

    /// All properties of a namespace; `None` where there are none.
    pub fn all(&self, scope: ContextScope, namespace: &str, now: Duration) -> Option<Vec<(Arc<str>, Json)>> {
        let document = self.documents.get(&(scope, Arc::from(namespace)))?;
        let alive = document.properties.iter().filter(|(_, property)| now < property.ends);
        let all: Vec<_> = alive.map(|(key, property)| (key.clone(), property.value.clone())).collect();
        (!all.is_empty()).then_some(all)
    }

    /// Deletes a property; whether it was there.
    pub fn delete(&mut self, scope: ContextScope, namespace: &str, key: &str) -> bool {
        let Some(document) = self.documents.get_mut(&(scope, Arc::from(namespace))) else { return false };
        let Some(property) = document.properties.remove(key) else { return false };
        document.size -= property.size;
        true
    }

    /// Deletes all properties of a namespace in one scope; whether there were any.
    pub fn delete_all(&mut self, scope: ContextScope, namespace: &str) -> bool {
        self.documents.remove(&(scope, Arc::from(namespace))).is_some()
    }

    /// Everything that is stored, for people to see.
    pub fn entries(
        &self,
        now: Duration,
    ) -> impl Iterator<Item = (ContextScope, &Arc<str>, &Arc<str>, &Json)> {
        self.documents.iter().flat_map(move |((scope, namespace), document)| {
            let alive = document.properties.iter().filter(move |(_, property)| now < property.ends);
            alive.map(move |(key, property)| (*scope, namespace, key, &property.value))
        })
    }

    pub(super) fn for_next_conversation(mut self) -> Self {
        self.documents.retain(|(scope, _), _| *scope != ContextScope::Conversation);
        self
    }
}

impl Document {
    /// Its size with a property of so many characters.
    fn size_with(&self, key: &str, size: usize) -> usize {
        self.size - self.properties.get(key).map_or(0, |property| property.size) + size
    }

    fn drop_ended(&mut self, now: Duration) {
        self.properties.retain(|_, property| now < property.ends);
        self.size = self.properties.values().map(|property| property.size).sum();
    }
}
