//! Starters in dialogs that nothing but the platform triggers.

use super::starters::{has_starter, starters};
use super::words::article;
use crate::bot::DialogKind;
use crate::diagnostic::{Diagnostic, Safety, rule};
use crate::lint::Subject;
use crate::lint::layout::Lines;

rule! {
    /// A dialog that the platform triggers itself has a starter.
    ///
    /// Fallback, disambiguation, auto escalation and survey dialogs play when something happens in the
    /// conversation, not when a message matches. Their starter has no effect.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - fallback_dialog: Fallback
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*"] }
    ///       - text: I did not understand that.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - fallback_dialog: Fallback
    ///     interactions:
    ///       - text: I did not understand that.
    /// ```
    pub(crate) STARTER_IN_SPECIAL_DIALOG = "starter-in-special-dialog", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for dialog in names.bot().dialogs.iter().filter(|dialog| !has_starter(&dialog.kind)) {
        let spans = dialog.interactions.iter().map(|item| item.span);
        let lines = starters(dialog).next().and_then(|_| Lines::of(names.sources(), spans));
        for (index, starter) in starters(dialog) {
            // To one that has a name, something may jump.
            let lines = lines.as_ref().filter(|_| starter.name.is_none());
            let fix = lines.and_then(|lines| lines.take_out(index, "Take the starter out", Safety::Unsafe));
            out.push(
                Diagnostic::new(
                    &STARTER_IN_SPECIAL_DIALOG,
                    starter.kind_span,
                    format!("{} `{}` has no starter", article(dialog.kind.key()), dialog.kind.key()),
                )
                .label("triggers nothing")
                .also(dialog.kind_span, "this dialog")
                .help(format!(
                    "It plays {}, whatever its starter says. Take the starter out, or make it a `dialog`.",
                    occasion(&dialog.kind)
                ))
                .fix_if(fix),
            );
        }
    }
}

fn occasion(kind: &DialogKind) -> &'static str {
    match kind {
        DialogKind::Fallback => "when nothing else matches",
        DialogKind::Disambiguation { .. } => "when a message may mean several intents",
        DialogKind::AutoEscalation { .. } => "after several fallbacks in one question",
        DialogKind::Survey => "when the main conversation has ended",
        DialogKind::Standard | DialogKind::FileUpload => "when it is triggered",
    }
}
