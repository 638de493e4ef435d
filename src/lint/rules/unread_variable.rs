//! Variables that are set and never read.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::words::Nearest;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::variables::{is_own, reads_of_code};
use crate::lint::visit::{conditions, references, rules};
use crate::source::Span;
use crate::text::Reference;

rule! {
    /// A rule sets a bot variable or a slot that nothing reads.
    ///
    /// The conversation is the same with it and without it: what the consumer said is kept and never used. Often the
    /// text that should use it says something else, or reads another name.
    ///
    /// It says nothing where code reads variables whose names it works out, and nothing of variables that code sets:
    /// those may be for the eyes of whoever reads the log.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Name
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text_question: What is your name?
    ///         rules:
    ///           - pattern: "*"
    ///             set: { name: "{$userMessage}" }
    ///       - text: Welcome!
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Name
    ///     interactions:
    ///       - dialog_starter: { patterns: [hello] }
    ///       - text_question: What is your name?
    ///         rules:
    ///           - pattern: "*"
    ///             set: { name: "{$userMessage}" }
    ///       - text: "Welcome, {$botContext.name}!"
    /// ```
    pub(crate) UNREAD_VARIABLE = "unread-variable", Info, preview
}

/// What the platform itself reads (spec 13.5.3).
const OF_THE_PLATFORM: [&str; 1] = ["skipPreviousDialog"];

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    if reads_unseen(subject) {
        return;
    }
    let read = names_read(subject);
    let set = names_set(subject);
    // A name that is read and never set has a rule of its own; here it may be the one that was meant.
    let unset: BTreeSet<&str> =
        read.iter().map(String::as_str).filter(|name| !subject.variables().may_be_set(name)).collect();
    let mut nearest = Nearest::new();
    for (name, place) in set {
        if read.contains(name.as_str()) || !is_own(&name) || OF_THE_PLATFORM.contains(&name.as_str()) {
            continue;
        }
        let (what, bare) =
            name.strip_prefix("slot.").map_or(("variable", name.as_str()), |slot| ("slot", slot));
        let diagnostic =
            Diagnostic::new(&UNREAD_VARIABLE, place, format!("nothing reads the {what} `{bare}`"));
        let meant = nearest.of(&name, unset.iter().copied());
        let label = meant.map_or("set for nobody".to_owned(), |meant| format!("`{meant}` is read"));
        out.push(diagnostic.label(label).help(
            "Use it in a text, a condition or a request, or take it out: it only makes the bot longer to read.",
        ));
    }
}

/// Whether code may read a variable of which no name is seen.
fn reads_unseen(subject: &Subject<'_>) -> bool {
    subject.scripts().list.iter().any(|script| {
        let is_open =
            !script.reading.problems.is_empty() || script.reading.is_opaque || script.reading.lends_context;
        let names_all = |name: &str| {
            script.calls_of(name).all(|(_, call)| call.argument(0).is_some_and(|name| name.text().is_some()))
        };
        is_open || !names_all("getBotVariable")
    })
}

fn names_read(subject: &Subject<'_>) -> HashSet<String> {
    let mut read: HashSet<String> = HashSet::new();
    references(subject, &mut |_, reference, _| match reference {
        Reference::BotVariable(name) => drop(read.insert(name.to_string())),
        Reference::Slot(name) => drop(read.insert(format!("slot.{name}"))),
        _ => {}
    });
    read.extend(conditions(subject).map(|(_, condition)| condition.variable.as_str().to_owned()));
    read.extend(reads_of_code(subject.scripts()).into_iter().map(|(name, ..)| name.to_owned()));
    read
}

/// The first place where a rule sets each variable, in the order of their names.
fn names_set(subject: &Subject<'_>) -> BTreeMap<String, Span> {
    let mut set = BTreeMap::new();
    for (_, rule) in rules(subject) {
        for variable in &rule.set {
            set.entry(variable.name.as_str().to_owned()).or_insert(variable.name.span());
        }
        if let Some(slot) = &rule.slot {
            set.entry(format!("slot.{}", slot.name)).or_insert(slot.name.span());
        }
    }
    set
}
