//! The steps that may follow each interaction, as `engine` takes them.

use std::collections::HashMap;

use super::jumps::{Functions, Jumps};
use super::landing::Landing;
use super::{Cause, Destination, Edge, Ending, Pause};
use crate::bot::{
    ApiResult, CodeHook, ConditionKind, FileUploadMode, IntegrationKind, Interaction, InteractionKind,
    KnowledgeMatch, Rule, UnhandledFailure,
};
use crate::code::{Owner, Scripts};
use crate::linked::{IntegrationId, InteractionId, Names, Place};
use crate::text::Closing;

/// Where all code of a bot may lead the flow.
pub(super) struct CodeJumps {
    by_hook: HashMap<(InteractionId, CodeHook), Jumps>,
    by_integration: HashMap<IntegrationId, Jumps>,
}

impl CodeJumps {
    pub(super) fn new(names: &Names<'_>, scripts: &Scripts<'_>) -> Self {
        let functions = Functions::new(names, scripts);
        let mut all = Self { by_hook: HashMap::new(), by_integration: HashMap::new() };
        for script in &scripts.list {
            match script.owner {
                Owner::Functions => {}
                Owner::Interaction(place, hook) => {
                    all.by_hook.insert((place.id, hook), functions.jumps(names, script));
                }
                Owner::Integration(id) => {
                    all.by_integration.insert(id, functions.jumps(names, script));
                }
            }
        }
        all
    }

    /// The code that runs while an interaction plays, that of its integration among it.
    pub(super) fn of(&self, names: &Names<'_>, place: &Place<'_>) -> Vec<(CodeHook, &Jumps)> {
        let mut hooks = vec![CodeHook::PreProcess, CodeHook::PostProcess];
        if place.interaction.kind.waits() && !matches!(place.interaction.kind, InteractionKind::FileUpload(_))
        {
            hooks.push(CodeHook::ProcessUserResponse);
        }
        let own = hooks.into_iter().filter_map(|hook| Some((hook, self.by_hook.get(&(place.id, hook))?)));
        let integration = match &place.interaction.kind {
            InteractionKind::Integration(name) => names.integration(name.as_str()),
            _ => None,
        };
        let transform = integration.and_then(|id| self.by_integration.get(&id));
        let all = own.chain(transform.map(|jumps| (CodeHook::TransformResult, jumps)));
        all.filter(|(_, jumps)| !jumps.is_empty()).collect()
    }
}

/// The steps that may follow an interaction.
pub(super) struct Outgoing<'o, 'b> {
    pub(super) names: &'o Names<'b>,
    pub(super) landing: &'o Landing,
    pub(super) place: Place<'b>,
    pub(super) code: Vec<(CodeHook, &'o Jumps)>,
    pub(super) edges: &'o mut Vec<Edge>,
}

impl<'b> Outgoing<'_, 'b> {
    /// Adds all steps.
    pub(super) fn add(&mut self) {
        let interaction = self.place.interaction;
        match &interaction.kind {
            InteractionKind::Text(text) => match Closing::find(text.as_str()) {
                Some(closing) => self.close(closing),
                None => self.next(Pause::None, true),
            },
            InteractionKind::Integration(name) => self.integration(name.as_str()),
            InteractionKind::AgentTransfer(_) => self.call(Unhandled::GoesOn),
            InteractionKind::Knowledge(_) => self.search(),
            // Where no intent is in question, it is passed over.
            InteractionKind::Disambiguation(_) => {
                self.answer_rules();
                self.next(Pause::None, false);
            }
            kind if kind.waits() && interaction.rules.is_empty() => self.next(Pause::Answer, true),
            kind if kind.waits() => self.answer_rules(),
            _ => self.next(Pause::None, true),
        }
        self.jumps_of_code();
    }

    /// Whether code that has its turn before such a step may choose another one.
    fn is_steered(&self, pause: Pause) -> bool {
        let asks = pause != Pause::None;
        self.code.iter().any(|(hook, _)| (*hook == CodeHook::ProcessUserResponse) == asks)
    }

    fn push(&mut self, to: Destination, cause: Cause, pause: Pause, is_certain: bool) {
        let is_certain = is_certain && !self.is_steered(pause);
        self.edges.push(Edge { from: self.place.id, to, cause, pause, is_certain });
    }

    fn next(&mut self, pause: Pause, is_certain: bool) {
        let to = self.landing.of(self.names, self.place.id, self.place.interaction.next.as_ref());
        self.push(to, Cause::NextAction, pause, is_certain);
    }

    fn close(&mut self, closing: Closing) {
        let ending = if closing.survey { Ending::CloseDialog } else { Ending::CloseConversation };
        self.push(Destination::End(ending), Cause::SystemString, Pause::None, true);
    }

    fn rule(&mut self, index: usize, rule: &'b Rule, pause: Pause, is_certain: bool) {
        let to = self.landing.of(self.names, self.place.id, rule.next.as_ref());
        self.push(to, Cause::Rule(index), pause, is_certain && !depends_on_variables(rule));
    }

    /// The rules of a question. Of several `no_match` the first one counts.
    fn answer_rules(&mut self) {
        let mut has_no_match = false;
        for (index, rule) in self.place.interaction.rules.iter().enumerate() {
            let judges = match &rule.condition.kind {
                ConditionKind::Result(_) | ConditionKind::KnowledgeMatch(_) => false,
                ConditionKind::NoMatch(_) => !std::mem::replace(&mut has_no_match, true),
                _ => true,
            };
            if judges {
                let known = takes_entity(rule) && self.may_be_answered_before();
                let pause = if known { Pause::AnswerOrKnown } else { Pause::Answer };
                self.rule(index, rule, pause, !known);
            }
        }
    }

