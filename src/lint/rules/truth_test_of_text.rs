//! Tests that a text always passes.

use super::compared_with_type::is_text_by_then;
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::javascript::reading::OutcomeKind;
use crate::lint::Subject;
use crate::lint::variables::{Write, known_reads};

rule! {
    /// Code asks whether a bot variable is true, and it holds a text: `'false'` is as true as `'true'`.
    ///
    /// With the consumer's next message every bot variable becomes a text, and so is what a rule sets. A text that
    /// holds anything is true, so `if (botContext.getBotVariable('isMember'))` goes the same way for `'true'` and
    /// `'false'`. Compare with the text.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Prices
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*price*"] }
    ///       - multiple_choice: Are you a member?
    ///         choices: ["Yes", "No"]
    ///         fallback: Please tap one of the two.
    ///         rules:
    ///           - option: "Yes"
    ///             set: { isMember: "true" }
    ///           - option: "No"
    ///             set: { isMember: "false" }
    ///       - text: This is the price.
    ///         pre_process: |
    ///           if (botContext.getBotVariable('isMember')) {
    ///             botContext.sendMessage('Ten per cent off.');
    ///           }
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Prices
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*price*"] }
    ///       - multiple_choice: Are you a member?
    ///         choices: ["Yes", "No"]
    ///         fallback: Please tap one of the two.
    ///         rules:
    ///           - option: "Yes"
    ///             set: { isMember: "true" }
    ///           - option: "No"
    ///             set: { isMember: "false" }
    ///       - text: This is the price.
    ///         pre_process: |
    ///           if (botContext.getBotVariable('isMember') === 'true') {
    ///             botContext.sendMessage('Ten per cent off.');
    ///           }
    /// ```
    pub(crate) TRUTH_TEST_OF_TEXT = "truth-test-of-text", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for (script, name, call, writes) in known_reads(subject) {
        let is_text = writes.iter().all(Write::is_text) || is_text_by_then(script, writes);
        let Some(no) = is_text.then(|| no_among(writes)).flatten() else { continue };
        for tested in call.outcomes.iter().filter(|outcome| outcome.kind == OutcomeKind::Tested) {
            let place = script.place(&tested.range);
            let end = script.place(&(tested.range.end..tested.range.end));
            let fix = Fix::replace("Compare with `'true'`", Safety::Unsafe, end, " === 'true'");
            let negated = script.text(&(tested.range.start.saturating_sub(1)..tested.range.start)) == "!";
            let message = format!("`{name}` is a text here, and `'false'` counts as true");
            let diagnostic = Diagnostic::new(&TRUTH_TEST_OF_TEXT, place, message)
                .label("true, whatever it says")
                .also(no.place, "`false` is set here")
                .help("The bot goes the same way for both. Compare with the text: `=== 'true'`.");
            // `!x === 'true'` would be something else.
            out.push(if negated { diagnostic } else { diagnostic.fix(fix) });
        }
    }
}

/// Where `false` is stored, if nothing but `true` and `false` ever is.
fn no_among<'w, 'b>(writes: &'w [Write<'b>]) -> Option<&'w Write<'b>> {
    let are_answers = writes.iter().all(|write| write.yes_or_no().is_some());
    writes.iter().find(|write| are_answers && write.yes_or_no() == Some(false))
}
