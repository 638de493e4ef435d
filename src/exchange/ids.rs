//! The vendor's ids: those that an import brought, and new ones for what is new.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::source::stable_hash;

/// The vendor's ids of a bot's parts, by our names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ids {
    /// The bot's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) bot: Option<String>,
    /// Of dialogs.
    #[serde(default)]
    pub(super) dialogs: BTreeMap<String, String>,
    /// Of interactions.
    #[serde(default)]
    pub(super) interactions: BTreeMap<String, String>,
    /// Of integrations.
    #[serde(default)]
    pub(super) integrations: BTreeMap<String, String>,
    /// Of intents.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) intents: BTreeMap<String, String>,
    /// Of knowledge bases.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) knowledge_bases: BTreeMap<String, String>,
}

/// A UUID made of words: always the same for the same words.
pub(super) fn uuid(words: &[&str]) -> String {
    let (high, low) = (hash("uuid", words), hash("uuid again", words));
    // Version 8 is for ids that are made in one's own way, variant 10 for UUIDs of today.
    let bits =
        (u128::from(high) << 64 | u128::from(low)) & !(0xf << 76) & !(0b11 << 62) | 8 << 76 | 0b10 << 62;
    let hex = format!("{bits:032x}");
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// Forty hexadecimal digits made of words, as interactions have.
pub(super) fn forty_digits(words: &[&str]) -> String {
    let parts = ["one", "two", "three"].map(|part| format!("{:016x}", hash(part, words)));
    parts.concat().chars().take(40).collect()
}

fn hash(salt: &str, words: &[&str]) -> u64 {
    let bytes = std::iter::once(&salt).chain(words).flat_map(|word| word.bytes().chain([0]));
    stable_hash(bytes)
}

#[cfg(test)]
mod tests {
    use super::{forty_digits, uuid};

    #[test]
    fn ids_have_the_form_of_the_platform() {
        let id = uuid(&["bot", "Shop"]);
        assert_eq!(id.len(), 36);
        assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert_eq!(id, uuid(&["bot", "Shop"]));
        assert_ne!(id, uuid(&["bots", "hop"]));
        assert_eq!(&id[14..15], "8");
        assert_eq!(forty_digits(&["a"]).len(), 40);
    }
}
