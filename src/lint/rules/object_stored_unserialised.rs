//! Objects and arrays that become something else.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::javascript::reading::{Argument, Call, OutcomeKind, Value};
use crate::lint::Subject;
use crate::lint::scripts::{Script, Scripts, is_true};

rule! {
    /// An object or an array is stored as it is in a variable that lasts.
    ///
    /// A bot variable keeps its type only until the consumer speaks again. Then it is a text: an object becomes
    /// `[object Object]` and everything in it is lost, an array becomes its elements with commas between them.
    /// Code that finds it in a later turn fails, or reads nonsense. `JSON.stringify` makes a text that
    /// `JSON.parse` makes the object of again. An array that the bot reads with `split(',')` is fine.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: Which colour?
    ///         pre_process: |
    ///           var order = { size: 'L' };
    ///           botContext.setBotVariable('order', order, true);
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: Which colour?
    ///         pre_process: |
    ///           var order = { size: 'L' };
    ///           botContext.setBotVariable('order', JSON.stringify(order), true);
    /// ```
    pub(crate) OBJECT_STORED_UNSERIALISED = "object-stored-unserialised", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let scripts = subject.scripts();
    let split = split_variables(scripts);
    for script in &scripts.list {
        for (_, call) in script.calls_of("setBotVariable") {
            let lasts = is_true(call.argument(2)) || is_true(call.argument(3));
            let Some(value) = call.argument(1).filter(|_| lasts) else { continue };
            let name = call.argument(0).and_then(Argument::text);
            // The answers of integrations keep their form.
            if name.is_some_and(|name| name.starts_with("api_")) {
                continue;
            }
            match value.value {
                Value::Object => out.push(object(script, value)),
                Value::Array if name.is_some_and(|name| !split.contains(name)) => {
                    out.push(array(script, value))
                }
                _ => {}
            }
        }
    }
}

/// The variables that some code takes apart at commas.
fn split_variables<'s>(scripts: &'s Scripts<'_>) -> HashSet<&'s str> {
    let is_split = |call: &&Call| {
        let is_it = |kind: &OutcomeKind| matches!(kind, OutcomeKind::Member(name) if &**name == "split");
        call.outcomes.iter().any(|outcome| is_it(&outcome.kind))
    };
    let reads = scripts.list.iter().flat_map(|script| script.calls_of("getBotVariable"));
    reads.map(|(_, call)| call).filter(is_split).filter_map(|call| call.argument(0)?.text()).collect()
}

fn object(script: &Script<'_>, value: &Argument) -> Diagnostic {
    report(script, value, "an object", "it becomes the text `[object Object]`, and what it holds is lost")
}

fn array(script: &Script<'_>, value: &Argument) -> Diagnostic {
    report(script, value, "an array", "it becomes one text, its elements with commas between them")
}

fn report(script: &Script<'_>, value: &Argument, what: &str, becomes: &str) -> Diagnostic {
    let stored = value.variable.as_deref().unwrap_or("value");
    Diagnostic::new(
        &OBJECT_STORED_UNSERIALISED,
        script.place(&value.range),
        format!("{what} is stored as it is"),
    )
    .label("a text when the consumer has spoken again")
    .help(format!(
        "With the consumer's next message {becomes}. Write `JSON.stringify({stored})`, and `JSON.parse(…)` where it \
         is read."
    ))
    .fix_if(Fix::rewrite(
        script.written(),
        value.range.clone(),
        &format!("JSON.stringify({})", script.text(&value.range)),
        Safety::Unsafe,
    ))
}
