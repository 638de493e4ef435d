//! Properties of what may not be there.

use crate::diagnostic::{Diagnostic, rule};
use crate::javascript::reading::{Call, Outcome, OutcomeKind};
use crate::lint::Subject;

rule! {
    /// Code reads a property of something that `botContext` may not have.
    ///
    /// Who the consumer is, and where, is known on some channels only, and never in the platform's preview:
    /// `getLPCustomerInfo`, `getLPUserPersonalInfo` and `getUserLocation` then give `null`. A property of `null`
    /// throws, and the rest of the code is not run. In `__initConversation` that is the rest of what the bot
    /// sets up.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         pre_process: |
    ///           var id = botContext.getLPCustomerInfo().customerId;
    ///           botContext.setBotVariable('customerId', id, true);
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         pre_process: |
    ///           var info = botContext.getLPCustomerInfo();
    ///           if (info) {
    ///             botContext.setBotVariable('customerId', info.customerId, true);
    ///           }
    /// ```
    pub(crate) UNCHECKED_NULL = "unchecked-null", Warning
}

/// The functions that give an object or `null`.
const MAY_BE_NULL: [&str; 3] = ["getLPCustomerInfo", "getLPUserPersonalInfo", "getUserLocation"];

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for script in &subject.scripts().list {
        for (found, call) in script.calls().filter(|(found, _)| MAY_BE_NULL.contains(&&*found.name)) {
            let Some(read) = unchecked(call) else { continue };
            let property = script.text(&read.range);
            let message = format!("`{}` may give `null`, which has no `{property}`", found.name);
            out.push(
                Diagnostic::new(&UNCHECKED_NULL, script.place(&read.range), message)
                    .label("throws where nothing is known")
                    .also(script.place(&found.range), "gives `null` on some channels, and in the preview")
                    .help("Nothing behind it in this code is run then. Keep it in a variable, and ask `if (info) { … }` first."),
            );
        }
    }
}

/// The first property that is read of a result that nobody looks at: all that is done with it is reading
/// properties.
fn unchecked(call: &Call) -> Option<&Outcome> {
    let is_read = |outcome: &Outcome| matches!(outcome.kind, OutcomeKind::Member(_)) && !outcome.is_caught;
    call.outcomes.first().filter(|_| call.outcomes.iter().all(is_read))
}
