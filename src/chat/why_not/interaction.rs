//! Why the flow did, or did not, come to an interaction.

use super::course::Course;
use super::dialog::{begun_by, has_starter, lost};
use super::meaning::not_triggered;
use super::rule::why_not_taken;
use super::ways::{Way, Ways};
use super::{Answer, first_few};
use crate::chat::page::{Page, count};
use crate::chat::view_choice::skipped;
use crate::chat::view_rule::summary;
use crate::chat::view_trace::{dialog as name_of, ended, went};
use crate::engine::{Ended, Trace, WentBecause};
use crate::linked::{DialogId, InteractionId};

/// How many ways are told.
const MOST: usize = 6;

/// The answer about an interaction.
pub(super) fn answer(page: &Page<'_>, course: &Course<'_>, id: InteractionId) -> Answer {
    let name = page.interaction(id);
    if let Some(position) = course.skipped_by(id) {
        return Answer::new(format!("{name} was passed in turn {}, not asked", course.number))
            .with([skipped(page, id, position)]);
    }
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
    let told = |rule| format!("{}: {}", summary(page, rule), why_not_taken(page, course, id, rule));
    let outcomes = tried.map(told).collect();
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
    if let Some(lost) = lost(page, course).filter(|_| !course.anything_was_played()) {
        return vec![lost];
    }
    let told = direct.iter().map(|way| why_not_gone(page, course, way, "it")).collect();
    let mut reasons = first_few(told, MOST, "way");
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
        let end = page.interaction(way.to);
        let told = why_not_gone(page, course, &way, &end);
        reasons
            .push(format!("the nearest way from what was played, {} before: {told}", count(steps, "step")));
    }
    if let Some(dialog) = trigger_of(page, ways, id).filter(|dialog| is_worth_asking(page, course, *dialog)) {
        reasons.push(format!("it needs the dialog {} to begin, which did not:", name_of(page, dialog)));
        reasons.extend(not_triggered(page, course, dialog).into_iter().map(|reason| format!("  {reason}")));
    }
    reasons
}

/// The nearest dialog whose beginning leads to an interaction.
fn trigger_of(page: &Page<'_>, ways: &Ways<'_>, id: InteractionId) -> Option<DialogId> {
    let has_starter = |from: InteractionId| begun_by(page, from).filter(|dialog| has_starter(page, *dialog));
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

/// A way to `end`, and why it was not gone.
pub(super) fn why_not_gone(page: &Page<'_>, course: &Course<'_>, way: &Way, end: &str) -> String {
    let from = page.interaction(way.from);
    let rule = way.rule.and_then(|position| page.bot.interaction(way.from).rule(position));
    let what = rule.map_or_else(|| "next action".to_owned(), |rule| summary(page, rule));
    if !course.was_played(way.from) {
        return format!("{from}, whose {what} leads to {end}, was not played");
    }
    let why = match (stopped_on_it(page, course, way), rule) {
        (Some(stopped), _) => stopped.to_owned(),
        (None, Some(rule)) => why_not_taken(page, course, way.from, rule),
        (None, None) => next_action_not_taken(page, course, way.from),
    };
    let the = if rule.is_some() { "" } else { "the " };
    format!("{the}{what} of {from} leads to {end}: {why}")
}

/// Where the way was gone and the flow stopped on it.
fn stopped_on_it(page: &Page<'_>, course: &Course<'_>, way: &Way) -> Option<&'static str> {
    let interaction = page.bot.interaction(way.from);
    let (target, because) = match way.rule {
        Some(position) => (interaction.rule(position)?.next, WentBecause::Rule(position)),
        None => (interaction.next, WentBecause::NextAction),
    };
    course.departure(way.from).filter(|departure| *departure == (target, because))?;
    Some(match course.ended? {
        Ended::ChainLimit => "taken, but the platform's limit of interactions in a row stopped the flow",
        Ended::NotSimulated => "taken, but the flow stopped at what is not simulated yet",
        _ => "taken, but the flow ended before it came there",
    })
}

fn next_action_not_taken(page: &Page<'_>, course: &Course<'_>, from: InteractionId) -> String {
    let interaction = page.bot.interaction(from);
    let by_rule = match course.departure(from) {
        Some((_, WentBecause::Rule(position))) => interaction.rule(position),
        _ => None,
    };
    if let Some(rule) = by_rule {
        return format!("not taken, as {} was met", summary(page, rule));
    }
    if let Some((to, because @ (WentBecause::UnhandledFailure | WentBecause::SystemString))) =
        course.departure(from)
    {
        return format!("not taken, as {}", went(page, from, to, because));
    }
    match course.ended {
        Some(Ended::Waiting(question)) if question == from => {
            "not taken yet, as it waits for the consumer".to_owned()
        }
        Some(how) => format!("not taken: {}", ended(page, how)),
        None => "not taken, as the turn is not over".to_owned(),
    }
}
