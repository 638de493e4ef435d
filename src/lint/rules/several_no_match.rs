//! More than one No Match rule.

use super::no_match::no_matches;
use crate::diagnostic::{Diagnostic, Safety, rule};
use crate::lint::Subject;
use crate::lint::layout::Lines;

rule! {
    /// An interaction has more than one `no_match` rule.
    ///
    /// The first one takes every answer that no other rule took, so the others are never met and their
    /// message is never said.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: Did it arrive?
    ///         rules:
    ///           - pattern: (yes|no)
    ///             next: end
    ///           - no_match: Please say yes or no.
    ///             next: current
    ///           - no_match: I give up.
    ///             next: end
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: Did it arrive?
    ///         rules:
    ///           - pattern: (yes|no)
    ///             next: end
    ///           - no_match: Please say yes or no.
    ///             next: current
    /// ```
    pub(crate) SEVERAL_NO_MATCH = "several-no-match", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for (_, interaction) in names.bot().interactions() {
        let mut found = no_matches(interaction).peekable();
        let (Some((_, first)), Some(_)) = (found.next(), found.peek()) else { continue };
        let lines = Lines::of(names.sources(), interaction.rules.iter().map(|rule| rule.span));
        for (index, other) in found {
            let fix =
                lines.as_ref().and_then(|lines| lines.take_out(index, "Take this rule out", Safety::Unsafe));
            out.push(
                Diagnostic::new(
                    &SEVERAL_NO_MATCH,
                    other.condition.key_span,
                    "a second `no_match` is never met",
                )
                .label("never met")
                .also(first.condition.key_span, "takes everything that no other rule took")
                .help("An interaction has one `no_match`. Take this one out, or give it a condition of its own.")
                .fix_if(fix),
            );
        }
    }
}
