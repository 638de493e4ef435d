//! Variables that nobody defines.

use std::collections::HashSet;

use super::undefined::{also_own, undefined};
use super::words::Nearest;
use crate::diagnostic::{Diagnostic, Fix, rule};
use crate::lint::Subject;

rule! {
    /// Code reads a variable that nobody defines.
    ///
    /// Reading it throws: the rest of the code is not run, and the conversation goes on as if it had been. A
    /// piece of code sees its own variables and those of the global functions. What another piece of code
    /// declared or assigned is gone when that code ends; what shall last goes into bot variables.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text_question: What is your name?
    ///         process_user_response: |
    ///           var name = botContext.getCurrentUserMessage();
    ///       - text: Welcome!
    ///         pre_process: |
    ///           botContext.printDebugMessage(name);
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text_question: What is your name?
    ///         process_user_response: |
    ///           var name = botContext.getCurrentUserMessage();
    ///           botContext.setBotVariable('name', name, true);
    ///       - text: Welcome!
    ///         pre_process: |
    ///           botContext.printDebugMessage(botContext.getBotVariable('name'));
    /// ```
    pub(crate) UNDEFINED_NAME = "undefined-name", Error
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let scripts = subject.scripts();
    let mut nearest = Nearest::new();
    for script in &scripts.list {
        // The first one throws, and the others are not reached.
        let mut seen = HashSet::new();
        let uses = undefined(scripts, script).filter(|found| found.arguments.is_none());
        for found in uses.filter(|found| seen.insert(&*found.name)) {
            let meant = nearest.of(&found.name, scripts.global_names());
            let fix = meant.and_then(|meant| Fix::rename(script.written(), found.range.clone(), meant));
            let label = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "throws".to_owned(),
            };
            let message = format!("no variable `{}` is defined", found.name);
            let diagnostic = Diagnostic::new(&UNDEFINED_NAME, script.place(&found.range), message)
                .label(label)
                .help(
                    "Reading it throws, and nothing behind it in this code is run. Declare it here or in the bot's \
                     `functions`; what shall last from one piece of code to another goes into bot variables.",
                )
                .fix_if(fix);
            out.push(also_own(diagnostic, &found.name, scripts));
        }
    }
}
