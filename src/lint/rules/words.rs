//! Words in messages, and did-you-mean for any number of mistakes.

use crate::diagnostic::nearest;

/// `a` or `an`, as it stands before a noun.
pub(super) fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
}

/// How many names are compared in one rule: enough for every bot that people write, and bounded for one
/// with thousands of names of which thousands are wrong.
const COMPARISONS: usize = 200_000;

/// Did-you-mean for many wrong names.
pub(super) struct Nearest {
    left: usize,
}

impl Nearest {
    pub(super) fn new() -> Self {
        Self { left: COMPARISONS }
    }

    /// The name that is probably meant; none any more where too many were compared.
    pub(super) fn of<'a>(
        &mut self,
        wrong: &str,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let left = &mut self.left;
        let counted = names.into_iter().take_while(|_| {
            *left = left.saturating_sub(1);
            *left > 0
        });
        nearest(wrong, counted)
    }
}
