//! The page that failures are drawn on: safe text, colours, lines of the right width.

use crate::integration::Secrets;
use crate::terminal::{Style, Terminal, printable, printable_line, wrap};

/// The place of a mark, and of what has none.
pub(super) const PLAIN: &str = "    ";

/// What a view needs to know to word and to lay out something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'p> {
    /// What the output can show.
    pub(super) terminal: Terminal,
    /// Whether lines are broken at the terminal's width. In a pipe they are not: there a line is a record.
    pub(super) wraps: bool,
    /// What must not be shown.
    pub(super) secrets: &'p Secrets,
}

impl Page<'_> {
    /// Text that others wrote, masked and without anything that could steer the terminal.
    pub(super) fn safe(&self, text: &str) -> String {
        printable(&self.secrets.mask(text)).into_owned()
    }

    /// As [`Page::safe`], on one line.
    pub(super) fn safe_line(&self, text: &str) -> String {
        printable_line(&self.secrets.mask(text)).into_owned()
    }

    /// So many columns there are.
    pub(super) fn width(&self) -> usize {
        if self.wraps { self.terminal.width } else { usize::MAX }
    }

    /// Text in lines: the first begins with `first`, the others with `rest`.
    pub(super) fn lines(&self, text: &str, first: &str, rest: &str) -> String {
        wrap(text, self.width(), first, rest)
    }

    /// Each line in a colour, so that a colour never crosses a line's end.
    pub(super) fn painted(&self, style: Style, text: &str) -> String {
        text.split('\n').map(|line| self.terminal.paint(style, line)).collect::<Vec<_>>().join("\n")
    }

    /// A remark beneath a line.
    pub(super) fn remark(&self, text: &str) -> String {
        self.painted(Style::Dim, &self.lines(&self.safe_line(text), "      ", "        "))
    }

    /// Something that went wrong beside the conversation: `! …`.
    pub(super) fn alarm(&self, text: &str) -> String {
        self.painted(Style::Warning, &self.lines(&self.safe_line(text), "  ! ", "    "))
    }
}

/// `1 turn`, `2 turns`.
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
