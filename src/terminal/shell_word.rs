//! Words of commands that people copy into a shell.

use std::borrow::Cow;

/// A word as shells read it: in single quotes where it holds anything that means something to them. One
/// that begins with a dash is taken for a path, not for an option.
pub fn shell_word(word: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| letter.is_alphanumeric() || "_-./:,@%+=".contains(letter);
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(is_plain) {
        return Cow::Borrowed(word);
    }
    let dash = if word.starts_with('-') { "./" } else { "" };
    Cow::Owned(format!("'{dash}{}'", word.replace('\'', r"'\''")))
}
