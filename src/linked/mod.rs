//! The linked bot: every jump, integration and pattern resolved and compiled once.
//!
//! The engine accepts nothing else, so it has no "unknown interaction" case. A linked bot is never
//! changed, so any number of sessions may share it.

mod chain;
mod domain;
mod escalation;
mod group;
mod ids;
mod in_words;
mod integration;
mod interaction;
mod interruptions;
mod knowledge;
mod link;
mod link_integration;
mod link_question;
mod link_rules;
mod metadata;
mod names;
mod not_simulated;
mod offer;
mod pair;
mod place;
mod question;
mod service;
mod skills;
mod starters;
mod universal;

pub use chain::{CHAIN_ACROSS_DIALOGS, CHAIN_IN_DIALOG};
pub use group::LinkedGroup;
pub use ids::{DialogId, IntegrationId, InteractionId};
pub use integration::{LinkedField, LinkedHttp, LinkedIntegration, LinkedIntegrationKind};
pub use interaction::{
    DisambiguationStep, KnowledgeStep, LinkedCondition, LinkedInteraction, LinkedRule, LinkedSet,
    LinkedVariableCondition, RichLinkStep, RoutingStep, SetValue, Step, Target, TransferStep, UploadStep,
};
pub use interruptions::Interruptions;
pub use knowledge::{ArticleSearch, LinkedArticle};
pub use link::{ProcessEnvironment, link};
pub use metadata::{Metadata, Shape};
pub use names::Names;
pub use offer::{ChoiceKind, Layout, Offer, OfferedChoice, OfferedGroup};
pub use pair::Unpaired;
pub use place::Place;
pub use question::{Choice, Fill, Group, MOST_TILES, MadeOffer, Offering, OfferingKind, Question, Tap};
pub use skills::{SkillAnswer, Skills};
pub use starters::{Barred, IntentStarter, StarterMatch, Starters};
pub use universal::{UniversalJson, UniversalStep};

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use crate::bot::{Fixtures, Settings};
use crate::nlu::{Band, Engine, EntityModel, IntentModel, Score};
use crate::script::{Facts, Scripts};
use crate::source::Span;
use crate::text::Template;

/// A bot that can be played.
pub struct LinkedBot {
    /// The bot's name.
    pub name: Arc<str>,
    /// The group of bots that it belongs to.
    pub group: Option<LinkedGroup>,
    /// Its settings, as written.
    pub settings: Settings,
    /// The Default User-Friendly Response of the settings, ready to be filled.
    pub default_response: Option<Template>,
    /// Dialogs in the order of definition.
    pub dialogs: Vec<LinkedDialog>,
    /// Interactions of all dialogs, dialog by dialog in their order.
    pub interactions: Vec<LinkedInteraction>,
    /// Integrations in the order of definition; after them what interactions call without an integration
    /// of their own: each knowledge base, and Dynamic Routing's policy engine.
    pub integrations: Vec<LinkedIntegration>,
    /// Who answers transfers.
    pub skills: Skills,
    /// What triggers dialogs.
    pub starters: Starters,
    /// Which intent a message means.
    pub intents: IntentModel,
    /// The first training phrase of each intent, if it has any.
    pub first_phrases: Vec<Option<Arc<str>>>,
    /// Which entities stand in a message.
    pub entities: Arc<EntityModel>,
    /// The enabled disambiguation dialog.
    pub disambiguation_dialog: Option<DialogId>,
    /// The enabled fallback dialog.
    pub fallback_dialog: Option<DialogId>,
    /// The enabled auto escalation dialog with its threshold.
    pub auto_escalation: Option<(DialogId, u32)>,
    /// The first enabled survey dialog.
    pub survey_dialog: Option<DialogId>,
    /// What becomes of messages while the bot is busy.
    pub interruptions: Interruptions,
    /// What the platform would know and script functions ask for.
    pub fixtures: Arc<Fixtures>,
    /// Environment variables by name.
    pub environment: BTreeMap<Arc<str>, Arc<str>>,
    /// Values that came from the process environment, by variable; they are never shown.
    pub secrets: Vec<(String, String)>,
    /// Its code, ready to run.
    pub scripts: Arc<dyn Scripts>,
    /// What its code may know of it.
    pub facts: Arc<Facts>,
    /// Interactions by name.
    names: HashMap<Arc<str>, InteractionId>,
    /// What the bot has and this version does not play, for a notice before the conversation.
    pub not_simulated: Vec<(String, Span)>,
}

/// A dialog that can be played.
#[derive(Debug)]
pub struct LinkedDialog {
    /// Its name.
    pub name: Arc<str>,
    /// Whether it takes part.
    pub enabled: bool,
    /// Whether it is the kind of dialog that plays when nothing else matched.
    pub is_fallback: bool,
    /// Whether it is the kind of dialog that asks which intent was meant.
    pub is_disambiguation: bool,
    /// Whether this version plays its kind; if not, the kind's key.
    pub not_simulated: Option<&'static str>,
    /// Its first enabled interaction, the starter if there is one.
    pub first: Option<InteractionId>,
    /// Where its name stands.
    pub span: Span,
}

impl fmt::Debug for LinkedBot {
    /// The name alone: what holds a bot is told of, not the whole bot with its indexes.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("LinkedBot").field("name", &self.name).finish_non_exhaustive()
    }
}

impl LinkedBot {
    /// The engine whose bands count, and with it whether the consumer may be asked what was meant.
    pub fn engine(&self) -> Engine {
        self.intents.engine()
    }

    /// The band of a score.
    pub fn band(&self, score: Score) -> Band {
        Band::of(score, self.engine())
    }

    /// What somebody says who means an intent: its first training phrase, else its name.
    pub fn words_for(&self, intent: usize) -> &Arc<str> {
        let phrase = self.first_phrases.get(intent).and_then(Option::as_ref);
        phrase.unwrap_or_else(|| self.intents.name(intent))
    }

    /// An interaction by its id.
    pub fn interaction(&self, id: InteractionId) -> &LinkedInteraction {
        &self.interactions[id.index()]
    }

    /// A dialog by its id.
    pub fn dialog(&self, id: DialogId) -> &LinkedDialog {
        &self.dialogs[id.index()]
    }

    /// An integration by its id.
    pub fn integration(&self, id: IntegrationId) -> &LinkedIntegration {
        &self.integrations[id.index()]
    }

    /// The interaction of that name.
    pub fn find_interaction(&self, name: &str) -> Option<InteractionId> {
        self.names.get(name).copied()
    }

    /// The dialog of that name.
    pub fn find_dialog(&self, name: &str) -> Option<DialogId> {
        self.dialogs.iter().position(|dialog| &*dialog.name == name).map(DialogId::new)
    }

    /// The integration of that name.
    pub fn find_integration(&self, name: &str) -> Option<IntegrationId> {
        self.integrations.iter().position(|item| &*item.name == name).map(IntegrationId::new)
    }
}
