//! Lines of a text for block scalars and for repairs after a syntax error.

use std::ops::Range;

/// One line: where it starts, where its text ends, where the next line starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) next: usize,
}

impl Line {
    /// The line that starts at `start`. A line ends with `\n`, `\r\n` or, as YAML has it, `\r`.
    pub(super) fn from(text: &str, start: usize) -> Self {
        let bytes = text.as_bytes();
        let rest = bytes.get(start..).unwrap_or_default();
        let end =
            rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).map_or(bytes.len(), |at| start + at);
        let next = match bytes.get(end) {
            None => end,
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => end + 2,
            Some(_) => end + 1,
        };
        Self { start, end, next }
    }

    /// The line around a byte offset.
    pub(super) fn around(text: &str, offset: usize) -> Self {
        let offset = offset.min(text.len());
        let before = &text.as_bytes()[..offset];
        // Between `\r` and `\n` the offset belongs to the line that ends there.
        let inside_break = before.last() == Some(&b'\r') && text.as_bytes().get(offset) == Some(&b'\n');
        let before = if inside_break { &before[..offset - 1] } else { before };
        let start = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
        Self::from(text, start)
    }

    /// The line after this one, if there is one.
    pub(super) fn following(self, text: &str) -> Option<Self> {
        (self.next > self.end && self.next < text.len()).then(|| Self::from(text, self.next))
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text without the line break.
    pub(super) fn text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The bytes of white space at its start.
    pub(super) fn indent(self, text: &str) -> usize {
        self.text(text).bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    pub(super) fn is_blank(self, text: &str) -> bool {
        self.start + self.indent(text) == self.end
    }
}
