//! Delays that the platform does not allow.

use std::time::Duration;

use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::lint::Subject;
use crate::text::format_duration;

rule! {
    /// An interaction's delay is longer than ten seconds.
    ///
    /// The platform allows at most 10 000 ms. A consumer who waits longer takes the bot for dead.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         delay: 15s
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         delay: 2s
    /// ```
    pub(crate) DELAY_OVER_LIMIT = "delay-over-limit", Error
}

/// Spec 5.1.
const LONGEST: Duration = Duration::from_secs(10);

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for (_, interaction) in names.bot().interactions() {
        let Some(delay) = interaction.delay.filter(|delay| delay.value > LONGEST) else { continue };
        let message =
            format!("a delay of {} is longer than the platform allows", format_duration(delay.value));
        out.push(
            Diagnostic::new(&DELAY_OVER_LIMIT, delay.span, message)
                .label("at most `10s`")
                .also(interaction.kind_span, "this interaction")
                .help("While it waits the consumer sees nothing. Write `10s` or less.")
                .fix(Fix::replace("Write `10s`", Safety::Unsafe, delay.span, "10s")),
        );
    }
}
