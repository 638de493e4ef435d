//! `/why`: a turn explained step by step, from its trace.

use std::time::Duration;

use super::page::{Page, count};
use super::view_choice;
use super::view_code;
use super::view_group;
use super::view_problem::{problem, unplayed};
use super::view_rule::{no_match, quoted, tried};
use super::view_service;
use super::view_tap::{self, brings, with_metadata};
use super::view_timing::{not_counted, profile_set, timing};
use crate::engine::{
    CallPurpose, Counter, Ended, Event, FallbackChoice, LeftBecause, Message, Part, Trace, WaitedBecause,
    WentBecause,
};
use crate::integration::AnswerSource;
use crate::linked::{DialogId, InteractionId, Target};
use crate::play::{CallRecord, Happened};
use crate::terminal::Style;
use crate::text::format_duration;

/// A turn, explained. `calls` are those that were made in it, in order.
pub(super) fn why(page: &Page<'_>, number: usize, events: &[Happened], calls: &[CallRecord]) -> String {
    indented(page, number, events, calls, "")
}

/// As [`why`], with every line indented.
pub(super) fn indented(
    page: &Page<'_>,
    number: usize,
    events: &[Happened],
    calls: &[CallRecord],
    indent: &str,
) -> String {
    let heading = page.terminal.paint(Style::Heading, &format!("Turn {number}"));
    let mut shown = format!("{indent}{heading}");
    let (first, rest) = (format!("{indent}  "), format!("{indent}    "));
    let mut calls = calls.iter();
    for (index, happened) in events.iter().enumerate() {
        let page = &Page { bot: &happened.bot, ..*page };
        let next = events.get(index + 1).map(|next| &next.event);
        let Some(step) = step(page, &happened.event, next, &mut calls) else { continue };
        shown.push('\n');
        shown.push_str(&page.lines(&page.safe(&step), &first, &rest));
    }
    shown
}

fn step(
    page: &Page<'_>,
    event: &Event,
    next: Option<&Event>,
    calls: &mut std::slice::Iter<'_, CallRecord>,
) -> Option<String> {
    match event {
        Event::Trace(trace) if is_implied(page, trace, next) => None,
        Event::Trace(trace) => Some(self::trace(page, trace, calls)),
        Event::Message(message) => Some(sent(page, message)),
        Event::PrivateMessage { text, from, metadata } => {
            let by = from
                .map_or_else(|| "the code of the session's beginning".to_owned(), |id| page.interaction(id));
            let said = format!("tells agents {} (of {by})", quoted(page, text));
            Some(said + &with_metadata(page, metadata.as_deref()))
        }
        Event::LinkOpened(url) => Some(format!("the tap opens {url}; the question keeps waiting")),
        Event::Call(_) => None,
        Event::AskGroup(_) => Some(view_group::asked(page)),
        Event::Transferred { skill, from, agent } => {
            let whom = match agent {
                Some(agent) if skill.is_empty() => format!("agent {agent}"),
                _ => format!("skill {skill}"),
            };
            Some(format!("hands the consumer to {whom} (by {})", page.interaction(*from)))
        }
        Event::HandOver(over) => {
            let passed = over.context.as_ref().map_or_else(String::new, |passed| match &passed.intent {
                Some(intent) => {
                    format!(", and is told the intent `{intent}` and {}", quoted(page, &passed.message))
                }
                None => format!(", and is told {}", quoted(page, &passed.message)),
            });
            Some(format!(
                "hands over to the bot `{}`, which hears {}{passed}",
                over.to,
                quoted(page, &over.heard)
            ))
        }
        Event::Closed { survey } => {
            Some(format!("closes the conversation, {} a survey", if *survey { "with" } else { "without" }))
        }
        Event::NotSimulated(what) => Some(format!("! {}", unplayed(page, what))),
        Event::Problem(what) => Some(format!("! {}", problem(page, what))),
        Event::CodeLog { text, .. } => Some(format!("logs {}", quoted(page, text))),
        Event::Log(line) => Some(format!("the platform logs: {}", line.0)),
        Event::Ended(ended) => Some(self::ended(page, *ended)),
    }
}

/// Steps that the next one tells too.
fn is_implied(page: &Page<'_>, trace: &Trace, next: Option<&Event>) -> bool {
    if let Trace::Counted { now, limit, .. } = trace {
        // A count is of interest where it nears its limit.
        return *now * 2 < *limit;
    }
    let Trace::Went { from, to, because } = trace else { return false };
    let followed = matches!(next, Some(Event::Trace(Trace::Entered(_))));
    let plain = *to == Target::Next && page.bot.interaction(*from).following.is_some();
    followed && (*because == WentBecause::Triggered || (plain && *because == WentBecause::NextAction))
}

