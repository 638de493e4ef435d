//! By what a file's text is known again.

use serde::{Deserialize, Serialize};

use crate::source::stable_hash;

/// A number made of a file's text. Two shards that measured different texts under one name are found out by
/// it: lines of one would not fit the other.
///
/// It is a [`stable_hash`] of the text with `\n` at the end of each line, so that it is the same for a checkout
/// with other line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint(u64);

const PREFIX: &str = "fnv1a64:";

impl Fingerprint {
    /// That of a text.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let is_line_end = |index: usize| bytes[index] == b'\r' && bytes.get(index + 1) == Some(&b'\n');
        Self(stable_hash((0..bytes.len()).filter(|index| !is_line_end(*index)).map(|index| bytes[index])))
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{PREFIX}{:016x}", self.0)
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let is_number =
            |digits: &&str| digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let digits = text.strip_prefix(PREFIX).filter(is_number);
        let number = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok());
        number.map(Self).ok_or_else(|| format!("`{text}` is no hash: it is `{PREFIX}` and 16 digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_published_hash_and_does_not_see_line_ends() {
        assert_eq!(Fingerprint::of("").to_string(), "fnv1a64:cbf29ce484222325");
        assert_eq!(Fingerprint::of("foobar").to_string(), "fnv1a64:85944171f73967e8");
        assert_eq!(Fingerprint::of("a\r\nb\n"), Fingerprint::of("a\nb\n"));
        assert_ne!(Fingerprint::of("a\rb"), Fingerprint::of("ab"));
        let read = Fingerprint::try_from(Fingerprint::of("x").to_string());
        assert_eq!(read, Ok(Fingerprint::of("x")));
        for wrong in ["", "fnv1a64:", "fnv1a64:xyz", "sha1:85944171f73967e8", "fnv1a64:+5944171f73967e8"] {
            assert!(Fingerprint::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
