//! Rules for options that are not offered.

use crate::bot::{ConditionKind, InteractionKind};
use crate::diagnostic::{Diagnostic, nearest, rule};
use crate::linked::Names;
use crate::lint::visit::rules;
use crate::text::Template;

rule! {
    /// A rule waits for an option that the question does not offer.
    ///
    /// The consumer cannot choose it, so the rule is never met and its branch of the conversation never
    /// reached. Write the option exactly as it stands among the choices.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Loan
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*loan*"] }
    ///       - multiple_choice: What is it for?
    ///         choices: [Home, Car]
    ///         rules:
    ///           - option: House
    ///             next: end
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Loan
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*loan*"] }
    ///       - multiple_choice: What is it for?
    ///         choices: [Home, Car]
    ///         rules:
    ///           - option: Home
    ///             next: end
    /// ```
    pub(crate) UNKNOWN_OPTION = "unknown-option", Error
}

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    for (place, rule) in rules(names) {
        let ConditionKind::Option(option) = &rule.condition.kind else { continue };
        let InteractionKind::MultipleChoice(question) = &place.interaction.kind else { continue };
        let labels = || question.choices.iter().map(|choice| choice.as_str().trim());
        // What a choice with a reference shows is known only in the conversation.
        let is_open =
            labels().any(|label| label.contains('{') && Template::parse(label).as_literal().is_none());
        if is_open || labels().any(|label| label == option.as_str().trim()) {
            continue;
        }
        let label = match nearest(option.as_str(), labels()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "cannot be chosen".to_owned(),
        };
        let offered: Vec<String> = labels().map(|label| format!("`{label}`")).collect();
        out.push(
            Diagnostic::new(
                &UNKNOWN_OPTION,
                option.span(),
                format!("the question does not offer `{option}`"),
            )
            .label(label)
            .also(question.text.span(), "this question")
            .help(format!(
                "The rule is never met. The question offers {}; write one of them as it stands there.",
                offered.join(", ")
            )),
        );
    }
}
