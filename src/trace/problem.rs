//! What goes wrong.

use std::borrow::Cow;

use super::Writer;
use super::entry::TraceEvent as To;
use super::outcome::ProblemKind;
use crate::bot::Channel;
use crate::engine::{CodePlace, Problem};
use crate::linked::InteractionId;
use crate::rich::Violation;

/// The parts of an entry; most have few of them.
#[derive(Default)]
struct Parts<'p> {
    at: Option<InteractionId>,
    subject: Option<&'p str>,
    reason: Option<Cow<'p, str>>,
    channel: Option<Channel>,
    number: Option<usize>,
    limit: Option<usize>,
}

impl<'p> Parts<'p> {
    fn at(id: InteractionId) -> Self {
        Self { at: Some(id), ..Self::default() }
    }

    fn of_code(place: CodePlace) -> Self {
        Self { at: place.interaction, ..Self::default() }
    }

    fn about(subject: &'p str) -> Self {
        Self { subject: Some(subject), ..Self::default() }
    }

    fn and(self, at: InteractionId) -> Self {
        Self { at: Some(at), ..self }
    }

    fn since(self, reason: impl Into<Cow<'p, str>>) -> Self {
        Self { reason: Some(reason.into()), ..self }
    }
}

impl Writer<'_> {
    pub(super) fn problem(&self, problem: &Problem) -> To {
        let (kind, parts) = self.parts(problem);
        To::Problem {
            problem: kind,
            at: parts.at.map(|id| self.interaction(id)),
            subject: parts.subject.map(|subject| self.text(subject)),
            reason: parts.reason.map(|reason| self.text(&reason)),
            channel: parts.channel.map(Channel::name),
            number: parts.number,
            limit: parts.limit,
        }
    }

    fn parts<'p>(&'p self, problem: &'p Problem) -> (ProblemKind, Parts<'p>) {
        use ProblemKind as Kind;
        match problem {
            Problem::UnresolvedReference { reference, from } => {
                (Kind::UnresolvedReference, Parts::about(reference).and(*from))
            }
            Problem::UploadGoesNowhere(id) => (Kind::UploadGoesNowhere, Parts::at(*id)),
            Problem::NoFileToSend(id) => (Kind::NoFileToSend, Parts::at(*id)),
            Problem::FileNotAwaited(name) => (Kind::FileNotAwaited, Parts::about(name)),
            Problem::SkillIsNotANumber { skill, from } => {
                (Kind::SkillIsNotANumber, Parts::about(skill).and(*from))
            }
            Problem::NoListInAnswer { from, list } => (Kind::NoListInAnswer, Parts::about(list).and(*from)),
            Problem::UnknownRoutingAction { action, from } => {
                (Kind::UnknownRoutingAction, Parts::about(action).and(*from))
            }
            Problem::CodeFailed { place, failure } => {
                (Kind::CodeFailed, Parts::of_code(*place).since(self.failure(failure)))
            }
            Problem::CodeWarns { place, text } => (Kind::CodeWarns, Parts::of_code(*place).since(&**text)),
            Problem::UnknownTrigger { place, name } => {
                (Kind::UnknownTrigger, Parts { subject: Some(name), ..Parts::of_code(*place) })
            }
            Problem::NotRendered { from, violations } => {
                (Kind::NotRendered, Parts::at(*from).since(all_violations(violations)))
            }
            Problem::RichLimits { from, violations, .. } => {
                (Kind::RichLimits, Parts::at(*from).since(all_violations(violations)))
            }
            Problem::NoPlaceForReplies(from) => (Kind::NoPlaceForReplies, Parts::at(*from)),
            Problem::ReplyIsGone(label) => (Kind::ReplyIsGone, Parts::about(label)),
            Problem::TapRefused { label, .. } => (Kind::TapRefused, Parts::about(label)),
            Problem::PickFirst { label, hint } => (Kind::PickFirst, Parts::about(label).since(&**hint)),
            Problem::RegexFailed { from, reason } => (Kind::RegexFailed, Parts::at(*from).since(&**reason)),
            Problem::DialogDisabled(id) => (Kind::DialogDisabled, Parts::at(*id)),
            Problem::EndlessLoop(id) => (Kind::EndlessLoop, Parts::at(*id)),
            Problem::ProfileNotSet { from, reason } => {
                (Kind::ProfileNotSet, Parts::at(*from).since(&**reason))
            }
            Problem::StuckWithoutSkill(skill) => (Kind::StuckWithoutSkill, Parts::about(skill)),
            Problem::EntityFailed { entity, reason } => {
                (Kind::EntityFailed, Parts::about(self.bot.entities.name(*entity)).since(&**reason))
            }
            Problem::NothingToDisambiguate(id) => (Kind::NothingToDisambiguate, Parts::at(*id)),
            Problem::NotOnChannel { content, channel, from } => {
                let parts = Parts::about(content.name()).and(*from);
                (Kind::NotOnChannel, Parts { channel: Some(*channel), ..parts })
            }
            Problem::TooManyTiles { tiles, from } => {
                (Kind::TooManyTiles, Parts { number: Some(*tiles), ..Parts::at(*from) })
            }
            Problem::TooManyChoices { most, left_out, channel, from } => {
                let (number, limit) = (Some(*left_out), Some(*most));
                let parts = Parts { channel: Some(*channel), number, limit, ..Parts::at(*from) };
                (Kind::TooManyChoices, parts)
            }
            Problem::LabelTooLong { label, most, channel, from } => {
                let parts = Parts::about(label).and(*from);
                (Kind::LabelTooLong, Parts { channel: Some(*channel), limit: Some(*most), ..parts })
            }
            Problem::NotATime { text, from } => (Kind::NotATime, Parts::about(text).and(*from)),
            Problem::NothingToTap { offered } => {
                (Kind::NothingToTap, Parts { number: Some(*offered), ..Parts::default() })
            }
            Problem::OneTapOnly => (Kind::OneTapOnly, Parts::default()),
            Problem::UnresolvedInTransferMessage(reference) => {
                (Kind::UnresolvedInTransferMessage, Parts::about(reference))
            }
            Problem::BotNotInRun { to, .. } => (Kind::BotNotInRun, Parts::about(to)),
            Problem::HandOversWithoutEnd(most) => {
                (Kind::HandOversWithoutEnd, Parts { limit: Some(*most as usize), ..Parts::default() })
            }
        }
    }
}

/// What is wrong with structured content, each with its place in it.
fn all_violations(violations: &[Violation]) -> String {
    let one = |violation: &Violation| match violation.pointer.as_str() {
        "" => violation.message.clone(),
        pointer => format!("{pointer}: {}", violation.message),
    };
    violations.iter().map(one).collect::<Vec<_>>().join("; ")
}
