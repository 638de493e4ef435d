//! Questions that say nothing of their own to an answer that they do not take.

use super::answers::{questions_with_rules, takes_anything};
use super::no_fallback_dialog::has_fallback_dialog;
use crate::bot::{CodeHook, DialogKind, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::Place;

rule! {
    /// A question has rules, and nothing of its own to say where none of them takes the answer.
    ///
    /// It has neither a `no_match` rule nor a `fallback`, and the bot has no fallback dialog. The consumer
    /// hears the platform's "Not able to understand your question. Can you please re-phrase it?" and must
    /// guess what the question takes. In a survey dialog and in the fallback dialog itself no fallback dialog
    /// helps: there the question needs its own words.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         rules:
    ///           - regex: ^\d{4}$
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         rules:
    ///           - regex: ^\d{4}$
    ///         fallback: An order number has four digits, for example 1001.
    /// ```
    pub(crate) QUESTION_WITHOUT_FALLBACK = "question-without-fallback", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let has_dialog = has_fallback_dialog(subject);
    for place in questions_with_rules(subject) {
        // Surveys have a rule of their own.
        if matches!(place.dialog.kind, DialogKind::Survey) {
            continue;
        }
        let is_alone = matches!(place.dialog.kind, DialogKind::Fallback);
        if (has_dialog && !is_alone) || says_something(subject, &place) {
            continue;
        }
        let why = match is_alone {
            true => "has neither a `no_match` rule nor a `fallback`, and here no fallback dialog plays",
            false => "has neither a `no_match` rule nor a `fallback`, and the bot has no fallback dialog",
        };
        out.push(
            Diagnostic::new(&QUESTION_WITHOUT_FALLBACK, place.interaction.kind_span, format!("this question {why}"))
                .label("other answers get the platform's text")
                .help(
                    "Who gives an answer that no rule takes is asked to re-phrase it and does not learn what would \
                     be understood. Write a `fallback` that says so.",
                ),
        );
    }
}

/// Whether something is done about an answer that no rule takes. What code does about it is not known.
fn says_something(subject: &Subject<'_>, place: &Place<'_>) -> bool {
    let interaction = place.interaction;
    interaction.fallback.is_some()
        || interaction.code.get(CodeHook::ProcessUserResponse).is_some()
        || matches!(interaction.kind, InteractionKind::Disambiguation(_))
        || interaction.rules.iter().any(|rule| takes_anything(subject, rule))
}
