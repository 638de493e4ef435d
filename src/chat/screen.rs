//! Where the chat's text goes.

use std::io::{self, Write};

use crate::terminal::Terminal;

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
    gone: bool,
}

impl<'s> Screen<'s> {
    /// A screen that writes to `out`. The terminal is asked again and again, as windows are resized.
    pub fn new(out: Box<dyn Write + 's>, terminal: &'s dyn Fn() -> Terminal, interactive: bool) -> Self {
        Self { out, terminal, interactive, quiet: false, gone: false }
    }

    /// What the output can show now.
    pub fn terminal(&self) -> Terminal {
        (self.terminal)()
    }

    /// Writes a text and a line end.
    pub fn show(&mut self, text: &str) {
        let written = self.out.write_all(format!("{text}\n").as_bytes()).and_then(|()| self.out.flush());
        // A reader that has gone away, such as `head`, is no failure; there is nobody to tell others to.
        self.gone |= written.is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
    }

    /// As [`Screen::show`], for what belongs to the conversation.
    pub fn show_turn(&mut self, text: &str) {
        if !self.quiet {
            self.show(text);
        }
    }

    /// Whether nobody reads any more.
    pub fn is_gone(&self) -> bool {
        self.gone
    }
}

impl std::fmt::Debug for Screen<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Screen").field("interactive", &self.interactive).finish_non_exhaustive()
    }
}
