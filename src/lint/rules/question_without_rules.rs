//! Questions that take everything for an answer.

use crate::bot::{CodeHook, InteractionKind, NextAction};
use crate::diagnostic::{Diagnostic, rule};
use crate::flow::Reach;
use crate::lint::Subject;
use crate::lint::visit::{Place, live_places};

rule! {
    /// A question has no rules and goes on to the next interaction, whatever is said.
    ///
    /// Without rules everything is the answer: "I want an agent" is stored as a name, and no other dialog is
    /// triggered. That may be meant, where any text will do. Questions with code that looks at the answer are not
    /// reported.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - multiple_choice: Shall we send it again?
    ///         choices: ["Yes", "No"]
    ///       - text: We send it again.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - multiple_choice: Shall we send it again?
    ///         choices: ["Yes", "No"]
    ///         rules:
    ///           - option: "Yes"
    ///           - option: "No"
    ///             next: end
    ///       - text: We send it again.
    /// ```
    pub(crate) QUESTION_WITHOUT_RULES = "question-without-rules", Info, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in live_places(subject).filter(|place| takes_everything(*place)) {
        if subject.flow().reach(place.id) == Reach::Never {
            continue;
        }
        let title = place.interaction.kind.title();
        out.push(
            Diagnostic::new(
                &QUESTION_WITHOUT_RULES,
                place.interaction.kind_span,
                format!("this {title} takes whatever is said for its answer"),
            )
            .label("has no `rules`, and goes on to the next interaction")
            .help(
                "A consumer who wants something else is not heard: no other dialog is triggered. Write rules for the \
                 answers that are meant; what fits none of them may trigger another dialog.",
            ),
        );
    }
}

fn takes_everything(place: Place<'_>) -> bool {
    let interaction = place.interaction;
    let goes_on = interaction.next.as_ref().is_none_or(|next| matches!(next.action, NextAction::Next));
    let is_question =
        !matches!(interaction.kind, InteractionKind::Disambiguation(_) | InteractionKind::FileUpload(_));
    let looks = interaction.code.get(CodeHook::ProcessUserResponse).is_some();
    interaction.kind.waits() && is_question && interaction.rules.is_empty() && goes_on && !looks
}
