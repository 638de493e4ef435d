//! Where each byte of a decoded scalar lies in the file.
//!
//! The parser gives a scalar's value and the range of its token. Most scalars stand in the file as they
//! are; for the others the token and the value are walked side by side.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::block;
use crate::source::{SourceId, Span, Text};

/// The map under construction: `(offset in the value, offset in the file)`, in step in between.
#[derive(Default)]
pub(super) struct Runs(Vec<(u32, u32)>);

impl Runs {
    /// Says that byte `value` of the value lies at byte `file` of the file.
    pub(super) fn add(&mut self, value: usize, file: usize) {
        let entry = (value as u32, file as u32);
        let in_step = self.0.last().is_some_and(|&(v, f)| entry.1.wrapping_sub(f) == entry.0.wrapping_sub(v));
        if !in_step {
            self.0.push(entry);
        }
    }
}

/// The text of a scalar whose token lies at `range`; `after` is where the token before it ends.
pub(super) fn text_of(
    source: &str,
    id: SourceId,
    value: Box<str>,
    style: ScalarStyle,
    range: Range<usize>,
    after: usize,
) -> Text {
    let (range, runs) = match style {
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let folded = style == ScalarStyle::Folded;
            block::runs(source, &value, folded, range, after)
        }
        ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            let quote = usize::from(style != ScalarStyle::Plain);
            let inner = range.start + quote..range.end.saturating_sub(quote).max(range.start + quote);
            let slice = source.get(inner.clone()).unwrap_or("");
            if *slice == *value {
                return Text::new(value, Span::new(id, range), inner.start as u32);
            }
            let runs = Flow { source: slice.as_bytes(), base: inner.start, style }.runs(value.as_bytes());
            (range, runs)
        }
    };
    finish(value, Span::new(id, range), runs)
}

fn finish(value: Box<str>, span: Span, runs: Option<Runs>) -> Text {
    match runs {
        Some(Runs(map)) => match map.as_slice() {
            [] => Text::new(value, span, span.end),
            [(0, inner)] => Text::new(value, span, *inner),
            _ => Text::mapped(value, span, map.into()),
        },
        // The two could not be aligned, which would be a fault of ours: each part is then shown at the
        // start of the token, a place that exists.
        None if value.is_empty() => Text::new(value, span, span.start),
        None => {
            let map = (0..value.len()).map(|offset| (offset as u32, span.start)).collect();
            Text::mapped(value, span, map)
        }
    }
}

/// A quoted or plain scalar over several lines or with escapes, without its quotes.
struct Flow<'a> {
    source: &'a [u8],
    base: usize,
    style: ScalarStyle,
}

impl Flow<'_> {
    fn runs(&self, value: &[u8]) -> Option<Runs> {
        let mut runs = Runs::default();
        let (mut at, mut done) = (0, 0);
        while let Some(&byte) = self.source.get(at) {
            let next = self.source.get(at + 1).copied();
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => (at, done) = self.white(at, done, value, &mut runs)?,
                b'\'' if self.style == ScalarStyle::SingleQuoted => {
                    runs.add(done, self.base + at);
                    (at, done) = (at + 2, done + 1);
                }
                b'\\' if self.style == ScalarStyle::DoubleQuoted => match next {
                    Some(b'\n' | b'\r') => (at, done) = self.fold(at + 1, done, true, &mut runs),
                    _ => (at, done) = self.escape(at, done, value, &mut runs)?,
                },
                _ => {
                    if value.get(done) != Some(&byte) {
                        return None;
                    }
                    runs.add(done, self.base + at);
                    (at, done) = (at + 1, done + 1);
                }
            }
        }
        (done == value.len()).then_some(runs)
    }

    /// White space: kept within a line, folded around line breaks.
    fn white(&self, at: usize, done: usize, value: &[u8], runs: &mut Runs) -> Option<(usize, usize)> {
        let blanks = self.source[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if matches!(self.source.get(at + blanks), Some(b'\n' | b'\r')) {
            return Some(self.fold(at + blanks, done, false, runs));
        }
        let kept = value.get(done..done + blanks)?;
        if kept != &self.source[at..at + blanks] {
            return None;
        }
        runs.add(done, self.base + at);
        Some((at + blanks, done + blanks))
    }

    /// Line breaks from `at` on with the white space around them: one becomes a space (nothing, where it
    /// is escaped), of several the first is dropped.
    fn fold(&self, mut at: usize, mut done: usize, escaped: bool, runs: &mut Runs) -> (usize, usize) {
        let first = at;
        let mut breaks = 0;
        while let Some(byte @ (b' ' | b'\t' | b'\n' | b'\r')) = self.source.get(at) {
            let place = at;
            at += 1;
            if matches!(byte, b' ' | b'\t') {
                continue;
            }
            at += usize::from(*byte == b'\r' && self.source.get(at) == Some(&b'\n'));
            breaks += 1;
            if breaks > 1 {
                runs.add(done, self.base + place);
                done += 1;
            }
        }
        if breaks == 1 && !escaped {
            runs.add(done, self.base + first);
            done += 1;
        }
        (at, done)
    }

    /// An escape: its first byte is the backslash's place, its last byte that of the escape's last.
    fn escape(&self, at: usize, done: usize, value: &[u8], runs: &mut Runs) -> Option<(usize, usize)> {
        let length = match self.source.get(at + 1)? {
            b'x' => 4,
            b'u' if self.is_high_surrogate(at) => 12,
            b'u' => 6,
            b'U' => 10,
            _ => 2,
        };
        let width = match value.get(done)? {
            0..0x80 => 1,
            0x80..0xE0 => 2,
            0xE0..0xF0 => 3,
            _ => 4,
        };
        runs.add(done, self.base + at);
        for byte in 1..width {
            runs.add(done + byte, self.base + at + length - 1);
        }
        Some((at + length, done + width))
    }

    fn is_high_surrogate(&self, at: usize) -> bool {
        let digits = self.source.get(at + 2..at + 4).unwrap_or_default();
        matches!(digits, [b'd' | b'D', b'8' | b'9' | b'a' | b'b' | b'A' | b'B'])
    }
}
