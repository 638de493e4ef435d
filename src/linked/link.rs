//! Names to indices: the last step before a bot can be played.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::integration::DEFAULT_TIMEOUT;
use super::not_simulated::not_simulated;
use super::{
    Choice, DialogId, InteractionId, LinkedBot, LinkedDialog, LinkedField, LinkedHttp, LinkedIntegration,
    LinkedIntegrationKind, LinkedInteraction, Names, OfferedChoice, Question, Starters, Step, Tap, Target,
    TransferStep, UploadStep,
};
use crate::bot::{
    Bot, Button, ButtonAction, CodeHook, Dialog, DialogKind, FileUpload, HttpDefinition, Integration,
    IntegrationKind, Interaction, InteractionKind, Next, NextAction, Pair,
};
use crate::file_type::FileType;
use crate::nlu::{EntityModel, IntentDefinition, IntentModel};
use crate::source::Text;
use crate::text::{Keywords, Pattern, ProcessEnvironmentText, Reference, Template};

/// Reads one variable of the process's environment.
pub type ProcessEnvironment<'e> = &'e dyn Fn(&str) -> Option<String>;

/// Links a bot.
///
/// Returns `None` if a name leads nowhere or a pattern cannot be compiled; the rules of `check` report
/// each such place, so whoever links first checks.
pub fn link(names: &Names<'_>, environment: ProcessEnvironment<'_>) -> Option<LinkedBot> {
    let bot = names.bot();
    let mut linker = Linker {
        names,
        environment,
        secrets: BTreeMap::new(),
        unset: Vec::new(),
        unset_environment: BTreeMap::new(),
    };
    let variables = linker.environment(bot);
    let integrations: Vec<_> = bot.integrations.iter().map(|item| linker.integration(item)).collect();
    let mut interactions =
        Vec::with_capacity(bot.dialogs.iter().map(|dialog| dialog.interactions.len()).sum());
    for (dialog_index, dialog) in bot.dialogs.iter().enumerate() {
        let first = interactions.len();
        for (index, interaction) in dialog.interactions.iter().enumerate() {
            let id = InteractionId::new(first + index);
            interactions.push(linker.interaction(id, DialogId::new(dialog_index), interaction)?);
        }
        chain_followers(&mut interactions[first..], first);
    }
    let starters = linker.starters(bot)?;
    let fallback_dialog = enabled_dialog(bot, |kind| matches!(kind, DialogKind::Fallback));
    let auto_escalation = enabled_dialog(bot, |kind| matches!(kind, DialogKind::AutoEscalation { .. }));
    Some(LinkedBot {
        name: bot.name.shared(),
        settings: bot.settings.clone(),
        default_response: bot.settings.default_response.as_ref().map(template),
        dialogs: linked_dialogs(bot, &interactions),
        not_simulated: not_simulated(bot, &interactions),
        interactions,
        integrations,
        starters,
        intents: intents(bot, names),
        entities: EntityModel::default(),
        fallback_dialog: fallback_dialog.map(|(id, _)| id),
        auto_escalation: auto_escalation.map(|(id, dialog)| (id, threshold(dialog))),
        environment: variables,
        secrets: linker.secrets.into_iter().collect(),
    })
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
    environment: ProcessEnvironment<'l>,
    secrets: BTreeMap<String, String>,
    /// Process variables of what is being linked that are not set and have no default.
    unset: Vec<String>,
    /// The same for each environment variable.
    unset_environment: BTreeMap<String, Vec<String>>,
}

impl Linker<'_, '_> {
    fn environment(&mut self, bot: &Bot) -> BTreeMap<Arc<str>, Arc<str>> {
        let mut variables = BTreeMap::new();
        for variable in &bot.environment {
            let value = Arc::from(self.expanded(&variable.value));
            let unset = std::mem::take(&mut self.unset);
            if !unset.is_empty() {
                self.unset_environment.insert(variable.name.as_str().to_owned(), unset);
            }
            variables.insert(variable.name.shared(), value);
        }
        variables
    }

    /// A text with `${VAR}` read from the process environment; what came from there is a secret.
    fn expanded(&mut self, text: &Text) -> String {
        let expansion = ProcessEnvironmentText::parse(text.as_str()).expand(self.environment);
        self.secrets.extend(expansion.used);
        for (name, _) in expansion.unset {
            if !self.unset.contains(&name) {
                self.unset.push(name);
            }
        }
        expansion.value
    }

