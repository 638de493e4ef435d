//! From pairs of parts to changes, in the order in which people read them.

use std::ops::Range;

use super::changes::{Changes, Difference, Group, Item, Move, Step};
use super::compare::{Compared, Comparing};
use super::follow::Renames;
use super::outline::{Outline, Outlined};
use super::pair::{Pairing, Pairs, kept_of, pairs_within};
use super::value::{Concept, Entry, Value};

/// All changes between two bots.
pub(super) fn assemble(old: &Outline, new: &Outline) -> Changes {
    let pairing = Pairing::of(old, new);
    let mut assembling =
        Assembling { old, new, renames: Renames::default(), followed: Vec::new(), renamed: 0 };
    assembling.note_renames(&pairing);
    let mut groups = vec![assembling.bot(&pairing)];
    for (index, pairs) in pairing.others.iter().enumerate() {
        groups.push(assembling.others(index, pairs));
    }
    groups.extend(assembling.dialogs(&pairing));
    let mut changes = Changes { groups };
    assembling.tell_followers(&mut changes);
    for group in &mut changes.groups {
        group.items.retain(is_change);
    }
    changes.groups.retain(|group| !group.items.is_empty());
    changes
}

fn is_change(item: &Item) -> bool {
    item.affects_conversation() || item.is_named_or_unnamed() || !item.differences.is_empty()
}

struct Assembling<'o> {
    old: &'o Outline,
    new: &'o Outline,
    renames: Renames,
    /// References that follow a new name: its number, and their places.
    followed: Vec<(usize, Option<crate::source::Span>, Option<crate::source::Span>)>,
    /// How many parts have a new name.
    renamed: usize,
}

