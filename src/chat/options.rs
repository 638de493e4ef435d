//! What a chat is told before it begins, and where its bot comes from.

use std::sync::Arc;

use super::words::Folders;
use crate::bot::Channel;
use crate::integration::{AllowList, Interrupt};
use crate::linked::LinkedBot;
use crate::source::Sources;

/// A bot that can be played.
#[derive(Debug)]
pub struct Playable {
    /// The bot.
    pub bot: Arc<LinkedBot>,
    /// The texts of its files.
    pub sources: Sources,
    /// What `check` found, in a sentence, if it found anything.
    pub notice: Option<String>,
}

/// Why a bot cannot be played.
#[derive(Debug)]
pub struct LoadFailure {
    /// In a sentence.
    pub reason: String,
    /// Every problem, drawn for people; may be empty.
    pub drawn: String,
    /// Whether it could be read, so that the problem lies in the bot.
    pub is_readable: bool,
}

/// Where the bot comes from; asked again by `/reload`.
pub trait BotFile {
    /// Reads the bot.
    ///
    /// # Errors
    /// It cannot be read, or has problems that keep it from being played.
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
    /// Where paths start.
    pub folders: Folders,
}
