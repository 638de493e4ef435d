//! Rules for options that are not offered.

use std::collections::HashSet;

use super::words::Nearest;
use crate::bot::{ConditionKind, InteractionKind, MultipleChoice};
use crate::diagnostic::{Diagnostic, Fix, rule};
use crate::lint::Subject;
use crate::source::Text;
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
    ///         fallback: Tap one of the two, please.
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
    ///         fallback: Tap one of the two, please.
    ///         rules:
    ///           - option: Home
    ///             next: end
    ///           - option: Car
    ///             next: end
    /// ```
    pub(crate) UNKNOWN_OPTION = "unknown-option", Error
}

/// How many choices a message lists.
const LISTED: usize = 8;

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut nearest = Nearest::new();
    for (_, interaction) in names.bot().interactions() {
        let InteractionKind::MultipleChoice(question) = &interaction.kind else { continue };
        let offered: HashSet<&str> = labels(question).collect();
        // What a choice or an option with a reference shows is known only in the conversation.
        if labels(question).any(is_open) {
            continue;
        }
        for rule in &interaction.rules {
            let ConditionKind::Option(option) = &rule.condition.kind else { continue };
            if !is_open(option.as_str()) && !offered.contains(option.as_str().trim()) {
                out.push(unknown(question, option, &mut nearest));
            }
        }
    }
}

fn labels(question: &MultipleChoice) -> impl Iterator<Item = &str> {
    question.choices.iter().map(|choice| choice.as_str().trim())
}

fn is_open(label: &str) -> bool {
    label.contains('{') && Template::parse(label).as_literal().is_none()
}

fn unknown(question: &MultipleChoice, option: &Text, nearest: &mut Nearest) -> Diagnostic {
    let meant = nearest.of(option.as_str(), labels(question));
    let fix = meant.and_then(|meant| Fix::rename(option, 0..option.as_str().len(), meant));
    let label = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "cannot be chosen".to_owned(),
    };
    let mut offered: Vec<String> = labels(question).take(LISTED).map(|label| format!("`{label}`")).collect();
    if question.choices.len() > LISTED {
        offered.push("...".to_owned());
    }
    Diagnostic::new(&UNKNOWN_OPTION, option.span(), format!("the question does not offer `{option}`"))
        .label(label)
        .also(question.text.span(), "this question")
        .help(format!(
            "The rule is never met. The question offers {}; write one of them as it stands there.",
            offered.join(", ")
        ))
        .fix_if(fix)
}
