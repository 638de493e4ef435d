//! The one place that words what goes wrong and what is not simulated.

use super::page::Page;
use super::view_code;
use super::view_group;
use super::view_rich;
use super::view_tap;
use crate::engine::{Problem, Unplayed};
use crate::linked::{InteractionId, Step};

/// What goes wrong, where, why it matters and what to do.
pub(super) fn problem(page: &Page<'_>, problem: &Problem) -> String {
    let at = |id: &InteractionId| page.interaction(*id);
    if let Some(words) = view_tap::problem(page, problem) {
        return words;
    }
    match problem {
        Problem::UnresolvedReference { reference, from } => {
            let reader = match page.bot.interaction(*from).step {
                Step::Call(_) => "the service gets",
                Step::Transfer(_) | Step::Routing(_) => "the transfer gets",
                _ => "the consumer reads",
            };
            format!(
                "`{reference}` in {} is not set, so {reader} it as it is written: set it before, or correct its name",
                at(from)
            )
        }
        Problem::UploadGoesNowhere(id) => format!(
            "the file cannot go anywhere: {} is not followed by an Integration of type File; put one right after it",
            at(id)
        ),
        Problem::NoFileToSend(id) => format!(
            "{} sends the consumer's file on, but there is none: it must come right after a File Upload, and be reached through it",
            at(id)
        ),
        Problem::FileNotAwaited(name) => format!(
            "no file is awaited, so the bot never sees `{name}`: send it when a File Upload asks for one"
        ),
        Problem::SkillIsNotANumber { skill, from } if skill.is_empty() => {
            format!(
                "{} has no skill, so nobody takes over and the consumer stays with the bot: write the skill's number",
                at(from)
            )
        }
        Problem::SkillIsNotANumber { skill, from } => format!(
            "the skill `{skill}` of {} is not a number, so nobody takes over and the consumer stays with the bot: write the skill's number, not its name",
            at(from)
        ),
        Problem::NoListInAnswer { from, list } => format!(
            "the answer that {} got has no list `{list}`, so it counts as empty: answer with `{{ {list}: [...] }}`",
            at(from)
        ),
        Problem::UnknownRoutingAction { action, from } => format!(
            "{} cannot perform {action}, so it is left out: write `send_message`, `transfer_to_skill` or `transfer_to_agent` with a text",
            at(from)
        ),
        Problem::CodeFailed { place, failure } => view_code::failure(page, *place, failure),
        Problem::CodeWarns { place, text } => format!("{}: {text}", view_code::place(page, *place)),
        Problem::UnknownTrigger { place, name } => view_code::unknown_trigger(page, *place, name),
        Problem::NotRendered { from, violations } => view_rich::not_rendered(page, *from, violations),
        Problem::RichLimits { from, channel, violations } => {
            view_rich::limits(page, *from, *channel, violations)
        },
        Problem::NoPlaceForReplies(from) => format!(
            "the quick replies that code adds before {} are not shown: its content is no text and offers no choices",
            at(from)
        ),
        Problem::RegexFailed { from, reason } => {
            format!("a regular expression of {} gave up, so its rule does not match: {reason}", at(from))
        }
        Problem::EntityFailed { entity, reason } => format!(
            "the regular expression of the entity `{}` gave up, so it is not found in this message: {reason}",
            page.bot.entities.name(*entity)
        ),
        Problem::NothingToDisambiguate(id) => format!(
            "{} has no intents to offer, so nothing is asked and the flow goes on: only a message that may mean several intents leads there, not a jump",
            at(id)
        ),
        Problem::DialogDisabled(id) => {
            let dialog = page.bot.dialog(page.bot.interaction(*id).dialog);
            format!(
                "the flow jumps to {}, but the dialog `{}` ({}) is disabled, so it ends there: enable the dialog, or jump elsewhere",
                at(id),
                dialog.name,
                page.place(dialog.span)
            )
        }
        Problem::EndlessLoop(id) => format!(
            "the flow goes round in a circle at {} without saying anything, so the consumer hears nothing more: let one of the next actions lead to a message or an end",
            at(id)
        ),
        Problem::ProfileNotSet { from, reason } => format!(
            "{} does not set the consumer's profile, since {reason}: write SET_USER_PROFILE | {{\"firstName\": \"Ada\", \"lastName\": \"Lovelace\"}}",
            at(from)
        ),
        Problem::StuckWithoutSkill(skill) if skill.is_empty() => {
            "the conversation is stuck, and nobody takes over, since the connector has no `escalation_skill_id_on_stuck_conversation`: write the skill's number"
                .to_owned()
        }
        Problem::StuckWithoutSkill(skill) => format!(
            "the conversation is stuck, and nobody takes over, since `{skill}` is not a skill's number: write `escalation_skill_id_on_stuck_conversation` in the connector"
        ),
        // Worded in `view_tap`.
        Problem::NotOnChannel { .. }
        | Problem::TooManyTiles { .. }
        | Problem::TooManyChoices { .. }
        | Problem::LabelTooLong { .. }
        | Problem::NotATime { .. }
        | Problem::NothingToTap { .. }
        | Problem::ReplyIsGone(_)
        | Problem::TapRefused { .. }
        | Problem::PickFirst { .. }
        | Problem::OneTapOnly => String::new(),
        Problem::UnresolvedInTransferMessage(reference) => view_group::unresolved(page, reference),
        Problem::BotNotInRun { to, known } => view_group::not_in_run(page.bot, to, known),
        Problem::HandOversWithoutEnd(most) => view_group::without_end(page.bot, *most),
    }
}

/// What this version does not play, and what happens instead.
pub(super) fn unplayed(page: &Page<'_>, unplayed: &Unplayed) -> String {
    let at = |id: &InteractionId| page.interaction(*id);
    match unplayed {
        Unplayed::Interaction(id, kind) => {
            format!("`{kind}` is not simulated yet: the flow stops at {}; /goto goes on elsewhere", at(id))
        }
        Unplayed::Dialog(id, kind) => format!(
            "dialogs of kind `{kind}` are not simulated yet: the flow stops before {}; /goto goes on elsewhere",
            at(id)
        ),
    }
}
