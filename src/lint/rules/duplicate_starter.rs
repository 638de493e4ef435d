//! Starters that are triggered by the same thing.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::triggers::Starter;
use crate::source::Text;

rule! {
    /// Two dialogs are triggered by the same pattern or the same intent.
    ///
    /// Of two starters that take a message the one whose dialog is defined first wins, always: by this one the
    /// other dialog is never triggered. It happens when a dialog is copied and its starter stays as it was.
    ///
    /// It says nothing where the first starter has exclude words, as those leave messages for the second.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Opening hours
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*hours*"] }
    ///       - text: We are open from 9 to 5.
    ///   - dialog: Holidays
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*hours*", "*holiday*"] }
    ///       - text: On holidays we are closed.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Opening hours
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*hours*"] }
    ///       - text: We are open from 9 to 5.
    ///   - dialog: Holidays
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*holiday*"] }
    ///       - text: On holidays we are closed.
    /// ```
    pub(crate) DUPLICATE_STARTER = "duplicate-starter", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let triggers = subject.triggers();
    let patterns = triggers.list.iter().map(|trigger| (trigger.of, trigger.text));
    report("pattern", patterns, out);
    let intents = triggers.starters.iter();
    report("intent", intents.filter_map(|starter| Some((*starter, starter.starter.intent.as_ref()?))), out);
}

fn report<'b>(what: &str, named: impl Iterator<Item = (Starter<'b>, &'b Text)>, out: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, (Starter<'b>, &Text)> = HashMap::new();
    for (starter, text) in named {
        let key = key(text.as_str());
        let Some((winner, other)) = first.get(&key) else {
            if starter.takes_all_it_matches() {
                first.insert(key, (starter, text));
            }
            continue;
        };
        if winner.id == starter.id {
            continue;
        }
        let (winner, loser) = (&winner.dialog.name, &starter.dialog.name);
        out.push(
            Diagnostic::new(
                &DUPLICATE_STARTER,
                text.span(),
                format!("the dialog `{winner}` has the {what} `{text}` too"),
            )
            .label(format!("never triggers `{loser}`"))
            .also(other.span(), format!("wins: `{winner}` is defined first"))
            .help(format!(
                "Whoever says this gets `{winner}`, always. Leave the {what} to the dialog that shall play."
            )),
        );
    }
}

/// Patterns are compared without regard to case and to white space at their ends.
pub(super) fn key(text: &str) -> String {
    text.trim().to_lowercase()
}
