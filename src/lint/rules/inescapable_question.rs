//! Questions that never let go.

use std::collections::HashSet;

use super::ways::{said, step_span};
use crate::bot::{CodeHook, ConditionKind, InteractionKind, Rule};
use crate::diagnostic::{Diagnostic, rule};
use crate::flow::{Cause, Destination, Edge, Pause};
use crate::linked::{CHAIN_IN_DIALOG, InteractionId};
use crate::lint::Subject;
use crate::lint::visit::{Place, live_places};
use crate::text::{Pattern, RegexMode, RegexRule};

rule! {
    /// A question asks again until it gets the one answer that it takes.
    ///
    /// A question with a `no_match` rule takes every message: no other dialog is triggered, the fallback is not said,
    /// and nothing counts towards auto escalation. Where that rule leads back to the question and all other rules lead
    /// to the same place, a consumer who has no such answer cannot get out, not even to an agent. Not reported are
    /// questions that let words such as "help" or "no" pass, and those with something to tap, as long as one answer leads
    /// on. A rule that counts and code that looks at the answer are taken for a way out.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         rules:
    ///           - regex: ^\d{6}$
    ///           - no_match: It has six digits.
    ///             next: current
    ///       - text: We look for it.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         fallback: It has six digits.
    ///         rules:
    ///           - regex: ^\d{6}$
    ///       - text: We look for it.
    /// ```
    pub(crate) INESCAPABLE_QUESTION = "inescapable-question", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in live_places(subject).filter(|place| place.interaction.kind.waits()) {
        let Some((edge, no_match)) = no_match(subject, place) else { continue };
        if leads_back(subject, place.id, edge) && !may_look(subject, place) {
            out.extend(problem(subject, place, edge, no_match));
        }
    }
}

/// The rule that takes every message, if it neither asks for variables nor sets any.
fn no_match<'s>(subject: &'s Subject<'_>, place: Place<'s>) -> Option<(&'s Edge, &'s Rule)> {
    subject.flow().edges_from(place.id).iter().find_map(|edge| {
        let Cause::Rule(index) = edge.cause else { return None };
        let rule = place.interaction.rules.get(index)?;
        let is_it = matches!(rule.condition.kind, ConditionKind::NoMatch(_));
        let is_plain =
            rule.all.is_empty() && rule.any.is_empty() && rule.set.is_empty() && rule.slot.is_none();
        (is_it && is_plain).then_some((edge, rule))
    })
}

/// Whether a step leads back to the question, at once or past some texts.
fn leads_back(subject: &Subject<'_>, question: InteractionId, edge: &Edge) -> bool {
    let mut to = edge.to;
    for _ in 0..CHAIN_IN_DIALOG {
        match to {
            Destination::Interaction(id) if id == question => return true,
            Destination::Interaction(id) => match subject.flow().edges_from(id) {
                [only] if only.pause == Pause::None && only.is_certain && !subject.flow().is_open(id) => {
                    to = only.to
                }
                _ => return false,
            },
            Destination::End(_) => return false,
        }
    }
    false
}

/// Whether code of the question may let the consumer go.
fn may_look(subject: &Subject<'_>, place: Place<'_>) -> bool {
    let code = &place.interaction.code;
    let hooks = [CodeHook::PreProcess, CodeHook::PostProcess, CodeHook::ProcessUserResponse];
    subject.flow().is_open(place.id) || hooks.into_iter().any(|hook| code.get(hook).is_some())
}

/// What consumers say who have no answer.
const WORDS: [&str; 5] = ["agent", "help", "cancel", "no", "I do not know"];

/// Whether the rule of a step takes some plain words for an answer: then nobody is stuck.
fn takes_words(place: Place<'_>, edge: &Edge) -> bool {
    let Cause::Rule(index) = edge.cause else { return true };
    let Some(rule) = place.interaction.rules.get(index) else { return true };
    match &rule.condition.kind {
        ConditionKind::Pattern(patterns) => {
            let patterns = patterns.iter().filter_map(|pattern| Pattern::parse(pattern.as_str()).ok());
            patterns.into_iter().any(|pattern| WORDS.iter().any(|words| pattern.is_match(words)))
        }
        ConditionKind::Regex(regex) => RegexRule::new(regex.as_str(), RegexMode::Search)
            .is_ok_and(|regex| WORDS.iter().any(|words| regex.is_match(words).unwrap_or(true))),
        ConditionKind::Exact(_) => false,
        // What means an intent is up to the platform's model.
        _ => true,
    }
}

fn problem(subject: &Subject<'_>, place: Place<'_>, back: &Edge, no_match: &Rule) -> Option<Diagnostic> {
    let others: Vec<&Edge> =
        subject.flow().edges_from(place.id).iter().filter(|edge| *edge != back).collect();
    let leads_on = |edge: &&&Edge| !leads_back(subject, place.id, edge);
    let mut ways: Vec<&Edge> = others.iter().filter(leads_on).copied().collect();
    let places: HashSet<Destination> = ways.iter().map(|edge| edge.to).collect();
    let offers = !matches!(place.interaction.kind, InteractionKind::TextQuestion(_));
    let takes_words = || ways.iter().any(|edge| takes_words(place, edge));
    if places.len() > 1 || (offers && !places.is_empty()) || takes_words() {
        return None;
    }
    let message = match ways.is_empty() {
        true => format!("no answer leads out of {}", said(subject, place.id)),
        false => format!("only one answer leads out of {}", said(subject, place.id)),
    };
    let problem = Diagnostic::new(&INESCAPABLE_QUESTION, no_match.condition.key_span, message)
        .label("takes every other message")
        .also(place.interaction.kind_span, "and asks again");
    let (problem, who) = match ways.pop() {
        Some(way) => {
            (problem.also(step_span(subject, way), "the only way on"), "who has no such answer cannot get on")
        }
        None => (problem, "nobody can get on"),
    };
    Some(problem.help(format!(
        "With a `no_match` no other dialog is triggered, and nothing counts towards auto escalation: {who}, nor get to an \
         agent. Say the text in `fallback` instead, or add a rule for those who want to leave, e.g. \
         `pattern: \"*(agent|cancel)*\"`."
    )))
}
