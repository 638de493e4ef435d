//! Why the flow did, or did not, come to an interaction.

use super::course::Course;
use super::dialog::{begun_by, lost, not_asked, not_triggered};
use super::rule::why_not_taken;
use super::ways::{Way, Ways};
use super::{Answer, first_few};
use crate::chat::page::{Page, count};
use crate::chat::view_rule::summary;
use crate::chat::view_trace::{dialog as name_of, ended, went};
use crate::engine::{Ended, Trace, WentBecause};
use crate::linked::{DialogId, InteractionId};

/// How many ways are told.
const MOST: usize = 6;

/// The answer about an interaction.
pub(super) fn answer(page: &Page<'_>, course: &Course<'_>, id: InteractionId) -> Answer {
    let name = page.interaction(id);
    if course.was_entered(id) {
        let arrival = course.arrival(id).map(|(from, to, because)| went(page, from, to, because));
        return Answer::new(format!("{name} was played in turn {}", course.number)).with(arrival);
    }
    if course.traces().any(|trace| *trace == Trace::Resumed(id)) {
        let why = "the dialog above it is complete, so the question that waited beneath is asked again";
        return Answer::new(format!("{name} was asked again in turn {}", course.number))
            .with([why.to_owned()]);
    }
    if course.answering == Some(id) {
        return waited(page, course, id);
    }
    Answer::new(format!("{name} was not played in turn {}", course.number)).with(absent(page, course, id))
}

/// The question waited already, and the message was for it.
fn waited(page: &Page<'_>, course: &Course<'_>, id: InteractionId) -> Answer {
    let answer = Answer::new(format!(
        "{} was asked before turn {} and waited for the message",
        page.interaction(id),
        course.number
    ));
    let rules = page.bot.interaction(id).all_rules();
    let tried = rules.filter(|rule| course.tried(id, rule.position).is_some());
    let outcomes = tried.map(|rule| why_not_taken(page, course, id, rule)).collect();
    answer.with(first_few(outcomes, MOST, "rule")).with(course.ended.map(|how| ended(page, how)))
}

fn absent(page: &Page<'_>, course: &Course<'_>, id: InteractionId) -> Vec<String> {
    let interaction = page.bot.interaction(id);
    if !interaction.enabled {
        let came = course.traces().any(|trace| *trace == Trace::PassedOver(id));
        let came = if came { "; in that turn it came here and went past" } else { "" };
        return vec![format!("it is disabled: the flow passes over it{came}")];
    }
    let dialog = page.bot.dialog(interaction.dialog);
    if !dialog.enabled {
        return vec![format!(
            "its dialog {} is disabled, so nothing leads into it",
            name_of(page, interaction.dialog)
        )];
    }
    let ways = Ways::new(page.bot);
    let direct = ways.to(id);
    let triggers = begun_by(page, id);
    if direct.is_empty() && triggers.is_none() {
        return vec![unreachable(page, id)];
    }
    let mut reasons: Vec<String> = lost(page, course).into_iter().collect();
    reasons.extend(first_few(
        direct.iter().map(|way| why_not_gone(page, course, way)).collect(),
        MOST,
        "way",
    ));
    if !direct.iter().any(|way| course.was_played(way.from)) {
        reasons.extend(from_afar(page, course, &ways, id));
    }
    reasons.extend(course.ended.map(|how| ended(page, how)));
    reasons
}

/// Nothing that leads to `id` was played: the nearest thing that was, or the dialog that must begin.
fn from_afar(page: &Page<'_>, course: &Course<'_>, ways: &Ways<'_>, id: InteractionId) -> Vec<String> {
    let mut reasons = Vec::new();
    if let Some((way, steps)) = ways.nearest(id, |from| course.was_played(from)) {
        let more = if steps == 0 { String::new() } else { format!(", {} before", count(steps, "step")) };
        reasons.push(format!(
            "the nearest way from what was played{more}: {}",
            why_not_gone(page, course, &way)
        ));
    }
    if let Some(dialog) = trigger_of(page, ways, id).filter(|dialog| is_worth_asking(page, course, *dialog)) {
        reasons.push(format!("it needs the dialog {} to begin, which did not:", name_of(page, dialog)));
        reasons.extend(not_triggered(page, course, dialog).into_iter().map(|reason| format!("  {reason}")));
    }
    reasons
}

