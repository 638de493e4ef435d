//! Repeating what nobody can answer.

use crate::bot::{InteractionKind, NextAction};
use crate::diagnostic::{Diagnostic, rule};
use crate::linked::Names;
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

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    for action in actions(names).filter(|action| matches!(action.next.action, NextAction::Current)) {
        let interaction = action.from.interaction;
        if waits(&interaction.kind) {
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

/// Whether the flow waits there. A File Upload does, but it may go nowhere but to its Integration, which
/// another rule says.
fn waits(kind: &InteractionKind) -> bool {
    match kind {
        InteractionKind::DialogStarter(_)
        | InteractionKind::Text(_)
        | InteractionKind::Image(_)
        | InteractionKind::RichLink(_)
        | InteractionKind::PrivateMessage(_)
        | InteractionKind::Audio(_)
        | InteractionKind::Video(_)
        | InteractionKind::Integration(_)
        | InteractionKind::Knowledge(_)
        | InteractionKind::AgentTransfer(_)
        | InteractionKind::DynamicRouting(_) => false,
        InteractionKind::Universal(universal) => universal.user_input_required.is_some_and(|flag| flag.value),
        InteractionKind::TextQuestion(_)
        | InteractionKind::MultipleChoice(_)
        | InteractionKind::StructuredQuestion(_)
        | InteractionKind::ButtonQuestion { .. }
        | InteractionKind::QuickReply { .. }
        | InteractionKind::ListPicker(_)
        | InteractionKind::TimePicker(_)
        | InteractionKind::Disambiguation(_)
        | InteractionKind::FileUpload(_) => true,
    }
}