    fn integration(&mut self, integration: &Integration) -> LinkedIntegration {
        self.unset.clear();
        let kind = match &integration.kind {
            IntegrationKind::Api(http) => LinkedIntegrationKind::Api(self.http(http)),
            IntegrationKind::File(http, send) => LinkedIntegrationKind::File(self.http(http), send.clone()),
            other => LinkedIntegrationKind::NotSimulated(other.key()),
        };
        let unset = self.unset_for(&integration.kind);
        let variable = integration.response_variable.as_ref().unwrap_or(&integration.name);
        let field = |field: &crate::bot::DataField| LinkedField {
            name: Arc::from(format!("{}.{}", integration.name, field.name)),
            source: result_path(&field.path),
        };
        LinkedIntegration {
            name: integration.name.shared(),
            kind,
            result_variable: Arc::from(format!("api_{variable}")),
            fields: integration.fields.iter().map(field).collect(),
            mocks: integration.mocks.clone().into_boxed_slice(),
            has_code: integration.transform_result.is_some(),
            unset,
            span: integration.name.span(),
        }
    }

    /// The unset process variables that a request needs, itself or by way of `{$env.name}`.
    fn unset_for(&mut self, kind: &IntegrationKind) -> Vec<String> {
        let mut unset = std::mem::take(&mut self.unset);
        let Some(http) = kind.http() else { return unset };
        let pairs = http.params.iter().chain(&http.headers).map(|pair| &pair.value);
        for text in [&http.url].into_iter().chain(&http.body).chain(pairs) {
            for (reference, _) in Template::parse(text.as_str()).references() {
                if let Reference::Environment(name) = reference
                    && let Some(variables) = self.unset_environment.get(&**name)
                {
                    unset.extend(variables.iter().cloned());
                }
            }
        }
        unset
    }

    fn http(&mut self, http: &HttpDefinition) -> LinkedHttp {
        LinkedHttp {
            method: http.method.value,
            url: Template::parse(&self.expanded(&http.url)),
            params: self.pairs(&http.params),
            headers: self.pairs(&http.headers),
            body: http.body.as_ref().map(|body| Template::parse(&self.expanded(body))),
            timeout: http.timeout.map_or(DEFAULT_TIMEOUT, |timeout| timeout.value),
        }
    }

    fn pairs(&mut self, pairs: &[Pair]) -> Vec<(Arc<str>, Template)> {
        let pair = |pair: &Pair| (pair.key.shared(), Template::parse(&self.expanded(&pair.value)));
        pairs.iter().map(pair).collect()
    }

    fn interaction(
        &self,
        id: InteractionId,
        dialog: DialogId,
        interaction: &Interaction,
    ) -> Option<LinkedInteraction> {
        let (rules, no_match) = self.rules(&interaction.rules)?;
        let next = self.target(interaction.next.as_ref())?;
        let hooks = [CodeHook::PreProcess, CodeHook::PostProcess, CodeHook::ProcessUserResponse];
        let code = hooks.into_iter().filter(|hook| interaction.code.get(*hook).is_some()).collect();
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
            code,
            span: interaction.kind_span,
        })
    }

    fn step(&self, id: InteractionId, kind: &InteractionKind, next: Target) -> Option<Step> {
        let question = |text: &Text, choices: Vec<Choice>| Step::Question(question(text, choices));
        Some(match kind {
            InteractionKind::DialogStarter(_) => Step::Starter,
            InteractionKind::Text(text) => Step::Text(template(text)),
            InteractionKind::Image(url) => Step::Image(template(url)),
            InteractionKind::PrivateMessage(text) => Step::PrivateMessage(template(text)),
            InteractionKind::TextQuestion(text) => question(text, Vec::new()),
            InteractionKind::MultipleChoice(choice) => {
                let choices = choice.choices.iter();
                let choices = choices.map(|label| Choice { label: template(label), tap: Tap::Label });
                question(&choice.text, choices.collect())
            }
            InteractionKind::ButtonQuestion { text, buttons } => {
                question(text, buttons.iter().map(button).collect())
            }
            InteractionKind::QuickReply { text, replies, .. } => {
                let choice = |reply: &crate::bot::QuickReply| Choice {
                    label: template(&reply.title),
                    tap: reply.payload.as_ref().map_or(Tap::Label, |payload| Tap::Payload(template(payload))),
                };
                question(text, replies.iter().map(choice).collect())
            }
            InteractionKind::Integration(name) => Step::Call(self.names.integration(name.as_str())?),
            InteractionKind::AgentTransfer(transfer) => Step::Transfer(Box::new(TransferStep {
                message: template(&transfer.message),
                skill: transfer.skill.as_ref().map(template),
                agent: transfer.agent.as_ref().map(template),
            })),
            InteractionKind::FileUpload(upload) => Step::Upload(Box::new(self.upload(id, upload, next))),
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

    fn starters(&self, bot: &Bot) -> Option<Starters> {
        let mut owners = Vec::new();
        let mut excluded = HashMap::new();
        let mut by_intent = HashMap::new();
        let mut by_meta_intent = Vec::new();
        for (index, dialog) in bot.dialogs.iter().enumerate().filter(|(_, dialog)| dialog.is_enabled()) {
            let id = DialogId::new(index);
            for interaction in dialog.interactions.iter().filter(|item| item.is_enabled()) {
                let InteractionKind::DialogStarter(starter) = &interaction.kind else { continue };
                for pattern in &starter.patterns {
                    owners.push((id, Pattern::parse(pattern.as_str()).ok()?));
                }
                if !starter.exclude.is_empty() {
                    excluded.insert(id, Keywords::new(starter.exclude.iter().map(Text::as_str)));
                }
                if let Some(intent) = &starter.intent {
                    by_intent.entry(self.names.intent_index(intent.as_str())?).or_insert(id);
                    by_meta_intent.extend(self.children(intent).map(|child| (child, id)));
                }
            }
        }
        // A child that has a starter of its own wins over its meta intent's (spec U-05).
        for (child, id) in by_meta_intent {
            by_intent.entry(child).or_insert(id);
        }
        Some(Starters::new(owners, excluded, by_intent))
    }

    fn children<'n>(&'n self, meta: &Text) -> impl Iterator<Item = usize> + 'n {
        let children = self.names.intent(meta.as_str()).map(|intent| intent.intents.as_slice());
        children.unwrap_or(&[]).iter().filter_map(|child| self.names.intent_index(child.as_str()))
    }
}

