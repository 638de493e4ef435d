//! Questions of a survey that do not say what they want.

use crate::bot::{ConditionKind, DialogKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::live_places;

rule! {
    /// A question of a survey has rules and no fallback.
    ///
    /// A survey has no fallback dialog: an answer that no rule takes gets the platform's text, "Not able to understand
    /// your question.", though nobody has asked anything. The platform wants a fallback of each question of a survey.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - survey_dialog: Survey
    ///     interactions:
    ///       - multiple_choice: Did we solve your problem?
    ///         choices: ["Yes", "No"]
    ///         rules:
    ///           - option: "Yes"
    ///           - option: "No"
    ///       - text: Thank you.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - survey_dialog: Survey
    ///     interactions:
    ///       - multiple_choice: Did we solve your problem?
    ///         choices: ["Yes", "No"]
    ///         fallback: Please tap one of the two.
    ///         rules:
    ///           - option: "Yes"
    ///           - option: "No"
    ///       - text: Thank you.
    /// ```
    pub(crate) SURVEY_QUESTION_WITHOUT_FALLBACK = "survey-question-without-fallback", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in live_places(subject).filter(|place| matches!(place.dialog.kind, DialogKind::Survey)) {
        let rules = &place.interaction.rules;
        let takes_all = rules.iter().any(|rule| matches!(rule.condition.kind, ConditionKind::NoMatch(_)));
        let is_of_call = rules.iter().any(|rule| {
            matches!(rule.condition.kind, ConditionKind::Result(_) | ConditionKind::KnowledgeMatch(_))
        });
        if rules.is_empty() || takes_all || is_of_call || place.interaction.fallback.is_some() {
            continue;
        }
        let message = "a question of a survey has no fallback";
        out.push(
            Diagnostic::new(&SURVEY_QUESTION_WITHOUT_FALLBACK, place.interaction.kind_span, message)
                .label("`fallback` is missing")
                .help(
                    "An answer that no rule takes gets the platform's text, \"Not able to understand your question.\". Say \
                     which answers there are: `fallback: Please tap one of them.`",
                ),
        );
    }
}
