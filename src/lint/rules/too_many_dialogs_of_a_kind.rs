//! Dialogs of which a bot may hold one.

use std::collections::HashMap;

use super::words::article;
use crate::diagnostic::{Diagnostic, rule};
use crate::linked::Names;

rule! {
    /// A bot has two fallback, disambiguation or auto escalation dialogs.
    ///
    /// The platform allows one of each. Only the first one would ever play; the texts of the other are
    /// never said.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - fallback_dialog: Fallback
    ///     interactions:
    ///       - text: I did not understand that.
    ///   - fallback_dialog: Polite fallback
    ///     interactions:
    ///       - text: I am sorry, I did not understand that.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - fallback_dialog: Polite fallback
    ///     interactions:
    ///       - text: I am sorry, I did not understand that.
    /// ```
    pub(crate) TOO_MANY_DIALOGS_OF_A_KIND = "too-many-dialogs-of-a-kind", Error
}

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    let mut first_of = HashMap::new();
    for dialog in names.bot().dialogs.iter().filter(|dialog| dialog.kind.is_single()) {
        let first = *first_of.entry(dialog.kind.key()).or_insert(dialog);
        if std::ptr::eq(first, dialog) {
            continue;
        }
        out.push(
            Diagnostic::new(
                &TOO_MANY_DIALOGS_OF_A_KIND,
                dialog.kind_span,
                format!("the bot has {} `{}` already", article(dialog.kind.key()), dialog.kind.key()),
            )
            .label("a second one of this kind")
            .also(first.kind_span, format!("`{}` is the first one", first.name))
            .help("Only one of a kind ever plays. Bring the two together in one dialog, or take one out."),
        );
    }
}
