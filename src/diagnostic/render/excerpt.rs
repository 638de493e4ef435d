//! The lines of the author's files that belong to one diagnostic, as one small text.
//!
//! The drawing library takes one text and offsets in it. It gets this excerpt instead of a file: only
//! the labelled lines and their neighbours, made printable and not too long, with the labels' offsets
//! moved along. So labels of several files are drawn alike, nothing unprintable reaches the
//! terminal, and the cost does not depend on the size of the files.

use std::ops::Range;

use super::clamp;
use super::line::ShownLine;
use crate::diagnostic::Diagnostic;
use crate::source::{Position, Source, SourceId, Sources};
use crate::terminal::{Terminal, display_width, printable, printable_line, wrap};

/// Of a place of more lines only these are shown.
const MOST_LINES: usize = 5;

/// Columns left of the text besides the line number: blanks and a bar.
const FRAME: usize = 5;

/// Columns for the arrow beside a place of several lines.
const ARROW: usize = 4;

/// Fewer columns than this for the text of a file, or of a label, are of no use.
const LEAST_ROOM: usize = 16;

/// See the module.
pub(super) struct Excerpt {
    /// The lines of all chunks, each with a newline.
    pub(super) text: String,
    /// Consecutive lines of one file each; the first one has the place of the problem.
    pub(super) chunks: Vec<Chunk>,
    /// What to point at.
    pub(super) marks: Vec<Mark>,
}

/// Consecutive lines of one file.
pub(super) struct Chunk {
    /// The bytes in the excerpt's text.
    pub(super) range: Range<usize>,
    /// The file's name, printable.
    pub(super) name: String,
    /// The number of the first line, from 1.
    pub(super) first_line: usize,
    /// How many lines there are.
    pub(super) lines: usize,
}

/// A label in the excerpt.
pub(super) struct Mark {
    /// The bytes in the excerpt's text.
    pub(super) range: Range<usize>,
    /// What to say there, printable and wrapped; may be empty.
    pub(super) text: String,
    /// Whether this is the place of the problem.
    pub(super) primary: bool,
    /// Where it starts in the author's file.
    pub(super) position: Position,
}

/// A label in its file.
struct Place<'a> {
    source: &'a Source,
    id: SourceId,
    range: Range<usize>,
    start: Position,
    last_line: usize,
    text: String,
    primary: bool,
}

impl Excerpt {
    /// Collects what `diagnostic` points at.
    pub(super) fn new(diagnostic: &Diagnostic, sources: &Sources, terminal: &Terminal) -> Self {
        let mut excerpt = Self { text: String::new(), chunks: Vec::new(), marks: Vec::new() };
        for group in groups(places(diagnostic, sources)) {
            excerpt.add(&group, terminal);
        }
        excerpt
    }

    /// The chunk that has all of `range`. No place reaches over a chunk's last newline, so a range that
    /// does belongs to two chunks.
    pub(super) fn chunk(&self, range: &Range<usize>) -> Option<&Chunk> {
        let after = self.chunks.partition_point(|chunk| chunk.range.end <= range.start);
        self.chunks.get(after).filter(|chunk| range.end < chunk.range.end)
    }

    /// Appends the lines of a group as a chunk.
    fn add(&mut self, group: &[Place<'_>], terminal: &Terminal) {
        let (Some(first), Some(last_line)) = (group.first(), group.iter().map(|place| place.last_line).max())
        else {
            return;
        };
        let arrow = if group.iter().any(Place::has_several_lines) { ARROW } else { 0 };
        let left = FRAME + (last_line + 1).to_string().len() + arrow;
        let room = terminal.width.saturating_sub(left).max(LEAST_ROOM);
        let text = first.source.text();
        let first_line = first.start.line.saturating_sub(1).max(1);
        let lines = lines(text, first.range.start, first_line, last_line);

        let start = self.text.len();
        let mut ranges = vec![start..start; group.len()];
        for (number, line) in (first_line..).zip(&lines) {
            let shown = ShownLine::new(&text[line.clone()], &marks_in(group, line), room, terminal.unicode);
            for (place, range) in group.iter().zip(&mut ranges) {
                place.locate(number, line, &shown, self.text.len(), range);
            }
            self.text.push_str(&shown.text);
            self.text.push('\n');
        }
        let name = printable_line(first.source.name()).into_owned();
        self.chunks.push(Chunk { range: start..self.text.len(), name, first_line, lines: lines.len() });
        for (place, range) in group.iter().zip(ranges) {
            let room =
                terminal.width.saturating_sub(left + self.label_column(&range) + ARROW).max(LEAST_ROOM);
            let text = wrap(&place.text, room, "", "");
            self.marks.push(Mark { range, text, primary: place.primary, position: place.start });
        }
    }

    /// The column under which a label's text begins: the middle of a place in one line, the left edge
    /// for one of several lines.
    fn label_column(&self, range: &Range<usize>) -> usize {
        let (before, place) = (&self.text[..range.start], &self.text[range.clone()]);
        let line = before.rfind('\n').map_or(before, |newline| &before[newline + 1..]);
        if place.contains('\n') { 0 } else { display_width(line) + display_width(place) / 2 }
    }
}

impl Place<'_> {
    fn has_several_lines(&self) -> bool {
        self.last_line > self.start.line
    }

