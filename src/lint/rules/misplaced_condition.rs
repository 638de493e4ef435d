//! Conditions on interactions that cannot judge them.

use super::words::article;
use crate::bot::{ConditionKind, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::linked::Names;
use crate::lint::visit::rules;

rule! {
    /// A rule's condition does not fit its interaction.
    ///
    /// Questions judge what the consumer says: `pattern`, `regex`, `intent`, `exact`, `no_match`.
    /// `option` is for multiple choice questions only. An Integration or an Agent Transfer judges how
    /// its call went, with `result`; Knowledge AI whether there was an answer, with `knowledge_match`.
    /// Any other condition is never met, so the flow never takes that branch.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - integration: Weather
    ///         rules:
    ///           - no_match: Something went wrong.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - integration: Weather
    ///         rules:
    ///           - result: failure
    ///             next: end
    /// ```
    pub(crate) MISPLACED_CONDITION = "misplaced-condition", Error
}

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    for (place, rule) in rules(names) {
        let kind = &place.interaction.kind;
        let condition = &rule.condition.kind;
        let Some(help) = misfit(kind, condition) else { continue };
        let message =
            format!("`{}` is never met on {} `{}`", condition.key(), article(kind.key()), kind.key());
        out.push(
            Diagnostic::new(&MISPLACED_CONDITION, rule.condition.key_span, message)
                .label("this condition does not fit")
                .also(place.interaction.kind_span, "the interaction that it is to judge")
                .help(help),
        );
    }
}

fn misfit(kind: &InteractionKind, condition: &ConditionKind) -> Option<&'static str> {
    match (kind, condition) {
        (InteractionKind::Integration(_) | InteractionKind::AgentTransfer(_), ConditionKind::Result(_))
        | (InteractionKind::Knowledge(_), ConditionKind::KnowledgeMatch(_))
        | (InteractionKind::MultipleChoice(_), ConditionKind::Option(_)) => None,
        (InteractionKind::Integration(_) | InteractionKind::AgentTransfer(_), _) => Some(
            "Nobody answers here, there is only the outcome of the call. Judge it with `result: success` or \
             `result: failure`; variable conditions may come on top.",
        ),
        (InteractionKind::Knowledge(_), _) => Some(
            "Nobody answers here, there is only the outcome of the search. Judge it with `knowledge_match: found` \
             or `knowledge_match: not_found`.",
        ),
        (_, ConditionKind::Option(_)) => Some(
            "Only a `multiple_choice` has options. Judge what the consumer taps with `exact` or `pattern`.",
        ),
        (_, ConditionKind::Result(_)) => Some(
            "A question has no result, only an answer. Put the rule on the Integration whose outcome is meant, or \
             judge the answer with `pattern`, `regex`, `intent`, `exact` or `no_match`.",
        ),
        (_, ConditionKind::KnowledgeMatch(_)) => Some(
            "Only a `knowledge` interaction searches a knowledge base. Put the rule there, or judge the answer with \
             `pattern`, `regex`, `intent`, `exact` or `no_match`.",
        ),
        _ => None,
    }
}
