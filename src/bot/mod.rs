//! The bot as data: what an author wrote, concept by concept, each part with its place.
//!
//! No behaviour lives here, and nothing is resolved: a next action is still a name. The loader makes
//! these values, the linker turns them into what the engine plays, rules look at both.

mod channel;
mod code;
mod connector;
mod dialog;
mod fixtures;
mod group;
mod integration;
mod interaction;
mod knowledge_base;
mod mock;
mod next_action;
mod nlu;
mod rule;
mod settings;
mod skill;
mod system_variable;
mod written_json;

pub use channel::{Channel, Content};
pub use code::{Code, CodeBody, CodeHook};
pub use connector::{Connector, TileDisplay};
pub use dialog::{Dialog, DialogKind};
pub use fixtures::{ContextFixtures, FixtureEntity, Fixtures, named};
pub use group::Group;
pub use integration::{DataField, HttpDefinition, Integration, IntegrationKind, Pair, SendFile};
pub use interaction::{
    Button, ButtonAction, ChoiceDisplay, CodeHooks, DialogStarter, Disambiguation, DynamicRouting,
    FileUpload, Interaction, InteractionKind, Knowledge, LinkTarget, ListPicker, ListPickerItem,
    ListPickerSection, ListStyle, MultipleChoice, QuickReply, RichLink, StructuredQuestion, Tile, TimePicker,
    TimeSlot, Transfer, Universal, UniversalContent,
};
pub use knowledge_base::{AnswerLayout, Article, KnowledgeBase, MinConfidence, SearchMode};
pub use mock::{BodyMatch, Fault, FileMatch, Mock, MockAnswer, MockBody, MockResponse, When};
pub use next_action::{Next, NextAction, RESERVED_NAMES};
pub use nlu::{Entity, Intent};
pub use rule::{
    ApiResult, Condition, ConditionKind, KnowledgeMatch, Operator, Rule, Scope, SetSlot, SetVariable,
    VariableCondition,
};
pub use settings::{
    EndInteraction, Es5, FileUploadMode, NluEngine, QuickReplyValue, RegexSearch, ReplaceAll, Settings,
    UnhandledFailure, VariableTypes,
};
pub use skill::{Skill, SkillAnswer};
pub use system_variable::SystemVariable;
pub use written_json::WrittenJson;

use crate::source::{Span, Spanned, Text};

/// A bot definition with all its included parts, as written (spec 1.1).
#[derive(Clone, Debug)]
pub struct Bot {
    /// The bot's name.
    pub name: Text,
    /// The whole main file's root, for problems that belong to the bot as a whole.
    pub span: Span,
    /// A note without effect.
    pub description: Option<Text>,
    /// The language tag; free where only patterns are used (spec 2.1).
    pub language: Option<Text>,
    /// The group of bots that it belongs to (spec 2.1).
    pub group: Option<Group>,
    /// What the bot's settings page holds, and what chooses between platform versions.
    pub settings: Settings,
    /// Environment variables, `{$env.name}` (spec 2.2).
    pub environment: Vec<EnvironmentVariable>,
    /// The local stand-in for a domain's intents.
    pub intents: Vec<Intent>,
    /// Entities, named as `@NAME` in slots.
    pub entities: Vec<Entity>,
    /// What the platform would know and script functions ask for.
    pub fixtures: Fixtures,
    /// Global functions; each included part may add some.
    pub functions: Vec<Code>,
    /// Integrations that interactions call by name.
    pub integrations: Vec<Integration>,
    /// Knowledge bases that interactions and integrations search by name.
    pub knowledge_bases: Vec<KnowledgeBase>,
    /// Who answers transfers; agents, where a skill is not listed.
    pub skills: Vec<Skill>,
    /// Dialogs in the order of definition, which decides ties (spec U-03).
    pub dialogs: Vec<Dialog>,
}

/// One variable of the bot's environment.
#[derive(Clone, Debug)]
pub struct EnvironmentVariable {
    /// Letters and digits only (spec 2.2.1).
    pub name: Text,
    /// The value as written; `${VAR:-default}` reads the process environment.
    pub value: Text,
}

impl Bot {
    /// Every interaction with the dialog it belongs to, in order.
    pub fn interactions(&self) -> impl Iterator<Item = (&Dialog, &Interaction)> {
        self.dialogs.iter().flat_map(|dialog| dialog.interactions.iter().map(move |item| (dialog, item)))
    }
}

/// Whether a switch that is on unless written otherwise is on.
pub(crate) fn on_by_default(switch: Option<Spanned<bool>>) -> bool {
    switch.is_none_or(|switch| switch.value)
}
