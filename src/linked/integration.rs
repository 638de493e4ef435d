//! Integrations, ready to call.

use std::sync::Arc;
use std::time::Duration;

use super::{ArticleSearch, TransferStep};
use crate::bot::{Mock, SendFile};
use crate::script::ScriptId;
use crate::source::Span;
use crate::text::{JsonPath, Template};

/// How long a call may take unless the integration says otherwise (spec U-18).
pub(super) const DEFAULT_TIMEOUT: Duration = Duration::from_secs(15);

/// An integration, resolved.
#[derive(Debug)]
pub struct LinkedIntegration {
    /// Its name, the prefix of its fields.
    pub name: Arc<str>,
    /// Its kind's key in the bot file.
    pub key: &'static str,
    /// What it calls.
    pub kind: LinkedIntegrationKind,
    /// What it answers from where no mock does.
    pub articles: Option<Box<ArticleSearch>>,
    /// `api_NAME`, the variable that holds the response.
    pub result_variable: Arc<str>,
    /// Custom data fields.
    pub fields: Box<[LinkedField]>,
    /// What it answers when it is not live.
    pub mocks: Box<[Mock]>,
    /// The code that looks at its answers.
    pub transform: Option<ScriptId>,
    /// Process variables that it needs, that are not set and have no default: it cannot be live.
    pub unset: Vec<String>,
    /// Where its name stands.
    pub span: Span,
}

/// What an integration calls.
#[derive(Debug)]
pub enum LinkedIntegrationKind {
    /// An HTTP call whose answer can be read.
    Api(LinkedHttp),
    /// An HTTP call that sends the consumer's file on.
    File(LinkedHttp, SendFile),
    /// A request to something without an address: a search, a function, a mail. The kind's word takes
    /// the place of the verb.
    Service(LinkedHttp),
    /// A hand-over to an agent; nothing is called.
    Escalation(Box<TransferStep>),
    /// A knowledge base, which Knowledge AI interactions search.
    KnowledgeBase,
    /// The policy engine, which Dynamic Routing asks.
    Routing,
}

impl LinkedIntegration {
    /// The HTTP request, where the kind makes one. Without one it has no real service that this program
    /// could call, so it is never live.
    pub fn http(&self) -> Option<&LinkedHttp> {
        match &self.kind {
            LinkedIntegrationKind::Api(http) | LinkedIntegrationKind::File(http, _) => Some(http),
            _ => None,
        }
    }

    /// Whether it sends the consumer's file.
    pub fn is_file(&self) -> bool {
        matches!(self.kind, LinkedIntegrationKind::File(..))
    }
}

/// An HTTP request with references.
#[derive(Debug)]
pub struct LinkedHttp {
    /// The verb.
    pub method: &'static str,
    /// Where it goes.
    pub url: Template,
    /// Query parameters.
    pub params: Vec<(Arc<str>, Template)>,
    /// Headers.
    pub headers: Vec<(Arc<str>, Template)>,
    /// The body.
    pub body: Option<Template>,
    /// How long the whole call may take.
    pub timeout: Duration,
}

/// A custom data field.
#[derive(Debug)]
pub struct LinkedField {
    /// `Integration.field`, by which it is read.
    pub name: Arc<str>,
    /// The response variable, without `api_`, and the path in that response; `None` where what is
    /// written is no such reference.
    pub source: Option<(Arc<str>, JsonPath)>,
}
