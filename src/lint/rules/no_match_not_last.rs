//! No Match rules above others.

use super::no_match::no_matches;
use crate::diagnostic::{Diagnostic, Safety, rule};
use crate::lint::Subject;
use crate::lint::layout::Lines;

rule! {
    /// A `no_match` rule stands above other rules.
    ///
    /// It is tried last wherever it stands: the rules below it are tried first. Whoever reads the bot
    /// from the top expects another conversation than the consumer gets.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: Did it arrive?
    ///         rules:
    ///           - no_match: Please say yes or no.
    ///             next: current
    ///           - pattern: (yes|no)
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
    pub(crate) NO_MATCH_NOT_LAST = "no-match-not-last", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for (_, interaction) in names.bot().interactions() {
        let mut found = no_matches(interaction);
        // Of several of them one is to be taken out first, which another rule says.
        let (Some((index, rule)), None) = (found.next(), found.next()) else { continue };
        let Some(below) = interaction.rules.get(index + 1) else { continue };
        let fix =
            Lines::of(names.sources(), interaction.rules.iter().map(|rule| rule.span)).and_then(|lines| {
                lines.move_to_end(index, "Move this rule to the end of the list", Safety::Safe)
            });
        out.push(
            Diagnostic::new(
                &NO_MATCH_NOT_LAST,
                rule.condition.key_span,
                "`no_match` is tried last, but stands above other rules",
            )
            .label("tried last")
            .also(below.condition.key_span, "tried before it")
            .help("The order on the page is not the order in the conversation. Move this rule to the end of the list.")
            .fix_if(fix),
        );
    }
}
