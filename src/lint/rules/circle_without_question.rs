//! Circles in which nobody is asked.

use std::collections::VecDeque;

use super::ways::{is_sure, said, step_span, way_in_words};
use crate::bot::NextAction;
use crate::diagnostic::{Diagnostic, Severity, rule};
use crate::flow::{Cause, Components, Edge};
use crate::linked::InteractionId;
use crate::lint::Subject;

rule! {
    /// The flow goes round in a circle in which the consumer is not asked anything.
    ///
    /// The platform stops it after ten interactions, in the middle of things: the consumer gets the same texts again
    /// and again, and then nothing. Where the outcome of a call may lead out of the circle it is a warning: a service
    /// that fails each time is called until the platform stops. Circles that code or variables may leave are not
    /// reported.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: These are your orders.
    ///         name: list
    ///       - text: That was all.
    ///         next: list
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: These are your orders.
    ///         name: list
    ///       - multiple_choice: Once more?
    ///         choices: ["Yes", "No"]
    ///         rules:
    ///           - option: "Yes"
    ///             next: list
    ///           - option: "No"
    ///             next: end
    /// ```
    pub(crate) CIRCLE_WITHOUT_QUESTION = "circle-without-question", Error
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let circles = subject.flow().components(|edge| is_sure(subject, edge));
    let on_circle = |edge: &&Edge| is_sure(subject, edge) && circles.is_on_circle(edge);
    let mut told = vec![false; subject.len()];
    for edge in subject.flow().edges().iter().filter(on_circle) {
        // Backwards, where the circle closes for those who read it.
        let closes = edge.target().is_some_and(|to| to <= edge.from) && !repeats_itself(subject, edge);
        if closes && !std::mem::replace(&mut told[circles.of(edge.from)], true) {
            out.push(problem(subject, &circles, edge));
        }
    }
}

/// `next: current` outside of a question has a rule of its own.
fn repeats_itself(subject: &Subject<'_>, edge: &Edge) -> bool {
    let interaction = subject.at(edge.from).1;
    let next = match edge.cause {
        Cause::Rule(index) => interaction.rules.get(index).and_then(|rule| rule.next.as_ref()),
        _ => interaction.next.as_ref(),
    };
    next.is_some_and(|next| matches!(next.action, NextAction::Current))
}

fn problem(subject: &Subject<'_>, circles: &Components, closing: &Edge) -> Diagnostic {
    let way = way_round(subject, circles, closing);
    let way_out = way.iter().find(|id| leaves(subject, circles, **id));
    let message = format!("the flow comes back to {} without a question", said(subject, way[0]));
    let mut problem = Diagnostic::new(&CIRCLE_WITHOUT_QUESTION, step_span(subject, closing), message)
        .label("closes the circle")
        .also(subject.at(way[0]).1.kind_span, "to here");
    if let Some(way_out) = way_out {
        problem.severity = Severity::Warning;
        problem = problem.also(subject.at(*way_out).1.kind_span, "only another outcome leads out");
    }
    problem.help(format!(
        "The way round is {}. Nobody is asked on it, so it does not wait: the platform stops it after ten interactions, \
         and the consumer is left without a word. Ask something on the way, count the rounds in a variable, or let it \
         end.",
        way_in_words(subject, &way)
    ))
}

/// Whether a call may end in another way, which leads elsewhere.
fn leaves(subject: &Subject<'_>, circles: &Components, id: InteractionId) -> bool {
    subject.flow().edges_from(id).iter().any(|edge| !circles.is_on_circle(edge))
}

/// The shortest way from where a circle is closed to, to where it is closed.
fn way_round(subject: &Subject<'_>, circles: &Components, closing: &Edge) -> Vec<InteractionId> {
    let first = closing.target().unwrap_or(closing.from);
    let mut came_from = std::collections::HashMap::from([(first, first)]);
    let mut next = VecDeque::from([first]);
    while let Some(id) = next.pop_front().filter(|id| *id != closing.from) {
        for edge in subject.flow().edges_from(id) {
            let on_circle = is_sure(subject, edge) && circles.is_on_circle(edge);
            if let Some(to) = edge.target().filter(|to| on_circle && !came_from.contains_key(to)) {
                came_from.insert(to, id);
                next.push_back(to);
            }
        }
    }
    let mut way = vec![closing.from];
    while let Some(id) = way.last().copied().filter(|id| *id != first) {
        way.push(came_from.get(&id).copied().unwrap_or(first));
    }
    way.reverse();
    way
}
