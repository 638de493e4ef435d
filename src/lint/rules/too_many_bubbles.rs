//! More messages in a row than anybody reads.

use super::runs::runs;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// More than three messages follow each other without an answer between.
    ///
    /// On a small screen the first of them have left the window before they are read. Say less, put two into one, or
    /// ask whether to go on.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Help
    ///     interactions:
    ///       - dialog_starter: { patterns: [help] }
    ///       - text: I can look for parcels.
    ///       - text: I can cancel orders.
    ///       - text: I can tell you when we are open.
    ///       - text_question: What shall I do?
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Help
    ///     interactions:
    ///       - dialog_starter: { patterns: [help] }
    ///       - text: I can look for parcels, cancel orders, and tell you when we are open.
    ///       - text_question: What shall I do?
    /// ```
    pub(crate) TOO_MANY_BUBBLES = "too-many-bubbles", Info, preview
}

const MOST: usize = 3;

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for run in runs(subject) {
        let (Some(first), Some(extra)) = (run.first(), run.get(MOST)) else { continue };
        let message = format!("{} messages follow each other without an answer between", run.len());
        out.push(
            Diagnostic::new(&TOO_MANY_BUBBLES, extra.interaction.kind_span, message)
                .label(format!("the first one after {MOST}"))
                .also(first.interaction.kind_span, "from here on")
                .help("The first ones have left the window before they are read. Say less, or put two into one."),
        );
    }
}
