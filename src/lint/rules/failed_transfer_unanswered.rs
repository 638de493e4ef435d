//! Transfers whose later failure no dialog takes.

use super::starters::starters;
use crate::bot::{Bot, DialogStarter, IntegrationKind, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::engine::literals::ESCALATION_FAILED;
use crate::lint::Subject;
use crate::lint::visit::live_places;
use crate::source::{Span, Text};
use crate::text::{Keywords, Pattern};

rule! {
    /// The bot transfers consumers, and no starter of its own takes the message that a transfer has failed.
    ///
    /// When nobody answers a transfer, the bot has the conversation again and hears `__agent_escalation_failed__` in
    /// the consumer's place. Where no starter has that pattern it falls back: the consumer, who has waited for
    /// minutes, reads that they were not understood. A broad pattern such as `*agent*` matches it too, and transfers
    /// them once more.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Agent
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*agent*"] }
    ///       - agent_transfer: Let me hand you to a colleague.
    ///         skill: "4711"
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Agent
    ///     interactions:
    ///       - dialog_starter: { patterns: ["* agent*"] }
    ///       - agent_transfer: Let me hand you to a colleague.
    ///         skill: "4711"
    ///   - dialog: Nobody there
    ///     interactions:
    ///       - dialog_starter: { patterns: [__agent_escalation_failed__] }
    ///       - text: My colleagues are all busy. Please try again later.
    /// ```
    pub(crate) FAILED_TRANSFER_UNANSWERED = "failed-transfer-unanswered", Warning, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let Some(transfer) = first_transfer(subject) else { return };
    let help = format!(
        "The bot then hears `{ESCALATION_FAILED}` in place of the consumer, who has waited. Make a dialog whose starter has \
         this pattern, above all others that match it: the first one counts."
    );
    let diagnostic = match taking_pattern(subject.bot()) {
        Some(pattern) if pattern.as_str().contains("escalation_failed") => return,
        Some(pattern) => {
            let message = format!("`{pattern}` takes the failure of a transfer, too");
            Diagnostic::new(&FAILED_TRANSFER_UNANSWERED, pattern.span(), message)
                .label(format!("matches `{ESCALATION_FAILED}`"))
                .also(transfer, "nobody may answer this")
        }
        None => {
            let message = "no starter takes the failure of a transfer";
            Diagnostic::new(&FAILED_TRANSFER_UNANSWERED, transfer, message).label("nobody may answer it")
        }
    };
    out.push(diagnostic.help(help));
}

fn first_transfer(subject: &Subject<'_>) -> Option<Span> {
    let is_escalation = |name: &str| {
        let integration = subject.integration(name).map(|id| subject.integration_at(id));
        integration.is_some_and(|item| matches!(item.kind, IntegrationKind::AgentEscalation { .. }))
    };
    let transfer = live_places(subject).find(|place| match &place.interaction.kind {
        InteractionKind::AgentTransfer(_) => true,
        InteractionKind::Integration(name) => is_escalation(name.as_str()),
        _ => false,
    })?;
    Some(transfer.interaction.kind_span)
}

/// The first pattern that matches the message that a transfer has failed; it is the one that decides.
fn taking_pattern(bot: &Bot) -> Option<&Text> {
    let enabled = bot.dialogs.iter().filter(|dialog| dialog.is_enabled());
    let all = enabled.flat_map(starters).filter_map(|(_, item)| match &item.kind {
        InteractionKind::DialogStarter(starter) => Some(starter),
        _ => None,
    });
    let is_barred = |starter: &DialogStarter| {
        Keywords::new(starter.exclude.iter().map(Text::as_str)).find(ESCALATION_FAILED).is_some()
    };
    let takes =
        |text: &&Text| Pattern::parse(text.as_str()).is_ok_and(|pattern| pattern.is_match(ESCALATION_FAILED));
    all.flat_map(|starter| starter.patterns.iter().map(move |pattern| (starter, pattern)))
        .find(|(starter, pattern)| takes(pattern) && !is_barred(starter))
        .map(|(_, pattern)| pattern)
}
