//! The page that views are written for: safe text, places, lines of the right width.

use crate::integration::Secrets;
use crate::linked::{InteractionId, LinkedBot};
use crate::source::{Sources, Span};
pub(super) use crate::terminal::count;
use crate::terminal::{Style, Terminal, printable, printable_line, wrap};

/// What a view needs to know to word and to lay out something. Views are pure: the same events give
/// the same text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'p> {
    /// The bot, for names.
    pub bot: &'p LinkedBot,
    /// The files, for places.
    pub sources: &'p Sources,
    /// What must not be shown.
    pub secrets: &'p Secrets,
    /// What the output can show.
    pub terminal: Terminal,
    /// Whether messages are told apart by the names of the bots, as there are several.
    pub names_bots: bool,
    /// Whether lines are broken at the terminal's width. In a pipe they are not: there a line is a
    /// record.
    pub wraps: bool,
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

    /// Text in lines: the first begins with `first`, the others with `rest`.
    pub(super) fn lines(&self, text: &str, first: &str, rest: &str) -> String {
        let width = if self.wraps { self.terminal.width } else { usize::MAX };
        wrap(text, width, first, rest)
    }

    /// A remark of the simulator: `! …`.
    pub(super) fn notice(&self, text: &str) -> String {
        self.painted(Style::Note, &self.lines(&self.safe(text), "! ", "  "))
    }

    /// Something that went wrong: `! …`, to be noticed.
    pub(super) fn alarm(&self, text: &str) -> String {
        self.painted(Style::Warning, &self.lines(&self.safe(text), "! ", "  "))
    }

    /// Each line in a colour, so that a colour never crosses a line's end.
    pub(super) fn painted(&self, style: Style, text: &str) -> String {
        text.split('\n').map(|line| self.terminal.paint(style, line)).collect::<Vec<_>>().join("\n")
    }

    /// `file:line` of a place.
    pub(super) fn place(&self, span: Span) -> String {
        self.sources.place(span)
    }

    /// A place in the source with its column: `bot.yaml:12:5`.
    pub(super) fn exact_place(&self, span: Span) -> String {
        let column = self.sources.position(span).column;
        format!("{}:{column}", self.place(span))
    }

    /// An interaction for people: `` `ask_name` (bot.yaml:42) ``, or its kind where it has no name.
    pub(super) fn interaction(&self, id: InteractionId) -> String {
        let interaction = self.bot.interaction(id);
        let place = self.place(interaction.span);
        match &interaction.name {
            Some(name) => format!("`{name}` ({place})"),
            None => format!("the {} at {place}", interaction.title),
        }
    }
}
