//! Intents that are hard to recognise.

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// An intent has fewer than five training phrases.
    ///
    /// What the phrases do not say is hard to recognise, here and on the platform, which wants fifteen of each intent
    /// before it trains a domain. A meta intent has none of its own.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// intents:
    ///   track_parcel: { phrases: [where is my parcel] }
    /// dialogs:
    ///   - dialog: Parcel
    ///     interactions:
    ///       - dialog_starter: { intent: track_parcel }
    ///       - text: It is on its way.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// intents:
    ///   track_parcel:
    ///     phrases:
    ///       - where is my parcel
    ///       - track my parcel
    ///       - has my order shipped
    ///       - when do you deliver
    ///       - I am waiting for a package
    /// dialogs:
    ///   - dialog: Parcel
    ///     interactions:
    ///       - dialog_starter: { intent: track_parcel }
    ///       - text: It is on its way.
    /// ```
    pub(crate) INTENT_WITH_FEW_PHRASES = "intent-with-few-phrases", Info, preview
}

const ENOUGH: usize = 5;

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for intent in &subject.bot().intents {
        let count = intent.phrases.len();
        // One without any phrase is reported as such.
        if !intent.intents.is_empty() || count == 0 || count >= ENOUGH {
            continue;
        }
        let phrases = if count == 1 { "one phrase".to_owned() } else { format!("{count} phrases") };
        out.push(
            Diagnostic::new(
                &INTENT_WITH_FEW_PHRASES,
                intent.name.span(),
                format!("`{}` has {phrases} only", intent.name),
            )
            .label("hard to recognise")
            .help(
                "What consumers say in other words falls back. Write at least five phrases; the platform wants fifteen \
                 before it trains a domain.",
            ),
        );
    }
}