impl Assembling<'_> {
    /// Numbers all new names, in the order in which [`Assembling::tell_followers`] meets them by their names.
    fn note_renames(&mut self, pairing: &Pairing) {
        let (old, new) = (self.old, self.new);
        for (index, pairs) in pairing.others.iter().enumerate() {
            let (concept, old) = &old.others[index];
            self.note(*concept, old, &new.others[index].1, pairs);
        }
        self.note(Concept::Dialog, &old.dialogs, &new.dialogs, &pairing.dialogs);
        self.note(Concept::Interaction, &old.interactions, &new.interactions, &pairing.interactions);
    }

    fn note(&mut self, concept: Concept, old: &[Outlined], new: &[Outlined], pairs: &Pairs) {
        for (one, other) in pairs {
            if let (Some(was), Some(is)) = (old[*one].name(), new[*other].name())
                && was != is
            {
                self.renames.add(concept, was.clone(), is.clone(), self.renamed);
                self.renamed += 1;
            }
        }
    }

    fn bot(&mut self, pairing: &Pairing) -> Group {
        let mut item = self.item(Some(&self.old.bot), Some(&self.new.bot));
        // A bot is a bot: its name is one of its keys.
        for part in [&mut item.old, &mut item.new].into_iter().flatten() {
            part.name = None;
        }
        for (index, pairs) in pairing.others.iter().enumerate() {
            item.differences.extend(self.order(index, pairs));
        }
        Group { concept: Concept::Bot, old: None, new: None, items: vec![item] }
    }

    /// Intents and entities decide ties by their order.
    fn order(&self, index: usize, pairs: &Pairs) -> Option<Difference> {
        let key = match self.old.others[index].0 {
            Concept::Intent => "intents",
            Concept::Entity => "entities",
            _ => return None,
        };
        let (old, new) = (&self.old.others[index].1, &self.new.others[index].1);
        if pairs.is_sorted_by_key(|(_, new)| *new) {
            return None;
        }
        let names = |list: &[Outlined]| {
            let names: Vec<&str> = list.iter().filter_map(|part| part.name().map(|name| &**name)).collect();
            let place = list.first().and_then(|part| part.part.place);
            Some(Entry { value: Value::Word(names.join(", ").into()), place })
        };
        let path = vec![Step::Key(key.into()), Step::Key("(order)".into())];
        Some(Difference { path, old: names(old), new: names(new), is_note: false, is_move: false })
    }

    fn others(&mut self, index: usize, pairs: &Pairs) -> Group {
        let (concept, old) = &self.old.others[index];
        let new = &self.new.others[index].1;
        let items = merged(0..old.len(), 0..new.len(), pairs);
        let items = items
            .into_iter()
            .map(|(one, other)| self.item(one.map(|one| &old[one]), other.map(|other| &new[other])));
        Group { concept: *concept, old: None, new: None, items: items.collect() }
    }

    fn dialogs(&mut self, pairing: &Pairing) -> Vec<Group> {
        let (old, new) = (self.old, self.new);
        let kept = kept_of(&old.dialogs, &new.dialogs, &pairing.dialogs);
        let rows = merged(0..old.dialogs.len(), 0..new.dialogs.len(), &pairing.dialogs);
        let interactions = Interactions::of(old, new, pairing);
        let mut groups = Vec::new();
        for (one, other) in rows {
            let mut item =
                self.item(one.map(|one| &old.dialogs[one]), other.map(|other| &new.dialogs[other]));
            if let (Some(one), Some(other)) = (one, other)
                && kept.binary_search(&(one, other)).is_err()
            {
                item.moved = Some(Move::Within);
            }
            let (old_part, new_part) = (item.old.clone(), item.new.clone());
            let inside = interactions.rows(one, other);
            item.interactions = interactions.alone(one, other);
            let is_whole = one.is_none() || other.is_none();
            let mut items = vec![item];
            // What comes or goes with its dialog is told with that.
            let told = inside.into_iter().filter(|row| !is_whole || row.0.is_some() && row.1.is_some());
            items.extend(told.map(|row| self.interaction(row, &interactions)));
            groups.push(Group { concept: Concept::Dialog, old: old_part, new: new_part, items });
        }
        groups
    }

    fn interaction(&mut self, row: Row, interactions: &Interactions<'_>) -> Item {
        let (old, new) = (self.old, self.new);
        let mut item =
            self.item(row.0.map(|one| &old.interactions[one]), row.1.map(|other| &new.interactions[other]));
        if let (Some(one), Some(other)) = row {
            item.moved = interactions.moved(one, other);
        }
        item
    }

    /// A part, with what differs in it.
    fn item(&mut self, old: Option<&Outlined>, new: Option<&Outlined>) -> Item {
        let mut differences = Vec::new();
        if let (Some(one), Some(other)) = (old, new) {
            let mut comparing = Comparing::new(&self.renames, (one.part.place, other.part.place));
            comparing.fields(&one.fields, &other.fields);
            let Compared { differences: found, followed } = comparing.done();
            differences = found;
            self.followed.extend(followed);
        }
        let part = |outlined: Option<&Outlined>| outlined.map(|outlined| outlined.part.clone());
        let concept = old.or(new).map_or(Concept::Bot, |outlined| outlined.part.concept);
        Item {
            concept,
            old: part(old),
            new: part(new),
            moved: None,
            differences,
            followed_by: Vec::new(),
            interactions: 0,
        }
    }

    /// Gives each new name the references that follow it.
    fn tell_followers(self, changes: &mut Changes) {
        let mut by_number = vec![Vec::new(); self.renamed];
        for (number, old, new) in self.followed {
            by_number[number].push((old, new));
        }
        let items = changes.groups.iter_mut().flat_map(|group| &mut group.items);
        for item in items.filter(|item| item.is_renamed()) {
            let name = item.names().0.cloned();
            let number = name.and_then(|name| self.renames.number(item.concept, &name));
            if let Some(number) = number {
                item.followed_by = std::mem::take(&mut by_number[number]);
            }
        }
    }
}

/// A part on either side, or on both.
type Row = (Option<usize>, Option<usize>);

/// Where interactions went.
struct Interactions<'o> {
    old: &'o Outline,
    new: &'o Outline,
    old_partners: Vec<Option<usize>>,
    new_partners: Vec<Option<usize>>,
    /// The partners of dialogs.
    dialogs: Vec<Option<usize>>,
    /// Pairs that stand in the same order in the same dialog; sorted.
    kept: Pairs,
}

