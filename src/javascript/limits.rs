//! How much one run of bot code may take.

use std::time::Duration;

/// How much one run may take: the global functions and the code after them together.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Steps, in units of about ten thousand. The same code takes the same number of them everywhere, so that
    /// whether it runs for too long does not depend on the machine.
    pub steps: u32,
    /// Real time: what stops code whose steps are slow. The platform's limit (scripting spec 2.1).
    pub time: Duration,
    /// How long a single step may go on after that, before the run is left to itself.
    pub grace: Duration,
    /// Bytes of memory.
    pub memory: usize,
    /// Bytes of stack: how deep calls may be, at most 8 MiB. A call takes about 650.
    pub stack: usize,
    /// Messages to the consumer or to agents.
    pub messages: usize,
    /// All that is done: messages, variables, log lines.
    pub effects: usize,
    /// Bytes of messages and log lines.
    pub output: usize,
    /// Bytes of texts that are handed to the platform, such as values of variables.
    pub handed_over: usize,
    /// Elements and properties of lists and objects that are handed to the platform.
    pub values: usize,
    /// How deep they may be nested.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 5_000,
            time: Duration::from_secs(5),
            grace: Duration::from_millis(500),
            memory: 64 * 1024 * 1024,
            stack: 8 * 1024 * 1024,
            messages: 1_000,
            effects: 10_000,
            output: 1024 * 1024,
            handed_over: 16 * 1024 * 1024,
            values: 100_000,
            depth: 64,
        }
    }
}

impl Limits {
    /// Limits that are reached soon, for tests. Only steps count, so that a busy machine changes nothing.
    pub fn small() -> Self {
        Self {
            steps: 100,
            time: Duration::from_secs(600),
            memory: 8 * 1024 * 1024,
            stack: 256 * 1024,
            ..Self::default()
        }
    }
}
