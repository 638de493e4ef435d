//! Transfers that may overtake what is said before them.

use std::collections::HashMap;
use std::time::Duration;

use super::runs::{goes_on, runs, waits};
use crate::bot::InteractionKind;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::live_places;
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
    let lengths: HashMap<usize, u32> = runs(subject)
        .iter()
        .filter_map(|run| Some((run.last()?.id.index(), u32::try_from(run.len()).ok()?)))
        .collect();
    let mut before = None;
    for place in live_places(subject) {
        let previous = before.replace(place);
        let InteractionKind::AgentTransfer(_) = place.interaction.kind else { continue };
        let Some(previous) =
            previous.filter(|other| subject.dialog_of(other.id) == subject.dialog_of(place.id))
        else {
            continue;
        };
        let Some(&messages) = lengths
            .get(&previous.id.index())
            .filter(|_| goes_on(previous.interaction) && !waits(previous.interaction))
        else {
            continue;
        };
        let needed = (EACH * messages).min(LONGEST);
        let given = place.interaction.delay.map_or(Duration::ZERO, |delay| delay.value);
        if given >= needed {
            continue;
        }
        let span = place.interaction.delay.map_or(place.interaction.kind_span, |delay| delay.span);
        let count = if messages == 1 { "a message".to_owned() } else { format!("{messages} messages") };
        out.push(
            Diagnostic::new(&TRANSFER_WITHOUT_DELAY, span, format!("the transfer may overtake {count}"))
                .label(format!("`delay: {}` is enough", format_duration(needed)))
                .also(previous.interaction.kind_span, "said right before it")
                .help("What is still under way when the agent takes over does not arrive. Two seconds for each message are enough."),
        );
    }
}