impl<'o> Interactions<'o> {
    fn of(old: &'o Outline, new: &'o Outline, pairing: &Pairing) -> Self {
        let old_partners = partners(&pairing.interactions, old.interactions.len());
        let back: Pairs = pairing.interactions.iter().map(|(one, other)| (*other, *one)).collect();
        let mut kept = Pairs::new();
        for (one, other) in &pairing.dialogs {
            let (old_range, new_range) = (old.ranges[*one].clone(), new.ranges[*other].clone());
            let inside = pairs_within(old_range.clone(), new_range.clone(), &old_partners);
            let parts = (&old.interactions[old_range.clone()], &new.interactions[new_range.clone()]);
            kept.extend(
                kept_of(parts.0, parts.1, &inside)
                    .into_iter()
                    .map(|(at, to)| (at + old_range.start, to + new_range.start)),
            );
        }
        kept.sort_unstable();
        let new_partners = partners(&back, new.interactions.len());
        let dialogs = partners(&pairing.dialogs, old.dialogs.len());
        Self { old, new, old_partners, new_partners, dialogs, kept }
    }

    /// The interactions of a dialog: those of the new one, and those of the old one that are gone.
    fn rows(&self, old: Option<usize>, new: Option<usize>) -> Vec<Row> {
        let old_range = old.map_or(0..0, |old| self.old.ranges[old].clone());
        let new_range = new.map_or(0..0, |new| self.new.ranges[new].clone());
        let inside = old_range.clone().filter_map(|one| {
            let other = self.old_partners[one].filter(|other| new_range.contains(other))?;
            Some((one, other))
        });
        let pairs: Pairs = inside.collect();
        let rows = merged(old_range, new_range, &pairs).into_iter();
        rows.filter_map(|row| match row {
            // It is told where it is now.
            (Some(one), None) if self.old_partners[one].is_some() => None,
            (None, Some(other)) => Some((self.new_partners[other], Some(other))),
            row => Some(row),
        })
        .collect()
    }

    /// How many interactions come or go with a dialog that is on one side only.
    fn alone(&self, old: Option<usize>, new: Option<usize>) -> usize {
        let count = |range: Range<usize>, partners: &[Option<usize>]| {
            range.filter(|at| partners[*at].is_none()).count()
        };
        match (old, new) {
            (Some(old), None) => count(self.old.ranges[old].clone(), &self.old_partners),
            (None, Some(new)) => count(self.new.ranges[new].clone(), &self.new_partners),
            _ => 0,
        }
    }

    fn moved(&self, old: usize, new: usize) -> Option<Move> {
        let (from, to) = (self.old.interactions[old].dialog, self.new.interactions[new].dialog);
        if self.dialogs[from] != Some(to) {
            return Some(Move::Between);
        }
        self.kept.binary_search(&(old, new)).is_err().then_some(Move::Within)
    }
}

fn partners(pairs: &Pairs, length: usize) -> Vec<Option<usize>> {
    let mut partners = vec![None; length];
    pairs.iter().for_each(|(one, other)| partners[*one] = Some(*other));
    partners
}

/// Two lists as one: in the order of the new one, with what is gone behind what it stood behind.
fn merged(old: Range<usize>, new: Range<usize>, pairs: &Pairs) -> Vec<Row> {
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); new.len() + 1];
    let (mut partner_of_new, mut next) = (vec![None; new.len()], pairs.iter().peekable());
    let mut slot = 0;
    for one in old {
        match next.next_if(|(at, _)| *at == one) {
            Some((_, other)) => {
                partner_of_new[other - new.start] = Some(one);
                slot = other - new.start + 1;
            }
            None => before[slot].push(one),
        }
    }
    let mut rows = Vec::new();
    for (slot, gone) in before.into_iter().enumerate() {
        rows.extend(gone.into_iter().map(|one| (Some(one), None)));
        if let Some(partner) = partner_of_new.get(slot) {
            rows.push((*partner, Some(new.start + slot)));
        }
    }
    rows
}
