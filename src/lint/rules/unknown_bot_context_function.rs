//! Functions that `botContext` does not have.

use std::collections::HashSet;

use super::words::Nearest;
use crate::diagnostic::{Diagnostic, Fix, rule};
use crate::javascript::reading::{ContextUse, NameUse};
use crate::lint::Subject;
use crate::lint::context_functions;
use crate::lint::scripts::{Script, Scripts};

rule! {
    /// Code calls a function that `botContext` does not have.
    ///
    /// The call throws: the rest of the code is not run, and the conversation goes on as if it had been.
    /// Names are case-sensitive. The documentation of the platform itself has been written with
    /// `setTriggerNextMessge` and `botcontext` in its examples.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         pre_process: |
    ///           botContext.setTriggerNextMessge('welcome back');
    ///       - text: Nice to see you again.
    ///         name: welcome back
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
    ///           botContext.setTriggerNextMessage('welcome back');
    ///       - text: Nice to see you again.
    ///         name: welcome back
    /// ```
    pub(crate) UNKNOWN_BOT_CONTEXT_FUNCTION = "unknown-bot-context-function", Error
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let known: HashSet<&str> = context_functions::all().map(|function| function.name).collect();
    let mut nearest = Nearest::new();
    let scripts = subject.scripts();
    for script in &scripts.list {
        // Code that asks first whether a function is there lives without it.
        let read: HashSet<&str> = script
            .reading
            .calls
            .iter()
            .filter(|found| found.call.is_none())
            .map(|found| &*found.name)
            .collect();
        for (found, _) in script.calls() {
            let is_there = known.contains(&*found.name) || scripts.is_added(script, &found.name);
            if !is_there && !found.is_caught && !read.contains(&*found.name) {
                out.push(unknown(scripts, script, found, &mut nearest));
            }
        }
        out.extend(misspelt(scripts, script).map(|found| wrong_case(script, found)));
    }
}

fn unknown(
    scripts: &Scripts<'_>,
    script: &Script<'_>,
    found: &ContextUse,
    nearest: &mut Nearest,
) -> Diagnostic {
    let message = format!("`botContext` has no function `{}`", found.name);
    let known = context_functions::all().map(|function| function.name);
    let diagnostic = Diagnostic::new(&UNKNOWN_BOT_CONTEXT_FUNCTION, script.place(&found.range), message).help(
        "The call throws, nothing behind it in this code is run, and the conversation goes on. Names of functions \
         are case-sensitive.",
    );
    if scripts.is_global(&found.name) {
        return diagnostic.label(format!("a global function: write `{}(…)`", found.name));
    }
    match nearest.of(&found.name, known) {
        Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")).fix_if(Fix::respell(
            script.written(),
            found.range.clone(),
            meant,
        )),
        None => diagnostic.label("throws"),
    }
}

/// Mentions of `botContext` with other capital letters.
fn misspelt<'r>(scripts: &'r Scripts<'_>, script: &'r Script<'_>) -> impl Iterator<Item = &'r NameUse> {
    let is_meant = |name: &str| name.eq_ignore_ascii_case("botContext");
    script
        .reading
        .uses
        .iter()
        .filter(move |found| is_meant(&found.name) && !found.is_guarded && !scripts.is_global(&found.name))
}

fn wrong_case(script: &Script<'_>, found: &NameUse) -> Diagnostic {
    let message = format!("`{}` is not `botContext`", found.name);
    Diagnostic::new(&UNKNOWN_BOT_CONTEXT_FUNCTION, script.place(&found.range), message)
        .label("did you mean `botContext`?")
        .help("Names are case-sensitive: this one is not there, and the code stops with an exception.")
        .fix_if(Fix::respell(script.written(), found.range.clone(), "botContext"))
}
