//! Fallback dialogs that keep consumers from the agent.

use crate::bot::{ApiResult, ConditionKind, InteractionKind, KnowledgeMatch};
use crate::diagnostic::{Diagnostic, rule};
use crate::flow::{Edge, Trigger};
use crate::linked::InteractionId;
use crate::lint::Subject;
use crate::source::Span;

rule! {
    /// The fallback dialog asks something, or has a rule for the failure of a call: then it does not count towards auto
    /// escalation.
    ///
    /// The `auto_escalation_dialog` starts after some fallbacks in one question. A fallback dialog counts only if it says
    /// texts and nothing else, or ends in a failure that no rule takes. With a question or with a rule for the failure
    /// the consumer may be misunderstood for ever and never gets to the agent. Where the fallback dialog itself leads to a transfer nothing is
    /// reported.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// knowledge_bases:
    ///   Answers: []
    /// dialogs:
    ///   - fallback_dialog: Pardon
    ///     interactions:
    ///       - knowledge: Answers
    ///         rules:
    ///           - knowledge_match: found
    ///             next: end
    ///           - knowledge_match: not_found
    ///       - text: I do not know that.
    ///   - auto_escalation_dialog: Agent
    ///     interactions:
    ///       - agent_transfer: A colleague takes over.
    ///         skill: "4711"
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// knowledge_bases:
    ///   Answers: []
    /// dialogs:
    ///   - fallback_dialog: Pardon
    ///     interactions:
    ///       - knowledge: Answers
    ///         not_found: I do not know that.
    ///   - auto_escalation_dialog: Agent
    ///     interactions:
    ///       - agent_transfer: A colleague takes over.
    ///         skill: "4711"
    /// ```
    pub(crate) UNCOUNTED_FALLBACK = "uncounted-fallback", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let entry = |cause: Trigger| subject.flow().entries().iter().find(|entry| entry.cause == cause);
    let (Some(fallback), Some(escalation)) = (entry(Trigger::Fallback), entry(Trigger::AutoEscalation))
    else {
        return;
    };
    let escalation = subject.bot().dialogs[escalation.dialog.index()].name.span();
    let stays = |edge: &Edge| edge.target().is_some_and(|to| subject.dialog_of(to) == fallback.dialog);
    let reached = subject.flow().reached_from(fallback.to.interaction(), stays);
    // Who gets to an agent from here needs no escalation.
    let transfers = subject.flow().ids().filter(|id| subject.flow().transfers(*id));
    let helped = subject.flow().leading_to(transfers);
    for id in subject.flow().interactions_of(fallback.dialog) {
        if reached[id.index()]
            && !helped[id.index()]
            && let Some((at, why)) = reason(subject, id)
        {
            out.push(problem(at, why, escalation));
        }
    }
}

/// What keeps the dialog from counting, and where it stands.
fn reason(subject: &Subject<'_>, id: InteractionId) -> Option<(Span, &'static str)> {
    let interaction = subject.at(id).1;
    if interaction.kind.waits() {
        return Some((interaction.kind_span, "asks something"));
    }
    if !matches!(interaction.kind, InteractionKind::Integration(_) | InteractionKind::Knowledge(_)) {
        return None;
    }
    let handles = |kind: &ConditionKind| match kind {
        ConditionKind::Result(result) => result.value == ApiResult::Failure,
        ConditionKind::KnowledgeMatch(found) => found.value == KnowledgeMatch::NotFound,
        _ => false,
    };
    let rule = interaction.rules.iter().find(|rule| handles(&rule.condition.kind))?;
    Some((rule.condition.key_span, "has a rule for the failure"))
}

fn problem(at: Span, why: &str, escalation: Span) -> Diagnostic {
    Diagnostic::new(
        &UNCOUNTED_FALLBACK,
        at,
        format!("the fallback dialog {why}, so it does not count towards auto escalation"),
    )
    .label("keeps the fallback from being counted")
    .also(escalation, "starts only after fallbacks that count")
    .help(
        "A consumer who is not understood again and again does not get here. Let the fallback dialog say texts only, or \
         let the failure end in its own text: the `fallback` of an `integration`, the `not_found` of a `knowledge`.",
    )
}
