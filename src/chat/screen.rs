//! Where the chat's text goes.

use std::io::{self, Write};

use crate::terminal::Terminal;

/// How the bot's messages show.
#[derive(Default)]
pub enum Messages<'s> {
    /// Drawn, much as the consumer sees them.
    #[default]
    Drawn,
    /// As the events that go over the wire, one JSON object a line, between everything else.
    Events,
    /// As these events, in a place of their own.
    EventsTo(Box<dyn Write + 's>),
}

/// The output of a chat. Every piece is written at once and flushed, so that a person sees an
/// upload's in-progress message before the upload begins.
pub struct Screen<'s> {
    out: Box<dyn Write + 's>,
    terminal: &'s dyn Fn() -> Terminal,
    /// Whether a person types: then lines are broken at the window's width and nothing is echoed.
    pub interactive: bool,
    /// Whether the conversation itself is left out, as something else tells of it: only what commands
    /// say and what does not work is shown.
    pub quiet: bool,
    /// How the bot's messages show.
    pub messages: Messages<'s>,
    gone: bool,
}

impl<'s> Screen<'s> {
    /// A screen that writes to `out`. The terminal is asked again and again, as windows are resized.
    pub fn new(out: Box<dyn Write + 's>, terminal: &'s dyn Fn() -> Terminal, interactive: bool) -> Self {
        Self { out, terminal, interactive, quiet: false, messages: Messages::Drawn, gone: false }
    }

    /// What the output can show now.
    pub fn terminal(&self) -> Terminal {
        (self.terminal)()
    }

    /// Writes a text and a line end.
    pub fn show(&mut self, text: &str) {
        self.gone |= is_gone(&mut *self.out, text);
    }

    /// As [`Screen::show`], for what belongs to the conversation.
    pub fn show_turn(&mut self, text: &str) {
        if !self.quiet {
            self.show(text);
        }
    }

    /// Whether messages show as events.
    pub(super) fn shows_events(&self) -> bool {
        !matches!(self.messages, Messages::Drawn)
    }

    /// Shows an event of a message.
    pub(super) fn show_event(&mut self, line: &str) {
        match &mut self.messages {
            Messages::EventsTo(out) => self.gone |= is_gone(&mut **out, line),
            Messages::Drawn | Messages::Events => self.show_turn(line),
        }
    }

    /// Whether nobody reads any more.
    pub fn is_gone(&self) -> bool {
        self.gone
    }
}

/// Writes a line; says whether nobody reads it. A reader that has gone away, such as `head`, is no failure; there
/// is nobody to tell others to.
fn is_gone(out: &mut dyn Write, text: &str) -> bool {
    let written = out.write_all(format!("{text}\n").as_bytes()).and_then(|()| out.flush());
    written.is_err_and(|error| error.kind() != io::ErrorKind::Interrupted)
}

impl std::fmt::Debug for Screen<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Screen").field("interactive", &self.interactive).finish_non_exhaustive()
    }
}
