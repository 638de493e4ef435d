//! What went wrong in the bot itself, in words.

use super::decision::Telling;
use super::{Looking, Reason};
use crate::trace::{EndedBecause, InteractionPlace, ProblemKind, TraceEvent};

impl Looking<'_> {
    pub(super) fn look_at_problems(&mut self) {
        for event in self.telling.events() {
            let place = match event {
                TraceEvent::Problem { at: Some(at), .. }
                | TraceEvent::PassedOver { at }
                | TraceEvent::ContentDropped { at } => Some(at.into()),
                _ => None,
            };
            let words = self.telling.problem(event);
            self.reasons.extend(words.map(|words| Reason::new(words, place)));
        }
    }
}

impl Telling<'_> {
    fn problem(&self, event: &TraceEvent) -> Option<String> {
        match event {
            TraceEvent::Problem { problem, at, subject, reason, channel, .. } => self.words(
                *problem,
                at.as_ref(),
                subject.as_deref().unwrap_or_default(),
                reason.as_deref().unwrap_or_default(),
                channel.unwrap_or_default(),
            ),
            TraceEvent::Ended { because: EndedBecause::ChainLimit, .. } => Some(
                "the platform stops the flow: too many interactions in a row without a question".to_owned(),
            ),
            TraceEvent::Blocked => {
                Some("the message comes while a call is under way, so it is lost".to_owned())
            }
            TraceEvent::WithAgent => {
                Some("an agent has the conversation, so the bot does not see the message".to_owned())
            }
            TraceEvent::FreshSession => {
                Some("the session had ended, so a fresh one begins, without variables and dialogs".to_owned())
            }
            TraceEvent::ContentDropped { at } => Some(format!(
                "{} says nothing of its own, as its code lets the flow go elsewhere",
                self.atlas.interaction(at)
            )),
            TraceEvent::StoppedByCode => Some("bot code stops the flow".to_owned()),
            TraceEvent::PassedOver { at } => {
                Some(format!("the flow passes over {}, which is disabled", self.atlas.interaction(at)))
            }
            _ => None,
        }
    }

    fn words(
        &self,
        problem: ProblemKind,
        at: Option<&InteractionPlace>,
        subject: &str,
        reason: &str,
        channel: &str,
    ) -> Option<String> {
        use ProblemKind as Kind;
        let at = at.map_or_else(|| "the bot".to_owned(), |at| self.atlas.interaction(at));
        Some(match problem {
            Kind::UnresolvedReference => {
                format!("`{subject}` in {at} is not set, so it stands there as it is written")
            }
            Kind::UnresolvedInTransferMessage => {
                format!(
                    "`{subject}` in the group's transfer message is not set, so it stands there as it is written"
                )
            }
            Kind::UploadGoesNowhere => {
                format!("the file cannot go anywhere: {at} is not followed by an Integration of type File")
            }
            Kind::NoFileToSend => format!("{at} sends the consumer's file on, but there is none"),
            Kind::FileNotAwaited => format!("no file is awaited, so the bot never sees `{subject}`"),
            Kind::SkillIsNotANumber if subject.is_empty() => {
                format!("{at} has no skill, so nobody takes over")
            }
            Kind::SkillIsNotANumber => {
                format!("the skill `{subject}` of {at} is not a number, so nobody takes over")
            }
            Kind::NotRendered => format!("the window would not show {at}, so it is not sent: {reason}"),
            Kind::RichLimits => format!("{at} goes over what the channel takes: {reason}"),
            Kind::NoPlaceForReplies => {
                format!("the quick replies that code adds before {at} have no place in its content")
            }
            Kind::ReplyIsGone => format!("the quick reply `{subject}` has vanished since"),
            Kind::TapRefused => format!("`{subject}` cannot be tapped now"),
            Kind::PickFirst => format!("`{subject}` asks to pick something first: {reason}"),
            Kind::CodeFailed => format!("the code of {at} fails: {reason}"),
            Kind::CodeWarns => format!("the code of {at}: {reason}"),
            Kind::UnknownTrigger => {
                format!("the code of {at} lets the flow go to `{subject}`, which there is not, so it goes on")
            }
            Kind::RegexFailed => {
                format!("a regular expression of {at} gave up, so its rule does not match: {reason}")
            }
            Kind::EntityFailed => format!("the expression of the entity `{subject}` gave up: {reason}"),
            Kind::DialogDisabled => {
                format!("the flow jumps to {at}, whose dialog is disabled, so it ends there")
            }
            Kind::NoListInAnswer => {
                format!("the answer that {at} got has no list `{subject}`, so it counts as empty")
            }
            Kind::UnknownRoutingAction => format!("{at} cannot perform {subject}, so it is left out"),
            Kind::EndlessLoop => format!("the flow goes round in a circle at {at} without saying anything"),
            Kind::ProfileNotSet => format!("{at} does not set the consumer's profile, since {reason}"),
            Kind::StuckWithoutSkill => "the conversation is stuck, and nobody takes over".to_owned(),
            Kind::NothingToDisambiguate => format!("{at} has no intents to offer, so nothing is asked"),
            Kind::NotOnChannel => format!("the channel `{channel}` does not show all of {at}"),
            Kind::TooManyTiles | Kind::TooManyChoices => format!("{at} offers more than is shown"),
            Kind::NothingToTap => "nothing like that is offered, so the bot does not see the tap".to_owned(),
            Kind::OneTapOnly => {
                "only one choice can be tapped here, so the bot does not see the taps".to_owned()
            }
            // They change nothing that a transcript sees, or are told as what kept the case from going on.
            Kind::LabelTooLong | Kind::NotATime | Kind::BotNotInRun | Kind::HandOversWithoutEnd => {
                return None;
            }
        })
    }
}
