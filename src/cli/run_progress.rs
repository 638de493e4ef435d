//! How a run of transcripts comes along, as a line on standard error that goes away again.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::test_run::CaseResult;

/// Shows how many transcripts were played. Nothing is shown where nobody looks.
#[derive(Debug)]
pub(super) struct RunProgress {
    bar: ProgressBar,
    failed: usize,
}

impl RunProgress {
    /// `wanted` says whether standard error is a terminal; `all` transcripts are to be played.
    pub(super) fn new(wanted: bool, all: usize) -> Self {
        let target = if wanted { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(all as u64), target);
        let style = ProgressStyle::with_template("{wide_bar} {pos} of {len}{msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, failed: 0 }
    }

    /// A transcript was played; what `write` puts on standard output stays clear of the line.
    pub(super) fn played(&mut self, result: &CaseResult, write: impl FnOnce()) {
        self.bar.inc(1);
        if result.has_failed() {
            self.failed += 1;
            self.bar.set_message(format!(", {} failed", self.failed));
            self.bar.suspend(write);
        } else {
            write();
        }
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