/// The nearest dialog whose beginning leads to an interaction.
fn trigger_of(page: &Page<'_>, ways: &Ways<'_>, id: InteractionId) -> Option<DialogId> {
    let has_starter = |from: InteractionId| {
        begun_by(page, from).filter(|dialog| {
            let starters = &page.bot.starters;
            starters.patterns_of(*dialog).next().is_some() || !starters.intents_of(*dialog).is_empty()
        })
    };
    let (way, _) = ways.nearest(id, |from| has_starter(from).is_some())?;
    has_starter(way.from)
}

/// A dialog that began is no reason.
fn is_worth_asking(page: &Page<'_>, course: &Course<'_>, dialog: DialogId) -> bool {
    let began = course.traces().any(|trace| *trace == Trace::DialogEntered(dialog));
    let is_under_way =
        course.answering.is_some_and(|question| page.bot.interaction(question).dialog == dialog);
    !began && !is_under_way
}

fn unreachable(page: &Page<'_>, id: InteractionId) -> String {
    let dialog = page.bot.interaction(id).dialog;
    format!(
        "nothing leads to it: no next action and no rule jumps to it, and in {} nothing before it goes on to the next",
        name_of(page, dialog)
    )
}

/// A way, and why it was not gone.
pub(super) fn why_not_gone(page: &Page<'_>, course: &Course<'_>, way: &Way) -> String {
    let from = page.interaction(way.from);
    let interaction = page.bot.interaction(way.from);
    let rule = way.rule.and_then(|position| interaction.rule(position));
    let lead = match rule {
        Some(rule) => format!("{} of {from} leads to {}", summary(page, rule), page.interaction(way.to)),
        None => format!("the next action of {from} leads to {}", page.interaction(way.to)),
    };
    if !course.was_played(way.from) {
        return format!("{lead}, but {from} was not played");
    }
    if let Some(stopped) = gone_and_stopped(course, way) {
        return format!("{lead} and was gone, but {stopped}");
    }
    match rule {
        Some(rule) => format!("{lead}, but: {}", why_not_taken(page, course, way.from, rule)),
        None => format!("{lead}, but {}", next_action_not_taken(page, course, way.from)),
    }
}

/// Where the way was gone and the flow stopped on it.
fn gone_and_stopped(course: &Course<'_>, way: &Way) -> Option<&'static str> {
    let expected = way.rule.map_or(WentBecause::NextAction, WentBecause::Rule);
    course.departure(way.from).filter(|(_, because)| *because == expected)?;
    match course.ended? {
        Ended::ChainLimit => Some("the platform's limit of interactions in a row stopped the flow"),
        Ended::NotSimulated => Some("the flow stopped at what is not simulated yet"),
        _ => Some("the flow ended before"),
    }
}

fn next_action_not_taken(page: &Page<'_>, course: &Course<'_>, from: InteractionId) -> String {
    let interaction = page.bot.interaction(from);
    let by_rule = match course.departure(from) {
        Some((_, WentBecause::Rule(position))) => interaction.rule(position),
        _ => None,
    };
    if let Some(rule) = by_rule {
        return format!("its {} was taken", summary(page, rule));
    }
    match course.ended {
        Some(Ended::Waiting(question)) if question == from => "it waits for the consumer".to_owned(),
        Some(how) => ended(page, how),
        None => not_asked(page, course).unwrap_or_else(|| "the turn is not over".to_owned()),
    }
}
