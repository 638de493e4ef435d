//! Interactions of one name.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;

rule! {
    /// Two interactions have the same name.
    ///
    /// A name is the target of jumps and unique in the whole bot, across dialogs and included files.
    /// With two of a name a jump goes to the first one only, and the consumer ends up in the wrong part
    /// of the conversation. This often comes from copying a dialog.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: We look for your order.
    ///         name: search
    ///   - dialog: Returns
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*return*"] }
    ///       - text: We look for your return.
    ///         name: search
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: We look for your order.
    ///         name: search_order
    ///   - dialog: Returns
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*return*"] }
    ///       - text: We look for your return.
    ///         name: search_return
    /// ```
    pub(crate) DUPLICATE_INTERACTION_NAME = "duplicate-interaction-name", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut seen = HashMap::new();
    for name in names.bot().interactions().filter_map(|(_, item)| item.name.as_ref()) {
        let first = *seen.entry(name.as_str()).or_insert(name);
        if first.span() == name.span() {
            continue;
        }
        out.push(
            Diagnostic::new(
                &DUPLICATE_INTERACTION_NAME,
                name.span(),
                format!("an interaction named `{name}` exists already"),
            )
            .label("the second one of this name")
            .also(first.span(), "the first one")
            .help(format!(
                "`next: {name}` always goes to the first one, so this one is never reached by its name. Give it \
                 another name and check which of the two each jump means."
            )),
        );
    }
}