fn trace(page: &Page<'_>, trace: &Trace, calls: &mut std::slice::Iter<'_, CallRecord>) -> String {
    let at = |id: &InteractionId| page.interaction(*id);
    match trace {
        Trace::Said(text) => format!("the consumer says {}", quoted(page, text)),
        Trace::Tapped { label, said } if label == said => {
            format!("the consumer taps {}", quoted(page, label))
        }
        Trace::Tapped { label, said } => {
            format!("the consumer taps {}; the bot gets {}", quoted(page, label), quoted(page, said))
        }
        Trace::TapBrings { payload, metadata } => brings(page, payload.as_deref(), metadata.as_deref()),
        Trace::ListMarker { label } => {
            format!("on this channel that stands for the choice {} of the list", quoted(page, label))
        }
        Trace::ChoicesListed(channel) => {
            format!(
                "the channel `{}` does not show the choices: they become a list in the text",
                channel.name()
            )
        }
        Trace::SentFile(name) => format!("the consumer sends the file {name}"),
        Trace::Blocked => "a call is under way, so the message is lost".to_owned(),
        Trace::FreshSession => "the session had ended; a fresh one begins".to_owned(),
        Trace::Reset => "`reset` begins the session afresh (setting `debug_commands`)".to_owned(),
        Trace::WithAgent => "an agent has the conversation; the bot does not see the message".to_owned(),
        Trace::Answering(id) => format!("{} waits, so it is asked first", at(id)),
        Trace::NothingPending => "no question waits, so the dialog starters decide".to_owned(),
        Trace::RuleTried { interaction, rule, outcome } => tried(page, *interaction, *rule, outcome),
        Trace::TriedAgainWith(text) => {
            format!("none is met, so they are tried again with {}", quoted(page, text))
        }
        Trace::NoMatchTaken(id) => no_match(page, *id),
        Trace::AnythingAnswers(_) => "it has no rules, so everything is its answer".to_owned(),
        Trace::VariableSet { name, value, scope } => {
            format!("sets {name} to {} ({} scope)", quoted(page, value), scope.name())
        }
        Trace::RichTap(tap) => view_tap::rich_tap(page, tap),
        Trace::CodeBegins(_)
        | Trace::LastingVariableSet { .. }
        | Trace::Triggered { .. }
        | Trace::ContentDropped(_)
        | Trace::HandedBack(_)
        | Trace::StoppedByCode
        | Trace::ContextChanged { .. }
        | Trace::CustomEvent { .. }
        | Trace::FromFixture { .. } => view_code::step(page, trace),
        Trace::Starters(choice) => view_choice::choice(page, choice),
        Trace::Understood(meaning) => view_choice::understood(page, meaning),
        Trace::EntitiesFound(found) => view_choice::entities(page, found),
        Trace::QuestionSkipped { question, rule } => view_choice::skipped(page, *question, *rule),
        Trace::EntityMissing(id) => view_choice::missing(page, *id),
        Trace::NotSkippedAgain(id) => format!("{} was passed in this turn before, so it is asked", at(id)),
        Trace::SlotStaysUnset { slot, entity } => {
            format!("{slot} stays unset: nothing that was said is @{}", entity)
        }
        Trace::Picked(picked) => view_choice::picked(page, *picked),
        Trace::Went { from, to, because } => went(page, *from, *to, *because),
        Trace::Entered(id) => format!("plays {}", played(page, *id)),
        Trace::PassedOver(id) => format!("passes over {}, which is disabled", at(id)),
        Trace::DialogEntered(id) => format!("enters the dialog {}", dialog(page, *id)),
        Trace::DialogLeft(id, because) => {
            format!("leaves the dialog {}: {}", dialog(page, *id), left(*because))
        }
        Trace::Resumed(id) => format!("the question beneath waits again: {}", at(id)),
        Trace::Fallback(choice) => fallback(page, *choice),
        Trace::FileJudged { upload, accepted, reason } => {
            let verdict = if *accepted { "accepts" } else { "refuses" };
            format!("{} {verdict} the file: {reason}", at(upload))
        }
        Trace::Called { integration, purpose } => {
            called(page, &page.bot.integration(*integration).name, *purpose)
        }
        Trace::CallEnded { integration, result, status, explanation } => {
            let name = &page.bot.integration(*integration).name;
            let place = calls.next().and_then(|call| entry_place(page, call));
            let place = place.map_or_else(String::new, |place| format!(" ({place})"));
            let status = status.map_or_else(|| "no answer".to_owned(), |status| format!("status {status}"));
            format!("`{name}` ends: {status}, so its result is {}; {explanation}{place}", result.name())
        }
        Trace::Counted { counter, now, limit } => counted(*counter, *now, *limit),
        Trace::Searched { interaction, answers, shown } => {
            view_service::searched(page, *interaction, *answers, *shown)
        }
        Trace::SkillAnswers { skill, transfer, answer, listed } => {
            view_service::skill_answers(skill, *transfer, answer, *listed)
        }
        Trace::TransferFailed { from, skill, told } => {
            view_service::transfer_failed(page, *from, skill, *told)
        }
        Trace::NotRouted { interaction, fallback_skill } => {
            view_service::not_routed(page, *interaction, *fallback_skill)
        }
        Trace::EventDropped(text) => format!("no starter wants the event {}", quoted(page, text)),
        Trace::Waited { from, time, because } => waited(page, *from, *time, *because),
        Trace::SystemText(text) => format!("the platform says {} to the bot", quoted(page, text)),
        Trace::Timing(what) => timing(page, what),
        Trace::NotCounted(because) => not_counted(*because).to_owned(),
        Trace::ProfileSet(profile) => profile_set(page, profile),
        Trace::SurveyBegins(id) => format!(
            "the survey {} begins: a conversation of its own, without the variables of this one",
            dialog(page, *id)
        ),
        Trace::HeldBySurvey => "a survey has no other dialogs, so no starter is tried".to_owned(),
        Trace::GroupNotAsked(reason) => view_group::not_asked(page, *reason),
        Trace::SiblingAsked { sibling, taken } => view_group::sibling(sibling, *taken),
        Trace::TookOver(heard) => view_group::took_over(page, heard),
        Trace::IntentPassed { intent, outcome } => view_group::passed(page, intent, *outcome),
    }
}

