//! What a piece of code does to the conversation, in the order in which it does it.

use std::sync::Arc;
use std::time::Duration;

use crate::bot::Scope;

/// A quick reply that code adds: what it shows, and what the bot gets instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeReply {
    /// What it shows.
    pub title: Arc<str>,
    /// What the bot gets; the title where there is nothing.
    pub payload: Option<Arc<str>>,
}

/// One thing that code does.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A text is put on the message queue, with quick replies where there are some.
    Say {
        /// The text, its references not yet filled.
        text: Arc<str>,
        /// Its quick replies.
        replies: Vec<CodeReply>,
    },
    /// Texts are put on the message queue, and the flow stops after the code (spec 5.2).
    SayAndStop(Vec<Arc<str>>),
    /// A text for agents is put on the message queue.
    SayPrivately(Arc<str>),
    /// Quick replies are added to the interaction's own content.
    AddReplies(Vec<CodeReply>),
    /// The flow is to go to an interaction; the last one counts (scripting spec 4.3).
    Trigger(Arc<str>),
    /// All messages of this run wait so long.
    Delay(Duration),
    /// Whether texts are no longer split from now on.
    AllowMaxText(bool),
    /// A variable was set; `None` for the scope that outlives the session.
    VariableSet {
        /// Its name.
        name: Arc<str>,
        /// Its value as a text.
        value: Arc<str>,
        /// How long it lives.
        scope: Option<Scope>,
    },
    /// A property of the context service was set or deleted.
    ContextChanged {
        /// Which, as `conversation ns.key`.
        what: Arc<str>,
        /// Its value as JSON; `None` where it was deleted.
        value: Option<Arc<str>>,
    },
    /// A line of the bot's log.
    Log(Arc<str>),
    /// An event for the bot's reports.
    CustomEvent {
        /// What the consumer said, as the code tells it.
        message: Arc<str>,
        /// The event's name.
        name: Arc<str>,
        /// What else there is to it.
        detail: Option<Arc<str>>,
    },
    /// What a bot is told that takes over (scripting spec 5.5).
    TransferIntent(Arc<str>),
    /// The message that it hears.
    TransferMessage(Arc<str>),
    /// The conversation goes to a dialog of another bot.
    TransferToBot {
        /// The bot's id or name.
        bot: Arc<str>,
        /// The dialog's name.
        dialog: Arc<str>,
        /// What is said before.
        message: Option<Arc<str>>,
    },
    /// The consumer's name is another from now on.
    UserName(Arc<str>),
    /// Their address.
    Email(Arc<str>),
    /// A function answered from the fixtures, or from their defaults, and not as the platform would.
    FromFixture(&'static str),
    /// Something is done that the platform refuses, ignores or will drop: one sentence without a full stop.
    Warning(Arc<str>),
}
