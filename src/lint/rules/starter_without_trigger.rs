//! Dialogs that nothing triggers.

use std::collections::HashSet;

use super::starters::starters;
use crate::bot::{Dialog, DialogKind, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::linked::DialogId;
use crate::lint::Subject;
use crate::lint::visit::jumps;

rule! {
    /// A dialog that no message and no jump can start.
    ///
    /// Its starter has neither a pattern nor an intent, or it has no starter at all, and nothing outside
    /// it jumps to one of its interactions. No consumer ever sees it.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///   - dialog: Opening hours
    ///     interactions:
    ///       - dialog_starter:
    ///       - text: We are open from 8 to 17.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text: Hello!
    ///   - dialog: Opening hours
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*(open|hours)*"] }
    ///       - text: We are open from 8 to 17.
    /// ```
    pub(crate) STARTER_WITHOUT_TRIGGER = "starter-without-trigger", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let entered = entered(names);
    for (index, dialog) in names.bot().dialogs.iter().enumerate() {
        let is_standard = matches!(dialog.kind, DialogKind::Standard) && dialog.is_enabled();
        if !is_standard || is_triggered(dialog) || entered.contains(&DialogId::new(index)) {
            continue;
        }
        let starter = starters(dialog).next();
        let (span, what, label) = match starter {
            Some((_, starter)) => {
                (starter.kind_span, "its starter has neither a pattern nor an intent", "matches no message")
            }
            None => (dialog.name.span(), "it has no starter", "never played"),
        };
        let message =
            format!("nothing starts the dialog `{}`: {what}, and no jump leads into it", dialog.name);
        out.push(
            Diagnostic::new(&STARTER_WITHOUT_TRIGGER, span, message).label(label).help(
                "No consumer ever sees it. Give it a `dialog_starter` with `patterns` or an `intent`, or jump to one \
                 of its interactions from another dialog.",
            ),
        );
    }
}

fn is_triggered(dialog: &Dialog) -> bool {
    let mut starters = starters(dialog).filter(|(_, item)| item.is_enabled());
    starters.any(|(_, item)| match &item.kind {
        InteractionKind::DialogStarter(starter) => !starter.patterns.is_empty() || starter.intent.is_some(),
        _ => false,
    })
}

/// The dialogs that something outside of them jumps into; code that names an interaction counts.
fn entered(names: &Subject<'_>) -> HashSet<DialogId> {
    let of_jumps = jumps(names).filter_map(|(jump, name)| {
        let to = names.dialog_of(names.interaction(name.as_str())?);
        (to != names.dialog_of(jump.from.id)).then_some(to)
    });
    let of_code =
        names.quoted().iter().filter_map(|name| names.interaction(name)).map(|id| names.dialog_of(id));
    of_jumps.chain(of_code).collect()
}
