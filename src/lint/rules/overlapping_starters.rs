//! Starters of which two match the same message.

use std::collections::{HashMap, HashSet};

use super::duplicate_starter::key;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::triggers::{Trigger, Triggers};
use crate::text::Effort;

rule! {
    /// Patterns of two dialogs match the same message.
    ///
    /// Of all patterns that match, the one whose dialog is defined first wins. Two kinds of this are shown,
    /// with a message to try: patterns that share words, such as `*where is*` and `*is my order*`; and one
    /// that goes on with `*` after its first words, such as `(hi|hello)*`, above dialogs whose words may stand
    /// anywhere: who says "hi, my order is late" is only greeted.
    ///
    /// That a message may hold the words of two dialogs side by side is the way of patterns, and not shown.
    /// Nor is a wide pattern below a narrow one, which is how the two belong.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: ["(hi|hello)*"] }
    ///       - text: Hello!
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: Your order is on its way.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: Your order is on its way.
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: ["(hi|hello)*"] }
    ///       - text: Hello!
    /// ```
    pub(crate) OVERLAPPING_STARTERS = "overlapping-starters", Info, preview
}

/// So many words of a pattern are looked up.
const WORDS: usize = 8;
/// What the comparisons in one bot may take: about a quarter of a second.
const EFFORT: usize = 5_000_000;

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let triggers = subject.triggers();
    let mut effort = Effort::new(EFFORT);
    let mut told = HashSet::new();
    swallowing(triggers, &mut effort, &mut told, out);
    sharing(triggers, &mut effort, &mut told, out);
}

/// The dialogs of which a pair was told already.
type Told = HashSet<(usize, usize)>;

fn pair(earlier: &Trigger<'_>, later: &Trigger<'_>) -> (usize, usize) {
    (earlier.of.id.index(), later.of.id.index())
}

/// Patterns that begin with words and go on with anything, above dialogs whose words may come later.
fn swallowing(triggers: &Triggers<'_>, effort: &mut Effort, told: &mut Told, out: &mut Vec<Diagnostic>) {
    // From the end, as what matters is what comes below.
    let mut below: Vec<&Trigger<'_>> = Vec::new();
    let mut found = Vec::new();
    for trigger in triggers.list.iter().rev() {
        let source = trigger.text.as_str().trim();
        if source.starts_with('*') {
            if below.last().is_none_or(|last| last.of.id != trigger.of.id) {
                below.push(trigger);
            }
        } else if source.ends_with('*') {
            found.push((trigger, below.len()));
        }
    }
    for (trigger, open) in found.into_iter().rev() {
        let own = below[..open].last().is_some_and(|last| last.of.id == trigger.of.id);
        let open = open - usize::from(own);
        let Some(next) = below[..open].last() else { continue };
        if told.contains(&pair(trigger, next)) {
            continue;
        }
        if let Some(message) = overlap(trigger, next, effort) {
            told.insert(pair(trigger, next));
            out.push(told_of(trigger.text.span(), trigger, next, &message).help(swallowed(
                trigger,
                &message,
                open - 1,
            )));
        }
    }
}

fn swallowed(trigger: &Trigger<'_>, message: &str, others: usize) -> String {
    let name = &trigger.of.dialog.name;
    let more = match others {
        0 => String::new(),
        1 => " So it goes with one more dialog.".to_owned(),
        others => format!(" So it goes with {others} more dialogs."),
    };
    format!(
        "`{name}` is defined first, so whoever says \"{message}\" gets `{name}`.{more} Move `{name}` below the others, or \
         write its pattern without the last `*`."
    )
}

/// Patterns that have words in common, so that one message need not hold the words of both.
fn sharing(triggers: &Triggers<'_>, effort: &mut Effort, told: &mut Told, out: &mut Vec<Diagnostic>) {
    let mut first_with: HashMap<String, &Trigger<'_>> = HashMap::new();
    for trigger in &triggers.list {
        let source = key(trigger.text.as_str());
        let words =
            source.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
        for word in words.take(WORDS) {
            let earlier = *first_with.entry(word.to_owned()).or_insert(trigger);
            if earlier.of.id == trigger.of.id || told.contains(&pair(earlier, trigger)) {
                continue;
            }
            let Some(message) = shared(earlier, trigger, effort) else { continue };
            told.insert(pair(earlier, trigger));
            let first = &earlier.of.dialog.name;
            out.push(told_of(trigger.text.span(), earlier, trigger, &message).help(format!(
                "`{first}` is defined first, so whoever says \"{message}\" gets `{first}`. If that is not meant, take the \
                 words out of one of the two, or give the starter of `{first}` an `exclude` word."
            )));
        }
    }
}

/// A message that both match, where it is shorter than what each of them needs by itself.
fn shared(earlier: &Trigger<'_>, later: &Trigger<'_>, effort: &mut Effort) -> Option<String> {
    let message = overlap(earlier, later, effort)?;
    let signs = message.chars().filter(|sign| !sign.is_whitespace()).count();
    (signs < earlier.pattern.least_signs() + later.pattern.least_signs()).then_some(message)
}

/// A message that both take, where neither pattern takes all that the other does.
fn overlap(earlier: &Trigger<'_>, later: &Trigger<'_>, effort: &mut Effort) -> Option<String> {
    let message = earlier.pattern.common_message(&later.pattern, effort)?;
    let is_taken = !earlier.of.excludes(&message) && !later.of.excludes(&message);
    let is_partial =
        !earlier.pattern.covers(&later.pattern, effort) && !later.pattern.covers(&earlier.pattern, effort);
    (is_taken && is_partial).then_some(message)
}

fn told_of(at: crate::source::Span, earlier: &Trigger<'_>, later: &Trigger<'_>, message: &str) -> Diagnostic {
    let (first, second) = (&earlier.of.dialog.name, &later.of.dialog.name);
    let found = Diagnostic::new(
        &OVERLAPPING_STARTERS,
        at,
        format!("\"{message}\" matches a pattern of `{first}` and one of `{second}`"),
    );
    match at == earlier.text.span() {
        true => found.label("wins").also(later.text.span(), format!("of `{second}`")),
        false => found
            .label(format!("of `{second}`"))
            .also(earlier.text.span(), format!("wins: `{first}` is defined first")),
    }
}
