//! Branches that go on into the next branch.

use std::collections::HashMap;

use super::ways::{said, step_span};
use crate::bot::{ApiResult, ConditionKind, KnowledgeMatch, NextAction};
use crate::diagnostic::{Diagnostic, rule};
use crate::flow::{Cause, Destination, Edge};
use crate::linked::{CHAIN_IN_DIALOG, InteractionId};
use crate::lint::Subject;
use crate::lint::visit::{Place, live_places};

rule! {
    /// What a rule leads to goes on into what another rule of the same interaction leads to.
    ///
    /// Without a `next` the flow goes to the following interaction, also where that is another branch: the consumer
    /// gets two answers. Reported are a success that goes on into the failure, and three branches or more of a question
    /// of which each goes on into the next.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - { api: Orders, method: GET, url: "https://example.com/orders" }
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - integration: Orders
    ///         rules:
    ///           - { result: success, next: found }
    ///           - { result: failure, next: not_found }
    ///       - text: Here it is.
    ///         name: found
    ///       - text: There is no such order.
    ///         name: not_found
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - { api: Orders, method: GET, url: "https://example.com/orders" }
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - integration: Orders
    ///         rules:
    ///           - { result: success, next: found }
    ///           - { result: failure, next: not_found }
    ///       - text: Here it is.
    ///         name: found
    ///         next: end
    ///       - text: There is no such order.
    ///         name: not_found
    /// ```
    pub(crate) BRANCH_FALLS_THROUGH = "branch-falls-through", Warning, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in live_places(subject) {
        let branches = branches(subject, place);
        let falls: Vec<Fall<'_>> = branches.windows(2).filter_map(|pair| fall(subject, pair)).collect();
        let is_told = |&index: &usize| match place.interaction.kind.waits() {
            true => is_in_a_row(&falls, index),
            false => is_answer_into_none(place, &falls[index]),
        };
        let told = (0..falls.len()).filter(is_told);
        out.extend(told.map(|index| problem(subject, place, &falls[index])));
    }
}

/// Whether the branch before goes on into this one as well, or the one that it goes on into does so too: of three
/// branches that go on into each other none is a detour on the way to the next.
fn is_in_a_row(falls: &[Fall<'_>], index: usize) -> bool {
    let meet = |one: Option<&Fall<'_>>, next: Option<&Fall<'_>>| {
        one.zip(next).is_some_and(|(one, next)| one.into.at == next.from.at)
    };
    let this = falls.get(index);
    meet(index.checked_sub(1).and_then(|before| falls.get(before)), this) || meet(this, falls.get(index + 1))
}

/// Where a rule leads, in the dialog of its interaction.
#[derive(Clone, Copy)]
struct Branch<'s> {
    at: InteractionId,
    edge: &'s Edge,
}

/// A branch that goes on into the next one.
struct Fall<'s> {
    from: Branch<'s>,
    /// The last interaction of the branch.
    last: InteractionId,
    into: Branch<'s>,
}

/// The branches of an interaction that its rules name, in the order of the dialog.
fn branches<'s>(subject: &'s Subject<'_>, place: Place<'_>) -> Vec<Branch<'s>> {
    let mut first: HashMap<InteractionId, Branch<'s>> = HashMap::new();
    for edge in subject.flow().edges_from(place.id) {
        let Destination::Interaction(at) = edge.to else { continue };
        let is_own = subject.dialog_of(at) == subject.dialog_of(place.id) && at > place.id;
        if is_own && is_named(place, edge) {
            first.entry(at).or_insert(Branch { at, edge });
        }
    }
    let mut branches: Vec<_> = first.into_values().collect();
    branches.sort_unstable_by_key(|branch| branch.at);
    branches
}

fn is_named(place: Place<'_>, edge: &Edge) -> bool {
    let Cause::Rule(index) = edge.cause else { return false };
    let next = place.interaction.rules.get(index).and_then(|rule| rule.next.as_ref());
    next.is_some_and(|next| matches!(next.action, NextAction::Interaction(_)))
}

/// Whether one branch goes on into the other, for want of a `next`, without asking anything.
fn fall<'s>(subject: &'s Subject<'_>, pair: &[Branch<'s>]) -> Option<Fall<'s>> {
    let [from, into] = pair else { return None };
    let between = from.at.index()..into.at.index();
    // A longer way is stopped by the platform.
    if between.len() > CHAIN_IN_DIALOG as usize {
        return None;
    }
    let mut live = between.map(InteractionId::new).filter(|id| subject.flow().is_live(*id));
    let last = live.clone().last()?;
    let goes_on = |id: InteractionId| {
        let interaction = subject.at(id).1;
        let is_bare = interaction.next.is_none() && interaction.rules.is_empty();
        is_bare && !interaction.kind.waits() && !subject.flow().is_open(id)
    };
    let leads = subject.flow().edges_from(last).iter().any(|edge| edge.target() == Some(into.at));
    (leads && live.all(goes_on)).then_some(Fall { from: *from, last, into: *into })
}

/// A success that goes on into the failure.
fn is_answer_into_none(place: Place<'_>, fall: &Fall<'_>) -> bool {
    let condition = |branch: Branch<'_>| match branch.edge.cause {
        Cause::Rule(index) => place.interaction.rules.get(index).map(|rule| &rule.condition.kind),
        _ => None,
    };
    match (condition(fall.from), condition(fall.into)) {
        (Some(ConditionKind::Result(from)), Some(ConditionKind::Result(into))) => {
            from.value == ApiResult::Success && into.value == ApiResult::Failure
        }
        (Some(ConditionKind::KnowledgeMatch(from)), Some(ConditionKind::KnowledgeMatch(into))) => {
            from.value == KnowledgeMatch::Found && into.value == KnowledgeMatch::NotFound
        }
        _ => false,
    }
}

fn problem(subject: &Subject<'_>, place: Place<'_>, fall: &Fall<'_>) -> Diagnostic {
    let (from, into) = (said(subject, fall.from.at), said(subject, fall.into.at));
    let message = format!("the branch {from} goes on into the branch {into}");
    Diagnostic::new(&BRANCH_FALLS_THROUGH, subject.at(fall.last).1.kind_span, message)
        .label("has no `next`, so the following interaction plays")
        .also(subject.at(fall.into.at).1.kind_span, "plays as well")
        .also(step_span(subject, fall.from.edge), "leads to the one")
        .also(step_span(subject, fall.into.edge), "leads to the other")
        .help(format!(
            "The consumer gets what both say, though this {} means only one of them. Write `next: end` where the first \
             is over, or the name of what is to follow.",
            place.interaction.kind.title()
        ))
}
