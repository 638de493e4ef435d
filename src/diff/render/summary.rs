//! How much changed, in one line.

use crate::diff::changes::{Changes, Item};
use crate::diff::value::Concept;
use crate::terminal::count;

/// `3 dialogs changed: 2 interactions added, 1 removed, 4 changed, 1 renamed`, and what changed outside of dialogs.
pub fn summary(changes: &Changes) -> String {
    if changes.is_empty() {
        return "no differences".to_owned();
    }
    let effective: Vec<&Item> = changes.items().filter(|item| item.affects_conversation()).collect();
    let of = |concept: Concept| Counts::of(effective.iter().filter(|item| item.concept == concept));
    let mut parts: Vec<String> = dialogs(changes, &of).into_iter().collect();
    let others = [
        (Concept::Integration, "integration"),
        (Concept::Intent, "intent"),
        (Concept::Entity, "entity"),
        (Concept::KnowledgeBase, "knowledge base"),
        (Concept::Skill, "skill"),
    ];
    parts.extend(others.iter().filter_map(|(concept, noun)| of(*concept).told(noun)));
    let own = effective.iter().filter(|item| item.concept == Concept::Bot).flat_map(|item| &item.differences);
    match own.filter(|difference| !difference.is_note).count() {
        0 => {}
        number => parts.push(format!("the bot itself changed in {}", count(number, "place"))),
    }
    let notes: usize = changes.items().map(notes_of).sum();
    let without = || format!("{} without effect on the conversation", count(notes, "change"));
    match (parts.is_empty(), notes) {
        (true, _) => without(),
        (false, 0) => parts.join("; "),
        (false, _) => format!("{}; {}", parts.join("; "), without()),
    }
}

/// Changes of a part that have no effect.
fn notes_of(item: &Item) -> usize {
    let notes = item.differences.iter().filter(|difference| difference.is_note).count();
    notes + usize::from(item.is_named_or_unnamed())
}

/// Dialogs, and the interactions in those that are on both sides.
fn dialogs(changes: &Changes, of: &dyn Fn(Concept) -> Counts) -> Option<String> {
    let is_touched = |items: &[Item]| {
        let both = items.iter().filter(|item| item.concept == Concept::Interaction);
        both.clone().any(Item::affects_conversation)
    };
    let mut dialogs = of(Concept::Dialog);
    // A dialog changed too where its interactions did.
    let touched = changes.groups.iter().filter(|group| group.old.is_some() && group.new.is_some());
    let own = |items: &[Item]| {
        let own = items.iter().filter(|item| item.concept == Concept::Dialog);
        own.filter(|item| item.affects_conversation()).count() > 0
    };
    let inner = touched.filter(|group| is_touched(&group.items) && !own(&group.items)).count();
    dialogs.changed += inner;
    let told = dialogs.told("dialog");
    let inside = of(Concept::Interaction).told("interaction");
    match (told, inside) {
        (Some(told), Some(inside)) => Some(format!("{told}: {inside}")),
        (told, inside) => told.or(inside),
    }
}

/// How many parts of a kind came, went and so on; each is counted once.
#[derive(Clone, Copy, Default)]
struct Counts {
    added: usize,
    removed: usize,
    changed: usize,
    renamed: usize,
    moved: usize,
}

impl Counts {
    fn of<'i>(items: impl Iterator<Item = &'i &'i Item>) -> Self {
        let mut counts = Self::default();
        for item in items {
            let differs = item.differences.iter().any(|difference| !difference.is_note);
            let kind = match (&item.old, &item.new) {
                (None, _) => &mut counts.added,
                (_, None) => &mut counts.removed,
                _ if differs => &mut counts.changed,
                _ if item.is_renamed() => &mut counts.renamed,
                _ => &mut counts.moved,
            };
            *kind += 1;
        }
        counts
    }

    /// `2 interactions added, 1 removed`.
    fn told(self, noun: &str) -> Option<String> {
        let all = [
            (self.added, "added"),
            (self.removed, "removed"),
            (self.changed, "changed"),
            (self.renamed, "renamed"),
            (self.moved, "moved"),
        ];
        let mut told = Vec::new();
        for (number, what) in all.into_iter().filter(|(number, _)| *number > 0) {
            let counted = if told.is_empty() { counted(number, noun) } else { number.to_string() };
            told.push(format!("{counted} {what}"));
        }
        (!told.is_empty()).then(|| told.join(", "))
    }
}

fn counted(number: usize, noun: &str) -> String {
    match noun.strip_suffix('y').filter(|_| number != 1) {
        Some(stem) => format!("{number} {stem}ies"),
        None => count(number, noun),
    }
}
