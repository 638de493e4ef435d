//! Searches that say the platform's words where they find nothing.

use crate::bot::{ConditionKind, InteractionKind, KnowledgeMatch};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::live_places;

rule! {
    /// A search of a knowledge base says nothing of its own where it finds nothing.
    ///
    /// It has neither a `not_found` message nor a rule for `knowledge_match: not_found`, so the consumer reads "Sorry, I
    /// could not find anything for that." and is left alone. Say what they can do now, or lead them on.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// knowledge_bases:
    ///   Returns:
    ///     - { title: How do I return something?, summary: Send it back within 30 days. }
    /// dialogs:
    ///   - dialog: Returns
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*return*"] }
    ///       - knowledge: Returns
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// knowledge_bases:
    ///   Returns:
    ///     - { title: How do I return something?, summary: Send it back within 30 days. }
    /// dialogs:
    ///   - dialog: Returns
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*return*"] }
    ///       - knowledge: Returns
    ///         not_found: I do not know. Call us, 555 0100.
    /// ```
    pub(crate) SEARCH_WITHOUT_NOT_FOUND = "search-without-not-found", Warning, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in live_places(subject) {
        let InteractionKind::Knowledge(search) = &place.interaction.kind else { continue };
        let is_rule = |condition: &ConditionKind| matches!(condition, ConditionKind::KnowledgeMatch(found) if found.value == KnowledgeMatch::NotFound);
        if search.not_found.is_some()
            || place.interaction.rules.iter().any(|rule| is_rule(&rule.condition.kind))
        {
            continue;
        }
        let message = format!("nothing says what follows when `{}` has no answer", search.knowledge_base);
        out.push(
            Diagnostic::new(&SEARCH_WITHOUT_NOT_FOUND, place.interaction.kind_span, message)
                .label("no `not_found`, no rule for it")
                .help(
                    "The consumer would read \"Sorry, I could not find anything for that.\". Add a `not_found` message, or \
                     a rule, `{ knowledge_match: not_found, next: … }`.",
                ),
        );
    }
}
