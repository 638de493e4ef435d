//! Intents that nothing can mean.

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// An intent has neither training phrases nor intents that it wraps.
    ///
    /// No message can ever mean it: its starter never triggers, its rules are never met.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// intents:
    ///   order_status:
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { intent: order_status }
    ///       - text: We look for it.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// intents:
    ///   order_status: { phrases: [where is my order] }
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { intent: order_status }
    ///       - text: We look for it.
    /// ```
    pub(crate) INTENT_WITHOUT_PHRASES = "intent-without-phrases", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for intent in &names.bot().intents {
        let has_phrases = intent.phrases.iter().any(|phrase| !phrase.as_str().trim().is_empty());
        if has_phrases || !intent.intents.is_empty() {
            continue;
        }
        out.push(
            Diagnostic::new(
                &INTENT_WITHOUT_PHRASES,
                intent.name.span(),
                format!("the intent `{}` has no phrases", intent.name),
            )
            .label("no message can mean this")
            .help("Write some `phrases` that consumers say, or the `intents` that it wraps."),
        );
    }
}
