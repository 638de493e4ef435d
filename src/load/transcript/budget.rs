//! How much a file may become: examples and includes multiply what is written.

use super::TranscriptLoader;
use crate::load::values::first_line;
use crate::source::Span;

/// About the memory that one key or value of a transcript takes.
const NODE: usize = 64;
/// The most that the transcripts of one file may take together: that of a million keys and values, as many as
/// a file may hold itself.
const MOST: usize = NODE * 1_000_000;

/// What is left of the memory that the transcripts of a file may take.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
    is_exceeded: bool,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: MOST, is_exceeded: false }
    }
}

impl Budget {
    /// How much was taken since `left` was asked.
    pub(super) fn since(&self, left: usize) -> usize {
        left.saturating_sub(self.left)
    }

    pub(super) fn left(&self) -> usize {
        self.left
    }

    pub(super) fn is_exceeded(&self) -> bool {
        self.is_exceeded
    }
}

impl TranscriptLoader<'_> {
    /// Takes what a key or a value needs; `None` where the file has become too much, which is said once.
    pub(super) fn charge_node(&mut self, at: Span) -> Option<()> {
        self.charge(NODE, at)
    }

    pub(super) fn charge(&mut self, bytes: usize, at: Span) -> Option<()> {
        match self.budget.left.checked_sub(bytes).filter(|_| !self.budget.is_exceeded) {
            Some(left) => {
                self.budget.left = left;
                Some(())
            }
            None => {
                self.exceed(at);
                None
            }
        }
    }

    fn exceed(&mut self, at: Span) {
        if std::mem::replace(&mut self.budget.is_exceeded, true) {
            return;
        }
        let most = MOST / NODE;
        let message = format!(
            "with all its examples and includes the file is too large: more than {most} keys and values"
        );
        let at = first_line(at, self.sources.slice(at));
        self.invalid(at, message, "What follows is not read. Make several files of it.");
    }
}
