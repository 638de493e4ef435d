//! Why a dialog of a special kind did not begin: fallback, disambiguation, auto escalation, survey.

use super::course::Course;
use super::dialog::not_asked;
use crate::chat::page::{Page, count};
use crate::chat::view_choice::{self, decision};
use crate::chat::view_timing::not_counted;
use crate::chat::view_trace::{dialog as name_of, fallback};
use crate::engine::{Counter, Decision, Event, FallbackChoice, NotAsked, Trace};
use crate::linked::DialogId;

/// The reason, for a dialog that begins otherwise than by its starter.
pub(super) fn reason(page: &Page<'_>, course: &Course<'_>, id: DialogId) -> Option<String> {
    let dialog = page.bot.dialog(id);
    if dialog.is_fallback {
        return Some(not_fallen_back(page, course));
    }
    if dialog.is_disambiguation {
        return Some(nothing_in_question(page, course));
    }
    if page.bot.survey_dialog == Some(id) {
        return Some(no_survey(course));
    }
    let (escalation, threshold) = page.bot.auto_escalation?;
    (escalation == id).then(|| not_escalated(page, course, threshold))
}

/// What was said when nothing understood the message.
fn fallen_back(course: &Course<'_>) -> Option<FallbackChoice> {
    course.traces().find_map(|trace| match trace {
        Trace::Fallback(choice) => Some(*choice),
        _ => None,
    })
}

/// What became of the message instead.
fn instead(page: &Page<'_>, course: &Course<'_>) -> String {
    let why = not_asked(page, course).or_else(|| course.starters().map(|choice| decision(page, choice)));
    why.map_or_else(String::new, |why| format!(": {why}"))
}

fn not_fallen_back(page: &Page<'_>, course: &Course<'_>) -> String {
    match fallen_back(course) {
        Some(FallbackChoice::Question(id)) => format!(
            "nothing understood the message, but {} has a fallback message of its own, which goes first",
            page.interaction(id)
        ),
        Some(FallbackChoice::BuiltIn) => {
            "neither a question inside the fallback dialog nor a survey begins it: the platform's text is sent"
                .to_owned()
        }
        Some(FallbackChoice::Dialog(other)) => format!("the fallback dialog is {}", name_of(page, other)),
        Some(choice @ FallbackChoice::AutoEscalation { .. }) => fallback(page, choice),
        None => format!("it is for messages that nothing takes{}", instead(page, course)),
    }
}

fn nothing_in_question(page: &Page<'_>, course: &Course<'_>) -> String {
    let what = "it asks which of several intents was meant";
    match course.starters().map(|choice| choice.decision) {
        Some(Decision::Nothing(NotAsked::NoIntent)) => format!("{what}, and the message comes near none"),
        Some(Decision::Nothing(NotAsked::NoDialog)) => format!("{what}, but the bot uses another"),
        Some(Decision::Nothing(NotAsked::Event)) => {
            format!("{what}, and nobody is asked about an event of the platform")
        }
        Some(Decision::Nothing(why)) => match view_choice::not_asked(page, why) {
            Some(why) => format!("{what}: {why}"),
            None => what.to_owned(),
        },
        Some(Decision::Ask(other)) => format!("{what}, but the bot uses {}", name_of(page, other)),
        _ => format!("{what}{}", instead(page, course)),
    }
}

fn no_survey(course: &Course<'_>) -> String {
    let closed = course.events.iter().find_map(|event| match event {
        Event::Closed { survey } => Some(*survey),
        _ => None,
    });
    match closed {
        Some(false) => "the conversation was closed without a survey",
        Some(true) => "a survey that closes its own conversation is not followed by another",
        None => "it begins when Close Dialog closes the conversation, which did not happen",
    }
    .to_owned()
}

fn not_escalated(page: &Page<'_>, course: &Course<'_>, threshold: u32) -> String {
    let what = format!("it begins after {} in a row in one question", count(threshold as usize, "fallback"));
    let counted = course.traces().find_map(|trace| match trace {
        Trace::Counted { counter: Counter::Fallbacks, now, .. } => Some(format!("this was number {now}")),
        Trace::NotCounted(because) => Some(format!("this one {}", not_counted(*because))),
        _ => None,
    });
    match counted {
        Some(counted) => format!("{what}, and {counted}"),
        None if fallen_back(course).is_some() => format!("{what}, and no question waited"),
        None => format!("{what}{}", instead(page, course)),
    }
}
