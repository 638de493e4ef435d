//! Patterns of starters that an earlier dialog's pattern takes everything from.

use std::collections::HashSet;

use super::duplicate_starter::key;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::triggers::{Trigger, Triggers};
use crate::text::Effort;

rule! {
    /// A starter's pattern never triggers its dialog, because a pattern of an earlier dialog takes all of
    /// its messages.
    ///
    /// Of all patterns that match a message the one whose dialog is defined first wins. `*loan*` matches
    /// whatever `*student loan*` matches, so the narrow pattern must stand in the earlier dialog, or the
    /// wide one must `exclude` a word.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Loans
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*loan*"] }
    ///       - text: We lend money.
    ///   - dialog: Student loans
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*student loan*"] }
    ///       - text: Students pay less.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Student loans
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*student loan*"] }
    ///       - text: Students pay less.
    ///   - dialog: Loans
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*loan*"] }
    ///       - text: We lend money.
    /// ```
    pub(crate) SHADOWED_STARTER_PATTERN = "shadowed-starter-pattern", Warning
}

/// So many earlier patterns that match an example are compared with a pattern.
const COMPARED: usize = 16;
/// What the comparisons in one bot may take: about a quarter of a second.
const EFFORT: usize = 5_000_000;

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let triggers = subject.triggers();
    let mut effort = Effort::new(EFFORT);
    let mut seen = HashSet::new();
    for (index, trigger) in triggers.list.iter().enumerate() {
        // What stands twice is another rule's.
        if !seen.insert(key(trigger.text.as_str())) {
            continue;
        }
        if let Some((winner, message)) = shadow(triggers, index, &mut effort) {
            out.push(shadowed(trigger, winner, &message));
        }
    }
}

/// The earlier pattern that takes all messages of a pattern, and one of those. What takes every message
/// is another rule's.
fn shadow<'t, 'b>(
    triggers: &'t Triggers<'b>,
    index: usize,
    effort: &mut Effort,
) -> Option<(&'t Trigger<'b>, String)> {
    let own = &triggers.list[index];
    let example = own.pattern.example(effort)?;
    let mut found = Vec::new();
    triggers.set().first_matches(&example, COMPARED, &mut found);
    let earlier = found.into_iter().take_while(|other| *other < index).map(|other| &triggers.list[other]);
    let mut rivals = earlier.filter(|other| other.of.id != own.of.id && other.of.takes_all_it_matches());
    let winner = rivals.by_ref().take(COMPARED).find(|other| other.pattern.covers(&own.pattern, effort))?;
    (!winner.pattern.matches_everything()).then_some((winner, example))
}

fn shadowed(trigger: &Trigger<'_>, winner: &Trigger<'_>, message: &str) -> Diagnostic {
    let (loser, first) = (&trigger.of.dialog.name, &winner.of.dialog.name);
    Diagnostic::new(
        &SHADOWED_STARTER_PATTERN,
        trigger.text.span(),
        format!("`{}` never triggers `{loser}`: `{}` takes all of its messages", trigger.text, winner.text),
    )
    .label("never reached")
    .also(winner.text.span(), format!("wins: `{first}` is defined first"))
    .help(format!(
        "Whoever says \"{message}\" gets `{first}`. Move the dialog `{loser}` above `{first}`, or give the starter of \
         `{first}` an `exclude` word that leaves these messages alone."
    ))
}
