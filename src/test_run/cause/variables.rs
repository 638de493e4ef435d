//! Variables that mattered: those that rules ask about and texts show, with where their values come from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::atlas::{At, Atlas};
use super::quoted;
use super::texts::texts_of;
use crate::linked::{LinkedHttp, LinkedRule};
use crate::replay::PlayedTurn;
use crate::text::{Reference, Template};
use crate::trace::VariableChange;

/// The names of variables, in their order.
pub(super) type Names = BTreeSet<Arc<str>>;

/// Adds what a rule asks about.
pub(super) fn asked_by(rule: &LinkedRule, names: &mut Names) {
    for condition in rule.all.iter().chain(&rule.any) {
        names.insert(condition.variable.clone());
        condition.operand.iter().for_each(|operand| shown_by(operand, names));
    }
}

/// Adds what the texts of an interaction show.
pub(super) fn shown_at(atlas: &Atlas<'_>, at: At, names: &mut Names) {
    for (_, template) in texts_of(atlas.bot(at), atlas.get(at)) {
        shown_by(&template, names);
    }
}

/// Adds what a request sends.
pub(super) fn sent_by(http: &LinkedHttp, names: &mut Names) {
    shown_by(&http.url, names);
    for (_, template) in http.params.iter().chain(&http.headers) {
        shown_by(template, names);
    }
    http.body.iter().for_each(|body| shown_by(body, names));
}

fn shown_by(template: &Template, names: &mut Names) {
    for (reference, _) in template.references() {
        match reference {
            Reference::BotVariable(name) => drop(names.insert(name.clone())),
            Reference::Slot(name) => drop(names.insert(Arc::from(format!("slot.{name}")))),
            Reference::Field { integration, field } => {
                names.insert(Arc::from(format!("{integration}.{field}")));
            }
            Reference::JsonPath { variable, .. } => drop(names.insert(Arc::from(format!("api_{variable}")))),
            _ => {}
        }
    }
}

/// What the variables are and where they got their values, a line each. `turns` are those so far, the last
/// one in question.
pub(super) fn told(names: &Names, turns: &[PlayedTurn], atlas: &Atlas<'_>) -> Vec<String> {
    names.iter().filter_map(|name| one(name, turns, atlas)).collect()
}

fn one(name: &str, turns: &[PlayedTurn], atlas: &Atlas<'_>) -> Option<String> {
    let changed = |turn: &'_ PlayedTurn| -> Option<VariableChange> {
        turn.trace.variables.iter().find(|change| change.name == name).cloned()
    };
    let (place, turn, change) =
        turns.iter().enumerate().rev().find_map(|(place, turn)| Some((place, turn, changed(turn)?)))?;
    let value = change.after.as_deref().map_or_else(|| "not set any more".to_owned(), quoted);
    let before =
        change.before.as_deref().map_or_else(String::new, |before| format!(", before {}", quoted(before)));
    let since = match place + 1 == turns.len() {
        true => setter(name, turn, atlas)
            .or_else(|| answered_by(name, turn))
            .unwrap_or_else(|| "set in this turn".to_owned()),
        false => match (&turn.place, setter(name, turn, atlas)) {
            (_, Some(setter)) => setter,
            (Some(place), None) => format!("since {place}"),
            (None, None) => "since the conversation began".to_owned(),
        },
    };
    Some(format!("{name} = {value} ({since}{before})"))
}

/// The call whose answer holds a field.
fn answered_by(name: &str, turn: &PlayedTurn) -> Option<String> {
    let call = turn.calls.iter().rev().find(|call| {
        name.strip_prefix(call.integration.as_str()).is_some_and(|field| field.starts_with('.'))
    })?;
    let mock = call.mock.as_ref()?;
    Some(format!("answered by the mock at {mock}"))
}

/// The rule that set a variable in a turn.
fn setter(name: &str, turn: &PlayedTurn, atlas: &Atlas<'_>) -> Option<String> {
    use crate::trace::TraceEvent as E;
    let events = &turn.trace.events;
    let set =
        events.iter().rposition(|event| matches!(event, E::VariableSet { name: set, .. } if set == name))?;
    let rule = super::course::rule_matched(events, set)?;
    let E::RuleTried { at, rule, .. } = &events[rule] else { return None };
    let (_, known) = atlas.rule_at(at, rule)?;
    let sets = known.set.iter().any(|set| &*set.name == name);
    sets.then(|| format!("set by rule {} at {}:{}", rule.number, rule.file, rule.line))
}
