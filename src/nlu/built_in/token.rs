//! A message in pieces: figures, words, and single marks.

use std::borrow::Cow;
use std::ops::Range;

/// A piece of a message.
#[derive(Clone, Debug)]
pub(super) struct Token<'m> {
    kind: Kind,
    pub(super) text: &'m str,
    pub(super) lower: String,
    pub(super) range: Range<usize>,
    /// Nothing stands between it and the piece before.
    pub(super) is_joined: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Digits, with single `.`, `,`, `:`, `/` and `-` between them: `1,234.50`, `2026-11-22`.
    Figure,
    /// Letters, and the digits behind them; also with `-` or an apostrophe between letters.
    Word,
    /// One character of another kind.
    Mark,
}

impl Token<'_> {
    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(super) fn is_figure(&self) -> bool {
        self.kind == Kind::Figure
    }

    /// Whether it makes one thing of what stands right before it: letters, digits, and marks that have
    /// no place at the end of a word.
    pub(super) fn binds(&self) -> bool {
        self.kind != Kind::Mark || matches!(self.text, "/" | "-" | "+" | "_" | "@" | "#" | "=" | "&" | "\\")
    }
}

impl text2num::Token for &Token<'_> {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.text)
    }

    fn text_lowercase(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.lower)
    }

    /// Figures are read by themselves: `2 3` is not 23.
    fn not_a_number_part(&self) -> bool {
        self.kind == Kind::Figure
    }
}

/// The pieces of a message; white space is none.
pub(super) fn tokens(message: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut from = 0;
    while let Some(first) = message[from..].chars().next() {
        if first.is_whitespace() {
            from += first.len_utf8();
            continue;
        }
        let rest = &message[from..];
        let (kind, length) = if first.is_ascii_digit() {
            (Kind::Figure, figure_length(rest))
        } else if first.is_alphanumeric() {
            (Kind::Word, word_length(rest))
        } else {
            (Kind::Mark, first.len_utf8())
        };
        let is_joined = tokens.last().is_some_and(|last| last.range.end == from);
        let text = &rest[..length];
        tokens.push(Token { kind, text, lower: text.to_lowercase(), range: from..from + length, is_joined });
        from += length;
    }
    tokens
}

fn figure_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while is_digit(at) || (bytes.get(at).is_some_and(|mark| b".,:/-".contains(mark)) && is_digit(at + 1)) {
        at += 1;
    }
    at
}

fn word_length(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let joins = matches!(character, '-' | '\'' | '\u{2019}') && next.is_some_and(char::is_alphabetic);
        if !character.is_alphanumeric() && !joins {
            return at;
        }
    }
    text.len()
}
