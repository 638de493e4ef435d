//! Branches that go on into the next branch.

use std::collections::HashMap;

use super::ways::step_span;
use crate::bot::{ApiResult, ConditionKind, KnowledgeMatch, NextAction};
use crate::diagnostic::{Diagnostic, rule};
use crate::flow::{Cause, Destination, Edge};
use crate::linked::InteractionId;
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

/// So many branches of a question that go on into each other are no detour of one of them.
const BRANCHES: usize = 3;

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in live_places(subject) {
        let branches = branches(subject, place);
        if branches.len() < 2 {
            continue;
        }
        let falls: Vec<Fall<'_>> = branches.windows(2).filter_map(|pair| fall(subject, pair)).collect();
        if place.interaction.kind.waits() {
            for run in falls.chunk_by(|one, next| {
                one.into.edge.from == next.from.edge.from && one.into.at == next.from.at
            }) {
                if run.len() + 1 >= BRANCHES {
                    out.extend(run.iter().map(|fall| problem(subject, place, fall)));
                }
            }
        } else {
            out.extend(
                falls
                    .iter()
                    .filter(|fall| is_answer_into_none(place, fall))
                    .map(|fall| problem(subject, place, fall)),
            );
        }
    }
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
    let live = between.map(InteractionId::new).filter(|id| subject.flow().is_live(*id));
    let last = live.clone().last()?;
    let mut all = live;
    let goes_on = |id: InteractionId| {
        let interaction = subject.at(id).1;
        interaction.next.is_none()
            && interaction.rules.is_empty()
            && !interaction.kind.waits()
            && !subject.flow().is_open(id)
    };
    let leads = subject.flow().edges_from(last).iter().any(|edge| edge.target() == Some(into.at));
    (leads && all.all(goes_on)).then_some(Fall { from: *from, last, into: *into })
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
    let (from, into) = (subject.at(fall.from.at).1, subject.at(fall.into.at).1);
    let name = |interaction: &crate::bot::Interaction| {
        interaction.name.as_ref().map_or_else(String::new, |name| name.as_str().to_owned())
    };
    let message = format!("the branch `{}` goes on into the branch `{}`", name(from), name(into));
    Diagnostic::new(&BRANCH_FALLS_THROUGH, subject.at(fall.last).1.kind_span, message)
        .label("has no `next`, so the following interaction plays")
        .also(into.kind_span, "plays as well")
        .also(step_span(subject, fall.from.edge), "leads to the one")
        .also(step_span(subject, fall.into.edge), "leads to the other")
        .help(format!(
            "The consumer gets what both say, though this {} means only one of them. Write `next: end` where the first \
             is over, or the name of what is to follow.",
            place.interaction.kind.title()
        ))
}
