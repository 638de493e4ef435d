//! One line of a file as it is shown: printable, tabs as blanks, long ones shortened.

use std::iter::once;
use std::ops::Range;

use crate::terminal::{display_width, is_hidden};

/// A tab goes on to the next multiple of this many columns.
const TAB_STOP: usize = 4;

/// A stretch that is cut out must be longer than this, or the ellipsis would save nothing.
const SHORTEST_GAP: usize = 4;

/// A line as shown, and where each part of it came from.
pub(super) struct ShownLine {
    /// What is shown.
    pub(super) text: String,
    /// From offsets in the line to offsets in `text`, in ascending order; the last is for the end.
    map: Vec<(usize, usize)>,
}

impl ShownLine {
    /// Shows `line` in at most about `room` columns. If it is longer, what lies around `marks` (byte
    /// ranges in the line, in ascending order) is kept; only that neighbourhood is read.
    pub(super) fn new(line: &str, marks: &[Range<usize>], room: usize, unicode: bool) -> Self {
        let mut shown = Self { text: String::new(), map: Vec::new() };
        let ellipsis = if unicode { "…" } else { "..." };
        let mut end = 0;
        for kept in kept(line, marks, room) {
            if kept.start > end {
                shown.push(end, ellipsis);
            }
            shown.push_part(line, kept.clone());
            end = kept.end;
        }
        if end < line.len() {
            shown.push(end, ellipsis);
        }
        shown.map.push((line.len(), shown.text.len()));
        shown
    }

    /// Where a part of the line that starts at `offset` starts in the shown text.
    pub(super) fn start(&self, offset: usize) -> usize {
        let after = self.map.partition_point(|&(line, _)| line <= offset);
        after.checked_sub(1).and_then(|index| self.map.get(index)).map_or(0, |&(_, text)| text)
    }

    /// Where a part of the line that ends before `offset` ends in the shown text.
    pub(super) fn end(&self, offset: usize) -> usize {
        let at = self.map.partition_point(|&(line, _)| line < offset);
        self.map.get(at).map_or(self.text.len(), |&(_, text)| text)
    }

    fn push(&mut self, offset: usize, text: &str) {
        self.map.push((offset, self.text.len()));
        self.text.push_str(text);
    }

    fn push_part(&mut self, line: &str, part: Range<usize>) {
        let mut column = display_width(&self.text);
        let mut previous = line[..part.start].chars().next_back();
        for (offset, character) in line[part.clone()].char_indices() {
            let start = self.text.len();
            self.map.push((part.start + offset, start));
            match character {
                '\t' => self.text.extend(std::iter::repeat_n(' ', TAB_STOP - column % TAB_STOP)),
                _ if is_hidden(previous, character) => self.text.extend(character.escape_unicode()),
                _ => self.text.push(character),
            }
            column += display_width(&self.text[start..]);
            previous = Some(character);
        }
    }
}

/// The columns that a character takes when shown; a tab as much as it can.
fn columns(character: char) -> usize {
    match character {
        '\t' => TAB_STOP,
        _ if is_hidden(Some('a'), character) => character.escape_unicode().len(),
        _ => display_width(character.encode_utf8(&mut [0; 4])),
    }
}

/// The parts of a line that are shown: all of it if it fits, else some around each mark.
fn kept(line: &str, marks: &[Range<usize>], room: usize) -> Vec<Range<usize>> {
    let all = 0..line.len();
    if forward(line, 0, room) == line.len() {
        return once(all).collect();
    }
    let ellipses = SHORTEST_GAP * (marks.len() + 1);
    if marks.is_empty() {
        return once(0..forward(line, 0, room.saturating_sub(ellipses))).collect();
    }
    let share = (room.saturating_sub(ellipses) / marks.len()).max(2 * SHORTEST_GAP);
    let mut parts: Vec<Range<usize>> = Vec::new();
    for part in marks.iter().flat_map(|mark| around(line, mark, share)) {
        match parts.last_mut() {
            Some(last) if part.start <= last.end + SHORTEST_GAP => last.end = last.end.max(part.end),
            _ if part.start <= SHORTEST_GAP => parts.push(0..part.end),
            _ => parts.push(part),
        }
    }
    if let Some(last) = parts.last_mut().filter(|last| last.end + SHORTEST_GAP >= line.len()) {
        last.end = line.len();
    }
    parts
}

/// A mark with as much before and after it as there is room for; of a long mark its two ends.
fn around(line: &str, mark: &Range<usize>, room: usize) -> Vec<Range<usize>> {
    let fits = forward(line, mark.start, room) >= mark.end;
    if !fits {
        let quarter = room / 4;
        let start = backward(line, mark.start, quarter);
        let head = forward(line, mark.start, quarter);
        let tail = backward(line, mark.end, quarter).max(head);
        return vec![start..head, tail..forward(line, mark.end, quarter)];
    }
    let spare = room - line[mark.clone()].chars().map(columns).sum::<usize>().min(room);
    let start = backward(line, mark.start, spare / 2);
    let used = line[start..mark.start].chars().map(columns).sum::<usize>();
    once(start..forward(line, mark.end, spare.saturating_sub(used))).collect()
}

/// The offset that is reached from `start` within `room` columns.
fn forward(line: &str, start: usize, room: usize) -> usize {
    let mut used = 0;
    let beyond = line[start..].char_indices().find(|&(_, character)| {
        used += columns(character);
        used > room
    });
    beyond.map_or(line.len(), |(offset, _)| start + offset)
}

/// The offset from which `end` is reached within `room` columns.
fn backward(line: &str, end: usize, room: usize) -> usize {
    let mut used = 0;
    let beyond = line[..end].char_indices().rev().find(|&(_, character)| {
        used += columns(character);
        used > room
    });
    beyond.map_or(0, |(offset, character)| offset + character.len_utf8())
}
