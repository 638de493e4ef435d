//! Dialog starters that do not start the dialog.

use super::starters::{has_starter, starters};
use crate::diagnostic::{Diagnostic, Safety, rule};
use crate::lint::Subject;
use crate::lint::layout::Lines;

rule! {
    /// A dialog starter is not the first interaction of its dialog.
    ///
    /// A starter is what triggers the dialog, so the platform keeps it at the top. What stands above it
    /// would never be said when a consumer's message triggers the dialog.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - text: Hello!
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: How can I help?
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///       - text: How can I help?
    /// ```
    pub(crate) STARTER_NOT_FIRST = "starter-not-first", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for dialog in names.bot().dialogs.iter().filter(|dialog| has_starter(&dialog.kind)) {
        let (Some((index, starter)), Some(first)) = (starters(dialog).next(), dialog.interactions.first())
        else {
            continue;
        };
        if index > 0 {
            let fix = Lines::of(names.sources(), dialog.interactions.iter().map(|item| item.span))
                .and_then(|lines| lines.move_to_start(index, "Move the starter to the top", Safety::Unsafe));
            out.push(
                Diagnostic::new(
                    &STARTER_NOT_FIRST,
                    starter.kind_span,
                    format!("the starter of `{}` is not its first interaction", dialog.name),
                )
                .label("must stand at the top")
                .also(first.kind_span, "this stands before it")
                .help(
                    "A message that triggers the dialog would start it here, past everything above. Move the starter \
                     to the top of the dialog.",
                )
                .fix_if(fix),
            );
        }
    }
}
