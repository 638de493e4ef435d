//! What the flow can get to.

use super::landing::Landing;
use super::{Destination, Edge, Ending, Graph};
use crate::bot::{ConditionKind, InteractionKind, NextAction};
use crate::linked::{InteractionId, Names, Place};

/// Whether the flow can get to an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Nothing leads there.
    Never,
    /// Only if code that works out the name of an interaction comes to this one, or where the author has made a mistake
    /// that is reported as such.
    Perhaps,
    /// There is a way.
    Yes,
}

/// Finds out what can be reached from all entries.
pub(super) fn reach(graph: &Graph, names: &Names<'_>, landing: &Landing) -> Vec<Reach> {
    let mut found = vec![Reach::Never; graph.len()];
    let mut stack: Vec<InteractionId> =
        graph.entries().iter().filter_map(|entry| entry.to.interaction()).collect();
    while let Some(id) = stack.pop() {
        if std::mem::replace(&mut found[id.index()], Reach::Yes) != Reach::Yes {
            stack.extend(graph.edges_from(id).iter().filter_map(Edge::target));
        }
    }
    add_doubtful(graph, names, landing, &mut found);
    found
}

/// Adds what may be reached because code works out a name, or because something else is meant than what is written.
fn add_doubtful(graph: &Graph, names: &Names<'_>, landing: &Landing, found: &mut [Reach]) {
    let mut stack: Vec<InteractionId> = graph.ids().filter(|id| found[id.index()] == Reach::Yes).collect();
    let mut seen = vec![false; graph.len()];
    let mut any_name = false;
    while let Some(id) = stack.pop() {
        if std::mem::replace(&mut seen[id.index()], true) {
            continue;
        }
        found[id.index()] = found[id.index()].max(Reach::Perhaps);
        stack.extend(graph.edges_from(id).iter().filter_map(Edge::target));
        let place = names.place(id);
        if is_mistaken(graph, &place) {
            stack.extend(landing.after(id).interaction());
        }
        if is_open(graph, id) && !std::mem::replace(&mut any_name, true) {
            let named =
                names.all_places().filter(|place| place.is_live() && place.interaction.name.is_some());
            stack.extend(named.map(|place| place.id));
        }
    }
}

/// Whether it may lead to any interaction that has a name.
fn is_open(graph: &Graph, id: InteractionId) -> bool {
    graph.is_open(id) || leads_nowhere(graph, id)
}

fn leads_nowhere(graph: &Graph, id: InteractionId) -> bool {
    graph.edges_from(id).iter().any(|edge| edge.to == Destination::End(Ending::Missing))
}

/// Whether what is written at an interaction cannot be meant, so that it may have been meant to lead on: a name that
/// there is not, a repetition of what does not wait, a condition that judges nothing, an upload whose file goes astray.
fn is_mistaken(graph: &Graph, place: &Place<'_>) -> bool {
    let interaction = place.interaction;
    let of_rules = interaction.rules.iter().filter_map(|rule| rule.next.as_ref());
    let mut actions = interaction.next.iter().chain(of_rules).map(|next| &next.action);
    let repeats = !interaction.kind.waits() && actions.any(|action| matches!(action, NextAction::Current));
    let strays = matches!(interaction.kind, InteractionKind::FileUpload(_)) && interaction.next.is_some();
    let judges_nothing = interaction.kind.waits()
        && interaction.rules.iter().any(|rule| match rule.condition.kind {
            ConditionKind::Result(_) | ConditionKind::KnowledgeMatch(_) => true,
            ConditionKind::Option(_) => !matches!(interaction.kind, InteractionKind::MultipleChoice(_)),
            _ => false,
        });
    repeats || strays || judges_nothing || leads_nowhere(graph, place.id)
}
