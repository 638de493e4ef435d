//! Items of lists as an author laid them out: whole lines, with the comments that belong to them.

use std::ops::Range;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::source::{Sources, Span};

/// A list that is written as lines, an item below the other.
pub(super) struct Lines<'t> {
    text: &'t str,
    span: Span,
    /// Each item with the comment lines directly above it and whatever stands below it, up to the next one.
    items: Vec<Range<usize>>,
}

impl<'t> Lines<'t> {
    /// The list of these items, in their order. None where it is laid out otherwise: in brackets, or partly elsewhere.
    pub(super) fn of(sources: &'t Sources, items: impl Iterator<Item = Span>) -> Option<Self> {
        let mut items = items.peekable();
        let span = *items.peek()?;
        let text = sources.get(span.source).text();
        let mut starts = Vec::new();
        let mut column = None;
        let mut before: Option<usize> = None;
        for item in items {
            let line = line_start(text, item.start as usize);
            let dash = dash(text.get(line..item.start as usize)?)?;
            let is_next =
                before.is_none_or(|end| end <= line && is_between(text.get(end..line).unwrap_or("x")));
            if item.source != span.source || *column.get_or_insert(dash) != dash || !is_next {
                return None;
            }
            starts.push(with_comments(text, line, before.unwrap_or(0), dash));
            before = Some(item.end as usize);
        }
        let end = end_of_item(text, before?, column?)?;
        starts.push(end);
        let items = starts.windows(2).map(|ends| ends[0]..ends[1]).collect();
        Some(Self { text, span, items })
    }

    /// Moves an item behind all others.
    pub(super) fn move_to_end(&self, item: usize, title: &str, safety: Safety) -> Option<Fix> {
        let range = self.items.get(item)?;
        let end = self.items.last()?.end;
        let lines = &self.text[range.clone()];
        // The empty lines that set it apart from the next one come to stand above it.
        let content = lines.trim_end();
        let (content, gap) = lines.split_at(content.len());
        let break_length = line_break(gap);
        let (ending, gap) = gap.split_at(break_length);
        let is_open = !self.text[..end].ends_with('\n');
        let text = match is_open {
            // The file's last line has no end, and keeps none.
            true => format!("{ending}{gap}{content}"),
            false => format!("{gap}{content}{ending}"),
        };
        Some(self.fix(title, safety, [(range.clone(), String::new()), (end..end, text)]))
    }

    /// Moves an item above all others.
    pub(super) fn move_to_start(&self, item: usize, title: &str, safety: Safety) -> Option<Fix> {
        let range = self.items.get(item)?;
        let start = self.items.first()?.start;
        let lines = &self.text[range.clone()];
        // The last item of a file may have no line end of its own; then the one above it gives its.
        if !lines.ends_with('\n') {
            let above = &self.text[..range.start];
            let ending = &above[above.len() - line_break_behind(above)..];
            let moved = format!("{lines}{ending}");
            let gone = range.start - ending.len()..range.end;
            return Some(self.fix(title, safety, [(start..start, moved), (gone, String::new())]));
        }
        Some(self.fix(title, safety, [(start..start, lines.to_owned()), (range.clone(), String::new())]))
    }

    /// Takes an item out.
    pub(super) fn take_out(&self, item: usize, title: &str, safety: Safety) -> Option<Fix> {
        // An empty list would be another mistake.
        let range = self.items.get(item).filter(|_| self.items.len() > 1)?;
        Some(self.fix(title, safety, [(range.clone(), String::new())]))
    }

    fn fix<const N: usize>(&self, title: &str, safety: Safety, edits: [(Range<usize>, String); N]) -> Fix {
        let edit = |(range, text)| Edit { span: Span::new(self.span.source, range), text };
        Fix { title: title.to_owned(), safety, edits: edits.into_iter().map(edit).collect() }
    }
}

/// The column of the dash of an item, given what stands before it on its line.
fn dash(before: &str) -> Option<usize> {
    let dash = before.find('-')?;
    let is_blank = |text: &str| text.bytes().all(|byte| byte == b' ');
    (is_blank(&before[..dash]) && before.len() > dash + 1 && is_blank(&before[dash + 1..])).then_some(dash)
}

/// Whether nothing stands between two items but the rest of the first one's last line, comments and empty lines.
fn is_between(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#'))
}

/// Where an item begins with the comment lines directly above it; those that are indented deeper than its dash belong
/// to what stands above them.
fn with_comments(text: &str, line: usize, least: usize, dash: usize) -> usize {
    let mut start = line;
    while start > least {
        let above = line_start(text, start - 1);
        if above < least || comment_column(&text[above..start]).is_none_or(|column| column > dash) {
            break;
        }
        start = above;
    }
    start
}

/// Where the last item ends: behind its last line and the comments below it that are indented deeper than its dash.
fn end_of_item(text: &str, end: usize, dash: usize) -> Option<usize> {
    let mut at = if text[..end].ends_with('\n') { end } else { line_end(text, end) };
    if !is_between(text.get(end..at)?) {
        return None;
    }
    while at < text.len() {
        let next = line_end(text, at);
        if comment_column(&text[at..next]).is_none_or(|column| column <= dash) {
            break;
        }
        at = next;
    }
    Some(at)
}

/// The column of a comment that has its line to itself.
fn comment_column(line: &str) -> Option<usize> {
    let text = line.trim_start_matches(' ');
    text.starts_with('#').then_some(line.len() - text.len())
}

/// Where the line of a place begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Where the line of a place ends, behind its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}

/// How many bytes the line break takes that a text begins with.
fn line_break(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with('\n')) }
}

/// How many bytes the line break takes that a text ends with.
fn line_break_behind(text: &str) -> usize {
    if text.ends_with("\r\n") { 2 } else { usize::from(text.ends_with('\n')) }
}
