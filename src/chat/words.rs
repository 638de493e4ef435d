//! The words of a command line: quotes and backslashes as in a shell, and paths as people write them.

use std::path::{Path, PathBuf};

/// A quote that is opened and never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a quote ({0}) is opened and never closed")]
pub(super) struct UnclosedQuote(pub char);

/// A backslash is a part of every path on Windows, elsewhere it takes the meaning from the next
/// character.
const BACKSLASH_ESCAPES: bool = cfg!(not(windows));

/// The first word of a text, its quotes and escapes taken off, and what comes after it.
///
/// # Errors
/// A quote that is not closed.
pub(super) fn first_word(text: &str) -> Result<(String, &str), UnclosedQuote> {
    let text = text.trim_start();
    let mut word = String::new();
    let mut quote = None;
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None | Some('"'), '\\') if BACKSLASH_ESCAPES => {
                word.push(characters.next().map_or('\\', |(_, next)| next));
            }
            (None, _) if character.is_whitespace() => return Ok((word, text[at..].trim_start())),
            _ => word.push(character),
        }
    }
    quote.map_or(Ok((word, "")), |open| Err(UnclosedQuote(open)))
}

/// The text without quotes and escapes if it is one word, else as it is.
pub(super) fn unquoted(text: &str) -> String {
    match first_word(text) {
        Ok((word, "")) => word,
        _ => text.trim().to_owned(),
    }
}

/// A known name at the start of a text, and what comes after it. Names with spaces need no quotes:
/// the longest name that fits is meant. A name that is not known is the first word.
///
/// # Errors
/// A quote that is not closed.
pub(super) fn first_name<'a, 'n>(
    text: &'a str,
    known: impl Iterator<Item = &'n str>,
) -> Result<(String, &'a str), UnclosedQuote> {
    let text = text.trim_start();
    let fits = |name: &&str| {
        text.strip_prefix(*name).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    match known.filter(fits).max_by_key(|name| name.len()) {
        Some(name) => Ok((name.to_owned(), text[name.len()..].trim_start())),
        None => first_word(text),
    }
}

/// Where paths that a person types start.
#[derive(Clone, Debug)]
pub struct Folders {
    /// The folder in which the program was started.
    pub current: PathBuf,
    /// What `~` means.
    pub home: Option<PathBuf>,
}

impl Folders {
    /// The file that a written path leads to.
    pub fn resolve(&self, written: &str) -> PathBuf {
        match (&self.home, written.strip_prefix('~')) {
            (Some(home), Some("")) => home.clone(),
            (Some(home), Some(rest)) if rest.starts_with(['/', '\\']) => home.join(&rest[1..]),
            _ => self.current.join(written),
        }
    }

    /// The file that a whole line names, if there is one: as it is, in quotes, or with backslashes, as
    /// terminals paste a file that is dropped on them.
    pub fn file_of_line(&self, line: &str) -> Option<PathBuf> {
        let line = line.trim();
        if line.is_empty() {
            return None;
        }
        let written = [line.to_owned(), unquoted(line)];
        written.iter().map(|text| self.resolve(text)).find(|path| is_file(path))
    }
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.is_file())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;
    use proptest::prelude::*;

    fn word(text: &str) -> (String, &str) {
        first_word(text).unwrap()
    }

    #[test]
    fn quotes_hold_a_word_together() {
        assert_eq!(word("  id.pdf my card"), ("id.pdf".into(), "my card"));
        assert_eq!(word("'my id.pdf' \"a b\""), ("my id.pdf".into(), "\"a b\""));
        assert_eq!(word("\"it's\"'\"'x y"), ("it's\"x".into(), "y"));
        assert_eq!(first_word("'open"), Err(UnclosedQuote('\'')));
        assert_eq!(word(""), (String::new(), ""));
    }

    #[cfg(not(windows))]
    #[test]
    fn backslashes_are_taken_off_outside_single_quotes() {
        assert_eq!(word(r"my\ id.pdf x"), ("my id.pdf".into(), "x"));
        assert_eq!(word(r#""a\"b" 'a\b'"#), ("a\"b".into(), r"'a\b'"));
        assert_eq!(word(r"end\"), ("end\\".into(), ""));
    }

    #[test]
    fn the_longest_known_name_is_meant() {
        let known = || ["Credit", "Credit score", "Store"].into_iter();
        assert_eq!(first_name("Credit score 503", known()).unwrap(), ("Credit score".into(), "503"));
        assert_eq!(first_name("\"Credit score\" off", known()).unwrap(), ("Credit score".into(), "off"));
        assert_eq!(first_name("Credits off", known()).unwrap(), ("Credits".into(), "off"));
    }

    #[test]
    fn a_line_may_be_a_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("my id.pdf"), "x").unwrap();
        let folders = Folders { current: folder.path().to_owned(), home: Some(folder.path().to_owned()) };
        for line in ["my id.pdf", "'my id.pdf' ", "~/my id.pdf", "\"my id.pdf\""] {
            assert_eq!(folders.file_of_line(line), Some(folder.path().join("my id.pdf")), "{line}");
        }
        #[cfg(not(windows))]
        assert!(folders.file_of_line(r"my\ id.pdf").is_some());
        for line in ["", ".", "my", "my id.pdf please"] {
            assert_eq!(folders.file_of_line(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>(), name in any::<String>()) {
            let _ = first_word(&text);
            let _ = first_name(&text, [name.as_str()].into_iter());
            let _ = unquoted(&text);
        }

        #[test]
        fn a_quoted_word_comes_back(text in "[^'\\\\]{1,20}") {
            let quoted = format!("'{text}'");
            let (word, rest) = first_word(&quoted).unwrap();
            prop_assert_eq!((word, rest), (text, ""));
        }
    }
}
