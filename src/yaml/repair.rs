//! Reading on after a syntax error.
//!
//! The parser stops at its first error. So the unreadable stretch is painted over in a copy of the text
//! (bytes replaced one for one, so that every place stays true) and the copy is read again. A painted
//! value comes back into the tree as the plain text that the author wrote; painted lines are left out.

use std::collections::HashSet;
use std::ops::Range;

use super::lines::Line;

/// A stretch that was painted over.
#[derive(Debug)]
pub(super) struct Unread {
    pub(super) range: Range<usize>,
    /// What the author wrote there.
    pub(super) text: String,
    /// A value, as against lines that are left out.
    pub(super) is_value: bool,
}

impl Unread {
    pub(super) fn holds(&self, offset: usize) -> bool {
        self.range.start <= offset && offset <= self.range.end
    }
}

/// How to get past an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Patch {
    /// Take this value as plain text.
    Value(Range<usize>),
    /// Take this value as plain text and leave out the deeper lines under it, with the closing brackets.
    ValueAndBelow(Range<usize>),
    /// Take what follows the colon at this place as the key's value.
    Colon(usize),
    /// Leave out the line at this place.
    Line(usize),
    /// Leave out the line at this place and the deeper ones under it.
    Block(usize),
    /// Take tabs at the start of lines as single spaces, from the line at this place on.
    Tabs(usize),
}

/// The text with its repairs.
pub(super) struct Repaired {
    original: String,
    bytes: Vec<u8>,
    pub(super) unread: Vec<Unread>,
    touched: HashSet<usize>,
    blanked: HashSet<usize>,
}

impl Repaired {
    pub(super) fn new(text: &str) -> Self {
        Self {
            original: text.to_owned(),
            bytes: text.as_bytes().to_vec(),
            unread: Vec::new(),
            touched: HashSet::new(),
            blanked: HashSet::new(),
        }
    }

    /// The text to read next; `None` would be a repair that broke the encoding.
    pub(super) fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// Whether an error in this line is probably a consequence of an earlier repair.
    pub(super) fn is_suspect(&self, line: Line) -> bool {
        self.touched.contains(&line.start)
    }

    /// Paints over what `patch` says; `false` if that changes nothing.
    pub(super) fn apply(&mut self, patch: &Patch) -> bool {
        let before = self.bytes.clone();
        match *patch {
            Patch::Value(ref range) => self.paint_value(range.clone()),
            Patch::ValueAndBelow(ref range) => {
                self.paint_value(range.clone());
                let line = Line::around(&self.original, range.start);
                self.blank_below(line, true);
            }
            Patch::Colon(colon) => {
                let line = Line::around(&self.original, colon);
                let value = colon + 1..value_end(&self.original, colon + 1, line.end);
                self.paint_value(value);
                self.bytes[colon + 1] = b' ';
            }
            Patch::Line(place) => self.blank(Line::around(&self.original, place)),
            Patch::Block(place) => {
                let line = Line::around(&self.original, place);
                self.blank(line);
                self.blank_below(line, false);
            }
            Patch::Tabs(place) => self.spaces_for_tabs(place),
        }
        self.bytes != before
    }

    fn paint_value(&mut self, range: Range<usize>) {
        self.touch(Line::around(&self.original, range.start));
        if range.is_empty() || self.original.get(range.clone()).is_none() {
            return;
        }
        // A second repair of the same line stands for the whole of it.
        self.bytes[range.clone()].fill(b'x');
        self.unread.retain(|unread| !(unread.is_value && unread.holds(range.start)));
        let text = self.original[range.clone()].to_owned();
        self.unread.push(Unread { range, text, is_value: true });
    }

    fn touch(&mut self, line: Line) {
        self.touched.insert(line.start);
    }

    fn blank(&mut self, line: Line) {
        self.touch(line);
        if !self.blanked.insert(line.start) || line.is_blank(&self.original) {
            return;
        }
        self.bytes[line.range()].fill(b' ');
        let start = line.start + line.indent(&self.original);
        self.unread.retain(|unread| !(line.start <= unread.range.start && unread.range.end <= line.end));
        let text = self.original[start..line.end].to_owned();
        self.unread.push(Unread { range: start..line.end, text, is_value: false });
    }

    /// Leaves out the lines under `head` that are indented deeper, with `closing` also a line of brackets
    /// at its depth, and takes an error in the line behind them for a consequence.
    fn blank_below(&mut self, head: Line, closing: bool) {
        let text = self.original.clone();
        let depth = head.indent(&text);
        let mut next = head.following(&text);
        while let Some(line) = next {
            let bracket = closing && line.text(&text).trim_start().starts_with([']', '}']);
            if !line.is_blank(&text) && line.indent(&text) <= depth && !bracket {
                break;
            }
            self.blank(line);
            next = line.following(&text);
        }
        if let Some(line) = next {
            self.touch(line);
        }
    }

    fn spaces_for_tabs(&mut self, place: usize) {
        let text = self.original.clone();
        let first = Line::around(&text, place);
        let mut next = Some(first);
        while let Some(line) = next {
            let indent = line.start..line.start + line.indent(&text);
            let starts_with_tab = text.as_bytes().get(line.start) == Some(&b'\t');
            if (starts_with_tab || line == first) && text[indent.clone()].contains('\t') {
                self.bytes[indent].fill(b' ');
                self.touch(line);
            }
            next = line.following(&text);
        }
    }
}

/// Where a value in a line ends: before a comment and the white space around it.
pub(super) fn value_end(text: &str, start: usize, line_end: usize) -> usize {
    let value = text.get(start..line_end).unwrap_or("");
    // A `#` within quotes is text.
    let quoted = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value.rfind(quote).unwrap_or(0),
        _ => 0,
    };
    let comment = [" #", "\t#"].iter().filter_map(|mark| value[quoted..].find(mark)).min();
    let end = comment.map_or(value.len(), |at| quoted + at);
    start + value[..end].trim_end().len()
}
