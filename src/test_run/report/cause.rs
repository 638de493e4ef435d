//! The line of the bot behind what a transcript does not say.

use super::shown::shown;
use crate::replay::{FilePlace, Line, PlayedTurn};
use crate::trace::{InteractionPlace, RulePlace, TraceEvent};

/// Of what shows, the interaction that did it; of what is missing, where the flow went another way.
pub(super) fn cause(turn: &PlayedTurn, line: &Line) -> Option<FilePlace> {
    let events = &turn.trace.events;
    let Some(place) = line.shown else { return last_way(events) };
    let from = events.get(place).and_then(shown).and_then(|shown| shown.from.map(at));
    from.or_else(|| last_way(events.get(..place)?))
}

/// The last place that decided where the conversation went: a rule, a next action, or the fallback.
fn last_way(events: &[TraceEvent]) -> Option<FilePlace> {
    events.iter().rev().find_map(|event| match event {
        TraceEvent::Went { rule: Some(rule), .. } => Some(at_rule(rule)),
        TraceEvent::Went { from, .. } => Some(at(from)),
        TraceEvent::Fallback { at: Some(question), .. } => Some(at(question)),
        TraceEvent::Fallback { dialog: Some(dialog), .. } => {
            Some(FilePlace { file: dialog.file.clone(), line: dialog.line })
        }
        _ => None,
    })
}

fn at(place: &InteractionPlace) -> FilePlace {
    FilePlace { file: place.file.clone(), line: place.line }
}

fn at_rule(rule: &RulePlace) -> FilePlace {
    FilePlace { file: rule.file.clone(), line: rule.line }
}
