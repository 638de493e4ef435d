//! Events to entries. Every variant has its arm, so that a new one cannot be forgotten.

use std::sync::Arc;
use std::time::Duration;

use super::choice::IntentScore;
use super::entry::TraceEvent as To;
use super::outcome::{
    CallPurposeName, Destination, EndedBecause, FallbackKind, RuleVerdict, SkillAnswerKind, UnplayedKind,
    WentReason,
};
use super::place::NameAndValue;
use crate::engine::{
    Call, CallPurpose, Ended, Event, FallbackChoice, Missed, RuleOutcome, Trace, Unplayed, WentBecause,
};
use crate::integration::{MASK, Secrets, is_credential_parameter};
use crate::linked::{IntegrationId, InteractionId, LinkedBot, SkillAnswer, Target};
use crate::source::Sources;

/// Tells what happened with a bot: its names, the files for places, and what must not be told.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'w> {
    /// The bot whose ids the events hold.
    pub bot: &'w LinkedBot,
    /// Its files.
    pub sources: &'w Sources,
    /// What is masked.
    pub secrets: &'w Secrets,
}

/// Milliseconds, as many as fit.
pub(super) fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

impl Writer<'_> {
    /// One thing that happened.
    pub fn event(&self, event: &Event) -> To {
        let at = |id: &InteractionId| self.interaction(*id);
        match event {
            Event::Message(message) => self.message(message),
            Event::PrivateMessage { text, from, metadata } => To::PrivateMessage {
                text: self.text(text),
                from: from.as_ref().map(at),
                metadata: self.json(metadata.as_ref()),
            },
            Event::LinkOpened(url) => To::LinkOpened { url: self.secrets.mask_url(url) },
            Event::Call(call) => self.call(call),
            Event::AskGroup(said) => To::GroupAsked { text: self.text(said) },
            Event::Transferred { skill, agent, from } => To::Transferred {
                skill: self.text(skill),
                agent: agent.as_ref().map(|agent| self.text(agent)),
                from: at(from),
            },
            Event::HandOver(over) => To::HandOver {
                to: self.text(&over.to),
                heard: self.text(&over.heard),
                intent: over.context.as_ref().and_then(|context| self.some(context.intent.as_ref())),
                message: over.context.as_ref().map(|context| self.text(&context.message)),
            },
            Event::Closed { survey } => To::Closed { survey: *survey },
            Event::NotSimulated(what) => self.not_simulated(what),
            Event::Problem(problem) => self.problem(problem),
            Event::Log(line) => To::Log { line: self.text(line.0) },
            Event::CodeLog { place, text } => To::CodeLog { code: self.code(*place), text: self.text(text) },
            Event::Trace(trace) => self.trace(trace),
            Event::Ended(ended) => self.ended(*ended),
        }
    }

    fn trace(&self, trace: &Trace) -> To {
        let at = |id: &InteractionId| self.interaction(*id);
        match trace {
            Trace::Said(text) => To::Said { text: self.text(text) },
            Trace::Tapped { label, said } => To::Tapped { label: self.text(label), text: self.text(said) },
            Trace::TapBrings { payload, metadata } => {
                To::TapBrings { payload: self.some(payload.as_ref()), metadata: self.json(metadata.as_ref()) }
            }
            Trace::ChoicesListed(channel) => To::ChoicesListed { channel: channel.name() },
            Trace::ListMarker { label } => To::ListMarker { label: self.text(label) },
            Trace::SentFile(name) => To::SentFile { name: self.text(name) },
            Trace::Blocked => To::Blocked,
            Trace::FreshSession => To::FreshSession,
            Trace::Reset => To::Reset,
            Trace::WithAgent => To::WithAgent,
            Trace::Answering(id) => To::Answering { at: at(id) },
            Trace::NothingPending => To::NothingPending,
            Trace::RuleTried { interaction, rule, outcome } => self.rule_tried(*interaction, *rule, outcome),
            Trace::TriedAgainWith(text) => To::TriedAgainWith { text: self.text(text) },
            Trace::NoMatchTaken(id) => self.no_match_taken(*id),
            Trace::AnythingAnswers(id) => To::AnythingAnswers { at: at(id) },
            Trace::VariableSet { name, value, scope } => {
                To::VariableSet { name: self.text(name), value: self.text(value), scope: *scope }
            }
            Trace::LastingVariableSet { name, value } => {
                To::LastingVariableSet { name: self.text(name), value: self.text(value) }
            }
            Trace::RichTap(tap) => self.rich_tap(tap),
            Trace::CodeBegins(place) => To::CodeBegins { code: self.code(*place) },
            Trace::Triggered { place, name, outcome } => self.triggered(*place, name, *outcome),
            Trace::ContentDropped(id) => To::ContentDropped { at: at(id) },
            Trace::HandedBack(id) => To::HandedBack { at: at(id) },
            Trace::StoppedByCode => To::StoppedByCode,
            Trace::ContextChanged { what, value } => {
                To::ContextChanged { property: self.text(what), value: self.some(value.as_ref()) }
            }
            Trace::CustomEvent { message, name, detail } => To::CustomEvent {
                name: self.text(name),
                message: self.text(message),
                detail: self.some(detail.as_ref()),
            },
            Trace::FromFixture { place, function } => To::FromFixture { code: self.code(*place), function },
            Trace::Starters(choice) => self.starters(choice),
            Trace::Understood(meaning) => self.understood(meaning),
            Trace::EntitiesFound(found) => To::EntitiesFound { entities: self.entities(found) },
            Trace::QuestionSkipped { question, rule } => {
                To::QuestionSkipped { at: at(question), rule: self.rule_of(*question, *rule) }
            }
            Trace::EntityMissing(id) => To::EntityMissing { at: at(id) },
            Trace::NotSkippedAgain(id) => To::NotSkippedAgain { at: at(id) },
            Trace::SlotStaysUnset { slot, entity } => {
                To::SlotStaysUnset { slot: self.text(slot), entity: self.text(entity) }
            }
            Trace::Picked(picked) => self.picked(*picked),
            Trace::Went { from, to, because } => self.went(*from, *to, *because),
            Trace::Entered(id) => To::Entered { at: at(id) },
            Trace::PassedOver(id) => To::PassedOver { at: at(id) },
            Trace::DialogEntered(id) => To::DialogEntered { dialog: self.dialog(*id) },
            Trace::DialogLeft(id, because) => To::DialogLeft { dialog: self.dialog(*id), because: *because },
            Trace::Resumed(id) => To::Resumed { at: at(id) },
            Trace::Fallback(choice) => self.fallback(*choice),
            Trace::FileJudged { upload, accepted, reason } => {
                To::FileJudged { at: at(upload), accepted: *accepted, reason: self.text(reason) }
            }
            Trace::Called { integration, purpose } => self.called(*integration, *purpose),
            Trace::CallEnded { integration, result, status, explanation } => To::CallEnded {
                integration: self.integration(*integration),
                result: *result,
                status: *status,
                explanation: self.text(explanation),
            },
            Trace::Counted { counter, now, limit } => {
                To::Counted { counter: *counter, now: *now, limit: *limit }
            }
            Trace::EventDropped(text) => To::EventDropped { text: self.text(text) },
            Trace::SystemText(text) => To::SystemText { text: self.text(text) },
            Trace::Timing(timing) => self.timing(timing),
            Trace::NotCounted(because) => To::NotCounted { because: *because },
            Trace::ProfileSet(profile) => To::ProfileSet {
                first_name: profile.first_name.as_deref().map(|name| self.text(name)),
                last_name: profile.last_name.as_deref().map(|name| self.text(name)),
            },
            Trace::SurveyBegins(id) => To::SurveyBegins { dialog: self.dialog(*id) },
            Trace::HeldBySurvey => To::HeldBySurvey,
            Trace::GroupNotAsked(because) => To::GroupNotAsked { because: *because },
            Trace::SiblingAsked { sibling, taken } => self.sibling(sibling, *taken),
            Trace::TookOver(heard) => self.took_over(heard),
            Trace::IntentPassed { intent, outcome } => self.intent_passed(intent, *outcome),
            Trace::Searched { interaction, answers, shown } => {
                To::Searched { at: at(interaction), answers: *answers, shown: *shown }
            }
            Trace::SkillAnswers { skill, transfer, answer, listed } => {
                self.skill_answers(skill, *transfer, answer, *listed)
            }
            Trace::TransferFailed { from, skill, told } => {
                To::TransferFailed { from: at(from), skill: self.text(skill), told: *told }
            }
            Trace::NotRouted { interaction, fallback_skill } => {
                To::NotRouted { at: at(interaction), fallback_skill: *fallback_skill }
            }
            Trace::Waited { from, time, because } => {
                To::Waited { at: from.as_ref().map(at), ms: milliseconds(*time), because: *because }
            }
        }
    }

    fn call(&self, call: &Call) -> To {
        let pairs = |pairs: &[(Arc<str>, Arc<str>)], masked: &dyn Fn(&str, &str) -> String| {
            let pair = |(name, value): &(Arc<str>, Arc<str>)| NameAndValue {
                name: self.text(name),
                value: masked(name, value),
            };
            pairs.iter().map(pair).collect()
        };
        let parameter = |name: &str, value: &str| {
            if is_credential_parameter(name) { MASK.to_owned() } else { self.text(value) }
        };
        let header = |name: &str, value: &str| self.secrets.mask_header(name, value);
        To::Call {
            integration: self.integration(call.integration),
            from: self.interaction(call.from),
            method: call.method,
            url: self.secrets.mask_url(&call.url),
            params: pairs(&call.params, &parameter),
            headers: pairs(&call.headers, &header),
            body: self.some(call.body.as_ref()),
            file: call.file.as_ref().map(|sent| self.text(&sent.file.facts.name)),
            timeout_ms: milliseconds(call.timeout),
            background: call.background,
        }
    }

    fn rule_tried(&self, id: InteractionId, position: usize, outcome: &RuleOutcome) -> To {
        let (verdict, meant, variable, actual) = match outcome {
            RuleOutcome::Matched => (RuleVerdict::Matched, None, None, None),
            RuleOutcome::Missed(missed) => {
                let (verdict, meant, actual) = self.missed(*missed);
                (verdict, meant, None, actual)
            }
            RuleOutcome::Variable { variable, actual, .. } => {
                let actual = self.some(actual.as_ref());
                (RuleVerdict::VariableDiffers, None, Some(self.text(variable)), actual)
            }
            RuleOutcome::Failed => (RuleVerdict::GaveUp, None, None, None),
        };
        let rule = self.rule_of(id, position);
        To::RuleTried { at: self.interaction(id), rule, outcome: verdict, meant, variable, actual }
    }

    /// The verdict, the intent that was meant, what there was instead.
    fn missed(&self, missed: Missed) -> (RuleVerdict, Option<IntentScore>, Option<String>) {
        match missed {
            Missed::Pattern => (RuleVerdict::PatternDiffers, None, None),
            Missed::Regex => (RuleVerdict::RegexDiffers, None, None),
            Missed::Intent(meant) => (RuleVerdict::OtherIntent, meant.map(|meant| self.scored(meant)), None),
            Missed::Exact => (RuleVerdict::NotExact, None, None),
            Missed::Option => (RuleVerdict::OtherOption, None, None),
            Missed::Result(result) => (RuleVerdict::OtherResult, None, Some(result.name().to_owned())),
            Missed::Knowledge(found) => (RuleVerdict::OtherResult, None, Some(found.name().to_owned())),
            Missed::NotApplicable => (RuleVerdict::NotApplicable, None, None),
        }
    }

    fn no_match_taken(&self, id: InteractionId) -> To {
        let rule = self.bot.interaction(id).no_match.as_deref();
        To::NoMatchTaken { at: self.interaction(id), rule: rule.map(|rule| self.rule(rule)) }
    }

    fn went(&self, from: InteractionId, to: Target, because: WentBecause) -> To {
        let interaction = self.bot.interaction(from);
        let (destination, target) = match to {
            Target::Next => (Destination::Next, interaction.following),
            Target::Current => (Destination::Current, Some(from)),
            Target::End => (Destination::End, None),
            Target::CloseDialog => (Destination::CloseDialog, None),
            Target::CloseConversation => (Destination::CloseConversation, None),
            Target::Interaction(id) => (Destination::Interaction, Some(id)),
        };
        let (because, rule) = match because {
            WentBecause::NextAction => (WentReason::NextAction, None),
            WentBecause::Rule(position) => {
                (WentReason::Rule, interaction.rule(position).map(|rule| self.rule(rule)))
            }
            WentBecause::Triggered => (WentReason::Triggered, None),
            WentBecause::Author => (WentReason::Author, None),
            WentBecause::UnhandledFailure => (WentReason::UnhandledFailure, None),
            WentBecause::SystemString => (WentReason::SystemString, None),
            WentBecause::Code(_) => (WentReason::Code, None),
        };
        let target = target.map(|id| self.interaction(id));
        To::Went { from: self.interaction(from), to: destination, target, because, rule }
    }

    fn fallback(&self, choice: FallbackChoice) -> To {
        let (choice, at, dialog, threshold) = match choice {
            FallbackChoice::Question(id) => (FallbackKind::Question, Some(id), None, None),
            FallbackChoice::Dialog(id) => (FallbackKind::Dialog, None, Some(id), None),
            FallbackChoice::BuiltIn => (FallbackKind::BuiltIn, None, None, None),
            FallbackChoice::AutoEscalation { dialog, threshold } => {
                (FallbackKind::AutoEscalation, None, Some(dialog), Some(threshold))
            }
        };
        let (at, dialog) = (at.map(|id| self.interaction(id)), dialog.map(|id| self.dialog(id)));
        To::Fallback { choice, at, dialog, threshold }
    }

    fn skill_answers(&self, skill: &str, transfer: u32, answer: &SkillAnswer, listed: bool) -> To {
        let (answer, bot) = match answer {
            SkillAnswer::Agents => (SkillAnswerKind::Agents, None),
            SkillAnswer::Unavailable => (SkillAnswerKind::Unavailable, None),
            SkillAnswer::NoAnswer => (SkillAnswerKind::NoAnswer, None),
            SkillAnswer::Bot(name) => (SkillAnswerKind::Bot, Some(self.text(name))),
        };
        To::SkillAnswers { skill: self.text(skill), transfer, answer, bot, listed }
    }

    fn called(&self, integration: IntegrationId, purpose: CallPurpose) -> To {
        let (purpose, upload) = match purpose {
            CallPurpose::Wait => (CallPurposeName::Wait, None),
            CallPurpose::SendFile(upload) => (CallPurposeName::SendFile, Some(upload)),
            CallPurpose::SendFileInBackground(upload) => {
                (CallPurposeName::SendFileInBackground, Some(upload))
            }
        };
        let upload = upload.map(|id| self.interaction(id));
        To::Called { integration: self.integration(integration), purpose, upload }
    }

    fn not_simulated(&self, what: &Unplayed) -> To {
        let (what, at, key) = match *what {
            Unplayed::Interaction(id, key) => (UnplayedKind::Interaction, id, key),
            Unplayed::Dialog(id, key) => (UnplayedKind::Dialog, id, key),
        };
        To::NotSimulated { what, at: Some(self.interaction(at)), key: Some(key) }
    }

    fn ended(&self, ended: Ended) -> To {
        let (because, at) = match ended {
            Ended::Waiting(id) => (EndedBecause::Waiting, Some(self.interaction(id))),
            Ended::Idle => (EndedBecause::Idle, None),
            Ended::Closed => (EndedBecause::Closed, None),
            Ended::WithAgent => (EndedBecause::WithAgent, None),
            Ended::HandedOver => (EndedBecause::HandedOver, None),
            Ended::NotSimulated => (EndedBecause::NotSimulated, None),
            Ended::ChainLimit => (EndedBecause::ChainLimit, None),
        };
        To::Ended { because, at }
    }
}
