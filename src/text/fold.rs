//! One notion of "ignoring case" for patterns, keywords and exact values.

use std::borrow::Cow;

/// `text` in the form in which two texts are compared when case does not matter.
///
/// Character by character, so that what a character becomes never depends on its neighbours (as the
/// final sigma does in `str::to_lowercase`): pieces of a pattern are folded alone.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    let changes = |byte: u8| byte.is_ascii_uppercase() || !byte.is_ascii();
    if !text.bytes().any(changes) {
        return Cow::Borrowed(text);
    }
    if text.is_ascii() {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    Cow::Owned(text.chars().flat_map(char::to_lowercase).collect())
}
