//! Why a dialog did, or did not, begin.

use super::course::Course;
use super::interaction::why_not_gone;
use super::rule::miss;
use super::ways::Ways;
use super::{Answer, first_few};
use crate::chat::page::Page;
use crate::chat::view_rule::{quoted, summary};
use crate::chat::view_trace::{dialog as name_of, ended, starters, went};
use crate::engine::{Event, FallbackChoice, StarterOutcome, Trace, WentBecause};
use crate::linked::{DialogId, InteractionId, Step};
use crate::nlu::Understanding;

/// How many patterns and ways are told.
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
    if dialog.is_fallback {
        return answer.with([not_fallen_back(page, course)]).with(jumps(page, course, id));
    }
    let jumps = jumps(page, course, id);
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
        Event::Trace(Trace::Starters(outcome)) => Some(starters(page, outcome)),
        Event::Trace(Trace::Fallback(FallbackChoice::Dialog(fallback))) if *fallback == id => {
            Some("nothing understood the message, and it is the fallback dialog".to_owned())
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
    if course.starters().next().is_some() {
        return None;
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
    Some(format!("{waits} and has no rules, so whatever is said is its answer"))
}

/// Why no starter of a dialog took the message.
pub(super) fn not_triggered(page: &Page<'_>, course: &Course<'_>, id: DialogId) -> Vec<String> {
    if let Some(reason) = not_asked(page, course) {
        return vec![reason];
    }
    let said = course.said.unwrap_or("");
    let starters = &page.bot.starters;
    let intents = starters.intents_of(id);
    let mut reasons = Vec::new();
    let matching = starters.patterns_of(id).find(|pattern| pattern.is_match(said));
    if let Some(keyword) = starters.excluded_by(id, said) {
        let would = match matching {
            Some(pattern) => format!("its pattern `{pattern}` matches, but "),
            None => String::new(),
        };
        reasons.push(format!("{would}its exclude keyword `{keyword}` stands in {}", quoted(page, said)));
    } else if let Some(pattern) = matching {
        reasons.push(format!(
            "its pattern `{pattern}` matches {} too, but comes later in the bot",
            quoted(page, said)
        ));
    } else {
        let missed = |pattern: &crate::text::Pattern| {
            let why = miss(page, pattern, said).map_or_else(String::new, |why| format!(": {why}"));
            format!("its pattern `{pattern}` does not match {}{why}", quoted(page, said))
        };
        reasons.extend(first_few(starters.patterns_of(id).map(missed).collect(), MOST, "pattern"));
        reasons.extend(not_meant(page, course, &intents));
    }
    reasons.extend(course.starters().last().map(|outcome| self::starters(page, outcome)));
    reasons
}

/// Why none of the intents that begin a dialog did.
fn not_meant(page: &Page<'_>, course: &Course<'_>, intents: &[usize]) -> Option<String> {
    let (first, said) = (intents.first()?, course.said?);
    let name = |intent: usize| page.bot.intents.name(intent);
    if matches!(course.starters().last(), Some(StarterOutcome::Pattern { .. })) {
        return Some(format!(
            "its intent `{}` was not asked: a pattern of any dialog goes before every intent",
            name(*first)
        ));
    }
    let meant: Understanding = page.bot.intents.understand(said);
    let own = meant.ranked.iter().find(|scored| intents.contains(&scored.intent));
    Some(match (own, meant.best()) {
        (Some(own), Some(best)) if own.intent != best.intent => format!(
            "its intent `{}` scores {}, and `{}` fits better with {}",
            name(own.intent),
            own.score,
            name(best.intent),
            best.score
        ),
        (Some(own), _) => {
            format!("its intent `{}` scores {}, which is not enough", name(own.intent), own.score)
        }
        (None, Some(best)) => format!(
            "the message does not mean its intent `{}`: it means `{}` ({})",
            name(*first),
            name(best.intent),
            best.score
        ),
        (None, None) => format!("the message does not mean its intent `{}`, nor another", name(*first)),
    })
}

/// Why the fallback dialog did not begin.
fn not_fallen_back(page: &Page<'_>, course: &Course<'_>) -> String {
    let choice = course.traces().find_map(|trace| match trace {
        Trace::Fallback(choice) => Some(*choice),
        _ => None,
    });
    match choice {
        Some(FallbackChoice::Question(id)) => format!(
            "nothing understood the message, but {} has a fallback message of its own, which goes first",
            page.interaction(id)
        ),
        Some(FallbackChoice::BuiltIn) => {
            "a question inside the fallback dialog does not begin it again: the platform's text is sent"
                .to_owned()
        }
        Some(FallbackChoice::Dialog(other)) => format!("the fallback dialog is {}", name_of(page, other)),
        None => {
            let why = not_asked(page, course)
                .or_else(|| course.starters().last().map(|outcome| starters(page, outcome)));
            let why = why.map_or_else(String::new, |why| format!(": {why}"));
            format!("it is for messages that nothing takes{why}")
        }
    }
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
