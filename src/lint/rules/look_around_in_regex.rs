//! Regular expressions that not every engine knows, or that may take long.

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::regexes;
use crate::text::RegexNotes;

rule! {
    /// A regular expression looks ahead or behind, or refers to what a group has matched.
    ///
    /// The platform's engine (Java) knows `(?=…)`, `(?<!…)` and `\1`, but such an expression may take a very long
    /// time on an unlucky message; here it is given up after a number of attempts and counts as not met. Mostly
    /// there is a plainer way to say the same: a rule for what is not wanted above the rule for what is.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         fallback: It has four digits and does not begin with zero.
    ///         rules:
    ///           - regex: ^(?!0)\d{4}$
    ///             next: end
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         fallback: It has four digits and does not begin with zero.
    ///         rules:
    ///           - regex: ^[1-9]\d{3}$
    ///             next: end
    /// ```
    pub(crate) LOOK_AROUND_IN_REGEX = "look-around-in-regex", Info, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for regex in regexes(subject.bot()) {
        let Ok(RegexNotes { needs_backtracking: true, .. }) = &*subject.regex(regex) else { continue };
        out.push(
            Diagnostic::new(
                &LOOK_AROUND_IN_REGEX,
                regex.span(),
                "this regular expression looks around, or refers to one of its groups",
            )
            .label("may be given up on a message that makes it slow")
            .help(
                "Given up it counts as not met, and on the platform the consumer waits. Say the same with \
                 character classes and `|`, or with a second rule above this one.",
            ),
        );
    }
}
