//! Patterns that cannot be read.

use crate::bot::ConditionKind;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::{patterns, rules};
use crate::source::Text;
use crate::text::PatternProblemKind;

rule! {
    /// A pattern is empty, or its parentheses do not match.
    ///
    /// In a pattern `*` is any run of characters and `(a|b)` a choice; both parentheses are needed. A
    /// pattern that cannot be read matches nothing, so the dialog is never triggered or the rule never
    /// met.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Loan
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*(loan|mortgage*"] }
    ///       - text: I can help with loans.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Loan
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*(loan|mortgage)*"] }
    ///       - text: I can help with loans.
    /// ```
    pub(crate) UNBALANCED_PATTERN = "unbalanced-pattern", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for found in patterns(names) {
        check_pattern(names, found.text, out);
    }
    for (_, rule) in rules(names) {
        if matches!(&rule.condition.kind, ConditionKind::Pattern(patterns) if patterns.is_empty()) {
            out.push(
                Diagnostic::new(&UNBALANCED_PATTERN, rule.condition.key_span, "this rule has no pattern")
                    .label("never met")
                    .help("Write at least one pattern, e.g. `pattern: \"*yes*\"`, or take the rule out."),
            );
        }
    }
}

fn check_pattern(names: &Subject<'_>, pattern: &Text, out: &mut Vec<Diagnostic>) {
    let Err(problems) = names.pattern(pattern) else { return };
    for problem in problems {
        // Of an empty pattern the quotes are all there is to see.
        let place = match problem.kind {
            PatternProblemKind::Empty => pattern.span(),
            _ => pattern.part(problem.range),
        };
        out.push(
            Diagnostic::new(&UNBALANCED_PATTERN, place, problem.kind.to_string())
                .label(label(problem.kind))
                .help(help(problem.kind)),
        );
    }
}

fn label(kind: PatternProblemKind) -> &'static str {
    match kind {
        PatternProblemKind::Empty => "matches nothing",
        PatternProblemKind::UnclosedGroup => "opened here",
        PatternProblemKind::StrayClose => "closes nothing",
        PatternProblemKind::TooLong => "from here on",
        PatternProblemKind::TooDeep => "too deep",
    }
}

fn help(kind: PatternProblemKind) -> &'static str {
    match kind {
        PatternProblemKind::Empty => {
            "Whatever the consumer says, it is not met. Write a pattern, or take it out."
        }
        PatternProblemKind::UnclosedGroup | PatternProblemKind::StrayClose => {
            "A choice is written `(one|other)`. A parenthesis always belongs to a choice: a pattern cannot ask for \
             one in the message."
        }
        PatternProblemKind::TooLong | PatternProblemKind::TooDeep => "Make several patterns of it.",
    }
}
