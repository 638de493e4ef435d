//! Why a dialog did, or did not, begin.

use super::course::Course;
use super::interaction::why_not_gone;
use super::meaning::not_triggered;
use super::ways::Ways;
use super::{Answer, first_few, special};
use crate::chat::page::Page;
use crate::chat::view_choice::{decision, picked};
use crate::chat::view_rule::summary;
use crate::chat::view_timing::timing;
use crate::chat::view_trace::{dialog as name_of, ended, fallback, went};
use crate::engine::{Event, FallbackChoice, Interrupted, Timing, Trace, WentBecause};
use crate::linked::{DialogId, InteractionId, Step};

/// How many ways are told.
const MOST: usize = 6;

/// The answer about a dialog.
pub(super) fn answer(page: &Page<'_>, course: &Course<'_>, id: DialogId) -> Answer {
    let name = name_of(page, id);
    let dialog = page.bot.dialog(id);
    if let Some(began) = beginning(page, course, id) {
        return Answer::new(format!("the dialog {name} began in turn {}", course.number)).with([began]);
    }
    if let Some(waiting) = course.answering.filter(|question| page.bot.interaction(*question).dialog == id) {
        let under_way = format!("it was under way already: {} waited in it", page.interaction(waiting));
        return Answer::new(format!("the dialog {name} did not begin in turn {}", course.number))
            .with([under_way])
            .with(not_asked(page, course));
    }
    let answer = Answer::new(format!("the dialog {name} did not begin in turn {}", course.number));
    if !dialog.enabled {
        let disabled = "it is disabled: its starter is never asked, and a jump into it ends the flow";
        return answer.with([disabled.to_owned()]);
    }
    if let Some(kind) = dialog.not_simulated {
        return answer.with([format!("dialogs of kind `{kind}` are not simulated yet")]);
    }
    let jumps = jumps(page, course, id);
    if let Some(reason) = special::reason(page, course, id) {
        return answer.with([reason]).with(jumps);
    }
    if has_starter(page, id) {
        return answer.with(not_triggered(page, course, id)).with(jumps);
    }
    let nobody = if jumps.is_empty() { "; nor does anything jump into it" } else { "" };
    let no_starter = "it has no starter with a pattern or an intent, so no message begins it";
    answer.with([format!("{no_starter}{nobody}")]).with(jumps)
}

/// How a dialog began, if it did.
fn beginning(page: &Page<'_>, course: &Course<'_>, id: DialogId) -> Option<String> {
    let at = course
        .events
        .iter()
        .rposition(|event| matches!(event, Event::Trace(Trace::DialogEntered(entered)) if *entered == id))?;
    let before = course.events[..at].iter().rev();
    before.into_iter().find_map(|event| match event {
        Event::Trace(Trace::Starters(choice)) => Some(decision(page, choice)),
        Event::Trace(Trace::Picked(what)) => Some(picked(page, *what)),
        Event::Trace(Trace::SurveyBegins(survey)) if *survey == id => {
            Some("the conversation was closed with a survey, and it is the survey dialog".to_owned())
        }
        Event::Trace(Trace::Fallback(FallbackChoice::Dialog(fallback))) if *fallback == id => {
            Some("nothing understood the message, and it is the fallback dialog".to_owned())
        }
        Event::Trace(Trace::Fallback(choice @ FallbackChoice::AutoEscalation { .. })) => {
            Some(fallback(page, *choice))
        }
        Event::Trace(Trace::Went { from, to, because }) => Some(went(page, *from, *to, *because)),
        _ => None,
    })
}

/// Whether a message can begin a dialog.
pub(super) fn has_starter(page: &Page<'_>, id: DialogId) -> bool {
    let starters = &page.bot.starters;
    starters.patterns_of(id).next().is_some() || !starters.intents_of(id).is_empty()
}

/// Why the message did not come to any dialog at all.
pub(super) fn lost(page: &Page<'_>, course: &Course<'_>) -> Option<String> {
    course.events.iter().find_map(|event| match event {
        Event::Trace(Trace::Blocked) => Some("a call was under way, so the message was lost".to_owned()),
        Event::Trace(Trace::WithAgent) => {
            Some("an agent has the conversation, so the bot did not see the message".to_owned())
        }
        Event::Trace(Trace::SiblingAsked { sibling, taken: true }) => {
            Some(format!("no starter takes the message, so `{}` of the group took it", sibling.bot))
        }
        Event::Trace(Trace::Timing(
            what @ (Timing::Interruption { outcome: Interrupted::Blocked, .. } | Timing::TooLate { .. }),
        )) => Some(timing(page, what)),
        Event::Trace(Trace::Reset) => Some("the message was the command `reset`".to_owned()),
        Event::LinkOpened(_) => Some("the tap opened a page, and the bot hears nothing of that".to_owned()),
        Event::Trace(Trace::Went { to, from, because: because @ WentBecause::Author }) => {
            Some(format!("nothing was said: {}", went(page, *from, *to, *because)))
        }
        _ => None,
    })
}

/// Why the starters were not asked, if they were not.
pub(super) fn not_asked(page: &Page<'_>, course: &Course<'_>) -> Option<String> {
    if course.starters().is_some() {
        return None;
    }
    if course.traces().any(|trace| *trace == Trace::HeldBySurvey) {
        return Some("a survey has no other dialogs, so no starter was asked".to_owned());
    }
    if let Some(lost) = lost(page, course) {
        return Some(lost);
    }
    let Some(question) = course.answering else {
        return Some("nothing was said that a starter could take".to_owned());
    };
    let waits = format!("the starters were not asked: {} waited", page.interaction(question));
    let interaction = page.bot.interaction(question);
    if matches!(interaction.step, Step::Upload(_)) {
        return Some(format!("{waits}, and the file was for it"));
    }
    if let Some(rule) = course.taken(question).and_then(|position| interaction.rule(position)) {
        return Some(format!("{waits}, and its {} took the message first", summary(page, rule)));
    }
    if let Some(rule) = interaction.no_match.as_deref().filter(|_| course.took_no_match(question)) {
        let rule = summary(page, rule);
        return Some(format!("{waits}, and its {rule} keeps every message that no other rule takes"));
    }
    let mut answers = course.traces().filter_map(|trace| match trace {
        Trace::Picked(what) => Some(picked(page, *what)),
        _ => None,
    });
    if let Some(answer) = answers.next() {
        return Some(format!("{waits}, and {answer}"));
    }
    Some(format!("{waits} and has no rules, so whatever is said is its answer"))
}

/// The ways into a dialog from others, and why each was not gone.
fn jumps(page: &Page<'_>, course: &Course<'_>, id: DialogId) -> Vec<String> {
    let ways = Ways::new(page.bot).entering(id);
    if ways.is_empty() {
        return Vec::new();
    }
    let told = ways.iter().map(|way| why_not_gone(page, course, way, &page.interaction(way.to))).collect();
    let told = first_few(told, MOST, "jump");
    told.into_iter().chain(course.ended.map(|how| ended(page, how))).collect()
}

/// The dialog that an interaction begins, if a message may trigger it there.
pub(super) fn begun_by(page: &Page<'_>, id: InteractionId) -> Option<DialogId> {
    let dialog = page.bot.interaction(id).dialog;
    (page.bot.dialog(dialog).first == Some(id)).then_some(dialog)
}