fn waited(page: &Page<'_>, from: Option<InteractionId>, time: Duration, because: WaitedBecause) -> String {
    let time = format_duration(time);
    let of = from.map_or_else(String::new, |from| format!(" of {}", page.interaction(from)));
    match because {
        WaitedBecause::Delay => format!("waits {time}, the delay{of}"),
        WaitedBecause::Break => format!("waits {time} at a break in the text{of}"),
    }
}

fn counted(counter: Counter, now: u32, limit: u32) -> String {
    let what = match counter {
        Counter::Chain => "interactions in a row without a question",
        Counter::Fallbacks => "fallbacks in a row in this question",
        Counter::FailedTransfers => "transfers that failed",
    };
    format!("{what}: {now} of {limit}")
}

/// A kind and a name: `` Text Question `ask_name` (bot.yaml:42) ``.
fn played(page: &Page<'_>, id: InteractionId) -> String {
    let interaction = page.bot.interaction(id);
    match &interaction.name {
        Some(_) => format!("{} {}", interaction.title, page.interaction(id)),
        None => page.interaction(id),
    }
}

/// A dialog and where it stands.
pub(super) fn dialog(page: &Page<'_>, id: DialogId) -> String {
    let dialog = page.bot.dialog(id);
    format!("`{}` ({})", dialog.name, page.place(dialog.span))
}

fn entry_place(page: &Page<'_>, call: &CallRecord) -> Option<String> {
    match call.answer.source {
        AnswerSource::Mock(_, span) | AnswerSource::Override(_, span) => Some(page.place(span)),
        AnswerSource::Articles(_) | AnswerSource::Live | AnswerSource::Nobody => None,
    }
}

fn sent(page: &Page<'_>, message: &Message) -> String {
    let part = match message.part {
        Part::Content => "content",
        Part::Repeated => "question again",
        Part::Fallback => "fallback message",
        Part::NoMatch => "No Match message",
        Part::NotFound => "message for no results",
        Part::InProgress => "in-progress message",
        Part::Success => "success message",
        Part::Failure => "failure message",
        Part::ValidationFailure => "validation failure message",
        Part::BuiltIn => "platform's own text",
        Part::DefaultResponse => "bot's Default User-Friendly Response",
        Part::Interruption => "reply to a blocked message",
        Part::Stuck => "text for a stuck conversation",
        Part::TransferMessage => "transfer message of the bot's group",
        Part::Code => "text of the code",
    };
    let of = message.from.map_or_else(String::new, |from| format!(" of {}", page.interaction(from)));
    let metadata = with_metadata(page, message.metadata.as_deref());
    format!("sends the {part}{of}: {}{metadata}", quoted(page, &message.text))
}

