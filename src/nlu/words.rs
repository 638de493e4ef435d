//! The words of a message and of training phrases, in the form in which they are compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::Language;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// How it is compared: without case, accents and, in English, its commonest endings.
    pub(super) folded: String,
    /// How it is written.
    pub(super) written: String,
    /// It carries little meaning: `the`, `please`.
    pub(super) is_light: bool,
}

impl Word {
    /// What stands where an entity was: `@ORDER`. No word of a text begins with `@`.
    pub(super) fn entity(name: &str) -> Self {
        let written = format!("@{name}");
        Self { folded: written.clone(), written, is_light: false }
    }
}

/// Adds the words of `text` to `out`.
pub(super) fn words(text: &str, language: Language, out: &mut Vec<Word>) {
    for written in text.unicode_words() {
        let folded = folded(written);
        if language != Language::English {
            out.push(Word { folded, written: written.to_owned(), is_light: false });
            continue;
        }
        let (base, is_denied) = contraction(&folded);
        let is_light = LIGHT.binary_search(&base).is_ok();
        out.push(Word { folded: stem(base), written: written.to_owned(), is_light });
        if is_denied {
            // `can't` is `can not`.
            out.push(Word { folded: "not".to_owned(), written: written.to_owned(), is_light: false });
        }
    }
}

fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for character in word.nfkd().filter(|character| !is_combining_mark(*character)) {
        match character {
            'ß' => folded.push_str("ss"),
            // Both apostrophes are one.
            '\u{2019}' => folded.push('\''),
            other => folded.extend(other.to_lowercase()),
        }
    }
    folded
}

/// `what's` is `what`; whether a `not` is in it.
fn contraction(word: &str) -> (&str, bool) {
    let Some((base, ending)) = word.split_once('\'') else { return (word, false) };
    match ending {
        "t" if base == "can" => ("can", true),
        "t" => (base.strip_suffix('n').unwrap_or(base), true),
        _ => (base, false),
    }
}

/// English words that carry little meaning in what consumers say, sorted. Words that ask (`where`, `when`,
/// `how`), deny (`no`, `not`) or ask for help are not among them.
const LIGHT: [&str; 101] = [
    "a", "about", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but",
    "by", "can", "could", "d", "did", "do", "does", "doing", "for", "from", "get", "getting", "give", "got",
    "had", "has", "have", "having", "he", "her", "here", "him", "his", "i", "if", "in", "into", "is", "it",
    "its", "just", "know", "let", "like", "may", "me", "might", "mine", "must", "my", "need", "now", "of",
    "on", "or", "our", "ours", "please", "really", "s", "shall", "she", "should", "so", "some", "tell",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "too", "us",
    "very", "want", "wanted", "wants", "was", "we", "were", "what", "which", "will", "wish", "with", "would",
    "you", "your", "yours", "yourself",
];

/// An English word without its commonest endings: plurals, `-ing`, `-ed`, a silent `e`. What comes out
/// need not be a word; equal forms are what counts.
fn stem(word: &str) -> String {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut stem = singular(word);
    for ending in ["ing", "ed"] {
        if let Some(base) = stem.strip_suffix(ending).filter(|base| is_base(base)) {
            stem.truncate(base.len());
            break;
        }
    }
    if stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    let bytes = stem.as_bytes();
    if let [.., before, last] = bytes
        && before == last
        && !is_vowel(*last)
        && bytes.len() > 3
    {
        stem.pop();
    } else if let [.., before, b'y'] = bytes
        && !is_vowel(*before)
        && bytes.len() > 2
    {
        stem.pop();
        stem.push('i');
    }
    stem
}

fn singular(word: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if let Some(base) = word.strip_suffix("ies").filter(|base| base.len() > 1) {
        return format!("{base}y");
    }
    if word.len() < 4 || !word.ends_with('s') || ends(&["ss", "us", "is"]) {
        return word.to_owned();
    }
    let without = if ends(&["ches", "shes", "sses", "xes", "zes", "oes"]) { 2 } else { 1 };
    word[..word.len() - without].to_owned()
}

/// What is left of an ending is a word of its own: `send-ing`, not `str-ing` or `ne-ed`.
fn is_base(base: &str) -> bool {
    let is_word = |base: &str| base.bytes().any(is_vowel) || base[1..].contains('y');
    base.len() > 2 && is_word(base) && !base.ends_with('e')
}

fn is_vowel(letter: u8) -> bool {
    b"aeiou".contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded_words(text: &str, language: Language) -> Vec<String> {
        let mut out = Vec::new();
        words(text, language, &mut out);
        out.into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn the_light_words_are_sorted_so_that_they_can_be_searched() {
        assert!(LIGHT.is_sorted());
    }

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        assert_eq!(folded_words("Crème, BRÛLÉE!", Language::Other), ["creme", "brulee"]);
        assert_eq!(folded_words("Straße STRASSE", Language::Other), ["strasse", "strasse"]);
    }

    #[test]
    fn forms_of_an_english_word_are_one() {
        let same = [
            "cancel cancels cancelled canceled cancelling cancellinG",
            "order orders ordered ordering",
            "delivery deliveries",
            "arrive arrives arrived arriving",
            "call calls called calling",
            "pay pays paying",
            "box boxes",
            "try tries tried trying",
        ];
        for forms in same {
            let mut stems = folded_words(forms, Language::English);
            stems.dedup();
            assert_eq!(stems.len(), 1, "{forms}: {stems:?}");
        }
    }

    #[test]
    fn short_words_keep_what_only_looks_like_an_ending() {
        assert_eq!(
            folded_words("bus need string this bed", Language::English),
            ["bus", "need", "string", "this", "bed"]
        );
        assert_eq!(folded_words("orders", Language::Other), ["orders"]);
    }

    #[test]
    fn a_contraction_is_taken_apart() {
        assert_eq!(
            folded_words("can't don\u{2019}t where's", Language::English),
            ["can", "not", "do", "not", "wher"]
        );
        assert_eq!(folded_words("where", Language::English), ["wher"]);
    }
}
