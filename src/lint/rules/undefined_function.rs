//! Functions that nobody defines.

use super::undefined::{HELPERS, also_own, undefined};
use super::words::Nearest;
use crate::diagnostic::{Diagnostic, Fix, rule};
use crate::javascript::reading::NameUse;
use crate::lint::Subject;
use crate::lint::scripts::{Script, Scripts};

rule! {
    /// Code calls a function that nobody defines.
    ///
    /// The call throws: the rest of the code is not run, and the conversation goes on as if it had been. A
    /// piece of code sees its own functions and the global functions, nothing else: what the code of another
    /// interaction defines is gone when that code ends. `goNext`, `setBotVar`, `trail` and their kin are
    /// not part of the platform; they come with the template "Global Helper Functions" and have to be in
    /// the bot's own global functions.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         post_process: |
    ///           goNext('menu');
    ///       - text: What can I do for you?
    ///         name: menu
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// functions: |
    ///   function goNext(name) {
    ///     botContext.setTriggerNextMessage(name);
    ///   }
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         post_process: |
    ///           goNext('menu');
    ///       - text: What can I do for you?
    ///         name: menu
    /// ```
    pub(crate) UNDEFINED_FUNCTION = "undefined-function", Error
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let scripts = subject.scripts();
    let mut nearest = Nearest::new();
    for script in &scripts.list {
        for found in undefined(scripts, script).filter(|found| found.arguments.is_some()) {
            let diagnostic = report(scripts, script, found, &mut nearest);
            out.push(also_own(diagnostic, &found.name, scripts));
        }
    }
}

fn report(scripts: &Scripts<'_>, script: &Script<'_>, found: &NameUse, nearest: &mut Nearest) -> Diagnostic {
    let name = &*found.name;
    let message = format!("no function `{name}` is defined");
    let diagnostic = Diagnostic::new(&UNDEFINED_FUNCTION, script.place(&found.range), message);
    if HELPERS.contains(&name) {
        return diagnostic.label("throws").help(
            "The call throws, and nothing behind it in this code is run. This function comes with the template \
             \"Global Helper Functions\": copy it into the bot's `functions`.",
        );
    }
    let meant = nearest.of(name, scripts.global_names());
    let label = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "throws".to_owned(),
    };
    diagnostic.label(label).help(
        "The call throws, and nothing behind it in this code is run. Define it in the bot's `functions`: the code of \
         other interactions is not seen from here.",
    )
    .fix_if(meant.and_then(|meant| Fix::rename(script.written(), found.range.clone(), meant)))
}
