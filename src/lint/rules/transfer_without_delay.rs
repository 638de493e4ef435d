//! Transfers that may overtake what is said before them.

use std::collections::HashMap;
use std::time::Duration;

use super::runs::{goes_on, runs};
use crate::bot::InteractionKind;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::{Place, live_places};
use crate::text::format_duration;

rule! {
    /// An Agent Transfer follows messages without leaving them the time to arrive.
    ///
    /// The platform sends messages in rounds of two seconds, and what is still under way when the agent takes over
    /// does not arrive. Two seconds of `delay` for each message before the transfer are enough.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Agent
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*agent*"] }
    ///       - text: I cannot help you with that.
    ///       - agent_transfer: Let me hand you to a colleague.
    ///         skill: "4711"
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Agent
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*agent*"] }
    ///       - text: I cannot help you with that.
    ///       - agent_transfer: Let me hand you to a colleague.
    ///         skill: "4711"
    ///         delay: 2s
    /// ```
    pub(crate) TRANSFER_WITHOUT_DELAY = "transfer-without-delay", Info, preview
}

/// What one message needs (spec 8.3).
const EACH: Duration = Duration::from_secs(2);
/// What the platform allows (spec 5.1).
const LONGEST: Duration = Duration::from_secs(10);

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut lengths = HashMap::new();
    for run in runs(subject) {
        lengths.extend(run.last().map(|last| (last.id.index(), run.len())));
    }
    let live: Vec<Place<'_>> = live_places(subject).collect();
    for pair in live.windows(2) {
        let [before, transfer] = pair else { continue };
        let is_transfer = matches!(transfer.interaction.kind, InteractionKind::AgentTransfer(_));
        let is_same_dialog = subject.dialog_of(before.id) == subject.dialog_of(transfer.id);
        let leads_on = goes_on(before.interaction) && !before.interaction.kind.waits();
        if is_transfer && is_same_dialog && leads_on {
            let messages = lengths.get(&before.id.index()).copied().unwrap_or(0);
            out.extend(problem(before, transfer, messages));
        }
    }
}

/// What is wrong with a transfer behind so many messages.
fn problem(before: &Place<'_>, transfer: &Place<'_>, messages: usize) -> Option<Diagnostic> {
    let needed = (EACH * u32::try_from(messages).ok()?).min(LONGEST);
    let delay = transfer.interaction.delay;
    if delay.map_or(Duration::ZERO, |delay| delay.value) >= needed {
        return None;
    }
    let span = delay.map_or(transfer.interaction.kind_span, |delay| delay.span);
    let count = if messages == 1 { "a message".to_owned() } else { format!("{messages} messages") };
    Some(
        Diagnostic::new(&TRANSFER_WITHOUT_DELAY, span, format!("the transfer may overtake {count}"))
            .label(format!("`delay: {}` is enough", format_duration(needed)))
            .also(before.interaction.kind_span, "said right before it")
            .help(
                "What is still under way when the agent takes over does not arrive. Two seconds for each message are \
                 enough.",
            ),
    )
}
