//! Properties of what `JSON.parse` makes of nothing.

use crate::diagnostic::{Diagnostic, rule};
use crate::javascript::reading::{Argument, Call, Outcome, OutcomeKind};
use crate::lint::Subject;
use crate::lint::scripts::{Owner, Script};
use crate::lint::variables::{Write, Writer};

rule! {
    /// Code parses a bot variable that is not set yet, and reads what is in it.
    ///
    /// The code sets the variable itself, further down, and nothing else does. The first time `getBotVariable` gives `null`, and
    /// `JSON.parse(null)` is `null`. A property of it throws, so the variable is never set. Give it something to begin
    /// with: `JSON.parse(botContext.getBotVariable('cart') || '[]')`.
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
    pub(crate) UNCHECKED_PARSE = "unchecked-parse", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for script in &subject.scripts().list {
        let Owner::Interaction(place, hook) = script.owner else { continue };
        let is_own = |writer: &Writer<'_>| matches!(writer, Writer::Code(Owner::Interaction(own, at)) if own.id == place.id && *at == hook);
        for (found, call) in script.calls_of("getBotVariable") {
            let Some(name) = call.argument(0).and_then(Argument::text) else { continue };
            let Some(read) = unchecked(call).filter(|_| found.within.is_none()) else { continue };
            // Elsewhere it may have been set before; here it is set only later.
            let here = script.place(&call.range);
            let is_later = |write: &Write<'_>| is_own(&write.writer) && write.place.start > here.start;
            let writes = subject.variables().all_writes(name).unwrap_or_default();
            if !writes.is_empty() && writes.iter().all(is_later) && is_only_read(subject, script, name) {
                out.push(report(script, name, call, read));
            }
        }
    }
}

/// Whether this code asks for the variable once, and no earlier session has set it.
fn is_only_read(subject: &Subject<'_>, script: &Script<'_>, name: &str) -> bool {
    let asks = |call: &Call| call.argument(0).and_then(Argument::text) == Some(name);
    let lasts = subject.bot().fixtures.permanent_variables.iter().any(|(known, _)| **known == *name);
    !lasts && script.calls_of("getBotVariable").filter(|(_, call)| asks(call)).count() == 1
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
    let message = format!("`{name}` is not set yet the first time, and nothing can be read of `null`");
    Diagnostic::new(&UNCHECKED_PARSE, script.place(&read.range), message)
        .label("throws the first time")
        .also(script.place(&call.range), "`null` until it is set, and `JSON.parse(null)` is `null`")
        .help("Nothing behind it in this code is run then. Parse something in any case: `… || '[]'`, or `… || '{}'`.")
}
