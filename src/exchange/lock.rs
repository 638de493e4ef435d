//! The lock: what of an export has no place in the definition. It stands beside the definition, is written by
//! `import` and read by `export`, and nobody needs to look into it.
//!
//! It is JSON, although everything else is YAML: it is no author's text, and its values must stay exactly what they
//! were in another file of JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::Ids;
use super::kept::Kept;

/// The version of the lock's shape.
const LOCK_VERSION: u32 = 1;

/// The lock's file in a bot's folder.
pub const LOCK_FILE: &str = "bot.lock.json";

/// What stands in a lock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// The version of its shape.
    lock: u32,
    /// What to do with it.
    about: String,
    /// The vendor's ids of what our names mean.
    pub(super) ids: Ids,
    pub(super) bot: Entry,
    pub(super) functions: Entry,
    #[serde(default)]
    pub(super) dialogs: BTreeMap<String, Entry>,
    #[serde(default)]
    pub(super) interactions: BTreeMap<String, Entry>,
    #[serde(default)]
    pub(super) integrations: BTreeMap<String, Entry>,
    #[serde(default)]
    pub(super) intents: BTreeMap<String, Entry>,
    pub(super) rest: Entry,
    /// The files that were written, with a hash of each: what differs from it was edited since.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
}

impl Default for Lock {
    fn default() -> Self {
        Self {
            lock: LOCK_VERSION,
            about: "written by `dialogsim import`, read by `dialogsim export`; keep it beside bot.yaml"
                .to_owned(),
            ids: Ids::default(),
            bot: Entry::default(),
            functions: Entry::default(),
            dialogs: BTreeMap::new(),
            interactions: BTreeMap::new(),
            integrations: BTreeMap::new(),
            intents: BTreeMap::new(),
            rest: Entry::default(),
            files: BTreeMap::new(),
        }
    }
}

/// What is kept of one part of an export.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Entry {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) kept: Vec<Kept>,
}

/// Why a lock cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LockError {
    /// It is damaged.
    #[error("it cannot be read ({0}); take it from the history of the project, or import the export again")]
    Damaged(String),
    /// It is of a later version of this program.
    #[error(
        "it has the version {0}, and this program knows version {LOCK_VERSION}; a newer dialogsim wrote it"
    )]
    Newer(u64),
}

impl Lock {
    /// A lock that knows ids and keeps nothing yet.
    pub(super) fn of(ids: Ids) -> Self {
        Self { ids, ..Self::default() }
    }

    /// Reads a lock.
    ///
    /// # Errors
    /// If it is damaged or of a later version.
    pub fn read(text: &str) -> Result<Self, LockError> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| LockError::Damaged(error.to_string()))?;
        match value.get("lock").and_then(Value::as_u64) {
            Some(version) if version > u64::from(LOCK_VERSION) => return Err(LockError::Newer(version)),
            _ => {}
        }
        serde_json::from_value(value).map_err(|error| LockError::Damaged(error.to_string()))
    }

    /// The lock as the text of its file.
    pub fn to_text(&self) -> String {
        // Maps with texts as keys, and nothing that could fail.
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }
}

/// A difference as the lock holds it: what is not there is no key, which `null` is.
#[derive(Serialize, Deserialize)]
struct Written {
    at: String,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    made: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    original: Option<Value>,
}

fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl Serialize for Kept {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { at, made, original } = self.clone();
        Written { at, made, original }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Kept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { at, made, original } = Written::deserialize(deserializer)?;
        Ok(Self { at, made, original })
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Lock, LockError};
    use crate::exchange::kept::Kept;
    use serde_json::Value;

    #[test]
    fn a_lock_reads_back_what_it_wrote() {
        let kept = Kept { at: "/x".to_owned(), made: None, original: Some(Value::Null) };
        let lock = Lock { bot: Entry { kept: vec![kept] }, ..Lock::default() };
        assert_eq!(Lock::read(&lock.to_text()), Ok(lock));
    }

    #[test]
    fn a_lock_of_a_later_version_is_refused() {
        assert_eq!(Lock::read(r#"{ "lock": 2 }"#), Err(LockError::Newer(2)));
        assert!(matches!(Lock::read("{"), Err(LockError::Damaged(_))));
    }
}
