//! Too much without a question, over several dialogs.

use super::chains::too_long;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// Five interactions in more than one dialog play in a row without a question, and something is to follow.
    ///
    /// Once a run of statements and calls has jumped into another dialog, the platform stops it after five instead
    /// of ten. What follows is not played, and the consumer is left without a word. Being triggered is no jump: the
    /// run begins there. Only what is sure to be able to happen is reported: ways that hang on code or variables are
    /// left out.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: One.
    ///       - text: Two.
    ///         next: three
    ///   - dialog: Terms
    ///     interactions:
    ///       - dialog_starter: { patterns: [terms] }
    ///       - text: Three.
    ///         name: three
    ///       - text: Four.
    ///       - text: Five.
    ///       - text_question: Do you agree?
    ///         next: end
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: One. Two.
    ///         next: three
    ///   - dialog: Terms
    ///     interactions:
    ///       - dialog_starter: { patterns: [terms] }
    ///       - text: Three.
    ///         name: three
    ///       - text: Four.
    ///       - text: Five.
    ///       - text_question: Do you agree?
    ///         next: end
    /// ```
    pub(crate) CHAIN_ACROSS_DIALOGS_OVER_LIMIT = "chain-across-dialogs-over-limit", Error
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let chains = too_long(subject).into_iter().filter(|chain| chain.crossing.is_some());
    out.extend(chains.map(|chain| {
        let run = "interactions in several dialogs play in a row before it, without a question";
        chain.problem(subject, &CHAIN_ACROSS_DIALOGS_OVER_LIMIT, run)
    }));
}
