//! Patterns of starters that an earlier dialog's pattern takes everything from.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::duplicate_starter::key;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::triggers::Trigger;
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

/// What the comparisons in one bot may take: about a quarter of a second.
const EFFORT: usize = 5_000_000;

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut effort = Effort::new(EFFORT);
    let mut seen = HashSet::new();
    let mut earlier = Earlier::default();
    for trigger in &subject.triggers().list {
        let Some(example) = trigger.pattern.example() else { continue };
        // What stands twice is another rule's.
        if seen.insert(key(trigger.text.as_str())) {
            let winner = earlier.takes_all_of(trigger, &example, &mut effort);
            // What takes every message is another rule's as well.
            if let Some(winner) = winner.filter(|winner| !winner.pattern.matches_everything()) {
                let message = trigger.pattern.common_message(&winner.pattern, &mut effort);
                out.push(shadowed(trigger, winner, &message.unwrap_or(example)));
            }
        }
        earlier.add(trigger);
    }
}

/// Earlier patterns, found by the end of a text that each of their messages holds: phrases differ most there.
#[derive(Default)]
struct Earlier<'t, 'b> {
    number: usize,
    by_end: HashMap<&'t [u8], Vec<Numbered<'t, 'b>>>,
    /// How long those ends are.
    lengths: BTreeSet<usize>,
    needs_nothing: Vec<Numbered<'t, 'b>>,
}

/// A pattern with its number in the order of definition.
type Numbered<'t, 'b> = (usize, &'t Trigger<'b>);

impl<'t, 'b> Earlier<'t, 'b> {
    /// So many bytes of a text are looked up.
    const END: usize = 8;
    /// So many patterns with the same end are compared with another one.
    const COMPARED: usize = 16;

    /// Adds a pattern that may take all of another one: a single message takes nothing but itself.
    fn add(&mut self, trigger: &'t Trigger<'b>) {
        if !trigger.of.takes_all_it_matches() || trigger.pattern.messages(1).is_some() {
            return;
        }
        self.number += 1;
        let own = (self.number, trigger);
        let Some(needed) = trigger.pattern.needed() else { return self.needs_nothing.push(own) };
        let ends = needed.iter().map(|text| &text.as_bytes()[text.len().saturating_sub(Self::END)..]);
        for end in ends.filter(|end| !end.is_empty()).collect::<HashSet<_>>() {
            self.lengths.insert(end.len());
            self.by_end.entry(end).or_default().push(own);
        }
    }

    /// The first pattern of another dialog that takes all messages of a pattern, of which one is given.
    fn takes_all_of(
        &self,
        trigger: &Trigger<'b>,
        example: &str,
        effort: &mut Effort,
    ) -> Option<&'t Trigger<'b>> {
        let pieces = self.lengths.iter().flat_map(|length| example.as_bytes().windows(*length));
        let lists = pieces.filter_map(|piece| self.by_end.get(piece)).chain([&self.needs_nothing]);
        let is_rival =
            |(_, other): &&Numbered<'t, 'b>| other.of.id != trigger.of.id && other.pattern.is_match(example);
        let rivals = lists.flat_map(|list| list.iter().take(Self::COMPARED).filter(is_rival));
        let mut rivals: Vec<Numbered<'t, 'b>> = rivals.copied().collect();
        rivals.sort_unstable_by_key(|(number, _)| *number);
        rivals.dedup_by_key(|(number, _)| *number);
        let mut rivals = rivals.into_iter().map(|(_, other)| other);
        rivals.find(|other| other.pattern.covers(&trigger.pattern, effort))
    }
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