    /// Whether the two cannot be drawn under the same line.
    fn collides(&self, other: &Place<'_>) -> bool {
        let end = |place: &Place<'_>| place.range.end.max(place.range.start + 1);
        self.has_several_lines() == other.has_several_lines()
            && self.range.start < end(other)
            && other.range.start < end(self)
    }

    /// Sets what of `range` is decided by one line, shown at offset `base` of the excerpt.
    fn locate(
        &self,
        number: usize,
        line: &Range<usize>,
        shown: &ShownLine,
        base: usize,
        range: &mut Range<usize>,
    ) {
        if self.start.line == number {
            range.start = base + shown.start(self.range.start - line.start);
        }
        if self.last_line == number {
            let end = base + shown.end(self.range.end.min(line.end) - line.start);
            range.end = end.max(range.start);
        }
    }
}

/// The labels in the order of drawing: the problem's file first, each file from top to bottom.
fn places<'a>(diagnostic: &Diagnostic, sources: &'a Sources) -> Vec<Place<'a>> {
    let mut places: Vec<Place<'a>> = Vec::new();
    for (index, label) in diagnostic.labels.iter().enumerate() {
        let source = sources.get(label.span.source);
        let range = clamp(label.span, source.text());
        let text = printable(&label.text);
        let same = |place: &&mut Place<'_>| place.id == label.span.source && place.range == range;
        match places.iter_mut().find(same) {
            // Two words on one place are said one below the other.
            Some(place) if place.text.is_empty() => place.text = text.into_owned(),
            Some(place) if place.text == text || text.is_empty() => {}
            Some(place) => place.text = format!("{}\n{text}", place.text),
            None => {
                let start = source.position(range.start);
                let (id, text, primary) = (label.span.source, text.into_owned(), index == 0);
                places.push(Place { source, id, range, start, last_line: start.line, text, primary });
            }
        }
    }
    places.iter_mut().for_each(shorten);
    let main = places.first().map(|place| place.id);
    places.sort_by_key(|place| (Some(place.id) != main, place.id, place.range.start, place.range.end));
    places
}

/// Takes line breaks and blanks off the end of a place of several lines (block scalars end with
/// them), and of a very long one all but the first lines.
fn shorten(place: &mut Place<'_>) {
    let text = &place.source.text()[place.range.clone()];
    if !text.contains('\n') {
        return;
    }
    let text = text.trim_end();
    let lines = || text.split('\n').take(MOST_LINES);
    let shown = lines().map(|line| line.len() + 1).sum::<usize>().saturating_sub(1);
    let all_lines = place.source.position(place.range.start + text.len()).line + 1 - place.start.line;
    let hidden = all_lines.saturating_sub(MOST_LINES);
    place.range.end = place.range.start + shown;
    place.last_line = place.start.line + lines().count().saturating_sub(1);
    if hidden > 0 {
        let gap = if place.text.is_empty() { "" } else { " " };
        let lines = if hidden == 1 { "line" } else { "lines" };
        place.text.push_str(&format!("{gap}(and {hidden} more {lines})"));
    }
}

/// Places that are drawn in one chunk: of one file, near each other, not over each other. The chunk
/// with the place of the problem is first.
fn groups(places: Vec<Place<'_>>) -> Vec<Vec<Place<'_>>> {
    let mut groups: Vec<Vec<Place<'_>>> = Vec::new();
    for place in places {
        let joins = |group: &&mut Vec<Place<'_>>| {
            group.iter().all(|other| other.id == place.id && !other.collides(&place))
                // With a line of context each, what is at most three lines apart touches.
                && group.iter().any(|other| place.start.line <= other.last_line + 3)
        };
        match groups.last_mut().filter(joins) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    if let Some(main) = groups.iter().position(|group| group.iter().any(|place| place.primary)) {
        groups[..=main].rotate_right(1);
    }
    groups
}

/// The lines from `first` to `last` without their breaks, and the one after them if there is one.
///
/// Line `first` is the one of `offset` or the one before it: found by looking back from there, not
/// from the file's start.
fn lines(text: &str, offset: usize, first: usize, last: usize) -> Vec<Range<usize>> {
    let line_start = |offset: usize| text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let mut start = line_start(offset);
    if text[..start].ends_with('\n') {
        start = line_start(start - 1);
    }
    let mut lines = Vec::new();
    for number in first..=last + 1 {
        let newline = text[start..].find('\n').map(|length| start + length);
        let line = &text[start..newline.unwrap_or(text.len())];
        let line = line.strip_suffix('\r').filter(|_| newline.is_some()).unwrap_or(line);
        lines.push(start..start + line.len());
        match newline {
            // What follows the last line break is a line only if something is pointed at in it.
            Some(newline) if newline + 1 < text.len() || number < last => start = newline + 1,
            _ => break,
        }
    }
    lines
}

/// What must stay visible in a line, in ascending order: of places of several lines their ends.
fn marks_in(group: &[Place<'_>], line: &Range<usize>) -> Vec<Range<usize>> {
    let inside = |offset: usize| line.start <= offset && offset <= line.end;
    let at = |offset: usize| offset.min(line.end) - line.start;
    let mut marks = Vec::new();
    for place in group {
        let Range { start, end } = place.range;
        if !place.has_several_lines() && inside(start) {
            marks.push(at(start)..at(end));
        } else if place.has_several_lines() {
            let ends = [start, end].into_iter().filter(|&offset| inside(offset));
            marks.extend(ends.map(|offset| at(offset)..at(offset)));
        }
    }
    marks.sort_by_key(|mark| mark.start);
    marks
}
