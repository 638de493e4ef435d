//! Variables that say what becomes of messages while the bot is busy, where some are missing.

use crate::bot::SystemVariable;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// Only some of the three variables for interruptions are set.
    ///
    /// While the bot is busy, messages are lost. For how long, and what is said to them, the platform reads
    /// from `system_handleIntermediateUserMessage`, `system_intermediateBotResponseTimeout` and
    /// `system_intermediateBotMessage`, and only where all three are there: else the time is 15 seconds and
    /// nothing is said. To let every message through, the first one alone is enough, with the value `false`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// environment:
    ///   system_intermediateBotMessage: One moment, please.
    /// dialogs:
    ///   - dialog: Hello
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// environment:
    ///   system_handleIntermediateUserMessage: "true"
    ///   system_intermediateBotResponseTimeout: "20000"
    ///   system_intermediateBotMessage: One moment, please.
    /// dialogs:
    ///   - dialog: Hello
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    /// ```
    pub(crate) INCOMPLETE_INTERRUPTION_SETTINGS = "incomplete-interruption-settings", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let written = |wanted: SystemVariable| {
        names.bot().environment.iter().find(|variable| variable.name.as_str() == wanted.name())
    };
    let (there, missing): (Vec<SystemVariable>, Vec<SystemVariable>) =
        SystemVariable::INTERRUPTIONS.into_iter().partition(|variable| written(*variable).is_some());
    let Some(first) = there.first().copied().and_then(written).filter(|_| !missing.is_empty()) else {
        return;
    };
    let is_off =
        there == [SystemVariable::HandleIntermediateUserMessage] && first.value.as_str().trim() == "false";
    if is_off {
        return;
    }
    let missing: Vec<String> = missing.iter().map(|variable| format!("`{}`", variable.name())).collect();
    out.push(
        Diagnostic::new(
            &INCOMPLETE_INTERRUPTION_SETTINGS,
            first.name.span(),
            format!("{} is missing beside `{}`", missing.join(" and "), first.name),
        )
        .label("has no effect alone")
        .help(
            "Messages that come while the bot is busy would be lost for up to 15 seconds, without a reply. Set all \
             three, or only `system_handleIntermediateUserMessage: \"false\"` to let every message through.",
        ),
    );
}
