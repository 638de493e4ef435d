//! Interactions, ready to play.

use std::sync::Arc;
use std::time::Duration;

use super::{DialogId, IntegrationId, InteractionId};
use crate::bot::{ApiResult, CodeHook, Operator, Scope};
use crate::file_type::FileType;
use crate::source::Span;
use crate::text::{Pattern, RegexRule, Template};

/// One step, resolved.
#[derive(Debug)]
pub struct LinkedInteraction {
    /// Its name, if it has one.
    pub name: Option<Arc<str>>,
    /// The platform's name of its kind.
    pub title: &'static str,
    /// Its kind's key in the bot file.
    pub kind: &'static str,
    /// The dialog that holds it.
    pub dialog: DialogId,
    /// What it does.
    pub step: Step,
    /// Off: the flow passes over it.
    pub enabled: bool,
    /// Wait before sending or calling.
    pub delay: Duration,
    /// Where the flow goes.
    pub next: Target,
    /// The following enabled interaction of the dialog.
    pub following: Option<InteractionId>,
    /// Rules in the order in which they are tried (spec 9.4), No Match not among them.
    pub rules: Box<[LinkedRule]>,
    /// The No Match rule.
    pub no_match: Option<Box<LinkedRule>>,
    /// The fallback message.
    pub fallback: Option<Template>,
    /// Bot code that belongs here and is not run yet.
    pub code: Box<[CodeHook]>,
    /// Where its kind's key stands.
    pub span: Span,
}

impl LinkedInteraction {
    /// Whether it has any rule at all; a question without rules takes everything as its answer.
    pub fn has_rules(&self) -> bool {
        !self.rules.is_empty() || self.no_match.is_some()
    }

    /// The rule at a place of the list as written, No Match among them.
    pub fn rule(&self, position: usize) -> Option<&LinkedRule> {
        self.all_rules().find(|rule| rule.position == position)
    }

    /// All rules in the order in which they are tried, No Match last.
    pub fn all_rules(&self) -> impl Iterator<Item = &LinkedRule> {
        self.rules.iter().chain(self.no_match.as_deref())
    }
}

/// What an interaction does.
#[derive(Debug)]
pub enum Step {
    /// Triggers the dialog; sends nothing.
    Starter,
    /// Sends a text.
    Text(Template),
    /// Sends an image by its URL.
    Image(Template),
    /// Sends a text that only agents see.
    PrivateMessage(Template),
    /// Asks, and waits.
    Question(Question),
    /// Asks for a file, and waits.
    Upload(Box<UploadStep>),
    /// Calls an integration.
    Call(IntegrationId),
    /// Hands the consumer to an agent.
    Transfer(Box<TransferStep>),
    /// Loads, and is not played yet: the kind's key.
    NotSimulated(&'static str),
}

/// A question.
#[derive(Debug)]
pub struct Question {
    /// What is asked.
    pub text: Template,
    /// What is offered to tap.
    pub choices: Box<[Choice]>,
    /// The offer, where it is the same every time.
    pub offered: Option<Arc<[OfferedChoice]>>,
}

/// Something to tap.
#[derive(Debug)]
pub struct Choice {
    /// What it shows.
    pub label: Template,
    /// What a tap does.
    pub tap: Tap,
}

/// What a tap does.
#[derive(Debug)]
pub enum Tap {
    /// It says the label.
    Label,
    /// A quick reply with a payload.
    Payload(Template),
    /// A button whose callback is what the bot gets (spec 7.3.1).
    Postback(Template),
    /// It opens a page; nothing is said.
    Open(Template),
}

/// A choice as the consumer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedChoice {
    /// What it shows.
    pub label: Arc<str>,
    /// What the bot gets instead of the label.
    pub value: Option<Arc<str>>,
    /// The page that it opens.
    pub url: Option<Arc<str>>,
}

/// A request for a file.
#[derive(Debug)]
pub struct UploadStep {
    /// The prompt.
    pub text: Template,
    /// Accepted types; every type where it is empty.
    pub accept: Vec<FileType>,
    /// Sent when the file has reached the messaging platform.
    pub in_progress: Option<Template>,
    /// Sent when the external system has taken it.
    pub success: Option<Template>,
    /// Sent when it has not.
    pub failure: Option<Template>,
    /// Sent when the type is refused, with asynchronous uploads.
    pub validation_failure: Option<Template>,
    /// The Integration that sends the file on: the very next interaction, if it is enabled and of type
    /// File. Without it the file cannot go anywhere.
    pub pair: Option<InteractionId>,
}

/// A hand-over to an agent.
#[derive(Debug)]
pub struct TransferStep {
    /// The last message before it.
    pub message: Template,
    /// A number, when filled.
    pub skill: Option<Template>,
    /// An agent's id.
    pub agent: Option<Template>,
}

/// Where the flow goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The following enabled interaction.
    Next,
    /// This one again.
    Current,
    /// Stop here.
    End,
    /// Close, with a survey.
    CloseDialog,
    /// Close, without one.
    CloseConversation,
    /// A jump.
    Interaction(InteractionId),
}

/// A custom rule, resolved.
#[derive(Debug)]
pub struct LinkedRule {
    /// Its place in the list as written, from 0.
    pub position: usize,
    /// Its name, if it has one.
    pub name: Option<Arc<str>>,
    /// What must be true.
    pub condition: LinkedCondition,
    /// Variable conditions that must all hold.
    pub all: Box<[LinkedVariableCondition]>,
    /// Variable conditions of which one must hold.
    pub any: Box<[LinkedVariableCondition]>,
    /// What it sets.
    pub set: Box<[LinkedSet]>,
    /// Where the flow goes.
    pub next: Target,
    /// Where it stands.
    pub span: Span,
}

/// A rule's condition, compiled.
#[derive(Debug)]
pub enum LinkedCondition {
    /// The whole message matches one of the patterns.
    Pattern(Box<[Pattern]>),
    /// The regular expression matches.
    Regex(RegexRule),
    /// The message means this intent (an index into the bot's intents).
    Intent(usize),
    /// The message equals one of the values.
    Exact(Box<[Arc<str>]>),
    /// The consumer chose this option.
    Option(Arc<str>),
    /// How the integration went.
    Result(ApiResult),
    /// Nothing else matched; with the message to send.
    NoMatch(Option<Template>),
    /// Judges something that is not played yet.
    NotSimulated,
}

impl LinkedCondition {
    /// The key in the bot file.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Pattern(_) => "pattern",
            Self::Regex(_) => "regex",
            Self::Intent(_) => "intent",
            Self::Exact(_) => "exact",
            Self::Option(_) => "option",
            Self::Result(_) => "result",
            Self::NoMatch(_) => "no_match",
            Self::NotSimulated => "knowledge_match",
        }
    }
}

/// A variable condition, compiled.
#[derive(Debug)]
pub struct LinkedVariableCondition {
    /// The variable's name.
    pub variable: Arc<str>,
    /// How it is compared.
    pub operator: Operator,
    /// What with.
    pub operand: Option<Template>,
}

/// A variable that a rule sets, or its slot (named `slot.NAME`).
#[derive(Debug)]
pub struct LinkedSet {
    /// The variable's name.
    pub name: Arc<str>,
    /// What it becomes.
    pub value: Template,
    /// How long it lives.
    pub scope: Scope,
    /// A slot with an entity, `@NAME`, for its value: detecting entities is not simulated yet.
    pub from_entity: bool,
}
