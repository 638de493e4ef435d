//! Meta intents that are not as the platform has them (spec 4.4).

use std::collections::HashMap;

use crate::bot::Intent;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::source::Text;

rule! {
    /// A meta intent has phrases, wraps a meta intent, or wraps what another one wraps.
    ///
    /// A meta intent is not trained: it counts wherever one of the intents that it wraps does, and
    /// phrases of its own are never looked at. It wraps standard intents, and each of them belongs to
    /// one meta intent only; the first one that names it has it.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// intents:
    ///   lost_card: { phrases: [my card is gone] }
    ///   card: { intents: [lost_card], phrases: [a question about cards] }
    /// dialogs:
    ///   - dialog: Cards
    ///     interactions:
    ///       - dialog_starter: { intent: card }
    ///       - text: Let us talk about cards.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// intents:
    ///   lost_card: { phrases: [my card is gone] }
    ///   other_card: { phrases: [a question about cards] }
    ///   card: { intents: [lost_card, other_card] }
    /// dialogs:
    ///   - dialog: Cards
    ///     interactions:
    ///       - dialog_starter: { intent: card }
    ///       - text: Let us talk about cards.
    /// ```
    pub(crate) MALFORMED_META_INTENT = "malformed-meta-intent", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut owners: HashMap<&str, (&Intent, &Text)> = HashMap::new();
    for meta in names.bot().intents.iter().filter(|intent| !intent.intents.is_empty()) {
        if let Some(phrase) = meta.phrases.first() {
            let message = format!("the meta intent `{}` has phrases", meta.name);
            out.push(
                Diagnostic::new(&MALFORMED_META_INTENT, phrase.span(), message)
                    .label("never looked at")
                    .help("Give the phrases to an intent of their own, and let this one wrap it."),
            );
        }
        for child in &meta.intents {
            check_child(names, meta, child, &mut owners, out);
        }
    }
}

fn check_child<'b>(
    names: &Subject<'b>,
    meta: &'b Intent,
    child: &'b Text,
    owners: &mut HashMap<&'b str, (&'b Intent, &'b Text)>,
    out: &mut Vec<Diagnostic>,
) {
    if names.intent(child.as_str()).is_some_and(|intent| !intent.intents.is_empty()) {
        let message = format!("the meta intent `{}` wraps the meta intent `{child}`", meta.name);
        out.push(
            Diagnostic::new(&MALFORMED_META_INTENT, child.span(), message)
                .label("a meta intent as well")
                .help("No message means a meta intent itself. Name the intents that it wraps instead."),
        );
        return;
    }
    let (owner, first) = *owners.entry(child.as_str()).or_insert((meta, child));
    if owner.name.span() != meta.name.span() {
        let message = format!("the intent `{child}` belongs to the meta intent `{}` already", owner.name);
        out.push(
            Diagnostic::new(&MALFORMED_META_INTENT, child.span(), message)
                .label(format!("it does not count as `{}`", meta.name))
                .also(first.span(), format!("wrapped by `{}`", owner.name))
                .help("An intent belongs to one meta intent at most. Take it out of one of the two."),
        );
    }
}
