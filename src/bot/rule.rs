//! Custom rules: a condition on the answer and what follows from it (spec 9.2).

use serde::Serialize;

use super::Next;
use crate::source::{Span, Spanned, Text};

/// One custom rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The rule's name, if it has one.
    pub name: Option<Text>,
    /// What must be true of the consumer's answer or of the integration's result.
    pub condition: Condition,
    /// Variable conditions that must all hold as well.
    pub all: Vec<VariableCondition>,
    /// Variable conditions of which at least one must hold as well.
    pub any: Vec<VariableCondition>,
    /// Variables set when the rule is taken.
    pub set: Vec<SetVariable>,
    /// The slot filled when the rule is taken; a rule has at most one (spec 10.2.3).
    pub slot: Option<Box<SetSlot>>,
    /// Where the flow goes; the following interaction if absent.
    pub next: Option<Next>,
    /// The whole list item.
    pub span: Span,
}

impl Rule {
    /// Whether it is taken where no other rule is.
    pub fn is_no_match(&self) -> bool {
        matches!(self.condition.kind, ConditionKind::NoMatch(_))
    }
}

/// A rule's condition with the place of its key.
#[derive(Clone, Debug)]
pub struct Condition {
    /// What must be true.
    pub kind: ConditionKind,
    /// The key, e.g. `pattern`.
    pub key_span: Span,
}

/// The match types (spec 9.3).
#[derive(Clone, Debug)]
pub enum ConditionKind {
    /// The whole message matches one of the patterns.
    Pattern(Vec<Text>),
    /// A regular expression matches.
    Regex(Text),
    /// The message means this intent.
    Intent(Text),
    /// The message equals one of the values.
    Exact(Vec<Text>),
    /// The consumer chose this option.
    Option(Text),
    /// Nothing else matched; the value is the message to send.
    NoMatch(Option<Text>),
    /// How the integration went.
    Result(Spanned<ApiResult>),
    /// Whether the knowledge base had an answer.
    KnowledgeMatch(Spanned<KnowledgeMatch>),
}

impl ConditionKind {
    /// The key in the bot file.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Pattern(_) => "pattern",
            Self::Regex(_) => "regex",
            Self::Intent(_) => "intent",
            Self::Exact(_) => "exact",
            Self::Option(_) => "option",
            Self::NoMatch(_) => "no_match",
            Self::Result(_) => "result",
            Self::KnowledgeMatch(_) => "knowledge_match",
        }
    }
}

/// How an integration went: 200 and 201 are success, everything else is failure (spec 8.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ApiResult {
    /// `success`
    Success,
    /// `failure`
    Failure,
}

impl ApiResult {
    /// The word in the bot file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
        }
    }
}

/// Whether a knowledge base had an answer (spec 8.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnowledgeMatch {
    /// `found`
    Found,
    /// `not_found`
    NotFound,
}

impl KnowledgeMatch {
    /// The word in the bot file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::NotFound => "not_found",
        }
    }
}

/// A condition on a variable, tied to a rule's own condition.
#[derive(Clone, Debug)]
pub struct VariableCondition {
    /// The variable's bare name, or `Integration.field`.
    pub variable: Text,
    /// How it is compared.
    pub operator: Operator,
    /// What with; absent for `exists` and `not_exists`.
    pub operand: Option<Text>,
    /// The whole mapping.
    pub span: Span,
}

/// How a variable is compared (rulings, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// The same number, or the same text.
    Equals,
    /// Not the same.
    NotEquals,
    /// Holds the operand somewhere.
    Contains,
    /// Does not hold it.
    NotContains,
    /// Greater; by number if both are numbers, else by text.
    GreaterThan,
    /// Less; likewise.
    LessThan,
    /// Is set.
    Exists,
    /// Is not set.
    NotExists,
}

impl Operator {
    /// Every operator with its key in the bot file.
    pub const ALL: [(&'static str, Operator); 8] = [
        ("equals", Self::Equals),
        ("not_equals", Self::NotEquals),
        ("contains", Self::Contains),
        ("not_contains", Self::NotContains),
        ("greater_than", Self::GreaterThan),
        ("less_than", Self::LessThan),
        ("exists", Self::Exists),
        ("not_exists", Self::NotExists),
    ];

    /// The key in the bot file.
    pub fn key(self) -> &'static str {
        Self::ALL.iter().find(|(_, operator)| *operator == self).map_or("", |(key, _)| key)
    }
}

/// How long a variable or slot lives (spec 10.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// From the consumer's message to the bot's response.
    Request,
    /// Until the dialog is complete.
    Dialog,
    /// The whole session.
    Session,
}

impl Scope {
    /// Every scope with its word in the bot file.
    pub const ALL: [(&'static str, Scope); 3] =
        [("request", Self::Request), ("dialog", Self::Dialog), ("session", Self::Session)];

    /// The word in the bot file.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, scope)| *scope == self).map_or("", |(name, _)| name)
    }
}

/// A variable that a rule sets.
#[derive(Clone, Debug)]
pub struct SetVariable {
    /// The variable's bare name.
    pub name: Text,
    /// What it becomes; may hold references.
    pub value: Text,
    /// How long it lives; session where only a value is written.
    pub scope: Scope,
}

/// A slot that a rule fills.
#[derive(Clone, Debug)]
pub struct SetSlot {
    /// The slot's name.
    pub name: Text,
    /// `@ENTITY` or a reference.
    pub value: Text,
    /// How long it lives.
    pub scope: Scope,
}
