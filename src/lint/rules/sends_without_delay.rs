//! Messages that may arrive in any order.

use std::time::Duration;

use super::runs::runs;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// Several messages are sent in one go, without a delay between them.
    ///
    /// The platform sends messages in rounds of two seconds, and within a round they may arrive in any order: the
    /// question before its introduction. About two seconds of `delay` for each message but the first keep the order,
    /// and leave the consumer time to read. This program keeps the order in any case.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///       - text_question: What can I do for you?
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///       - text_question: What can I do for you?
    ///         delay: 2s
    /// ```
    pub(crate) SENDS_WITHOUT_DELAY = "sends-without-delay", Info, preview
}

/// From here on the order holds: the length of a round is not exact (spec 5.4.5).
const ENOUGH: Duration = Duration::from_millis(1500);

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for run in runs(subject) {
        let hasty = run.windows(2).find_map(|pair| match pair {
            [before, place] => {
                let delay = place.interaction.delay.map_or(Duration::ZERO, |delay| delay.value);
                (delay < ENOUGH).then_some((before, place))
            }
            _ => None,
        });
        let Some((before, place)) = hasty else { continue };
        out.push(
            Diagnostic::new(&SENDS_WITHOUT_DELAY, place.interaction.kind_span, "this message may arrive before the one above it")
                .label("sent at once")
                .also(before.interaction.kind_span, "sent right before it")
                .help("Within two seconds the platform keeps no order. Write `delay: 2s`, or make one message of both."),
        );
    }
}
