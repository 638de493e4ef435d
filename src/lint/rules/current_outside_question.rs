//! Repeating what nobody can answer.

use crate::bot::NextAction;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::actions;

rule! {
    /// `next: current` on an interaction that does not wait for the consumer.
    ///
    /// A question that is repeated waits for another answer. A statement or a call that is repeated runs
    /// again at once, and again, until the platform stops the bot in the middle of the conversation.
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
    ///       - text_question: For which town?
    ///         name: ask_town
    ///       - integration: Weather
    ///         rules:
    ///           - result: failure
    ///             next: current
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
    ///       - text_question: For which town?
    ///         name: ask_town
    ///       - integration: Weather
    ///         rules:
    ///           - result: failure
    ///             next: ask_town
    /// ```
    pub(crate) CURRENT_OUTSIDE_QUESTION = "current-outside-question", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for action in actions(names).filter(|action| matches!(action.next.action, NextAction::Current)) {
        let interaction = action.from.interaction;
        // A File Upload waits as well, but it may go nowhere but to its Integration, which another rule says.
        if interaction.kind.waits() {
            continue;
        }
        let title = interaction.kind.title();
        out.push(
            Diagnostic::new(
                &CURRENT_OUTSIDE_QUESTION,
                action.next.span,
                format!("`next: current` repeats this {title} without end"),
            )
            .label("runs again at once")
            .also(interaction.kind_span, "does not wait for the consumer")
            .help(
                "Only a question can be repeated, because it waits for another answer. Name the question to go back \
                 to, or write `next: end`.",
            ),
        );
    }
}
