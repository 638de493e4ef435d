//! The language of a bot, as far as understanding depends on it.

use text2num::{Language as NumberWords, get_interpreter_for};

/// What the bot's language changes: endings and light words are known for English, number words for
/// eight languages; everything else is the same in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English, also where the bot names no language.
    #[default]
    English,
    /// A language with number words that are known, by its two letters.
    WithNumbers(&'static str),
    /// Any other.
    Other,
}

/// The languages besides English whose number words are known.
const WITH_NUMBERS: [&str; 7] = ["da", "de", "es", "fr", "it", "nl", "pt"];

impl Language {
    /// The language of a tag as bots have it: `en`, `en-US`, `de_AT`.
    pub fn of_tag(tag: Option<&str>) -> Self {
        let Some(tag) = tag else { return Self::English };
        let primary = tag.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        if matches!(primary.as_str(), "en" | "english") {
            return Self::English;
        }
        let known = WITH_NUMBERS.iter().find(|known| **known == primary);
        known.map_or(Self::Other, |known| Self::WithNumbers(known))
    }

    /// What reads its number words.
    pub(super) fn number_words(self) -> Option<NumberWords> {
        match self {
            Self::English => get_interpreter_for("en"),
            Self::WithNumbers(letters) => get_interpreter_for(letters),
            Self::Other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_by_its_first_part() {
        let of = |tag| Language::of_tag(Some(tag));
        assert_eq!([of("en-US"), of("EN"), of(" en_GB ")], [Language::English; 3]);
        assert_eq!([of("de-AT"), of("fr")], [Language::WithNumbers("de"), Language::WithNumbers("fr")]);
        assert_eq!([of("fi"), of("")], [Language::Other; 2]);
        assert_eq!(Language::of_tag(None), Language::English);
    }
}
