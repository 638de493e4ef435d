//! Exclude keywords of dialog starters (spec 3.3, U-28).

use super::fold::fold;

/// Words and phrases that keep a starter from starting.
///
/// One is found where it stands as whole words, whatever the case; a run of white space is as good
/// as one space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keywords(Box<[Box<str>]>);

impl Keywords {
    /// Takes the keywords as they are written; empty ones are never found.
    pub fn new<'a>(keywords: impl IntoIterator<Item = &'a str>) -> Self {
        Self(keywords.into_iter().map(|keyword| normalized(keyword).into()).collect())
    }

    /// The number of the first keyword that stands in `text`.
    pub fn find(&self, text: &str) -> Option<usize> {
        if self.0.is_empty() {
            return None;
        }
        let text = normalized(text);
        self.0.iter().position(|keyword| holds(&text, keyword))
    }

    /// A keyword by its number, in lower case.
    pub fn word(&self, number: usize) -> &str {
        self.0.get(number).map_or("", |word| word)
    }
}

pub(super) fn normalized(text: &str) -> String {
    let folded = fold(text);
    let mut normalized = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !normalized.is_empty() {
            normalized.push(' ');
        }
        normalized.push_str(word);
    }
    normalized
}

fn holds(text: &str, keyword: &str) -> bool {
    if keyword.is_empty() {
        return false;
    }
    text.match_indices(keyword).any(|(start, found)| {
        let end = start + found.len();
        let inside = |left: Option<char>, right: Option<char>| {
            left.is_some_and(is_in_word) && right.is_some_and(is_in_word)
        };
        let cut_before = inside(text[..start].chars().next_back(), found.chars().next());
        let cut_after = inside(found.chars().next_back(), text[end..].chars().next());
        !cut_before && !cut_after
    })
}

pub(super) fn is_in_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
