//! What no conversation ever comes to.

use super::ways::{said, step_span};
use crate::bot::{Dialog, DialogKind, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::flow::{Edge, Reach};
use crate::linked::{DialogId, InteractionId};
use crate::lint::Subject;

rule! {
    /// Nothing leads to an interaction, or to a dialog.
    ///
    /// The interaction before it leads elsewhere whatever happens, and no rule, no jump and no code names it. What
    /// is written there is never said; often a `next` or a name has been forgotten. Code that works out the name of an
    /// interaction may lead to every one that has a name, so then only what has none is reported.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: We look for your order.
    ///         next: end
    ///       - text: Here it is.
    ///         name: found
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: We look for your order.
    ///         next: found
    ///       - text: Here it is.
    ///         name: found
    /// ```
    pub(crate) UNREACHABLE_INTERACTION = "unreachable-interaction", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let entered = first_ways_in(subject);
    for id in subject.flow().dialogs() {
        let dialog = &subject.bot().dialogs[id.index()];
        let live: Vec<InteractionId> =
            subject.flow().interactions_of(id).filter(|id| subject.flow().is_live(*id)).collect();
        if live.iter().any(|id| is_played(subject, *id)) {
            interactions(subject, &live, out);
        } else if !live.is_empty() {
            out.extend(whole_dialog(subject, dialog, entered[id.index()]));
        }
    }
}

fn is_played(subject: &Subject<'_>, id: InteractionId) -> bool {
    subject.flow().reach(id) != Reach::Never
}

/// For each dialog the first step that leads into it from another one.
fn first_ways_in<'s>(subject: &'s Subject<'_>) -> Vec<Option<&'s Edge>> {
    let mut entered = vec![None; subject.bot().dialogs.len()];
    for edge in subject.flow().edges() {
        let Some(to) = edge.target().map(|to| subject.dialog_of(to)) else { continue };
        if to != subject.dialog_of(edge.from) {
            let known: &mut Option<&Edge> = &mut entered[DialogId::index(to)];
            known.get_or_insert(edge);
        }
    }
    entered
}

/// A dialog into which nothing leads but what is never played itself. One that nothing names at all has a rule of its
/// own, as has one of a kind of which there may be one only.
fn whole_dialog(subject: &Subject<'_>, dialog: &Dialog, way_in: Option<&Edge>) -> Option<Diagnostic> {
    let message = format!("nothing leads to the dialog `{}`", dialog.name);
    let problem =
        Diagnostic::new(&UNREACHABLE_INTERACTION, dialog.name.span(), message).label("never played");
    match way_in {
        Some(edge) => Some(problem.also(step_span(subject, edge), "never played itself").help(
            "No consumer ever sees it: it is only led to from where nothing leads. Give it a `dialog_starter` with \
             `patterns` or an `intent`, or jump to it from a dialog that is played.",
        )),
        None if matches!(dialog.kind, DialogKind::Survey) => Some(problem.help(
            "Of several `survey_dialog`s the first one that is enabled plays, and nothing jumps into this one.",
        )),
        None => None,
    }
}

/// Each run of interactions that are never played, in a dialog of which something is.
fn interactions(subject: &Subject<'_>, live: &[InteractionId], out: &mut Vec<Diagnostic>) {
    let mut rest = live;
    // A dialog that is jumped into is entered past its starter.
    if let [first, others @ ..] = rest
        && matches!(subject.at(*first).1.kind, InteractionKind::DialogStarter(_))
    {
        rest = others;
    }
    let mut before = None;
    for run in rest.chunk_by(|one, next| is_played(subject, *one) == is_played(subject, *next)) {
        if !is_played(subject, run[0]) {
            out.push(problem(subject, run, before));
        }
        before = run.last().copied();
    }
}

fn problem(subject: &Subject<'_>, run: &[InteractionId], before: Option<InteractionId>) -> Diagnostic {
    let first = subject.at(run[0]).1;
    let (message, label) = match run.len() {
        1 => (format!("nothing leads to {}", said(subject, run[0])), "never played".to_owned()),
        2 => (
            format!("nothing leads to {} and the interaction after it", said(subject, run[0])),
            "never played, nor the next one".to_owned(),
        ),
        many => (
            format!("nothing leads to {} and the {} interactions after it", said(subject, run[0]), many - 1),
            format!("never played, nor the next {}", many - 1),
        ),
    };
    let mut problem = Diagnostic::new(&UNREACHABLE_INTERACTION, first.kind_span, message).label(label);
    if let Some(before) = before {
        let interaction = subject.at(before).1;
        let span = match &interaction.next {
            Some(next) if interaction.rules.is_empty() => next.span,
            _ => interaction.kind_span,
        };
        problem = problem.also(span, "leads elsewhere, whatever happens");
    }
    problem.help(
        "No consumer ever sees it. Let a `next` or a rule lead here by its `name`, let the interaction before it go on to \
         it, or take it out.",
    )
}
