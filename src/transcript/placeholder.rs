//! Placeholders of transcripts: `{vars.name}`, `{example.name}`, `{with.name}`, `{captured.name}`.
//!
//! Only these four words in front of a dot make one, so a price such as `$5,750.00`, JSON, and references of
//! the platform stand for themselves. `\{vars.name}` is the text `{vars.name}`.

use std::borrow::Cow;
use std::ops::Range;

/// Where the value of a placeholder comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namespace {
    /// `vars:` of the file or of the transcript.
    Vars,
    /// The row of `examples:`.
    Example,
    /// `with:` of the `include` that brought the turns in.
    With,
    /// `capture:` of an earlier turn.
    Captured,
}

impl Namespace {
    /// Every namespace with its word.
    pub const ALL: [(&'static str, Self); 4] = [
        ("vars", Self::Vars),
        ("example", Self::Example),
        ("with", Self::With),
        ("captured", Self::Captured),
    ];

    /// The word in front of the dot.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, namespace)| *namespace == self).map_or("", |(word, _)| word)
    }
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// It stands for itself.
    Literal(&'t str),
    /// A value belongs here.
    Placeholder {
        /// Where it comes from.
        namespace: Namespace,
        /// Its name.
        name: &'t str,
        /// Its place in the text, with the braces.
        range: Range<usize>,
    },
    /// A placeholder that is meant as text: with the braces, without the backslash.
    Escaped(&'t str),
}

/// The parts of a text, in order.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        from = open + 1;
        let Some((namespace, name, end)) = placeholder_at(text, open) else { continue };
        let is_escaped = text[..open].ends_with('\\');
        let start = open - usize::from(is_escaped);
        if start > done {
            found.push(Piece::Literal(&text[done..start]));
        }
        found.push(match is_escaped {
            true => Piece::Escaped(&text[open..end]),
            false => Piece::Placeholder { namespace, name, range: open..end },
        });
        (done, from) = (end, end);
    }
    if done < text.len() {
        found.push(Piece::Literal(&text[done..]));
    }
    found
}

/// The placeholder whose brace opens at `open`, and where it ends.
fn placeholder_at(text: &str, open: usize) -> Option<(Namespace, &str, usize)> {
    let inside = &text[open + 1..];
    let close = inside.find(['{', '}']).filter(|at| inside.as_bytes()[*at] == b'}')?;
    let (word, name) = inside[..close].split_once('.')?;
    let (_, namespace) = Namespace::ALL.into_iter().find(|(known, _)| *known == word)?;
    is_name(name).then_some((namespace, name, open + 1 + close + 1))
}

/// Whether a placeholder can name this: letters, digits, `_` and `-`.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_-".contains(letter))
}

/// Whether a text holds a placeholder of this namespace.
pub fn holds(text: &str, wanted: Namespace) -> bool {
    text.contains('{')
        && pieces(text)
            .iter()
            .any(|piece| matches!(piece, Piece::Placeholder { namespace, .. } if *namespace == wanted))
}

/// A text with its placeholders filled; those without a value stay as they are. What was escaped stays
/// so unless `unescapes`: texts are filled twice, before and while they are played.
pub fn fill<'t>(
    text: &'t str,
    unescapes: bool,
    value: &mut dyn FnMut(Namespace, &str) -> Option<String>,
) -> Cow<'t, str> {
    if !text.contains('{') {
        return Cow::Borrowed(text);
    }
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Literal(literal) => filled.push_str(literal),
            Piece::Placeholder { namespace, name, range } => match value(namespace, name) {
                Some(value) => filled.push_str(&value),
                None => filled.push_str(&text[range]),
            },
            Piece::Escaped(escaped) => {
                if !unescapes {
                    filled.push('\\');
                }
                filled.push_str(escaped);
            }
        }
    }
    Cow::Owned(filled)
}

/// A text as it must be written to stand for itself.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains('{') {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + 1);
    let mut done = 0;
    for (open, _) in text.match_indices('{') {
        if placeholder_at(text, open).is_some() {
            written.push_str(&text[done..open]);
            written.push('\\');
            done = open;
        }
    }
    written.push_str(&text[done..]);
    Cow::Owned(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filled(text: &str) -> String {
        fill(text, true, &mut |namespace, name| Some(format!("<{}:{name}>", namespace.word()))).into_owned()
    }

    #[test]
    fn only_the_four_words_make_a_placeholder() {
        assert_eq!(filled("{vars.a} and {captured.order-no}"), "<vars:a> and <captured:order-no>");
        for text in [
            "$5,750.00",
            "{$botContext.name}",
            "{other.x}",
            "{vars}",
            "{vars.}",
            "{vars.a b}",
            "{vars.a",
            "{",
        ] {
            assert_eq!(filled(text), text);
        }
        assert_eq!(filled(r#"{"a": "{example.x}"}"#), r#"{"a": "<example:x>"}"#);
    }

    #[test]
    fn a_backslash_makes_a_text_of_it() {
        assert_eq!(filled(r"\{vars.a} \{x} \n"), r"{vars.a} \{x} \n");
        assert!(!holds(r"\{vars.a}", Namespace::Vars));
    }

    proptest! {
        #[test]
        fn what_is_escaped_stands_for_itself(text in r"([{}.a-z\\$é]|\\?\{vars\.x\}){0,12}") {
            let written = escaped(&text);
            // Texts are filled twice.
            let once = fill(&written, false, &mut |_, _| Some("filled".to_owned())).into_owned();
            let read = fill(&once, true, &mut |_, _| Some("filled".to_owned())).into_owned();
            prop_assert_eq!(read, text);
        }

        #[test]
        fn pieces_cover_the_text(text in "[{}.a-z\\\\$é]{0,40}") {
            let mut whole = String::new();
            for piece in pieces(&text) {
                match piece {
                    Piece::Literal(part) => whole.push_str(part),
                    Piece::Placeholder { range, .. } => whole.push_str(&text[range]),
                    Piece::Escaped(part) => { whole.push('\\'); whole.push_str(part); }
                }
            }
            prop_assert_eq!(whole, text);
        }
    }
}
