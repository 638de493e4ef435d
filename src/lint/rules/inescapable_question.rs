//! Questions that never let go.

use std::collections::{HashMap, HashSet};

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
    let mut words = Words::default();
    for place in live_places(subject).filter(|place| place.interaction.kind.waits()) {
        let Some((back, no_match)) = no_match(subject, place) else { continue };
        if !leads_back(subject, place.id, back) || may_look(subject, place) {
            continue;
        }
        let ways = ways_on(subject, place, back);
        if !lets_go(place, &ways, &mut words) {
            out.push(problem(subject, place, no_match, ways.last().copied()));
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

/// The steps of a question that do not lead back to it.
fn ways_on<'s>(subject: &'s Subject<'_>, place: Place<'_>, back: &Edge) -> Vec<&'s Edge> {
    let all = subject.flow().edges_from(place.id).iter();
    all.filter(|edge| *edge != back && !leads_back(subject, place.id, edge)).collect()
}

/// Whether a consumer without an answer gets on: there are several ways, something to tap, or plain words will do.
fn lets_go<'b>(place: Place<'b>, ways: &[&Edge], words: &mut Words<'b>) -> bool {
    let places: HashSet<Destination> = ways.iter().map(|edge| edge.to).collect();
    let offers = !matches!(place.interaction.kind, InteractionKind::TextQuestion(_));
    let rule = |edge: &&Edge| match edge.cause {
        Cause::Rule(index) => place.interaction.rules.get(index),
        _ => None,
    };
    places.len() > 1
        || offers && !places.is_empty()
        || ways.iter().any(|edge| rule(edge).is_none_or(|rule| words.are_taken_by(rule)))
}

/// What consumers say who have no answer.
const WORDS: [&str; 7] = ["agent", "help", "cancel", "back", "stop", "no", "I do not know"];

/// Knows which rules take such words. Authors use the same few regular expressions again and again.
#[derive(Default)]
struct Words<'b> {
    regexes: HashMap<&'b str, bool>,
}

impl<'b> Words<'b> {
    fn are_taken_by(&mut self, rule: &'b Rule) -> bool {
        match &rule.condition.kind {
            ConditionKind::Pattern(patterns) => {
                let mut patterns =
                    patterns.iter().filter_map(|pattern| Pattern::parse(pattern.as_str()).ok());
                patterns.any(|pattern| WORDS.iter().any(|words| pattern.is_match(words)))
            }
            ConditionKind::Regex(regex) => {
                *self.regexes.entry(regex.as_str()).or_insert_with(|| takes_words(regex.as_str()))
            }
            ConditionKind::Exact(values) => values
                .iter()
                .any(|value| WORDS.iter().any(|words| words.eq_ignore_ascii_case(value.as_str().trim()))),
            // What means an intent is up to the platform's model.
            _ => true,
        }
    }
}

fn takes_words(regex: &str) -> bool {
    let regex = RegexRule::new(regex, RegexMode::Search);
    regex.is_ok_and(|regex| WORDS.iter().any(|words| regex.is_match(words).unwrap_or(true)))
}

fn problem(subject: &Subject<'_>, place: Place<'_>, no_match: &Rule, way: Option<&Edge>) -> Diagnostic {
    let (answers, who) = match way {
        Some(_) => ("only one answer", "who has no such answer cannot get on"),
        None => ("no answer", "nobody can get on"),
    };
    let message = format!("{answers} leads out of {}", said(subject, place.id));
    let mut problem = Diagnostic::new(&INESCAPABLE_QUESTION, no_match.condition.key_span, message)
        .label("takes every other message")
        .also(place.interaction.kind_span, "and asks again");
    if let Some(way) = way {
        problem = problem.also(step_span(subject, way), "the only way on");
    }
    problem.help(format!(
        "With a `no_match` no other dialog is triggered, and nothing counts towards auto escalation: {who}, nor get to an \
         agent. Say the text in `fallback` instead, or add a rule for those who want to leave, e.g. \
         `pattern: \"*(agent|cancel)*\"`."
    ))
}
