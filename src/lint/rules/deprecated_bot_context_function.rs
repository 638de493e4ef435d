//! Functions that others took the place of.

use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::lint::Subject;
use crate::lint::context_functions;

rule! {
    /// Code calls a function of `botContext` that another one took the place of.
    ///
    /// It still works and is announced to go one day. `addQuickReples` is an old spelling of
    /// `addQuickReplies`; `getChannel` knows fewer channels than `getUserChannel`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         pre_process: |
    ///           botContext.addQuickReples(['Orders', 'Returns']);
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
    ///           botContext.addQuickReplies(['Orders', 'Returns']);
    /// ```
    pub(crate) DEPRECATED_BOT_CONTEXT_FUNCTION = "deprecated-bot-context-function", Warning
}

/// The functions that are the same as their successors but for the name.
const SAME: [&str; 1] = ["addQuickReples"];

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let old: Vec<(&str, &str)> =
        context_functions::all().filter_map(|function| Some((function.name, function.successor?))).collect();
    for script in &subject.scripts().list {
        for (found, _) in script.calls() {
            let Some((name, successor)) = old.iter().find(|(name, _)| *name == &*found.name) else {
                continue;
            };
            let message = format!("`{name}` is deprecated");
            let fix = Fix::rename(script.written(), found.range.clone(), successor);
            let safety = if SAME.contains(name) { Safety::Safe } else { Safety::Unsafe };
            out.push(
                Diagnostic::new(&DEPRECATED_BOT_CONTEXT_FUNCTION, script.place(&found.range), message)
                    .label(format!("now `{successor}`"))
                    .help(format!("It works for the time being. Write `botContext.{successor}(…)`."))
                    .fix_if(fix.map(|fix| Fix { safety, ..fix })),
            );
        }
    }
}
