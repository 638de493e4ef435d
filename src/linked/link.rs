//! Names to indices: the last step before a bot can be played.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::domain::{entities, intents};
use super::escalation::give_escalation_skill;
use super::group::linked_group;
use super::link_question::{metadata, rich_link};
use super::not_simulated::not_simulated;
use super::service::transfer_step;
use super::starters::StarterDefinition;
use super::{
    DialogId, DisambiguationStep, InteractionId, Interruptions, LinkedBot, LinkedDialog, LinkedIntegration,
    LinkedInteraction, Names, Skills, Starters, Step, Target, UniversalStep, UploadStep,
};
use crate::bot::{
    Bot, Dialog, DialogKind, DialogStarter, FileUpload, Interaction, InteractionKind, Next, NextAction,
};
use crate::file_type::FileType;
use crate::javascript::CodeBase;
use crate::nlu::EntityModel;
use crate::script::Facts;
use crate::source::Text;
use crate::text::{Keywords, Pattern, Template};

/// Reads one variable of the process's environment.
pub type ProcessEnvironment<'e> = &'e dyn Fn(&str) -> Option<String>;

/// Links a bot.
///
/// Returns `None` if a name leads nowhere or a pattern cannot be compiled; the rules of `check` report
/// each such place, so whoever links first checks.
pub fn link(names: &Names<'_>, environment: ProcessEnvironment<'_>) -> Option<LinkedBot> {
    let bot = names.bot();
    let entities = Arc::new(entities(bot)?);
    let mut linker = Linker {
        names,
        entities: &entities,
        environment,
        secrets: BTreeMap::new(),
        unset: Vec::new(),
        unset_environment: BTreeMap::new(),
        routings: routings(bot),
    };
    let variables = linker.environment(bot);
    let mut code = CodeBase::new(bot.settings.es5, bot.settings.replace_all);
    bot.functions.iter().for_each(|functions| code.functions(functions));
    let mut integrations = Vec::with_capacity(bot.integrations.len() + bot.knowledge_bases.len());
    for integration in &bot.integrations {
        let transform = integration.transform_result.as_ref().map(|script| code.add(script));
        integrations.push(LinkedIntegration { transform, ..linker.integration(integration)? });
    }
    integrations.extend(linker.implicit_integrations());
    let mut interactions =
        Vec::with_capacity(bot.dialogs.iter().map(|dialog| dialog.interactions.len()).sum());
    for (dialog_index, dialog) in bot.dialogs.iter().enumerate() {
        let first = interactions.len();
        for (index, interaction) in dialog.interactions.iter().enumerate() {
            let id = InteractionId::new(first + index);
            let hooks = interaction.code.0.iter().map(|(hook, script)| (*hook, code.add(script))).collect();
            let linked = linker.interaction(id, DialogId::new(dialog_index), interaction)?;
            interactions.push(LinkedInteraction { code: hooks, ..linked });
        }
        chain_followers(&mut interactions[first..], first);
        give_escalation_skill(dialog, &mut interactions[first..]);
    }
    let starters = linker.starters(bot)?;
    let fallback_dialog = enabled_dialog(bot, |kind| matches!(kind, DialogKind::Fallback));
    let disambiguation = enabled_dialog(bot, |kind| matches!(kind, DialogKind::Disambiguation { .. }));
    let auto_escalation = enabled_dialog(bot, |kind| matches!(kind, DialogKind::AutoEscalation { .. }));
    let survey_dialog = enabled_dialog(bot, |kind| matches!(kind, DialogKind::Survey));
    let facts = Facts { environment: variables.clone(), entities: entities.clone() };
    Some(LinkedBot {
        names: interactions_by_name(&interactions),
        scripts: code.finish(),
        facts: Arc::new(facts),
        fixtures: Arc::new(bot.fixtures.clone()),
        name: bot.name.shared(),
        group: linked_group(bot),
        settings: bot.settings.clone(),
        default_response: bot.settings.default_response.as_ref().map(template),
        dialogs: linked_dialogs(bot, &interactions),
        not_simulated: not_simulated(bot, &interactions, &entities),
        interactions,
        integrations,
        skills: Skills::new(&bot.skills),
        starters,
        first_phrases: bot.intents.iter().map(|intent| Some(intent.phrases.first()?.shared())).collect(),
        secrets: linker.secrets.into_iter().collect(),
        intents: intents(bot, names, &entities),
        entities,
        disambiguation_dialog: disambiguation.map(|(id, _)| id),
        fallback_dialog: fallback_dialog.map(|(id, _)| id),
        auto_escalation: auto_escalation.map(|(id, dialog)| (id, threshold(dialog))),
        survey_dialog: survey_dialog.map(|(id, _)| id),
        interruptions: Interruptions::new(&variables),
        environment: variables,
    })
}

