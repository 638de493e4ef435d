//! Events to entries. Every variant has its arm, so that a new one cannot be forgotten.

use std::sync::Arc;
use std::time::Duration;

use super::entry::TraceEvent as To;
use super::outcome::{
    CallPurposeName, Destination, EndedBecause, FallbackKind, MessageKind, ProblemKind, RuleVerdict,
    UnplayedKind, WentReason,
};
use super::place::{NameAndValue, StarterPattern};
use crate::engine::{
    Call, CallPurpose, Ended, Event, FallbackChoice, Message, MessageBody, Missed, Problem, RuleOutcome,
    StarterOutcome, Trace, Unplayed, WentBecause,
};
use crate::integration::{MASK, Secrets, is_credential_parameter};
use crate::linked::{IntegrationId, InteractionId, LinkedBot, StarterMatch, Target};
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
            Event::PrivateMessage { text, from } => {
                To::PrivateMessage { text: self.text(text), from: at(from) }
            }
            Event::LinkOpened(url) => To::LinkOpened { url: self.secrets.mask_url(url) },
            Event::Call(call) => self.call(call),
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
            Event::Trace(trace) => self.trace(trace),
            Event::Ended(ended) => self.ended(*ended),
        }
    }

    fn trace(&self, trace: &Trace) -> To {
        let at = |id: &InteractionId| self.interaction(*id);
        match trace {
            Trace::Said(text) => To::Said { text: self.text(text) },
            Trace::Tapped { label, said } => To::Tapped { label: self.text(label), text: self.text(said) },
            Trace::SentFile(name) => To::SentFile { name: self.text(name) },
            Trace::Blocked => To::Blocked,
            Trace::FreshSession => To::FreshSession,
            Trace::Reset => To::Reset,
            Trace::WithAgent => To::WithAgent,
            Trace::Answering(id) => To::Answering { at: at(id) },
            Trace::NothingPending => To::NothingPending,
            Trace::RuleTried { interaction, rule, outcome } => self.rule_tried(*interaction, *rule, outcome),
            Trace::NoMatchTaken(id) => self.no_match_taken(*id),
            Trace::AnythingAnswers(id) => To::AnythingAnswers { at: at(id) },
            Trace::VariableSet { name, value, scope } => {
                To::VariableSet { name: self.text(name), value: self.text(value), scope: *scope }
            }
            Trace::Starters(outcome) => self.starters(outcome),
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
            Trace::Waited { from, time, because } => {
                To::Waited { at: from.as_ref().map(at), ms: milliseconds(*time), because: *because }
            }
        }
    }

    fn message(&self, message: &Message) -> To {
        let (kind, choices) = match &message.body {
            MessageBody::Text => (MessageKind::Text, Vec::new()),
            MessageBody::Image => (MessageKind::Image, Vec::new()),
            MessageBody::Choices(choices) => {
                (MessageKind::Choices, choices.iter().map(|choice| self.text(&choice.label)).collect())
            }
        };
        To::Message {
            text: self.text(&message.text),
            kind,
            choices,
            part: message.part,
            from: message.from.map(|id| self.interaction(id)),
            clock_ms: milliseconds(message.at),
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
            RuleOutcome::NotSimulated => (RuleVerdict::NotSimulated, None, None, None),
        };
        let rule = self.bot.interaction(id).rule(position);
        let rule = rule.map_or_else(|| self.unknown_rule(id, position), |rule| self.rule(rule));
        To::RuleTried { at: self.interaction(id), rule, outcome: verdict, meant, variable, actual }
    }

    /// The verdict, the intent that was meant, what there was instead.
    fn missed(&self, missed: Missed) -> (RuleVerdict, Option<String>, Option<String>) {
        match missed {
            Missed::Pattern => (RuleVerdict::PatternDiffers, None, None),
            Missed::Regex => (RuleVerdict::RegexDiffers, None, None),
            Missed::Intent(meant) => (RuleVerdict::OtherIntent, meant.map(|meant| self.intent(meant)), None),
            Missed::Exact => (RuleVerdict::NotExact, None, None),
            Missed::Option => (RuleVerdict::OtherOption, None, None),
            Missed::Result(result) => (RuleVerdict::OtherResult, None, Some(result.name().to_owned())),
            Missed::NotApplicable => (RuleVerdict::NotApplicable, None, None),
        }
    }

    fn no_match_taken(&self, id: InteractionId) -> To {
        let rule = self.bot.interaction(id).no_match.as_deref();
        To::NoMatchTaken { at: self.interaction(id), rule: rule.map(|rule| self.rule(rule)) }
    }

    fn starters(&self, outcome: &StarterOutcome) -> To {
        match outcome {
            StarterOutcome::Pattern { matched, ties } => {
                let StarterPattern { dialog, pattern } = self.starter(*matched);
                let also = ties.iter().map(|tie| self.starter(*tie)).collect();
                To::StarterMatched { dialog, pattern, also }
            }
            StarterOutcome::Intent { dialog, intent } => {
                To::StarterIntentMatched { dialog: self.dialog(*dialog), intent: self.intent(*intent) }
            }
            StarterOutcome::Excluded(found) => {
                let StarterPattern { dialog, pattern } = self.starter(*found);
                To::StarterExcluded { dialog, pattern }
            }
            StarterOutcome::ExcludedIntent(dialog, intent) => {
                To::StarterIntentExcluded { dialog: self.dialog(*dialog), intent: self.intent(*intent) }
            }
            StarterOutcome::None { patterns, intent } => {
                To::NoStarterMatched { patterns: *patterns, intent: intent.map(|intent| self.intent(intent)) }
            }
        }
    }

    fn starter(&self, found: StarterMatch) -> StarterPattern {
        let pattern = self.text(self.bot.starters.pattern(found.pattern));
        StarterPattern { dialog: self.dialog(found.dialog), pattern }
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
        };
        let target = target.map(|id| self.interaction(id));
        To::Went { from: self.interaction(from), to: destination, target, because, rule }
    }

    fn fallback(&self, choice: FallbackChoice) -> To {
        match choice {
            FallbackChoice::Question(id) => {
                To::Fallback { choice: FallbackKind::Question, at: Some(self.interaction(id)), dialog: None }
            }
            FallbackChoice::Dialog(id) => {
                To::Fallback { choice: FallbackKind::Dialog, at: None, dialog: Some(self.dialog(id)) }
            }
            FallbackChoice::BuiltIn => To::Fallback { choice: FallbackKind::BuiltIn, at: None, dialog: None },
        }
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
        let told = |what, at: Option<InteractionId>, key, rule: Option<usize>| To::NotSimulated {
            what,
            at: at.map(|id| self.interaction(id)),
            key,
            rule: rule.map(|position| position + 1),
        };
        match *what {
            Unplayed::Interaction(id, key) => told(UnplayedKind::Interaction, Some(id), Some(key), None),
            Unplayed::Integration(id, key) => told(UnplayedKind::Integration, Some(id), Some(key), None),
            Unplayed::Dialog(id, key) => told(UnplayedKind::Dialog, Some(id), Some(key), None),
            Unplayed::Code(code) => {
                told(UnplayedKind::Code, Some(code.interaction), Some(code.hook.key()), None)
            }
            Unplayed::Rule(id, rule) => told(UnplayedKind::Rule, Some(id), None, Some(rule)),
            Unplayed::Entity(id, rule) => told(UnplayedKind::Entity, Some(id), None, Some(rule)),
            Unplayed::AutoEscalation(_) => told(UnplayedKind::AutoEscalation, None, None, None),
        }
    }

    fn problem(&self, problem: &Problem) -> To {
        let told = |problem, at: Option<&InteractionId>, subject: Option<&Arc<str>>| To::Problem {
            problem,
            at: at.map(|id| self.interaction(*id)),
            subject: self.some(subject),
            reason: None,
        };
        match problem {
            Problem::UnresolvedReference { reference, from } => {
                told(ProblemKind::UnresolvedReference, Some(from), Some(reference))
            }
            Problem::UploadGoesNowhere(id) => told(ProblemKind::UploadGoesNowhere, Some(id), None),
            Problem::NoFileToSend(id) => told(ProblemKind::NoFileToSend, Some(id), None),
            Problem::FileNotAwaited(name) => told(ProblemKind::FileNotAwaited, None, Some(name)),
            Problem::SkillIsNotANumber { skill, from } => {
                told(ProblemKind::SkillIsNotANumber, Some(from), Some(skill))
            }
            Problem::RegexFailed { from, reason } => To::Problem {
                problem: ProblemKind::RegexFailed,
                at: Some(self.interaction(*from)),
                subject: None,
                reason: Some(self.text(reason)),
            },
            Problem::DialogDisabled(id) => told(ProblemKind::DialogDisabled, Some(id), None),
        }
    }

    fn ended(&self, ended: Ended) -> To {
        let (because, at) = match ended {
            Ended::Waiting(id) => (EndedBecause::Waiting, Some(self.interaction(id))),
            Ended::Idle => (EndedBecause::Idle, None),
            Ended::Closed => (EndedBecause::Closed, None),
            Ended::WithAgent => (EndedBecause::WithAgent, None),
            Ended::NotSimulated => (EndedBecause::NotSimulated, None),
            Ended::ChainLimit => (EndedBecause::ChainLimit, None),
        };
        To::Ended { because, at }
    }
}