    /// Only a question proper is passed over where its answer is known already (spec 7.4).
    fn may_be_answered_before(&self) -> bool {
        !matches!(
            self.place.interaction.kind,
            InteractionKind::Universal(_)
                | InteractionKind::Disambiguation(_)
                | InteractionKind::FileUpload(_)
        )
    }

    fn integration(&mut self, name: &str) {
        let definition = self.names.integration(name).map(|id| self.names.integration_at(id));
        let unhandled = match definition.map(|definition| &definition.kind) {
            Some(IntegrationKind::File(..)) => {
                let is_later = self.names.bot().settings.file_upload == FileUploadMode::Asynchronous;
                if is_later { Unhandled::NobodyWaits } else { Unhandled::GoesOn }
            }
            Some(IntegrationKind::AgentEscalation { .. }) => Unhandled::GoesOn,
            _ => match self.names.bot().settings.unhandled_failure {
                UnhandledFailure::Continue => Unhandled::GoesOn,
                UnhandledFailure::Stop => Unhandled::Ends,
            },
        };
        self.call(unhandled);
    }

    /// A call: the rules for its result, then what follows without one.
    fn call(&mut self, unhandled: Unhandled) {
        // Where nobody waits for the result, the rules only see to an Integration without a file.
        let is_certain = unhandled != Unhandled::NobodyWaits;
        let [success, failure] = [ApiResult::Success, ApiResult::Failure].map(|result| {
            let judges =
                |kind: &ConditionKind| matches!(kind, ConditionKind::Result(it) if it.value == result);
            self.outcome_rules(judges, is_certain)
        });
        let goes_on = match unhandled {
            Unhandled::NobodyWaits => Some(Open::Certainly),
            Unhandled::GoesOn => success.max(failure),
            Unhandled::Ends => success,
        };
        if let Some(open) = goes_on {
            self.next(Pause::None, open == Open::Certainly);
        }
        if unhandled == Unhandled::Ends
            && let Some(open) = failure
        {
            let end = Destination::End(Ending::EndInteraction);
            self.push(end, Cause::UnhandledFailure, Pause::None, open == Open::Certainly);
        }
    }

    fn search(&mut self) {
        let [found, not_found] = [KnowledgeMatch::Found, KnowledgeMatch::NotFound].map(|found| {
            let judges =
                |kind: &ConditionKind| matches!(kind, ConditionKind::KnowledgeMatch(it) if it.value == found);
            self.outcome_rules(judges, true)
        });
        if let Some(open) = found.max(not_found) {
            self.next(Pause::None, open == Open::Certainly);
        }
    }

    /// Adds the rules for one outcome. Says whether it may be that none of them is met.
    fn outcome_rules(&mut self, judges: impl Fn(&ConditionKind) -> bool, is_certain: bool) -> Option<Open> {
        let mut open = Some(Open::Certainly);
        for (index, rule) in self.place.interaction.rules.iter().enumerate() {
            if !judges(&rule.condition.kind) {
                continue;
            }
            self.rule(index, rule, Pause::None, is_certain && open == Some(Open::Certainly));
            open = match open {
                Some(_) if depends_on_variables(rule) => Some(Open::Perhaps),
                _ => None,
            };
        }
        open
    }

    fn jumps_of_code(&mut self) {
        for (hook, jumps) in std::mem::take(&mut self.code) {
            let asks = hook == CodeHook::ProcessUserResponse;
            let pause = if asks { Pause::Answer } else { Pause::None };
            let ends = [(jumps.rematches, Ending::Rematched), (jumps.stops, Ending::StoppedByCode)];
            let ends = ends.into_iter().filter_map(|(span, ending)| Some((Destination::End(ending), span?)));
            let places = jumps.to.iter().map(|(id, span)| (self.landing.at(self.names, *id), *span));
            let all: Vec<_> = places.chain(ends).collect();
            for (to, span) in all {
                self.push(to, Cause::Code { hook, span }, pause, false);
            }
        }
    }
}

/// What becomes of a failure that no rule takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unhandled {
    /// The flow takes the next action.
    GoesOn,
    /// The dialog is over.
    Ends,
    /// Nobody waits for the result: the flow takes the next action whatever it is.
    NobodyWaits,
}

/// Whether an outcome may be left to the next action.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Open {
    /// The variables of its rules decide.
    Perhaps,
    /// There is no rule for it.
    Certainly,
}

/// Whether variables decide as well.
fn depends_on_variables(rule: &Rule) -> bool {
    !rule.all.is_empty() || !rule.any.is_empty()
}

/// Whether the rule's slot takes what the consumer gave of an entity.
fn takes_entity(rule: &Rule) -> bool {
    rule.slot.as_ref().is_some_and(|slot| slot.value.as_str().trim_start().starts_with('@'))
}

/// Whether an interaction hands the consumer to somebody else.
pub(super) fn transfers(names: &Names<'_>, interaction: &Interaction) -> bool {
    match &interaction.kind {
        InteractionKind::AgentTransfer(_) | InteractionKind::DynamicRouting(_) => true,
        InteractionKind::Integration(name) => names.integration(name.as_str()).is_some_and(|id| {
            matches!(names.integration_at(id).kind, IntegrationKind::AgentEscalation { .. })
        }),
        _ => false,
    }
}
