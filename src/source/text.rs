//! A scalar that an author wrote, with the place of each part of it.

use std::ops::Range;
use std::sync::Arc;

use super::Span;

/// From offsets in a decoded scalar to offsets in its file, where the two do not run in step:
/// block scalars (indentation is dropped), folded lines, quoted escapes.
///
/// Each entry says: from this offset of the value on, bytes lie at this offset of the file, in step
/// until the next entry. Entries are sorted, the first one is for offset 0.
pub type OffsetMap = Box<[(u32, u32)]>;

/// What an author wrote as text. It is what stands in the file, never another type read as text:
/// `yes`, `1.0` and `007` stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    value: Arc<str>,
    span: Span,
    parts: Parts,
}

/// Where the parts of a value lie.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Parts {
    /// In one run from this byte on, which differs from the start of the token by an opening quote.
    From(u32),
    /// Piecewise.
    Mapped(OffsetMap),
    /// Nowhere in particular.
    Whole,
}

impl Text {
    /// A text whose value lies in the file as one unbroken run from byte `inner` on.
    pub fn new(value: impl Into<Arc<str>>, span: Span, inner: u32) -> Self {
        Self { value: value.into(), span, parts: Parts::From(inner) }
    }

    /// A text whose value was decoded piecewise; see [`OffsetMap`].
    pub fn mapped(value: impl Into<Arc<str>>, span: Span, map: OffsetMap) -> Self {
        Self { value: value.into(), span, parts: Parts::Mapped(map) }
    }

    /// A text that was made of what stands at `span`, so that no part of it has a place of its own.
    pub fn made_of(value: impl Into<Arc<str>>, span: Span) -> Self {
        Self { value: value.into(), span, parts: Parts::Whole }
    }

    /// The value.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// The value, shared: the linked bot says the same texts without copying them.
    pub fn shared(&self) -> Arc<str> {
        self.value.clone()
    }

    /// The whole token in the file, with quotes or the block's indicator.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The place of a part of the value, given in bytes of the value.
    pub fn part(&self, range: Range<usize>) -> Span {
        if self.parts == Parts::Whole {
            return self.span;
        }
        let start = self.offset(range.start);
        // The end is the place after the last byte, so that a part that ends a line of a block
        // scalar does not reach into the next line's indentation.
        let end = if range.end > range.start { self.offset(range.end - 1) + 1 } else { start };
        Span::new(self.span.source, start..end.max(start))
    }

    /// The place of a part that stands in the file just as it does in the value: nothing in it is escaped, folded
    /// or made of something else.
    pub fn exact(&self, range: Range<usize>) -> Option<Span> {
        if self.parts == Parts::Whole || range.end > self.value.len() {
            return None;
        }
        let span = self.part(range.clone());
        // Whatever is not in step takes more room in the file than in the value.
        (span.range().len() == range.len()).then_some(span)
    }

    fn offset(&self, value_offset: usize) -> usize {
        match &self.parts {
            Parts::From(inner) => *inner as usize + value_offset,
            Parts::Mapped(map) => {
                let after = map.partition_point(|&(value, _)| value as usize <= value_offset);
                let (value, file) = map[after.saturating_sub(1)];
                file as usize + value_offset.saturating_sub(value as usize)
            }
            Parts::Whole => self.span.start as usize,
        }
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.value
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.value)
    }
}
