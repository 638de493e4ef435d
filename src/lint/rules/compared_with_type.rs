//! Comparisons of bot variables that come out the same every time.

use crate::bot::CodeHook;
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::javascript::reading::{Constant, Outcome, OutcomeKind};
use crate::lint::Subject;
use crate::lint::scripts::{Owner, Script};
use crate::lint::variables::{Write, known_reads};
use crate::source::Sources;

rule! {
    /// A bot variable is compared with a number, `true` or `false`, and holds a text.
    ///
    /// With the consumer's next message every bot variable becomes a text: `5` becomes `'5'`, `true` becomes
    /// `'true'`. Compared with `===` they are then never equal to the number or to `true`; compared with `==`
    /// a text is still never equal to `true` or `false`. The bot goes the same way every time. Compare with the
    /// text.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         pre_process: |
    ///           botContext.setBotVariable('isAsked', true, true);
    ///         process_user_response: |
    ///           if (botContext.getBotVariable('isAsked') === true) {
    ///             botContext.sendMessage('Thank you.');
    ///           }
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         pre_process: |
    ///           botContext.setBotVariable('isAsked', true, true);
    ///         process_user_response: |
    ///           if (botContext.getBotVariable('isAsked') === 'true') {
    ///             botContext.sendMessage('Thank you.');
    ///           }
    /// ```
    pub(crate) COMPARED_WITH_TYPE = "compared-with-type", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for (script, name, call, writes) in known_reads(subject) {
        let report = |outcome| report(subject.sources(), script, name, writes, outcome);
        out.extend(call.outcomes.iter().filter_map(report));
    }
}

fn report(
    sources: &Sources,
    script: &Script<'_>,
    name: &str,
    writes: &[Write<'_>],
    outcome: &Outcome,
) -> Option<Diagnostic> {
    let OutcomeKind::Compared { strictly, with, range } = &outcome.kind else { return None };
    let written = script.text(range);
    let (what, text) = match with {
        Constant::Number(_) => ("the number ", format!("'{written}'")),
        Constant::Boolean(_) => ("", format!("'{written}'")),
        Constant::Text(_) | Constant::Null => return None,
    };
    let is_boolean = matches!(with, Constant::Boolean(_));
    let is_text = writes.iter().all(Write::is_text) || is_text_by_then(script, writes);
    // Loosely, a text is equal to the number that it says, and to no boolean but by way of a number.
    let differs = *strictly || (is_boolean && writes.iter().all(|write| write.yes_or_no().is_some()));
    if !is_text || !differs {
        return None;
    }
    let message = format!("`{name}` is a text here, never {what}`{written}`");
    let fix = Fix::rewrite(script.written(), range.clone(), &text, Safety::Unsafe);
    let fix = fix.filter(|_| !script.is_quoted(sources));
    let place = script.place(range);
    Some(
        Diagnostic::new(&COMPARED_WITH_TYPE, place, message)
            .label("never equal")
            .help(format!("The bot goes the same way every time. Compare with the text: `{text}`."))
            .fix_if(fix),
    )
}

/// Whether what was stored has become a text: the consumer has spoken since.
pub(super) fn is_text_by_then(script: &Script<'_>, writes: &[Write<'_>]) -> bool {
    matches!(script.owner, Owner::Interaction(_, CodeHook::ProcessUserResponse))
        && writes.iter().all(Write::is_while_answering)
        // It would be gone, which is another mistake.
        && !writes.iter().all(Write::is_for_this_message)
}
