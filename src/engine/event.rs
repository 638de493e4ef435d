//! What happens in a conversation.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::{ConsumerFile, Trace};
use crate::bot::{Channel, CodeHook, Content as ContentKind, SendFile};
use crate::linked::{IntegrationId, InteractionId, Offer};
use crate::rich::{Content, QuickReplies, Violation};
use crate::script::Failure;

/// One thing that happens, in the order of happening.
#[derive(Clone, Debug)]
pub enum Event {
    /// The bot sends something to the consumer.
    Message(Message),
    /// The bot tells agents something that the consumer does not see.
    PrivateMessage {
        /// What it says.
        text: Arc<str>,
        /// The interaction that says it; `None` for the code at the beginning of a session.
        from: Option<InteractionId>,
        /// Structured metadata that goes with it.
        metadata: Option<Arc<serde_json::Value>>,
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
    /// The host is to ask the other bots of the group what they make of this message, and to answer with
    /// [`super::Input::GroupAnswered`].
    AskGroup(Arc<str>),
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
    /// A line that bot code writes into the bot's log.
    CodeLog {
        /// The code.
        place: CodePlace,
        /// The line.
        text: Arc<str>,
    },
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
    /// Structured metadata that goes with it, of the interaction whose content it is.
    pub metadata: Option<Arc<serde_json::Value>>,
}

/// Kinds of message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageBody {
    /// Text only.
    Text,
    /// An image; the message's text is its URL.
    Image,
    /// An Apple rich link; the message's text is its title.
    RichLink {
        /// Where it leads.
        url: Arc<str>,
        /// Its picture's URL.
        image: Arc<str>,
    },
    /// Text with something to tap: buttons, chips, tiles, pickers.
    Choices(Arc<Offer>),
    /// Structured content; the message's text is what its texts say.
    Rich(Arc<RichMessage>),
    /// Answers of a knowledge base, side by side; the message's text is their titles.
    Cards(Arc<[Card]>),
}

/// Structured content as it is sent.
#[derive(Debug)]
pub struct RichMessage {
    /// The content.
    pub content: Content,
    /// The quick replies beside it.
    pub quick_replies: Option<QuickReplies>,
    /// What can be tapped in both, in the order of [`crate::rich::clickables`].
    pub offer: Arc<Offer>,
    /// What its texts say.
    pub text: Arc<str>,
}

impl PartialEq for RichMessage {
    fn eq(&self, other: &Self) -> bool {
        self.content == other.content && self.quick_replies == other.quick_replies
    }
}

impl Eq for RichMessage {}

/// An answer of a knowledge base as the consumer sees it (spec 8.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The article's title.
    pub title: Arc<str>,
    /// Its summary, else its detail.
    pub text: Option<Arc<str>>,
    /// The URL of its picture.
    pub image: Option<Arc<str>>,
    /// Where it leads.
    pub link: Option<CardLink>,
}

/// A link of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardLink {
    /// What it shows; the address where the author gives no text.
    pub label: Option<Arc<str>>,
    /// The page.
    pub url: Arc<str>,
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
    /// The message of a search that found nothing.
    NotFound,
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
    /// The reply to a message that is blocked: `system_intermediateBotMessage`.
    Interruption,
    /// The connector's text for a conversation that is stuck.
    Stuck,
    /// The transfer message of the bot's group.
    TransferMessage,
    /// A text that bot code sends.
    Code,
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
    /// The dialog that plays there, where bot code names one; nothing is matched then.
    pub dialog: Option<Arc<str>>,
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
    /// A kind of dialog, reached at this interaction.
    Dialog(InteractionId, &'static str),
}

