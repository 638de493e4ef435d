//! Training phrases that two intents share.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::nlu::phrase_key;
use crate::source::Text;

rule! {
    /// Two intents have the same training phrase.
    ///
    /// Case, white space and punctuation at the end do not make two phrases of one. Whoever says it
    /// means both intents equally; the one that is defined first wins, and the other one's dialog is
    /// not reached.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// intents:
    ///   order_status: { phrases: [where is my order, track my parcel] }
    ///   parcel_status: { phrases: [Track my parcel!] }
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { intent: order_status }
    ///       - text: We look for your order.
    ///   - dialog: Parcels
    ///     interactions:
    ///       - dialog_starter: { intent: parcel_status }
    ///       - text: We look for your parcel.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// intents:
    ///   order_status: { phrases: [where is my order] }
    ///   parcel_status: { phrases: [Track my parcel!] }
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { intent: order_status }
    ///       - text: We look for your order.
    ///   - dialog: Parcels
    ///     interactions:
    ///       - dialog_starter: { intent: parcel_status }
    ///       - text: We look for your parcel.
    /// ```
    pub(crate) DUPLICATE_PHRASE = "duplicate-phrase", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, (usize, &Text)> = HashMap::new();
    for (number, intent) in names.bot().intents.iter().enumerate() {
        for phrase in &intent.phrases {
            let (first, other) = *seen.entry(phrase_key(phrase.as_str())).or_insert((number, phrase));
            if first == number {
                continue;
            }
            let owner = &names.bot().intents[first].name;
            let message = format!("the intent `{owner}` has the phrase `{phrase}` too");
            out.push(
                Diagnostic::new(&DUPLICATE_PHRASE, phrase.span(), message)
                    .label(format!("of `{}`", intent.name))
                    .also(other.span(), format!("of `{owner}`"))
                    .help("Whoever says this means both. Leave it to the intent whose dialog shall play."),
            );
        }
    }
}
