//! Bots that never hand over to an agent.

use super::agents::first_transfer;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// Nothing in the bot hands the consumer to an agent.
    ///
    /// Whom the bot cannot help has no other way than to leave. That may be meant, as where another bot of a
    /// group does it; the platform's own checklist for a launch asks for it.
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
    ///   - dialog: Talk to somebody
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*(agent|human|representative)*"] }
    ///       - agent_transfer: A colleague will be with you in a moment.
    ///         skill: "4711"
    /// ```
    pub(crate) NO_AGENT_TRANSFER = "no-agent-transfer", Info, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let bot = subject.bot();
    let is_in_group = bot.group.as_ref().is_some_and(|group| group.collaboration);
    if subject.triggers().starters.is_empty() || is_in_group || first_transfer(subject).is_some() {
        return;
    }
    out.push(
        Diagnostic::new(&NO_AGENT_TRANSFER, bot.name.span(), "nothing in this bot hands the consumer to an agent")
            .label("has no `agent_transfer`")
            .help(
                "Whom the bot cannot help has to give up. Write a dialog with an `agent_transfer`, started by a pattern \
                 such as `*(agent|human|representative)*`.",
            ),
    );
}
