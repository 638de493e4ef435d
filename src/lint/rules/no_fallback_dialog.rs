//! Bots without a fallback dialog.

use crate::bot::DialogKind;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// The bot has no fallback dialog.
    ///
    /// Whatever no starter takes is then answered with the platform's "Not able to understand your question.
    /// Can you please re-phrase it?", which tells nobody what the bot can do. A fallback dialog says that in
    /// your own words, searches a knowledge base, or offers an agent.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Tea
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*tea*"] }
    ///       - text: We have green tea and black tea.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Tea
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*tea*"] }
    ///       - text: We have green tea and black tea.
    ///   - fallback_dialog: Fallback
    ///     interactions:
    ///       - text: Ask me about tea.
    /// ```
    pub(crate) NO_FALLBACK_DIALOG = "no-fallback-dialog", Warning, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let bot = subject.bot();
    if subject.triggers().starters.is_empty() || has_fallback_dialog(subject) {
        return;
    }
    let found = Diagnostic::new(&NO_FALLBACK_DIALOG, bot.name.span(), "this bot has no fallback dialog");
    let off = bot.dialogs.iter().find(|dialog| matches!(dialog.kind, DialogKind::Fallback));
    let found = match off {
        Some(dialog) => found.label("none that is enabled").also(dialog.name.span(), "takes no part"),
        None => found.label("answers with the platform's text what it does not understand"),
    };
    out.push(found.help(
        "Consumers who say something unforeseen are only asked to re-phrase it. Write a `fallback_dialog` that says \
         what the bot can do.",
    ));
}

/// Whether the bot has a fallback dialog that takes part.
pub(super) fn has_fallback_dialog(subject: &Subject<'_>) -> bool {
    let mut dialogs = subject.bot().dialogs.iter();
    dialogs.any(|dialog| matches!(dialog.kind, DialogKind::Fallback) && dialog.is_enabled())
}
