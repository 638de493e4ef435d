//! Functions of `botContext` with too few arguments, or too many.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, rule};
use crate::javascript::reading::{Call, ContextUse, Value};
use crate::lint::Subject;
use crate::lint::context_functions::{self, ContextFunction};
use crate::lint::scripts::Script;

rule! {
    /// A function of `botContext` is called with too few arguments, or with too many.
    ///
    /// What is missing becomes `undefined`: a variable with that text, a message that says it. What is too
    /// much is dropped, or the platform finds no function that takes so many and throws.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///         pre_process: |
    ///           botContext.printDebugMessage('Said:', botContext.getCurrentUserMessage());
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
    ///           botContext.printDebugMessage('Said: ' + botContext.getCurrentUserMessage());
    /// ```
    pub(crate) WRONG_ARGUMENT_COUNT = "wrong-argument-count", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let functions: HashMap<&str, ContextFunction> =
        context_functions::all().map(|function| (function.name, function)).collect();
    for script in &subject.scripts().list {
        for (found, call) in script.calls() {
            if let Some(function) = functions.get(&*found.name) {
                out.extend(report(script, found, call, *function));
            }
        }
    }
}

fn report(
    script: &Script<'_>,
    found: &ContextUse,
    call: &Call,
    function: ContextFunction,
) -> Option<Diagnostic> {
    let (least, most) = function.arity();
    let given = call.arguments.len();
    if call.arguments.iter().any(|argument| argument.value == Value::Spread)
        || (least..=most).contains(&given)
    {
        return None;
    }
    // What is too much is marked; of what is missing, the function that misses it.
    let (place, label) = match call.arguments.get(most) {
        Some(first) => {
            let last = call.arguments.last().map_or(first.range.end, |last| last.range.end);
            (first.range.start..last, "too much")
        }
        None => (found.range.clone(), "too little"),
    };
    let takes = match (least, most) {
        (0, 0) => "no argument".to_owned(),
        (1, 1) => "one argument".to_owned(),
        (least, most) if least == most => format!("{most} arguments"),
        (least, most) => format!("{least} to {most} arguments"),
    };
    let message = format!("`{}` takes {takes}, not {given}", found.name);
    let help = match function.parameters {
        "" => format!("Write `botContext.{}()`.", function.name),
        parameters => format!("It is called as `botContext.{}({parameters})`.", function.name),
    };
    Some(Diagnostic::new(&WRONG_ARGUMENT_COUNT, script.place(&place), message).label(label).help(help))
}
