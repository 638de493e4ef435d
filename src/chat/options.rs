//! What a chat is told before it begins, and where its bot comes from.

use std::sync::Arc;

use super::prelude::Prelude;
use super::words::Folders;
use crate::bot::Channel;
use crate::cassette::Replay;
use crate::diagnostic::Severity;
use crate::integration::{AllowList, Interrupt};
use crate::linked::LinkedBot;
use crate::source::Sources;
use crate::text::Moment;

/// Bots that can be played.
#[derive(Debug)]
pub struct Playable {
    /// The bot that answers first.
    pub bot: Arc<LinkedBot>,
    /// Bots that it can hand the conversation to; their names differ from its own and from each other.
    pub others: Vec<Arc<LinkedBot>>,
    /// The texts of all their files.
    pub sources: Sources,
    /// What cassettes answer in their place.
    pub replay: Replay,
    /// What is not right with them, a sentence each.
    pub notices: Vec<(Severity, String)>,
    /// The transcript that the conversation begins with.
    pub prelude: Option<Prelude>,
}

impl Playable {
    /// All bots, in the order in which they were named.
    pub fn bots(&self) -> impl Iterator<Item = &Arc<LinkedBot>> {
        std::iter::once(&self.bot).chain(&self.others)
    }
}

/// Why bots cannot be played.
#[derive(Debug)]
pub struct LoadFailure {
    /// A sentence for each bot that cannot be played.
    pub reasons: Vec<String>,
    /// Every problem, drawn for people; may be empty.
    pub drawn: String,
}

/// Where the bots come from; asked again by `/reload`.
pub trait BotFile {
    /// Reads the bots.
    ///
    /// # Errors
    /// One cannot be read, or has problems that keep it from being played.
    fn load(&self) -> Result<Playable, LoadFailure>;
}

/// What the command line asks for.
#[derive(Clone, Debug)]
pub struct ChatOptions {
    /// Integrations that call their real service.
    pub live: Vec<String>,
    /// All of them do.
    pub live_all: bool,
    /// Why live calls are out of the question here, if they are.
    pub live_forbidden: Option<String>,
    /// Hosts that live calls may reach, besides the bot's own list.
    pub allow: AllowList,
    /// Show live calls instead of making them.
    pub dry_run: bool,
    /// What Ctrl-C does while a live call is under way.
    pub interrupt: Interrupt,
    /// Where the conversation begins.
    pub start: Option<String>,
    /// The channel, where it is another than the bot's settings say.
    pub channel: Option<Channel>,
    /// Session variables that are set at the beginning.
    pub set: Vec<(String, String)>,
    /// When the conversation begins.
    pub clock: Moment,
    /// Where paths start.
    pub folders: Folders,
}
