//! What would mend a problem, as edits of the author's text.

use std::ops::Range;

use crate::source::{Span, Text};

/// Edits that together mend one problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a command without a full stop: "Write `next: end`".
    pub title: String,
    /// Whether it can be applied unseen.
    pub safety: Safety,
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
}

/// Whether a fix can be applied without somebody looking at it; the order is from careful to bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The conversation stays as the author meant it.
    Safe,
    /// It may mean another conversation, as where a name is guessed.
    Unsafe,
}

impl Safety {
    /// The options of `check` that apply such a fix.
    pub fn options(self) -> &'static str {
        match self {
            Self::Safe => "--fix",
            Self::Unsafe => "--fix --unsafe-fixes",
        }
    }
}

/// A stretch of a file and what is to stand in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What stands there afterwards; empty where something is taken out.
    pub text: String,
}

impl Fix {
    /// A fix that replaces one stretch.
    pub fn replace(title: impl Into<String>, safety: Safety, span: Span, text: impl Into<String>) -> Self {
        Self { title: title.into(), safety, edits: vec![Edit { span, text: text.into() }] }
    }

    /// A fix that writes `new` in the place of a part of a text. None where that part is not written as it reads,
    /// as with an escape in it: then nobody knows how `new` would have to be written.
    pub fn rewrite(text: &Text, part: Range<usize>, new: &str, safety: Safety) -> Option<Self> {
        let span = text.exact(part)?;
        Some(Self::replace(format!("Write `{new}`"), safety, span, new))
    }

    /// As [`Fix::rewrite`], where `meant` is a name that is guessed. None where it would need quotes or escapes of
    /// its own.
    pub fn rename(text: &Text, part: Range<usize>, meant: &str) -> Option<Self> {
        if !stands_anywhere(meant) {
            return None;
        }
        Self::rewrite(text, part, meant, Safety::Unsafe)
    }

    /// As [`Fix::rename`], where the names are fixed words: with other capital letters nothing else can be meant.
    pub fn respell(text: &Text, part: Range<usize>, meant: &str) -> Option<Self> {
        let written = text.as_str().get(part.clone())?;
        let safety = if written.eq_ignore_ascii_case(meant) { Safety::Safe } else { Safety::Unsafe };
        Some(Self { safety, ..Self::rename(text, part, meant)? })
    }
}

/// Whether a name reads the same with quotes of any kind and without, in a list in brackets, in code.
fn stands_anywhere(name: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    name.starts_with(is_word)
        && name.ends_with(is_word)
        && name.chars().all(|letter| is_word(letter) || matches!(letter, ' ' | '-' | '.'))
        && !name.contains("  ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::source::Sources;

    fn text(written: &str, value: &str, inner: u32) -> Text {
        let id = Sources::default().add("x", written);
        Text::new(value, Span::new(id, 0..written.len()), inner)
    }

    #[test]
    fn a_word_is_written_between_the_quotes_that_are_there() {
        let fix = Fix::rename(&text("\"serach\"", "serach", 1), 0..6, "search").unwrap();
        assert_eq!((fix.edits[0].span.range(), fix.edits[0].text.as_str()), (1..7, "search"));
        assert_eq!(fix.safety, Safety::Unsafe);
    }

    #[test]
    fn only_capital_letters_are_safe() {
        let safety = |meant| Fix::respell(&text("Delay", "Delay", 0), 0..5, meant).unwrap().safety;
        assert_eq!(safety("delay"), Safety::Safe);
        assert_eq!(safety("delays"), Safety::Unsafe);
    }

    #[test]
    fn what_would_need_quotes_is_left_to_the_author() {
        for meant in ["a: b", "it's", "#1", "*", "- a", "a\"", "", " a", "a  b"] {
            assert_eq!(Fix::rename(&text("serach", "serach", 0), 0..6, meant), None, "{meant}");
        }
        assert!(Fix::rename(&text("serach", "serach", 0), 0..6, "Größe 2.b").is_some());
    }

    #[test]
    fn what_is_not_written_as_it_reads_is_left_to_the_author() {
        let id = Sources::default().add("x", "\"a\\x62c\"");
        let map: Vec<(u32, u32)> = vec![(0, 1), (1, 2), (2, 6)];
        let text = Text::mapped("abc", Span::new(id, 0..8), map.into());
        assert_eq!(Fix::rename(&text, 0..3, "abd"), None);
        assert!(Fix::rename(&text, 2..3, "d").is_some());
        let made = Text::made_of("abc", Span::new(id, 0..3));
        assert_eq!(Fix::rename(&made, 0..3, "abd"), None);
    }
}
