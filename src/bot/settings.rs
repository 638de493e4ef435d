//! Bot settings: the platform's (spec 2.1), and those that choose between platform versions
//! (rulings; spec section 20, the bold questions).

use std::time::Duration;

use super::{Channel, Connector};
use crate::source::Text;

/// A bot's settings with their defaults filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long context survives while nobody speaks; 1 hour by default (spec 2.1).
    pub session_length: Duration,
    /// Default User-Friendly Response: replaces the error text (spec 2.1).
    pub default_response: Option<Text>,
    /// Whether the consumer may say `reset` and `display userid` (spec 2.1).
    pub debug_commands: bool,
    /// The channel that the conversation runs on, unless the conversation says otherwise.
    pub channel: Channel,
    /// How file uploads play (rulings, section 1).
    pub file_upload: FileUploadMode,
    /// Which value of a quick reply `{$userMessage}` is (spec U-09).
    pub quick_reply_value: QuickReplyValue,
    /// Whether regex rules search or match the whole message (spec U-02).
    pub regex_search: RegexSearch,
    /// What follows an integration's failure that no rule handles (spec U-12).
    pub unhandled_failure: UnhandledFailure,
    /// Whether End Interaction lets an interrupted dialog resume (spec U-21).
    pub end_interaction: EndInteraction,
    /// Whether a question is asked again after a plain fallback text (spec U-25).
    pub repeat_question_after_fallback: bool,
    /// Characters before a text is split: 1000, or 320 in older versions (rulings, section 2).
    pub text_limit: u32,
    /// Hosts that live integrations may reach, besides those of the command line.
    pub allow_hosts: Vec<Text>,
    /// Whose confidence bands are used (spec 4.3).
    pub nlu_engine: NluEngine,
    /// What becomes of bot code that is not ES5 (scripting spec 2.3).
    pub es5: Es5,
    /// Whether variables keep their type while a message is worked off (rulings, section 2).
    pub variables: VariableTypes,
    /// What `replaceAll` takes a text for (scripting spec 2.3).
    pub replace_all: ReplaceAll,
    /// The agent connector's fields (spec 16).
    pub connector: Box<Connector>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            session_length: Duration::from_secs(60 * 60),
            default_response: None,
            debug_commands: true,
            channel: Channel::Web,
            file_upload: FileUploadMode::Sequential,
            quick_reply_value: QuickReplyValue::Payload,
            regex_search: RegexSearch::Anywhere,
            unhandled_failure: UnhandledFailure::Stop,
            end_interaction: EndInteraction::Resume,
            repeat_question_after_fallback: false,
            text_limit: 1000,
            allow_hosts: Vec::new(),
            nlu_engine: NluEngine::LivePerson,
            es5: Es5::Warn,
            variables: VariableTypes::KeepType,
            replace_all: ReplaceAll::Java,
            connector: Box::default(),
        }
    }
}

/// How file uploads play (rulings, section 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileUploadMode {
    /// The flow waits for the external upload; messages come in order.
    Sequential,
    /// The flow goes on at once; the result arrives as a turn of its own.
    Asynchronous,
}

impl FileUploadMode {
    /// Every mode with its word.
    pub const ALL: [(&'static str, Self); 2] =
        [("sequential", Self::Sequential), ("asynchronous", Self::Asynchronous)];
}

/// Which value of a tapped quick reply counts as what the consumer said (rulings, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuickReplyValue {
    /// The payload if there is one.
    Payload,
    /// The visible title.
    Title,
}

impl QuickReplyValue {
    /// Every choice with its word.
    pub const ALL: [(&'static str, Self); 2] = [("payload", Self::Payload), ("title", Self::Title)];
}

/// How a regex rule meets the message (rulings, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegexSearch {
    /// It may match any part of it.
    Anywhere,
    /// It must match all of it.
    WholeMessage,
}

impl RegexSearch {
    /// Every choice with its word.
    pub const ALL: [(&'static str, Self); 2] =
        [("anywhere", Self::Anywhere), ("whole_message", Self::WholeMessage)];
}

/// What follows an integration's failure that no rule handles (spec U-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnhandledFailure {
    /// The default text is sent and the dialog is complete.
    Stop,
    /// The default text is sent and the flow goes on with the next action.
    Continue,
}

impl UnhandledFailure {
    /// Every choice with its word.
    pub const ALL: [(&'static str, Self); 2] = [("stop", Self::Stop), ("continue", Self::Continue)];
}

/// Whether End Interaction lets an interrupted dialog resume (spec U-21).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndInteraction {
    /// The dialog is complete, the one beneath resumes.
    Resume,
    /// The flow stops; nothing beneath resumes.
    Stop,
}

impl EndInteraction {
    /// Every choice with its word.
    pub const ALL: [(&'static str, Self); 2] = [("resume", Self::Resume), ("stop", Self::Stop)];
}

/// The engine that understands messages on the platform (spec 4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NluEngine {
    /// The LivePerson engine.
    LivePerson,
    /// The legacy engine, or one of another vendor: other bands, one intent only, no disambiguation.
    ThirdParty,
}

impl NluEngine {
    /// Every engine with its word.
    pub const ALL: [(&'static str, Self); 2] =
        [("liveperson", Self::LivePerson), ("third_party", Self::ThirdParty)];
}

/// What becomes of bot code that is not ES5 (scripting spec 2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Es5 {
    /// It runs, and is warned of.
    Warn,
    /// It does not run.
    Error,
    /// It runs.
    Off,
}

impl Es5 {
    /// Every choice with its word.
    pub const ALL: [(&'static str, Self); 3] =
        [("warn", Self::Warn), ("error", Self::Error), ("off", Self::Off)];
}

/// Whether variables keep their type while a message is worked off (rulings, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableTypes {
    /// They do, and become texts with the consumer's next message.
    KeepType,
    /// They are texts at once, as in older versions of the platform.
    AlwaysString,
}

impl VariableTypes {
    /// Every choice with its word.
    pub const ALL: [(&'static str, Self); 2] =
        [("keep_type", Self::KeepType), ("always_string", Self::AlwaysString)];
}

/// What `replaceAll` takes its first argument for, where that is a text (scripting spec 2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplaceAll {
    /// A regular expression, as a Java string does.
    Java,
    /// A text, as ES2021 does.
    Es,
}

impl ReplaceAll {
    /// Every choice with its word.
    pub const ALL: [(&'static str, Self); 2] = [("java", Self::Java), ("es", Self::Es)];
}
