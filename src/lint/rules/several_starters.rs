//! More than one starter in a dialog.

use super::starters::{has_starter, starters};
use crate::diagnostic::{Diagnostic, rule};
use crate::linked::Names;

rule! {
    /// A dialog has more than one starter.
    ///
    /// The platform knows one per dialog. Patterns in a second one would trigger nothing, so messages
    /// that should start the dialog end in the fallback. One starter holds as many patterns as needed.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - dialog_starter: { patterns: [good morning] }
    ///       - text: Hello!
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello, good morning] }
    ///       - text: Hello!
    /// ```
    pub(crate) SEVERAL_STARTERS = "several-starters", Error
}

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    for dialog in names.bot().dialogs.iter().filter(|dialog| has_starter(&dialog.kind)) {
        let mut starters = starters(dialog);
        let Some((_, first)) = starters.next() else { continue };
        for (_, other) in starters {
            out.push(
                Diagnostic::new(
                    &SEVERAL_STARTERS,
                    other.kind_span,
                    format!("`{}` has a starter already", dialog.name),
                )
                .label("one too many")
                .also(first.kind_span, "the starter of this dialog")
                .help(
                    "A dialog has one starter, and only that one triggers it. Put all patterns into the first one, or \
                     make a dialog of its own.",
                ),
            );
        }
    }
}
