//! Regular expressions that cannot be read.

use crate::bot::ConditionKind;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::rules;

rule! {
    /// A regular expression is not one.
    ///
    /// The rule can never be met, whatever the consumer says, and an entity is never found.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         fallback: An order number has six digits.
    ///         rules:
    ///           - regex: ^[0-9{6}$
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         fallback: An order number has six digits.
    ///         rules:
    ///           - regex: ^[0-9]{6}$
    /// ```
    pub(crate) INVALID_REGEX = "invalid-regex", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let of_rules = rules(names).filter_map(|(_, rule)| match &rule.condition.kind {
        ConditionKind::Regex(regex) => Some((regex, "this rule can never be met")),
        _ => None,
    });
    let entities = names.bot().entities.iter();
    let of_entities =
        entities.filter_map(|entity| Some((entity.regex.as_ref()?, "this entity is never found")));
    for (regex, consequence) in of_rules.chain(of_entities) {
        let Err(problem) = &*names.regex(regex) else { continue };
        let place = if problem.range.is_empty() { regex.span() } else { regex.part(problem.range.clone()) };
        out.push(
            Diagnostic::new(
                &INVALID_REGEX,
                place,
                format!("this is no regular expression: {}", problem.message),
            )
            .label("here")
            .help(format!(
                "As it stands {consequence}. To look for a character that means something in a regular \
                     expression, put `\\` before it."
            )),
        );
    }
}
