//! What happens in a conversation.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::{ConsumerFile, Trace};
use crate::bot::{CodeHook, SendFile};
use crate::linked::{IntegrationId, InteractionId, OfferedChoice};

/// One thing that happens, in the order of happening.
#[derive(Clone, Debug)]
pub enum Event {
    /// The bot sends something to the consumer.
    Message(Message),
    /// The bot tells agents something that the consumer does not see.
    PrivateMessage {
        /// What it says.
        text: Arc<str>,
        /// The interaction that says it.
        from: InteractionId,
    },
    /// The consumer's tap opens a page.
    LinkOpened(Arc<str>),
    /// The host is to call an integration and to answer with [`super::Input::CallFinished`].
    Call(Box<Call>),
    /// The consumer is handed to an agent.
    Transferred {
        /// The skill's number.
        skill: Arc<str>,
        /// The agent, if one is named.
        agent: Option<Arc<str>>,
        /// The interaction that does it.
        from: InteractionId,
    },
    /// Another bot takes the conversation over: the host is to let that bot play on.
    HandOver(Box<HandOver>),
    /// The conversation is closed.
    Closed {
        /// Whether the platform asks for its survey.
        survey: bool,
    },
    /// Something that this version does not play was reached.
    NotSimulated(Unplayed),
    /// The bot does something that goes wrong.
    Problem(Problem),
    /// A line of the platform's own log.
    Log(LogLine),
    /// Why things happened.
    Trace(Trace),
    /// The turn is over; nothing more happens until the next input.
    Ended(Ended),
}

/// Something that the bot sends.
#[derive(Clone, Debug)]
pub struct Message {
    /// The text, or an image's URL.
    pub text: Arc<str>,
    /// What kind of message it is.
    pub body: MessageBody,
    /// The interaction that sends it; `None` for texts of the platform outside any interaction.
    pub from: Option<InteractionId>,
    /// Which of the interaction's texts it is.
    pub part: Part,
    /// When, in virtual time since the conversation began.
    pub at: Duration,
}

/// Kinds of message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageBody {
    /// Text only.
    Text,
    /// An image; the message's text is its URL.
    Image,
    /// Text with something to tap.
    Choices(Arc<[OfferedChoice]>),
}

/// Which text a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The interaction's own content.
    Content,
    /// The question again, after a side trip.
    Repeated,
    /// Its fallback message.
    Fallback,
    /// The message of a No Match rule.
    NoMatch,
    /// An upload's in-progress message.
    InProgress,
    /// An upload's success message.
    Success,
    /// An upload's failure message.
    Failure,
    /// An upload's validation failure message.
    ValidationFailure,
    /// A text of the platform, since the author wrote none.
    BuiltIn,
    /// The bot's Default User-Friendly Response.
    DefaultResponse,
}

/// The number of a call within its session, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub u32);

/// A call to an integration, all references filled.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its number.
    pub id: CallId,
    /// Which integration.
    pub integration: IntegrationId,
    /// The interaction that calls it.
    pub from: InteractionId,
    /// The verb.
    pub method: &'static str,
    /// Where it goes, without the parameters.
    pub url: Arc<str>,
    /// Query parameters.
    pub params: Vec<(Arc<str>, Arc<str>)>,
    /// Headers.
    pub headers: Vec<(Arc<str>, Arc<str>)>,
    /// The body.
    pub body: Option<Arc<str>>,
    /// The file that is sent on.
    pub file: Option<CallFile>,
    /// How long it may take.
    pub timeout: Duration,
    /// Whether the flow goes on without waiting for it (asynchronous uploads).
    pub background: bool,
}

/// The file that a call sends.
#[derive(Clone, Debug)]
pub struct CallFile {
    /// The consumer's file.
    pub file: Arc<ConsumerFile>,
    /// As the body, or as a field of a form.
    pub send: SendFile,
}

/// The conversation goes to another bot (spec 14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// The name of the bot that takes over.
    pub to: Arc<str>,
    /// What that bot hears first: the consumer's message, or the last message of the conversation,
    /// whoever sent it (spec 14.5).
    pub heard: Arc<str>,
    /// What is passed on beside it (spec 14.4); variables are not.
    pub context: Option<PassedContext>,
}

/// What a bot passes on to the bot that takes over (spec 14.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedContext {
    /// The name of the intent that was matched last; tried first.
    pub intent: Option<Arc<str>>,
    /// The consumer's message; tried next.
    pub message: Arc<str>,
}

/// Something that this version loads and does not play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplayed {
    /// A kind of interaction.
    Interaction(InteractionId, &'static str),
    /// A kind of integration.
    Integration(InteractionId, &'static str),
    /// A kind of dialog, reached at this interaction.
    Dialog(InteractionId, &'static str),
    /// Bot code; the conversation goes on as if it did nothing.
    Code(CodePlace),
    /// A rule's condition.
    Rule(InteractionId, usize),
    /// A slot that the interaction's rule of this place fills from an entity; it stays empty.
    Entity(InteractionId, usize),
    /// The auto escalation dialog, due after so many fallbacks.
    AutoEscalation(u32),
}

/// Where a piece of bot code belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePlace {
    /// The interaction.
    pub interaction: InteractionId,
    /// The place in its order of operations.
    pub hook: CodeHook,
}

/// The bot does something that goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A reference names something that is not set; the consumer sees it as written (spec U-07).
    UnresolvedReference {
        /// As written.
        reference: Arc<str>,
        /// The interaction whose text holds it.
        from: InteractionId,
    },
    /// A file has arrived and no Integration of type File follows: it cannot go anywhere.
    UploadGoesNowhere(InteractionId),
    /// A File integration is called and there is no file.
    NoFileToSend(InteractionId),
    /// A file is sent while none is awaited (spec U-39).
    FileNotAwaited(Arc<str>),
    /// The transfer's skill is not a number, so there is no transfer (spec 8.3).
    SkillIsNotANumber {
        /// What it is.
        skill: Arc<str>,
        /// The interaction.
        from: InteractionId,
    },
    /// A regular expression gave up.
    RegexFailed {
        /// The interaction whose rule it is.
        from: InteractionId,
        /// Why.
        reason: Arc<str>,
    },
    /// A jump leads into a disabled dialog.
    DialogDisabled(InteractionId),
}

/// A line of the platform's own log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogLine(pub &'static str);

/// How a turn ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// A question, or a File Upload, waits for the consumer.
    Waiting(InteractionId),
    /// Nothing is pending: whatever the consumer says is matched with the starters.
    Idle,
    /// The conversation is closed; the next message begins a new one.
    Closed,
    /// The consumer talks with an agent.
    WithAgent,
    /// Something that is not played yet stopped the flow.
    NotSimulated,
    /// The platform's chain limit stopped the flow.
    ChainLimit,
}