fn interactions_by_name(interactions: &[LinkedInteraction]) -> HashMap<Arc<str>, InteractionId> {
    let mut names = HashMap::with_capacity(interactions.len());
    for (index, interaction) in interactions.iter().enumerate() {
        if let Some(name) = &interaction.name {
            names.entry(name.clone()).or_insert(InteractionId::new(index));
        }
    }
    names
}

/// How many fallbacks in one question start the auto escalation dialog, unless written (spec 3.2).
const DEFAULT_ESCALATION_THRESHOLD: u32 = 3;

fn threshold(dialog: &Dialog) -> u32 {
    match &dialog.kind {
        DialogKind::AutoEscalation { threshold: Some(threshold), .. } => threshold.value,
        _ => DEFAULT_ESCALATION_THRESHOLD,
    }
}

fn enabled_dialog(bot: &Bot, is_kind: impl Fn(&DialogKind) -> bool) -> Option<(DialogId, &Dialog)> {
    let mut dialogs = bot.dialogs.iter().enumerate();
    let (index, dialog) = dialogs.find(|(_, dialog)| is_kind(&dialog.kind) && dialog.is_enabled())?;
    Some((DialogId::new(index), dialog))
}

pub(super) struct Linker<'l, 'b> {
    pub(super) names: &'l Names<'b>,
    pub(super) entities: &'l EntityModel,
    pub(super) environment: ProcessEnvironment<'l>,
    pub(super) secrets: BTreeMap<String, String>,
    /// Process variables of what is being linked that are not set and have no default.
    pub(super) unset: Vec<String>,
    /// The same for each environment variable.
    pub(super) unset_environment: BTreeMap<String, Vec<String>>,
    /// Every Dynamic Routing, in order.
    pub(super) routings: Vec<InteractionId>,
}

fn routings(bot: &Bot) -> Vec<InteractionId> {
    let is_routing = |item: &Interaction| matches!(item.kind, InteractionKind::DynamicRouting(_));
    let items = bot.interactions().enumerate();
    items.filter(|(_, (_, item))| is_routing(item)).map(|(index, _)| InteractionId::new(index)).collect()
}

impl Linker<'_, '_> {
    fn interaction(
        &self,
        id: InteractionId,
        dialog: DialogId,
        interaction: &Interaction,
    ) -> Option<LinkedInteraction> {
        let (rules, no_match) = self.rules(&interaction.rules)?;
        let next = self.target(interaction.next.as_ref())?;
        Some(LinkedInteraction {
            name: interaction.name.as_ref().map(|name| name.shared()),
            title: interaction.kind.title(),
            kind: interaction.kind.key(),
            dialog,
            step: self.step(id, &interaction.kind, next)?,
            enabled: interaction.is_enabled(),
            delay: interaction.delay.map_or(std::time::Duration::ZERO, |delay| delay.value),
            next,
            following: None,
            rules,
            no_match,
            fallback: interaction.fallback.as_ref().map(template),
            code: Box::default(),
            metadata: metadata(interaction.metadata.as_deref()).map(Box::new),
            span: interaction.kind_span,
        })
    }

    fn step(&self, id: InteractionId, kind: &InteractionKind, next: Target) -> Option<Step> {
        if let Some(question) = self.question(kind) {
            return Some(question);
        }
        Some(match kind {
            InteractionKind::DialogStarter(_) => Step::Starter,
            InteractionKind::Text(text) => Step::Text(template(text)),
            InteractionKind::Image(url) => Step::Image(template(url)),
            InteractionKind::PrivateMessage(text) => Step::PrivateMessage(template(text)),
            InteractionKind::RichLink(link) => rich_link(link),
            InteractionKind::Integration(name) => Step::Call(self.names.integration(name.as_str())?),
            InteractionKind::Disambiguation(which) => Step::Disambiguation(Box::new(DisambiguationStep {
                text: template(&which.text),
                shown: DisambiguationStep::shown(which.intents.map(|intents| intents.value)),
                none_of_these: which.none_of_these.as_ref().map(template),
            })),
            InteractionKind::AgentTransfer(transfer) => Step::Transfer(Box::new(transfer_step(transfer))),
            InteractionKind::Knowledge(knowledge) => {
                Step::Knowledge(Box::new(self.knowledge_step(knowledge)?))
            }
            InteractionKind::DynamicRouting(routing) => {
                Step::Routing(Box::new(self.routing_step(id, routing)?))
            }
            InteractionKind::FileUpload(upload) => Step::Upload(Box::new(self.upload(id, upload, next))),
            InteractionKind::Universal(universal) => Step::Universal(Box::new(UniversalStep::new(universal))),
            other => Step::NotSimulated(other.key()),
        })
    }

