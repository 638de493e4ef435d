//! Too much without a question, in one dialog.

use super::chains::too_long;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// Ten interactions play in a row without a question, and something is to follow.
    ///
    /// After ten statements and calls in a row the platform stops the flow, to cut endless loops. What follows is not
    /// played, be it a question, and the consumer is left without a word. Only what is sure to be able to happen is
    /// reported: ways that hang on code or variables are left out.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Terms
    ///     interactions:
    ///       - dialog_starter: { patterns: [terms] }
    ///       - text: One.
    ///       - text: Two.
    ///       - text: Three.
    ///       - text: Four.
    ///       - text: Five.
    ///       - text: Six.
    ///       - text: Seven.
    ///       - text: Eight.
    ///       - text: Nine.
    ///       - text: Ten.
    ///       - text_question: Do you agree?
    ///         next: end
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Terms
    ///     interactions:
    ///       - dialog_starter: { patterns: [terms] }
    ///       - text: One. Two. Three. Four. Five. tag::breakWithDelay=500 Six. Seven. Eight. Nine. Ten.
    ///       - text_question: Do you agree?
    ///         next: end
    /// ```
    pub(crate) CHAIN_OVER_LIMIT = "chain-over-limit", Error
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let chains = too_long(subject).into_iter().filter(|chain| chain.crossing.is_none());
    out.extend(chains.map(|chain| {
        chain.problem(subject, &CHAIN_OVER_LIMIT, "interactions play in a row before it, without a question")
    }));
}
