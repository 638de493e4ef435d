//! Why a message does not match a pattern: the nearest thing that would have made the difference.

use super::{Pattern, Shape, message};
use crate::diagnostic::nearest;
use crate::text::pattern_set::required;

/// What keeps a message from matching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternMiss {
    /// White space beside a `*` must stand in the message too; without it this pattern would match.
    SpaceAtStar(String),
    /// There is more in the message; this pattern would match.
    MoreAround(String),
    /// The message lacks this text.
    Lacks {
        /// The text, in lower case.
        text: String,
        /// What the message has that is nearly the same.
        nearly: Option<String>,
    },
    /// The message holds none of these texts, of which it needs one.
    LacksAll(Vec<String>),
}

impl Pattern {
    /// The nearest reason why `text` does not match; `None` where it does, or where no reason is near.
    pub fn miss(&self, text: &str) -> Option<PatternMiss> {
        if self.is_match(text) {
            return None;
        }
        let source = self.source().trim();
        if let Some(relaxed) = without_space_at_stars(source).filter(|relaxed| would_match(relaxed, text)) {
            return Some(PatternMiss::SpaceAtStar(relaxed));
        }
        let inner = if self.has_top_level_alternation() { format!("({source})") } else { source.to_owned() };
        let wider = [format!("{inner}*"), format!("*{inner}"), format!("*{inner}*")];
        if let Some(wider) = wider.into_iter().find(|wider| would_match(wider, text)) {
            return Some(PatternMiss::MoreAround(wider));
        }
        self.lacking(&message(text))
    }

    fn lacking(&self, message: &str) -> Option<PatternMiss> {
        match &self.0.shape {
            Shape::Glob(parts) => {
                let missing = parts.iter().map(|part| part.trim()).find(|part| !message.contains(part))?;
                let nearly = nearest(missing, message.split_whitespace()).map(str::to_owned);
                Some(PatternMiss::Lacks { text: missing.to_owned(), nearly })
            }
            Shape::Program => {
                let needed = required(self.alternatives())?;
                let texts = || needed.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
                let lacks_all = !texts().any(|text| message.contains(text));
                lacks_all.then(|| PatternMiss::LacksAll(texts().map(str::to_owned).collect()))
            }
        }
    }
}

fn would_match(source: &str, text: &str) -> bool {
    Pattern::parse(source).is_ok_and(|pattern| pattern.is_match(text))
}

/// The pattern without the white space beside its `*`; `None` where there is none.
fn without_space_at_stars(source: &str) -> Option<String> {
    let pieces: Vec<&str> = source.split('*').collect();
    let last = pieces.len() - 1;
    let trimmed = pieces.iter().enumerate().map(|(index, piece)| match index {
        _ if last == 0 => *piece,
        0 => piece.trim_end(),
        index if index == last => piece.trim_start(),
        _ => piece.trim(),
    });
    let relaxed = trimmed.collect::<Vec<_>>().join("*");
    (relaxed != source).then_some(relaxed)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn miss(pattern: &str, text: &str) -> Option<PatternMiss> {
        Pattern::parse(pattern).unwrap().miss(text)
    }

    #[test]
    fn the_nearest_reason_is_told() {
        use PatternMiss::{Lacks, LacksAll, MoreAround, SpaceAtStar};
        let lacks = |text: &str, nearly: Option<&str>| Lacks {
            text: text.to_owned(),
            nearly: nearly.map(str::to_owned),
        };
        assert_eq!(miss("pay*", "pay it"), None);
        assert_eq!(miss("pay *", "pay"), Some(SpaceAtStar("pay*".into())));
        assert_eq!(miss("refund", "Refund, please"), Some(MoreAround("refund*".into())));
        assert_eq!(miss("refund", "a refund!"), Some(MoreAround("*refund*".into())));
        assert_eq!(miss("hi|hello", "hello you"), Some(MoreAround("(hi|hello)*".into())));
        assert_eq!(miss("*refund*", "a refnud"), Some(lacks("refund", Some("refnud"))));
        assert_eq!(miss("*track*order*", "track it"), Some(lacks("order", None)));
        assert_eq!(miss("*(buy|sell)*", "rent"), Some(LacksAll(vec!["buy".into(), "sell".into()])));
        assert_eq!(miss("x*y", "y and x"), None);
    }
}