    fn upload(&self, id: InteractionId, upload: &FileUpload, next: Target) -> UploadStep {
        let optional = |text: &Option<Text>| text.as_ref().map(template);
        UploadStep {
            text: template(&upload.text),
            accept: upload.accept.iter().flat_map(|name| FileType::all_named(name.as_str())).collect(),
            in_progress: optional(&upload.in_progress),
            success: optional(&upload.success),
            failure: optional(&upload.failure),
            validation_failure: optional(&upload.validation_failure),
            pair: self.pair(id, next),
        }
    }

    /// The Integration that takes an upload's file, if the flow goes there at once.
    fn pair(&self, upload: InteractionId, next: Target) -> Option<InteractionId> {
        let pair = self.names.upload_pair(upload).ok()?;
        matches!(next, Target::Next).then_some(pair).or((next == Target::Interaction(pair)).then_some(pair))
    }

    pub(super) fn target(&self, next: Option<&Next>) -> Option<Target> {
        let Some(next) = next else { return Some(Target::Next) };
        Some(match &next.action {
            NextAction::Next => Target::Next,
            NextAction::Current => Target::Current,
            NextAction::End => Target::End,
            NextAction::CloseDialog => Target::CloseDialog,
            NextAction::CloseConversation => Target::CloseConversation,
            NextAction::Interaction(name) => Target::Interaction(self.names.interaction(name.as_str())?),
        })
    }

    /// The starters of all dialogs that have one by their kind (spec 3.1).
    fn starters(&self, bot: &Bot) -> Option<Starters> {
        let mut definitions = Vec::new();
        let is_startable = |kind: &DialogKind| matches!(kind, DialogKind::Standard | DialogKind::FileUpload);
        let dialogs = bot.dialogs.iter().enumerate();
        for (index, dialog) in dialogs.filter(|(_, dialog)| is_startable(&dialog.kind)) {
            for interaction in dialog.interactions.iter().filter(|item| item.is_enabled()) {
                let InteractionKind::DialogStarter(starter) = &interaction.kind else { continue };
                definitions.push(self.starter(DialogId::new(index), dialog, starter)?);
            }
        }
        Some(Starters::new(definitions))
    }

    fn starter(&self, id: DialogId, dialog: &Dialog, starter: &DialogStarter) -> Option<StarterDefinition> {
        let patterns: Result<Vec<_>, _> =
            starter.patterns.iter().map(|pattern| Pattern::parse(pattern.as_str())).collect();
        let intent = match &starter.intent {
            Some(name) => Some((self.names.intent_index(name.as_str())?, self.children(name).collect())),
            None => None,
        };
        let words = starter.exclude.iter().map(Text::as_str);
        Some(StarterDefinition {
            dialog: id,
            is_enabled: dialog.is_enabled(),
            patterns: patterns.ok()?,
            exclude: (!starter.exclude.is_empty()).then(|| Keywords::new(words)),
            intent,
        })
    }

    fn children<'n>(&'n self, meta: &Text) -> impl Iterator<Item = usize> + 'n {
        let children = self.names.intent(meta.as_str()).map(|intent| intent.intents.as_slice());
        children.unwrap_or(&[]).iter().filter_map(|child| self.names.intent_index(child.as_str()))
    }
}

pub(super) fn template(text: &Text) -> Template {
    // Most texts hold no reference; those are shared with the bot as written.
    if text.as_str().contains('{') {
        Template::parse(text.as_str())
    } else {
        Template::literal(text.shared())
    }
}

/// Ties each interaction to the next enabled one of its dialog.
fn chain_followers(interactions: &mut [LinkedInteraction], first: usize) {
    let mut following = None;
    for (index, interaction) in interactions.iter_mut().enumerate().rev() {
        interaction.following = following;
        if interaction.enabled {
            following = Some(InteractionId::new(first + index));
        }
    }
}

fn linked_dialogs(bot: &Bot, interactions: &[LinkedInteraction]) -> Vec<LinkedDialog> {
    let mut start = 0;
    let linked = |dialog: &Dialog| {
        let own = start..start + dialog.interactions.len();
        start = own.end;
        let first = own.clone().find(|&index| interactions[index].enabled).map(InteractionId::new);
        let not_simulated = match &dialog.kind {
            DialogKind::FileUpload => Some(dialog.kind.key()),
            _ => None,
        };
        LinkedDialog {
            name: dialog.name.shared(),
            enabled: dialog.is_enabled(),
            is_fallback: matches!(dialog.kind, DialogKind::Fallback),
            is_disambiguation: matches!(dialog.kind, DialogKind::Disambiguation { .. }),
            not_simulated,
            first,
            span: dialog.name.span(),
        }
    };
    bot.dialogs.iter().map(linked).collect()
}
