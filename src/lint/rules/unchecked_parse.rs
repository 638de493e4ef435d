//! Properties of what `JSON.parse` makes of nothing.

use crate::diagnostic::{Diagnostic, rule};
use crate::javascript::reading::{Argument, Call, Outcome, OutcomeKind};
use crate::lint::Subject;
use crate::lint::scripts::{Owner, Script};
use crate::lint::variables::{Writer, is_own};

rule! {
    /// Code parses a bot variable that may not be set yet, and reads what is in it.
    ///
    /// `getBotVariable` gives `null` until something has set the variable, and `JSON.parse(null)` is `null`. A property
    /// of it throws, and the rest of the code is not run. Give it something to begin with:
    /// `JSON.parse(botContext.getBotVariable('cart') || '[]')`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Cart
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*add*"] }
    ///       - text: Added.
    ///         pre_process: |
    ///           var cart = JSON.parse(botContext.getBotVariable('cart'));
    ///           cart.push('a teapot');
    ///           botContext.setBotVariable('cart', JSON.stringify(cart), true);
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Cart
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*add*"] }
    ///       - text: Added.
    ///         pre_process: |
    ///           var cart = JSON.parse(botContext.getBotVariable('cart') || '[]');
    ///           cart.push('a teapot');
    ///           botContext.setBotVariable('cart', JSON.stringify(cart), true);
    /// ```
    pub(crate) UNCHECKED_PARSE = "unchecked-parse", Warning, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for script in &subject.scripts().list {
        for (_, call) in script.calls_of("getBotVariable") {
            let Some(name) = call.argument(0).and_then(Argument::text) else { continue };
            if let Some(read) = unchecked(call).filter(|_| may_be_unset(subject, name)) {
                out.push(report(script, name, call, read));
            }
        }
    }
}

/// Whether it may be read before it is set. What global functions set may be there from the beginning.
fn may_be_unset(subject: &Subject<'_>, name: &str) -> bool {
    let writes = subject.variables().all_writes(name).unwrap_or_default();
    let of_functions = writes.iter().any(|write| matches!(write.writer, Writer::Code(Owner::Functions)));
    let lasts = subject.bot().fixtures.permanent_variables.iter().any(|(known, _)| **known == *name);
    is_own(name) && !of_functions && !lasts
}

/// The first thing that is done with what is parsed, if that reads a property of it, and nobody asks whether it is
/// something.
fn unchecked(call: &Call) -> Option<&Outcome> {
    let [Outcome { kind: OutcomeKind::Parsed(outcomes), .. }] = call.outcomes.as_slice() else { return None };
    let asks = |outcome: &Outcome| matches!(outcome.kind, OutcomeKind::Tested | OutcomeKind::Compared { .. });
    let is_read = |outcome: &&Outcome| matches!(outcome.kind, OutcomeKind::Member(_)) && !outcome.is_caught;
    outcomes.first().filter(is_read).filter(|_| !outcomes.iter().any(asks))
}

fn report(script: &Script<'_>, name: &str, call: &Call, read: &Outcome) -> Diagnostic {
    let property = script.text(&read.range);
    let message = format!("`{name}` may not be set yet, and then there is no `{property}`");
    Diagnostic::new(&UNCHECKED_PARSE, script.place(&read.range), message)
        .label("throws where nothing is stored")
        .also(script.place(&call.range), "`null` until it is set, and `JSON.parse(null)` is `null`")
        .help("Nothing behind it in this code is run then. Parse something in any case: `… || '[]'`, or `… || '{}'`.")
}
