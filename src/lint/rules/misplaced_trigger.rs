//! Jumps before there is anything to jump from.

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// `__initConversation` sets a jump, which is ignored.
    ///
    /// `__initConversation` runs once, before the first message is matched. No interaction is played yet
    /// whose next action the jump could replace: the conversation starts as if the line was not there.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// functions: |
    ///   function __initConversation() {
    ///     botContext.setTriggerNextMessage('welcome');
    ///   }
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         name: welcome
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// functions: |
    ///   function __initConversation() {
    ///     botContext.setBotVariable('isNew', true, true);
    ///   }
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         name: welcome
    /// ```
    pub(crate) MISPLACED_TRIGGER = "misplaced-trigger", Warning
}

/// The function that runs at the start, by the name that it has and by the one of the documentation.
const AT_START: [&str; 2] = ["__initConversation", "initConversation"];

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for script in subject.scripts().list.iter().filter(|script| script.is_functions()) {
        for (found, _) in script.calls_of("setTriggerNextMessage") {
            let Some(function) = found.within.as_deref().filter(|name| AT_START.contains(name)) else {
                continue;
            };
            out.push(
                Diagnostic::new(
                    &MISPLACED_TRIGGER,
                    script.place(&found.range),
                    format!("a jump has no effect in `{function}`"),
                )
                .label("ignored")
                .help(
                    "It runs before the first message is matched. Set a bot variable here, and jump in the `pre_process` \
                     code of the interaction that the conversation starts with.",
                ),
            );
        }
    }
}
