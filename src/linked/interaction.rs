//! Interactions, ready to play.

use std::sync::Arc;
use std::time::Duration;

use super::{DialogId, IntegrationId, InteractionId, LinkedHttp, Metadata, Question, UniversalStep};
use crate::bot::{AnswerLayout, ApiResult, CodeHook, KnowledgeMatch, Operator, Scope};
use crate::file_type::FileType;
use crate::script::ScriptId;
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
    /// Bot code that belongs here.
    pub code: Box<[(CodeHook, ScriptId)]>,
    /// Structured metadata that goes with its messages.
    pub metadata: Option<Box<Metadata>>,
    /// Where its kind's key stands.
    pub span: Span,
}

impl LinkedInteraction {
    /// The code of one place, if there is any.
    pub fn script(&self, hook: CodeHook) -> Option<ScriptId> {
        self.code.iter().find(|(own, _)| *own == hook).map(|(_, script)| *script)
    }

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
    /// Sends an Apple rich link.
    RichLink(Box<RichLinkStep>),
    /// Sends a text that only agents see.
    PrivateMessage(Template),
    /// Asks, and waits.
    Question(Question),
    /// Asks which intent was meant, and waits.
    Disambiguation(Box<DisambiguationStep>),
    /// Asks for a file, and waits.
    Upload(Box<UploadStep>),
    /// Calls an integration.
    Call(IntegrationId),
    /// Hands the consumer to an agent.
    Transfer(Box<TransferStep>),
    /// Searches a knowledge base.
    Knowledge(Box<KnowledgeStep>),
    /// Asks the policy engine.
    Routing(Box<RoutingStep>),
    /// Sends structured content; waits where it says so.
    Universal(Box<UniversalStep>),
    /// Loads, and is not played yet: the kind's key.
    NotSimulated(&'static str),
}

impl Step {
    /// Whether the flow stops at it until the consumer answers.
    pub fn waits(&self) -> bool {
        match self {
            Self::Universal(step) => step.waits,
            _ => matches!(self, Self::Question(_) | Self::Disambiguation(_) | Self::Upload(_)),
        }
    }
}

/// An Apple rich link.
#[derive(Debug)]
pub struct RichLinkStep {
    /// The link's title.
    pub title: Template,
    /// Where it leads.
    pub url: Template,
    /// Its picture's URL.
    pub image: Template,
}

/// A question which of several intents was meant (spec 3.5.2). Its choices are known when it is asked.
#[derive(Debug)]
pub struct DisambiguationStep {
    /// What is asked.
    pub text: Template,
    /// The most intents that are offered.
    pub shown: usize,
    /// The additional option.
    pub none_of_these: Option<Template>,
}

impl DisambiguationStep {
    /// The platform offers two or three intents; three unless written.
    pub(super) fn shown(written: Option<u32>) -> usize {
        written.map_or(3, |written| written.clamp(2, 3) as usize)
    }
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
    /// Whether a bot that holds the skill is told what the consumer wants (spec 14.4).
    pub passes_context: bool,
}

/// A search of a knowledge base (spec 8.2).
#[derive(Debug)]
pub struct KnowledgeStep {
    /// The knowledge base.
    pub integration: IntegrationId,
    /// What is asked of it.
    pub request: LinkedHttp,
    /// The most answers, from 1.
    pub most: usize,
    /// How answers are shown.
    pub layout: AnswerLayout,
    /// Sent where there are none.
    pub not_found: Option<Template>,
    /// The text of the link to an article's page.
    pub link_text: Option<Template>,
    /// The picture where an article has none.
    pub image: Option<Template>,
    /// `api_NAME`, where the layout `none` stores the answers.
    pub result_variable: Arc<str>,
}

/// A question to the policy engine (spec 8.5).
#[derive(Debug)]
pub struct RoutingStep {
    /// The policy engine.
    pub integration: IntegrationId,
    /// What it is told; the intent comes on top when it is asked.
    pub request: LinkedHttp,
    /// The last message before a transfer.
    pub escalation_message: Template,
    /// Where to transfer if it does not.
    pub fallback_skill: Option<Template>,
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
    Option(Template),
    /// How the integration went.
    Result(ApiResult),
    /// Nothing else matched; with the message to send.
    NoMatch(Option<Template>),
    /// Whether a search found something.
    Knowledge(KnowledgeMatch),
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
            Self::Knowledge(_) => "knowledge_match",
        }
    }
}

/// A variable condition, compiled.
#[derive(Debug)]
pub struct LinkedVariableCondition {
    /// The variable's name, or the references that stand in its place.
    pub variable: Arc<str>,
    /// Those references, where there are some.
    pub references: Option<Template>,
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
    pub value: SetValue,
    /// How long it lives.
    pub scope: Scope,
}

/// Where a variable's new value comes from.
#[derive(Debug)]
pub enum SetValue {
    /// A text with its references filled.
    Text(Template),
    /// `@NAME` in a slot: what was found of this entity in what the consumer said (spec 7.4).
    Entity {
        /// The entity's name, without `@`.
        name: Arc<str>,
        /// Its index in the model; `None` where there is no such entity, so that nothing is ever found.
        entity: Option<usize>,
    },
}
