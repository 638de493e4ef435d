//! Texts that close the conversation in the middle of a dialog.

use crate::bot::{InteractionKind, NextAction};
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::linked::{InteractionId, Place};
use crate::lint::Subject;
use crate::lint::visit::live_places;
use crate::text::Closing;

rule! {
    /// A text closes the conversation, something follows it in the dialog, and its `next` is not `end`.
    ///
    /// The platform asks for End Interaction there: else what follows may still be played, after the conversation is
    /// over. Here it never is.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Goodbye
    ///     interactions:
    ///       - dialog_starter: { patterns: [bye] }
    ///       - text: Goodbye! LP_CLOSEDIALOG
    ///         name: close
    ///         next: again
    ///       - text_question: Still there?
    ///         name: again
    ///         rules:
    ///           - no_match:
    ///             next: end
    ///   - dialog: Once more
    ///     interactions:
    ///       - dialog_starter: { patterns: [again] }
    ///       - text: Once more.
    ///         next: again
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Goodbye
    ///     interactions:
    ///       - dialog_starter: { patterns: [bye] }
    ///       - text: Goodbye! LP_CLOSEDIALOG
    ///         name: close
    ///         next: end
    ///       - text_question: Still there?
    ///         name: again
    ///         rules:
    ///           - no_match:
    ///             next: end
    ///   - dialog: Once more
    ///     interactions:
    ///       - dialog_starter: { patterns: [again] }
    ///       - text: Once more.
    ///         next: again
    /// ```
    pub(crate) CLOSING_TEXT_NOT_LAST = "closing-text-not-last", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in live_places(subject) {
        let InteractionKind::Text(text) = &place.interaction.kind else { continue };
        let Some(closing) = Closing::find(text.as_str()) else { continue };
        let next = place.interaction.next.as_ref();
        let ends = next.is_some_and(|next| {
            let action = &next.action;
            matches!(action, NextAction::End | NextAction::CloseDialog | NextAction::CloseConversation)
        });
        let Some(following) = following(subject, place).filter(|_| !ends) else { continue };
        let at = text.part(closing.at..closing.at + closing.string.len());
        let mut problem = Diagnostic::new(
            &CLOSING_TEXT_NOT_LAST,
            at,
            format!("`{}` closes the conversation, and the dialog goes on", closing.string),
        )
        .label("closes the conversation")
        .also(subject.at(following).1.kind_span, "follows in the dialog")
        .help("On the platform what follows may still be played, to nobody. Write `next: end` at this text.");
        if let Some(next) = next {
            problem = problem.also(next.span, "not `end`").fix(Fix::replace(
                "Write `next: end`",
                Safety::Safe,
                next.span,
                "end",
            ));
        }
        out.push(problem);
    }
}

/// The following enabled interaction of the dialog.
fn following(subject: &Subject<'_>, place: Place<'_>) -> Option<InteractionId> {
    let mut next = subject.following(place.id);
    while let Some((id, interaction)) = next {
        if interaction.is_enabled() {
            return Some(id);
        }
        next = subject.following(id);
    }
    None
}
