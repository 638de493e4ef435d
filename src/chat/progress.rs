//! The wait for a live call, as a line on standard error that goes away again.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// How often the waiting mark moves.
const TICK: Duration = Duration::from_millis(120);

/// Shows how a live call comes along. Nothing is shown where nobody looks.
#[derive(Debug, Default)]
pub struct Progress {
    wanted: bool,
    host: String,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// `wanted` says whether standard error is a terminal.
    pub fn new(wanted: bool) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// A host is being contacted; its name must be safe to show.
    pub fn connecting(&mut self, host: String) {
        self.host = host;
        let message = format!("connecting to {}", self.host);
        self.spin(message);
    }

    /// So much of the file is sent.
    pub fn sent(&mut self, bytes: u64, total: u64) {
        if !self.wanted {
            return;
        }
        if self.bar.as_ref().is_none_or(|bar| bar.length() != Some(total)) {
            self.clear();
            let bar = ProgressBar::new(total);
            bar.set_style(style("sending {bytes} of {total_bytes} {wide_bar}"));
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_position(bytes);
        }
    }

    /// All is sent.
    pub fn waiting(&mut self) {
        let message = format!("waiting for {}", self.host);
        self.spin(message);
    }

    /// Takes the line away.
    pub fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn spin(&mut self, message: String) {
        self.clear();
        if self.wanted {
            let bar = ProgressBar::new_spinner();
            bar.set_style(style("{spinner} {msg}"));
            bar.set_message(message);
            bar.enable_steady_tick(TICK);
            self.bar = Some(bar);
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