/// Where a piece of bot code belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePlace {
    /// The interaction; `None` for the code at the beginning of a session.
    pub interaction: Option<InteractionId>,
    /// The place in its order of operations; `None` for `__initConversation`.
    pub hook: Option<CodeHook>,
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
    /// The answer of a search or of the policy engine has not the list that belongs in it.
    NoListInAnswer {
        /// The interaction that asked.
        from: InteractionId,
        /// The list's name.
        list: &'static str,
    },
    /// The policy engine asks for something that it cannot ask for (spec 8.5).
    UnknownRoutingAction {
        /// The action as JSON.
        action: Arc<str>,
        /// The interaction.
        from: InteractionId,
    },
    /// Bot code did not run to its end; what it did before stays done.
    CodeFailed {
        /// The code.
        place: CodePlace,
        /// What happened, and where.
        failure: Arc<Failure>,
    },
    /// Bot code does something that the platform refuses, ignores or will drop.
    CodeWarns {
        /// The code.
        place: CodePlace,
        /// What, as one sentence without a full stop.
        text: Arc<str>,
    },
    /// Bot code lets the flow go to an interaction that there is not; the flow goes on as without it.
    UnknownTrigger {
        /// The code.
        place: CodePlace,
        /// The name.
        name: Arc<str>,
    },
    /// Structured content is not as it must be, so that the window would not show it; it is not sent.
    NotRendered {
        /// The interaction.
        from: InteractionId,
        /// Everything that is wrong.
        violations: Arc<[Violation]>,
    },
    /// Structured content goes over a limit of the channel, or holds what is not drawn.
    RichLimits {
        /// The interaction.
        from: InteractionId,
        /// The channel.
        channel: Channel,
        /// Everything that does.
        violations: Arc<[Violation]>,
    },
    /// Code adds quick replies to content that cannot have any, or that is not there (scripting spec 5.2).
    NoPlaceForReplies(InteractionId),
    /// A tap on a quick reply that has vanished since.
    ReplyIsGone(Arc<str>),
    /// A tap on something that cannot be tapped now.
    TapRefused {
        /// What it shows.
        label: Arc<str>,
        /// Whether that is because nothing is ticked; else it is disabled.
        nothing_ticked: bool,
    },
    /// A tap that asks for a date or a slot, and none that fits was picked.
    PickFirst {
        /// What was tapped.
        label: Arc<str>,
        /// What can be picked, or what is wrong with what was.
        hint: Arc<str>,
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
    /// The flow goes in a circle without saying anything; the platform has no limit for that.
    EndlessLoop(InteractionId),
    /// A text that is to set the consumer's profile does not (spec 3.7.4).
    ProfileNotSet {
        /// The Text statement.
        from: InteractionId,
        /// What is wrong with it, without a full stop.
        reason: Arc<str>,
    },
    /// A stuck conversation is to go to this skill, which is none or no number (spec 13.9, 16).
    StuckWithoutSkill(Arc<str>),
    /// The regular expression of an entity gave up on a message, so the entity is not found in it.
    EntityFailed {
        /// The entity.
        entity: usize,
        /// Why.
        reason: Arc<str>,
    },
    /// A Disambiguation interaction is reached while no intents are in question.
    NothingToDisambiguate(InteractionId),
    /// The conversation's channel does not show this; the consumer sees the text only (spec 17.1).
    NotOnChannel {
        /// What is not shown.
        content: ContentKind,
        /// The channel.
        channel: Channel,
        /// The interaction.
        from: InteractionId,
    },
    /// A structured question has more tiles than the platform takes; the last ones are left out.
    TooManyTiles {
        /// How many it has.
        tiles: usize,
        /// The question.
        from: InteractionId,
    },
    /// There are more choices in one place than the channel shows; the last ones are left out.
    TooManyChoices {
        /// How many it shows.
        most: usize,
        /// How many are left out.
        left_out: usize,
        /// The channel.
        channel: Channel,
        /// The question.
        from: InteractionId,
    },
    /// A label is longer than the channel takes.
    LabelTooLong {
        /// The label.
        label: Arc<str>,
        /// How many characters the channel takes.
        most: usize,
        /// The channel.
        channel: Channel,
        /// The question.
        from: InteractionId,
    },
    /// A slot of a time picker is no moment in GMT; it is left out.
    NotATime {
        /// What it is.
        text: Arc<str>,
        /// The question.
        from: InteractionId,
    },
    /// A tap on a choice that was not offered.
    NothingToTap {
        /// How many choices are.
        offered: usize,
    },
    /// Several taps at once where one choice is asked for.
    OneTapOnly,
    /// A reference in the transfer message of the bot's group names something that is not set; the
    /// consumer sees it as written.
    UnresolvedInTransferMessage(Arc<str>),
    /// The conversation is handed to a bot that the host does not have; it stays where it is.
    BotNotInRun {
        /// The bot's name.
        to: Arc<str>,
        /// The names of the bots that the host has.
        known: Arc<[Arc<str>]>,
    },
    /// Bots hand the conversation on and on, more often than this within one turn.
    HandOversWithoutEnd(u32),
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
    /// Another bot has the conversation.
    HandedOver,
    /// Something that is not played yet stopped the flow.
    NotSimulated,
    /// The platform's chain limit stopped the flow.
    ChainLimit,
}
