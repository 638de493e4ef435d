//! What the rules on the flow share: how steps and interactions are told, and which steps are sure.

use crate::flow::{Cause, Edge, Pause, Reach};
use crate::linked::{InteractionId, Names};
use crate::lint::Subject;
use crate::source::Span;

/// Of a long way so many interactions are named.
const MOST_NAMED: usize = 5;

/// An interaction as it stands in a sentence: its name, else its kind.
pub(super) fn said(names: &Names<'_>, id: InteractionId) -> String {
    let interaction = names.at(id).1;
    match &interaction.name {
        Some(name) => format!("`{name}`"),
        None => format!("this {}", interaction.kind.title()),
    }
}

/// The interactions of a way: `a`, `b`, a Text.
pub(super) fn way_in_words(names: &Names<'_>, way: &[InteractionId]) -> String {
    let told = |id: &InteractionId| {
        let interaction = names.at(*id).1;
        match &interaction.name {
            Some(name) => format!("`{name}`"),
            None => interaction.kind.title().to_owned(),
        }
    };
    let all: Vec<String> = way.iter().map(told).collect();
    match all.as_slice() {
        [first @ .., last] if all.len() > MOST_NAMED => {
            format!("{}, …, {last}", first[..MOST_NAMED - 1].join(", "))
        }
        all => all.join(", "),
    }
}

/// The token that makes the flow take a step.
pub(super) fn step_span(names: &Names<'_>, edge: &Edge) -> Span {
    let interaction = names.at(edge.from).1;
    let rule = match edge.cause {
        Cause::Rule(index) => interaction.rules.get(index),
        _ => None,
    };
    match (edge.cause, rule) {
        (Cause::Code { span, .. }, _) => span,
        (_, Some(rule)) => rule.next.as_ref().map_or(rule.condition.key_span, |next| next.span),
        (Cause::NextAction, None) => {
            interaction.next.as_ref().map_or(interaction.kind_span, |next| next.span)
        }
        _ => interaction.kind_span,
    }
}

/// Whether the flow is sure to be able to go on so without the consumer: nobody is asked before, neither code nor
/// variables have a say, and nobody else has the conversation then. Where nothing leads, nothing is wrong.
pub(super) fn is_sure(subject: &Subject<'_>, edge: &Edge) -> bool {
    let flow = subject.flow();
    let is_alone = edge.pause == Pause::None && edge.is_certain && !flow.transfers(edge.from);
    is_alone && flow.reach(edge.from) == Reach::Yes
}
