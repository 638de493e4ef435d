//! A transcript that a chat begins with.

use std::sync::Arc;

use crate::bot::Channel;
use crate::replay::Script;

/// What is played before the person goes on: a transcript, or its beginning.
#[derive(Clone, Debug)]
pub struct Prelude {
    /// The transcript with its bots.
    pub script: Arc<Script>,
    /// So many of its items are played, counted with those that only say what the bot must do.
    pub items: usize,
    /// Up to where, as `tests.yaml:12`; nothing where that is the transcript's end.
    pub stops_at: Option<String>,
    /// The channel on which the conversation begins, where it is another than the bot's settings say.
    pub channel: Option<Channel>,
}

impl Prelude {
    /// The transcript's name.
    pub(super) fn name(&self) -> &str {
        &self.script.case().name
    }
}
