//! Intent rules that stand below rules that are tried after them.

use super::answers::questions_with_rules;
use crate::bot::ConditionKind;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// An `intent` rule stands below a rule of another kind.
    ///
    /// All `intent` rules are tried before all others, wherever they stand. Whoever reads the question from the
    /// top expects the rule above to win, but where an answer meets both, the intent does. Write `intent` rules
    /// first, so that the order on the page is the one of the conversation.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// intents:
    ///   cancel: { phrases: [cancel my order, I want to cancel] }
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What about it?
    ///         fallback: Say "where is it" or "cancel it".
    ///         rules:
    ///           - pattern: "*order*"
    ///             next: end
    ///           - intent: cancel
    ///             next: end
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// intents:
    ///   cancel: { phrases: [cancel my order, I want to cancel] }
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What about it?
    ///         fallback: Say "where is it" or "cancel it".
    ///         rules:
    ///           - intent: cancel
    ///             next: end
    ///           - pattern: "*order*"
    ///             next: end
    /// ```
    pub(crate) INTENT_RULE_BELOW_OTHERS = "intent-rule-below-others", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in questions_with_rules(subject) {
        let rules = &place.interaction.rules;
        // A `no_match` above others is another rule's.
        let is_later =
            |kind: &ConditionKind| !matches!(kind, ConditionKind::Intent(_) | ConditionKind::NoMatch(_));
        let Some(first) = rules.iter().position(|rule| is_later(&rule.condition.kind)) else { continue };
        let below =
            rules[first..].iter().filter(|rule| matches!(rule.condition.kind, ConditionKind::Intent(_)));
        for rule in below {
            out.push(
                Diagnostic::new(
                    &INTENT_RULE_BELOW_OTHERS,
                    rule.condition.key_span,
                    "`intent` rules are tried first, but this one stands below another rule",
                )
                .label("tried before")
                .also(rules[first].condition.key_span, "tried after it")
                .help(
                    "An answer that meets both takes the `intent` rule, not the one that stands first. Move the \
                     `intent` rules to the top of the list.",
                ),
            );
        }
    }
}
