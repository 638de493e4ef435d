//! Lines of code as the JavaScript engine counts them.

/// Where the lines of a text begin.
#[derive(Debug)]
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let mut starts = vec![0];
        let mut letters = text.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\r' if letters.peek().is_some_and(|(_, next)| *next == '\n') => {}
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => starts.push(at + letter.len_utf8()),
                _ => {}
            }
        }
        Self(starts)
    }

    /// The byte at a line and a column, which counts bytes; both count from 1. The start where there is no
    /// such line.
    pub(super) fn offset(&self, line: usize, column: usize) -> usize {
        let start = line.checked_sub(1).and_then(|line| self.0.get(line)).copied().unwrap_or(0);
        start.saturating_add(column.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_end_where_javascript_says() {
        let text = "a\nb\r\nc\rd\u{2028}e\u{2029}f";
        let lines = Lines::of(text);
        for (line, letter) in "abcdef".chars().enumerate() {
            assert_eq!(text.find(letter), Some(lines.offset(line + 1, 1)), "{letter}");
        }
        assert_eq!(lines.offset(2, 3), 4);
        assert_eq!(lines.offset(0, 1), 0);
        assert_eq!(lines.offset(99, 1), 0);
    }
}
