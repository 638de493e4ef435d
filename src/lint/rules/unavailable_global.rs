//! What other places that run JavaScript have.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, rule};
use crate::javascript::reading::unavailable;
use crate::lint::Subject;

rule! {
    /// Code uses something of browsers or servers that the platform does not have.
    ///
    /// There is no `console`, no `window`, no `fetch` and no `setTimeout`: code runs on the platform, from its
    /// top to its end, and talks to nobody but `botContext`. Using such a name throws, and the rest of the code
    /// is not run. Code that asks first, `typeof console !== 'undefined'`, is fine.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         pre_process: |
    ///           console.log('a greeting');
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
    ///           botContext.printDebugMessage('a greeting');
    /// ```
    pub(crate) UNAVAILABLE_GLOBAL = "unavailable-global", Error
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let scripts = subject.scripts();
    for script in &scripts.list {
        let mut seen = HashSet::new();
        for found in script.reading.uses.iter().filter(|found| !found.is_guarded) {
            let Some(instead) = unavailable(&found.name) else { continue };
            if script.reading.is_opaque || scripts.is_global(&found.name) || !seen.insert(&*found.name) {
                continue;
            }
            let message = format!("there is no `{}` on the platform", found.name);
            out.push(
                Diagnostic::new(&UNAVAILABLE_GLOBAL, script.place(&found.range), message)
                    .label("throws")
                    .help(format!("Nothing behind it in this code is run. {instead}")),
            );
        }
    }
}
