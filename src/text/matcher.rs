//! What a mock or a transcript says about a text.

use super::{RegexFailure, RegexRule};

/// A predicate on a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextMatch {
    /// Exactly this text; white space at the ends of either does not count.
    Equals(String),
    /// This text somewhere.
    Contains(String),
    /// A regular expression.
    Matches(RegexRule),
    /// The whole text, where `*` is any run of characters and `?` any one.
    Glob(String),
    /// One of several.
    AnyOf(Vec<TextMatch>),
    /// Anything but this.
    Not(Box<TextMatch>),
    /// Any text.
    Any,
}

impl TextMatch {
    /// Whether `text` is as this says. Only a regular expression can fail to find out.
    pub fn is_match(&self, text: &str) -> Result<bool, RegexFailure> {
        Ok(match self {
            Self::Equals(expected) => expected.trim() == text.trim(),
            Self::Contains(part) => text.contains(part.as_str()),
            Self::Matches(regex) => return regex.is_match(text),
            Self::Glob(glob) => matches_glob(glob.trim(), text.trim()),
            Self::AnyOf(choices) => {
                for choice in choices {
                    if choice.is_match(text)? {
                        return Ok(true);
                    }
                }
                false
            }
            Self::Not(inner) => !inner.is_match(text)?,
            Self::Any => true,
        })
    }

    /// The same with each text as `fill` makes it; regular expressions stay as they are.
    #[must_use]
    pub fn filled(&self, fill: &dyn Fn(&str) -> String) -> Self {
        match self {
            Self::Equals(text) => Self::Equals(fill(text)),
            Self::Contains(text) => Self::Contains(fill(text)),
            Self::Glob(text) => Self::Glob(fill(text)),
            Self::AnyOf(choices) => Self::AnyOf(choices.iter().map(|choice| choice.filled(fill)).collect()),
            Self::Not(inner) => Self::Not(Box::new(inner.filled(fill))),
            Self::Matches(_) | Self::Any => self.clone(),
        }
    }
}

/// As an author writes it, in one line.
impl std::fmt::Display for TextMatch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Equals(text) => formatter.write_str(text),
            Self::Contains(part) => write!(formatter, "contains: {part}"),
            Self::Matches(regex) => write!(formatter, "matches: {regex}"),
            Self::Glob(glob) => write!(formatter, "glob: {glob}"),
            Self::AnyOf(choices) => {
                formatter.write_str("any_of: [")?;
                for (number, choice) in choices.iter().enumerate() {
                    let separator = if number == 0 { "" } else { ", " };
                    write!(formatter, "{separator}{choice}")?;
                }
                formatter.write_str("]")
            }
            Self::Not(inner) => write!(formatter, "not: {inner}"),
            Self::Any => formatter.write_str("any"),
        }
    }
}

/// On a mismatch only the latest `*` takes one character more: earlier ones need never change, so
/// the time is at most the product of both lengths.
fn matches_glob(glob: &str, text: &str) -> bool {
    let (mut glob, mut text) = (glob.chars(), text.chars());
    let mut retry: Option<(std::str::Chars<'_>, std::str::Chars<'_>)> = None;
    loop {
        let before = text.clone();
        match (glob.next(), text.next()) {
            (Some('*'), _) => {
                text = before.clone();
                retry = Some((glob.clone(), before));
            }
            (Some('?'), Some(_)) => {}
            (Some(expected), Some(actual)) if expected == actual => {}
            (None, None) => return true,
            _ => {
                let Some((after_star, mut taken)) = retry.take() else { return false };
                if taken.next().is_none() {
                    return false;
                }
                glob = after_star.clone();
                text = taken.clone();
                retry = Some((after_star, taken));
            }
        }
    }
}
