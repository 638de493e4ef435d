//! Code that is newer than the platform.

use std::collections::HashMap;

use crate::bot::Es5;
use crate::diagnostic::{Diagnostic, Severity, rule};
use crate::javascript::reading::{Newer, is_newer_global};
use crate::lint::Subject;
use crate::lint::scripts::{Script, Scripts};

rule! {
    /// Code that is newer than the JavaScript of the platform.
    ///
    /// The platform runs ES5, the JavaScript of 2009: no `let` and `const`, no arrow functions, no
    /// templates, none of the functions that came later, such as `includes` and `Object.assign`. With newer
    /// syntax nothing of the code is run; a function that is not there throws when it is called. Functions
    /// that the bot brings itself, `Array.prototype.find = …` in its global functions, are fine. The texts
    /// of dates and numbers by locale, `toLocaleString` and its kin, are old, and not supported either.
    ///
    /// Some newer code is known to run in practice. `settings: { es5: off }` says nothing about it;
    /// `es5: error` makes an error of it, and such code is then not run here.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: "{$botContext.greeting}"
    ///         pre_process: |
    ///           const hour = new Date().getHours();
    ///           botContext.setBotVariable('greeting', hour < 12 ? 'Good morning!' : 'Hello!');
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: "{$botContext.greeting}"
    ///         pre_process: |
    ///           var hour = new Date().getHours();
    ///           botContext.setBotVariable('greeting', hour < 12 ? 'Good morning!' : 'Hello!');
    /// ```
    pub(crate) CODE_NOT_ES5 = "code-not-es5", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let severity = match subject.bot().settings.es5 {
        Es5::Warn => Severity::Warning,
        Es5::Error => Severity::Error,
        Es5::Off => return,
    };
    let scripts = subject.scripts();
    for script in &scripts.list {
        for (newer, more) in first_of_each_kind(scripts, script) {
            let mut diagnostic = report(script, newer, more);
            diagnostic.severity = severity;
            out.push(diagnostic);
        }
    }
}

/// What is newer in a piece of code, each kind once, with how often it occurs besides. Whoever writes in a
/// newer language does so everywhere.
fn first_of_each_kind<'r>(scripts: &Scripts<'_>, script: &'r Script<'_>) -> Vec<(&'r Newer, usize)> {
    let mut found: Vec<(&'r Newer, usize)> = Vec::new();
    let mut kinds: HashMap<&str, usize> = HashMap::new();
    for newer in &script.reading.newer {
        if newer.name.as_ref().is_some_and(|name| is_own(scripts, script, name)) {
            continue;
        }
        let next = found.len();
        let index = *kinds.entry(&newer.what).or_insert(next);
        if index == next {
            found.push((newer, 0));
        } else {
            found[index].1 += 1;
        }
    }
    found
}

/// Whether the bot brings it itself.
fn is_own(scripts: &Scripts<'_>, script: &Script<'_>, name: &str) -> bool {
    scripts.is_added(script, name) || (is_newer_global(name) && scripts.is_global(name))
}

fn report(script: &Script<'_>, newer: &Newer, more: usize) -> Diagnostic {
    let is_old = newer.what.starts_with("`toLocale");
    let (message, effect) = if is_old {
        (
            format!("the platform does not support {}", newer.what),
            "It throws, or gives another text than here.",
        )
    } else if newer.name.is_some() {
        (
            format!("the platform's JavaScript has no {}", newer.what),
            "What is not there throws when it is used.",
        )
    } else {
        (
            format!("{} is newer than the platform's JavaScript", newer.what),
            "With newer syntax in it, the platform may run nothing of this code.",
        )
    };
    let more = match more {
        0 => String::new(),
        1 => " There is one more in this code.".to_owned(),
        more => format!(" There are {more} more in this code."),
    };
    Diagnostic::new(&CODE_NOT_ES5, script.place(&newer.range), message)
        .label("not ES5")
        .help(format!("{effect} {}{more}", newer.instead))
}