/// The place in a stored response that a custom data field reads.
fn result_path(text: &Text) -> Option<(Arc<str>, crate::text::JsonPath)> {
    match Template::parse(text.as_str().trim()).references().next() {
        Some((Reference::JsonPath { variable, path }, _)) => Some((variable.clone(), path.clone())),
        _ => None,
    }
}

/// Whether a slot's value names an entity (spec 10.1).
pub(super) fn is_entity(value: &Text) -> bool {
    value.as_str().trim_start().starts_with('@')
}

pub(super) fn template(text: &Text) -> Template {
    // Most texts hold no reference; those are shared with the bot as written.
    if text.as_str().contains('{') {
        Template::parse(text.as_str())
    } else {
        Template::literal(text.shared())
    }
}

fn button(button: &Button) -> Choice {
    let tap = match &button.action {
        ButtonAction::Postback(None) => Tap::Label,
        ButtonAction::Postback(Some(callback)) => Tap::Postback(template(callback)),
        ButtonAction::WebUrl { url, .. } => Tap::Open(template(url)),
    };
    Choice { label: template(&button.label), tap }
}

fn question(text: &Text, choices: Vec<Choice>) -> Question {
    let offered: Option<Vec<OfferedChoice>> = choices.iter().map(fixed_choice).collect();
    Question { text: template(text), choices: choices.into_boxed_slice(), offered: offered.map(Arc::from) }
}

/// A choice whose texts hold no references is the same every time.
fn fixed_choice(choice: &Choice) -> Option<OfferedChoice> {
    let literal = |template: &Template| template.as_literal().cloned();
    let label = literal(&choice.label)?;
    let (value, url) = match &choice.tap {
        Tap::Label => (None, None),
        Tap::Payload(text) | Tap::Postback(text) => (Some(literal(text)?), None),
        Tap::Open(url) => (None, Some(literal(url)?)),
    };
    Some(OfferedChoice { label, value, url })
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
            DialogKind::Standard | DialogKind::Fallback => None,
            other => Some(other.key()),
        };
        LinkedDialog {
            name: dialog.name.shared(),
            enabled: dialog.is_enabled(),
            is_fallback: matches!(dialog.kind, DialogKind::Fallback),
            not_simulated,
            first,
            span: dialog.name.span(),
        }
    };
    bot.dialogs.iter().map(linked).collect()
}

fn intents(bot: &Bot, names: &Names<'_>) -> IntentModel {
    let definition = |intent: &crate::bot::Intent| IntentDefinition {
        name: intent.name.shared(),
        display_name: intent.display_name.as_ref().map(|name| name.shared()),
        phrases: intent.phrases.iter().map(|phrase| phrase.shared()).collect(),
        children: intent.intents.iter().filter_map(|child| names.intent_index(child.as_str())).collect(),
    };
    IntentModel::new(bot.intents.iter().map(definition).collect())
}
