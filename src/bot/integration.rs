//! Integrations: the calls that interactions make to other systems (spec 11).

use std::time::Duration;

use super::{Code, MinConfidence, Mock, SearchMode};
use crate::source::{Span, Spanned, Text};

/// An integration's definition.
#[derive(Clone, Debug)]
pub struct Integration {
    /// What it calls and how.
    pub kind: IntegrationKind,
    /// The key that names the kind.
    pub kind_span: Span,
    /// What interactions call it, and the prefix of its data fields.
    pub name: Text,
    /// The response is stored as `api_NAME`; the integration's name if absent.
    pub response_variable: Option<Text>,
    /// Code that runs right after the response.
    pub transform_result: Option<Code>,
    /// Custom data fields, read as `{Integration.field}`.
    pub fields: Vec<DataField>,
    /// What it answers when it is not live, tried from the top.
    pub mocks: Vec<Mock>,
}

impl Integration {
    /// What its answer is called, without `api_` (spec 11.7.1).
    pub fn answer(&self) -> &Text {
        self.response_variable.as_ref().unwrap_or(&self.name)
    }
}

/// The kinds of integration (spec 11).
#[derive(Clone, Debug)]
pub enum IntegrationKind {
    /// A call whose answer can be read.
    Api(HttpDefinition),
    /// The consumer's file, sent on; its answer cannot be read (spec 8.4.9).
    File(HttpDefinition, SendFile),
    /// A knowledge base search (spec 11.4).
    Knowledge {
        /// `knowledge_base`
        knowledge_base: Text,
        /// `mode`; the phrases and titles unless written.
        mode: Option<Spanned<SearchMode>>,
        /// `threshold`; GOOD unless written.
        threshold: Option<Spanned<MinConfidence>>,
        /// `phrase`; the consumer's message unless written.
        phrase: Option<Text>,
        /// `max_results`, 1 to 5; 1 unless written.
        max_results: Option<Spanned<u32>>,
    },
    /// A hand-over to an agent (spec 11.5).
    AgentEscalation {
        /// `message`
        message: Text,
        /// `skill`
        skill: Option<Text>,
        /// `agent`
        agent: Option<Text>,
        /// `transfer_context`
        transfer_context: Option<Spanned<bool>>,
    },
    /// A LivePerson Function (spec 11.6).
    Function {
        /// `function_name`; the integration's name unless written.
        function: Option<Text>,
        /// `headers`
        headers: Vec<Pair>,
        /// `payload`
        payload: Option<Text>,
    },
    /// An e-mail (spec 11.3).
    Email {
        /// `to`: one address or several, between commas.
        to: Text,
        /// `reply_to`
        reply_to: Option<Text>,
        /// `subject`
        subject: Option<Text>,
        /// `body`
        body: Option<Text>,
        /// `html`
        html: Option<Spanned<bool>>,
    },
}

impl IntegrationKind {
    /// The key in the bot file.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Api(_) => "api",
            Self::File(..) => "file",
            Self::Knowledge { .. } => "knowledge",
            Self::AgentEscalation { .. } => "agent_escalation",
            Self::Function { .. } => "function",
            Self::Email { .. } => "email",
        }
    }

    /// The platform's name for it.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Api(_) => "API",
            Self::File(..) => "File",
            Self::Knowledge { .. } => "KnowledgeAI",
            Self::AgentEscalation { .. } => "LivePerson Agent Escalation",
            Self::Function { .. } => "LivePerson Functions",
            Self::Email { .. } => "Email",
        }
    }

    /// The HTTP request, where the kind makes one.
    pub fn http(&self) -> Option<&HttpDefinition> {
        match self {
            Self::Api(http) | Self::File(http, _) => Some(http),
            _ => None,
        }
    }
}

/// An HTTP request as written, with references (spec 11.2).
#[derive(Clone, Debug)]
pub struct HttpDefinition {
    /// The verb.
    pub method: Spanned<&'static str>,
    /// http or https.
    pub url: Text,
    /// Go to the query string.
    pub params: Vec<Pair>,
    /// Request headers.
    pub headers: Vec<Pair>,
    /// The post body.
    pub body: Option<Text>,
    /// How long the whole call may take; 15 s unless written (spec U-18).
    pub timeout: Option<Spanned<Duration>>,
}

/// A key with a text.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The key.
    pub key: Text,
    /// Its text, which may hold references.
    pub value: Text,
}

/// How a File integration sends the file.
#[derive(Clone, Debug)]
pub enum SendFile {
    /// As the request's body.
    Stream,
    /// As a field of a multipart form.
    Multipart(Text),
}

/// A custom data field (spec 11.7.2).
#[derive(Clone, Debug)]
pub struct DataField {
    /// The field's name.
    pub name: Text,
    /// `{$.api_Variable.path}`
    pub path: Text,
}
