//! The lines of `/log`, which go back with the conversation.

use super::view_state::LogEntry;

/// How many are kept; a pipe may be endless.
const MOST: usize = 10_000;

/// The platform's log and what went wrong, in words.
#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    lines: Vec<LogEntry>,
    /// How many were written, those included that are not kept.
    written: usize,
}

impl Log {
    /// Adds the lines of a turn.
    pub(super) fn add(&mut self, turn: usize, lines: Vec<String>) {
        self.written += lines.len();
        self.lines.extend(lines.into_iter().map(|text| LogEntry { turn, text }));
        let surplus = self.lines.len().saturating_sub(MOST);
        self.lines.drain(..surplus);
    }

    /// The lines that are kept.
    pub(super) fn lines(&self) -> &[LogEntry] {
        &self.lines
    }

    /// How many lines were written so far.
    pub(super) fn written(&self) -> usize {
        self.written
    }

    /// Forgets what was written after the first so many lines.
    pub(super) fn truncate(&mut self, written: usize) {
        let surplus = self.written.saturating_sub(written);
        self.lines.truncate(self.lines.len().saturating_sub(surplus));
        self.written -= surplus;
    }
}
