//! Words that consumers should not know.

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// Debug commands are on.
    ///
    /// Whoever says `reset` begins a fresh session and loses what they have told the bot, and `display userid` shows an
    /// id. That is handy while a bot is made, and no consumer should meet it: `settings: { debug_commands: false }`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// settings: { debug_commands: false }
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    /// ```
    pub(crate) DEBUG_COMMANDS_ON = "debug-commands-on", Info, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    if subject.bot().settings.debug_commands {
        let message = "consumers may say `reset` and `display userid`";
        out.push(
            Diagnostic::new(&DEBUG_COMMANDS_ON, subject.bot().name.span(), message)
                .label("debug commands are on in this bot")
                .help(
                    "A consumer who says `reset` loses what they have told the bot. Before it goes live, write `settings: \
                     { debug_commands: false }`.",
                ),
        );
    }
}