/// Where the flow goes, and why.
pub(super) fn went(page: &Page<'_>, from: InteractionId, to: Target, because: WentBecause) -> String {
    let target = match to {
        Target::Next => match page.bot.interaction(from).following {
            Some(following) => page.interaction(following),
            None => "nothing, the dialog ends here".to_owned(),
        },
        Target::Current => "the same again".to_owned(),
        Target::End => "End Interaction".to_owned(),
        Target::CloseDialog => "Close Dialog".to_owned(),
        Target::CloseConversation => "Close Conversation".to_owned(),
        Target::Interaction(id) => page.interaction(id),
    };
    match because {
        WentBecause::NextAction => format!("next action of {}: {target}", page.interaction(from)),
        WentBecause::Rule(rule) => {
            format!("rule {} of {} leads to: {target}", rule + 1, page.interaction(from))
        }
        WentBecause::Triggered => format!("begins at {target}"),
        WentBecause::UnhandledFailure => {
            format!("no rule of {} handles the failure, which ends the dialog", page.interaction(from))
        }
        WentBecause::Author => format!("you send the flow to {target}"),
        WentBecause::Code(hook) => {
            format!("the `{}` code of {}: {target}", hook.key(), page.interaction(from))
        }
        WentBecause::SystemString => format!("a system string in {}: {target}", page.interaction(from)),
    }
}

fn left(because: LeftBecause) -> &'static str {
    match because {
        LeftBecause::Complete => "it is complete",
        LeftBecause::LeftByJump => "the flow had left it by a jump",
        LeftBecause::FallbackDiscarded => "a fallback dialog is never resumed",
        LeftBecause::DisambiguationOver => "a disambiguation dialog is never repeated",
        LeftBecause::TriggeredAgain => "it is triggered again, and the old run is dropped",
        LeftBecause::Unwound => "the flow jumps back to a dialog beneath",
        LeftBecause::Stopped => "End Interaction stops everything (setting `end_interaction`)",
        LeftBecause::PreviousSkipped => "`skipPreviousDialog` is true, so nothing beneath resumes",
    }
}

/// What is said when nothing understood the message.
pub(super) fn fallback(page: &Page<'_>, choice: FallbackChoice) -> String {
    match choice {
        FallbackChoice::Question(id) => {
            format!(
                "nothing understands the message: the fallback message of {} is sent",
                page.interaction(id)
            )
        }
        FallbackChoice::Dialog(id) => {
            format!("nothing understands the message: the fallback dialog {} plays", dialog(page, id))
        }
        FallbackChoice::BuiltIn => {
            "nothing understands the message, and there is no fallback: the platform's text is sent"
                .to_owned()
        }
        FallbackChoice::AutoEscalation { dialog: id, threshold } => format!(
            "nothing understands the message, after {} in a row in this question: the auto escalation dialog {} plays",
            count(threshold as usize, "fallback"),
            dialog(page, id)
        ),
    }
}

fn called(page: &Page<'_>, name: &str, purpose: CallPurpose) -> String {
    match purpose {
        CallPurpose::Wait => format!("calls `{name}` and waits"),
        CallPurpose::SendFile(upload) => {
            format!("calls `{name}` with the file of {} and waits", page.interaction(upload))
        }
        CallPurpose::SendFileInBackground(upload) => {
            format!("calls `{name}` with the file of {} and goes on meanwhile", page.interaction(upload))
        }
    }
}

/// How a turn ended.
pub(super) fn ended(page: &Page<'_>, ended: Ended) -> String {
    match ended {
        Ended::Waiting(id) => format!("waits at {}", page.interaction(id)),
        Ended::Idle => "nothing is pending: the next message goes to the dialog starters".to_owned(),
        Ended::Closed => "the conversation is closed: the next message begins a new one".to_owned(),
        Ended::WithAgent => "an agent has the conversation".to_owned(),
        Ended::HandedOver => "says no more: the other bot has the conversation".to_owned(),
        Ended::NotSimulated => "stops at what is not simulated yet".to_owned(),
        Ended::ChainLimit => "stops at the platform's limit of interactions in a row".to_owned(),
    }
}
