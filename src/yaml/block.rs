//! Places in literal (`|`) and folded (`>`) block scalars.

use std::ops::Range;

use super::lines::Line;
use super::offsets::Runs;

/// The range of the whole token, from the indicator to the last byte that the value has, and the map.
///
/// The parser's `range` starts at the first line's text, behind its indentation, and ends at the next
/// token; `after` is where the token before the scalar ends.
pub(super) fn runs(
    source: &str,
    value: &str,
    folded: bool,
    range: Range<usize>,
    after: usize,
) -> (Range<usize>, Option<Runs>) {
    let Some(header) = header(source.as_bytes(), after, range.start) else {
        return (range, None);
    };
    let header_line = Line::around(source, header);
    if value.is_empty() {
        let text = &source[header..header_line.end];
        let end = header + text.find(char::is_whitespace).unwrap_or(text.len());
        return (header..end, Some(Runs::default()));
    }
    let indent = range.start - Line::around(source, range.start).start;
    let walk = Walk { source, value: value.as_bytes(), indent, runs: Runs::default(), done: 0 };
    match if folded { walk.folded(header_line) } else { walk.literal(header_line) } {
        Some((end, runs)) => (header..end, Some(runs)),
        None => (header..range.end.max(header + 1), None),
    }
}

/// The place of the `|` or `>` among what may stand before a block scalar: `:`, `-`, properties, comments.
fn header(source: &[u8], after: usize, before: usize) -> Option<usize> {
    let mut at = after;
    while at < before {
        let skipped = match source.get(at)? {
            b'|' | b'>' => return Some(at),
            b'#' => source[at..].iter().position(|byte| matches!(byte, b'\n' | b'\r')),
            b'&' | b'!' => source[at..].iter().position(u8::is_ascii_whitespace),
            _ => Some(1),
        };
        at += skipped?;
    }
    None
}

struct Walk<'a> {
    source: &'a str,
    value: &'a [u8],
    indent: usize,
    runs: Runs,
    done: usize,
}

impl Walk<'_> {
    /// The line's bytes behind the indentation.
    fn content(&self, line: Line) -> Range<usize> {
        let spaces = line.text(self.source).bytes().take_while(|&byte| byte == b' ').count();
        line.start + spaces.min(self.indent)..line.end
    }

    fn take(&mut self, content: Range<usize>) -> Option<()> {
        let length = content.len();
        if self.value.get(self.done..self.done + length)? != &self.source.as_bytes()[content.clone()] {
            return None;
        }
        self.runs.add(self.done, content.start);
        self.done += length;
        Some(())
    }

    fn literal(mut self, header: Line) -> Option<(usize, Runs)> {
        let mut line = header;
        loop {
            line = line.following(self.source)?;
            let content = self.content(line);
            if !content.is_empty() {
                self.take(content)?;
            }
            if self.done == self.value.len() {
                return Some((line.end, self.runs));
            }
            if self.value[self.done] != b'\n' || line.next == line.end {
                return None;
            }
            self.runs.add(self.done, line.end);
            self.done += 1;
            if self.done == self.value.len() {
                return Some((line.next, self.runs));
            }
        }
    }

    fn folded(mut self, header: Line) -> Option<(usize, Runs)> {
        let mut line = header;
        // The breaks since the last text, and whether that text was indented further than the others,
        // which keeps the breaks next to it.
        let mut breaks: Vec<Line> = Vec::new();
        let mut deeper = None;
        loop {
            let rest = &self.value[self.done..];
            if breaks.len() >= rest.len() && rest.iter().all(|&byte| byte == b'\n') {
                let end = breaks[..rest.len()].last().map_or(line.end, |last| last.next);
                for kept in &breaks[..rest.len()] {
                    self.runs.add(self.done, kept.end);
                    self.done += 1;
                }
                return Some((end, self.runs));
            }
            line = line.following(self.source)?;
            let content = self.content(line);
            if !content.is_empty() {
                let now = matches!(self.source.as_bytes()[content.start], b' ' | b'\t');
                self.separate(&breaks, deeper.map(|before: bool| before || now));
                deeper = Some(now);
                breaks.clear();
                self.take(content)?;
            }
            if line.next > line.end {
                breaks.push(line);
            } else if self.done == self.value.len() {
                return Some((line.end, self.runs));
            }
        }
    }

    /// The breaks between two texts: kept before the first text and around deeper lines, folded else.
    fn separate(&mut self, breaks: &[Line], kept: Option<bool>) {
        let dropped = usize::from(kept == Some(false) && breaks.len() > 1);
        for line in &breaks[dropped..] {
            self.runs.add(self.done, line.end);
            self.done += 1;
        }
    }
}
