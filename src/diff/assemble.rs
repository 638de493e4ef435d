//! From pairs of parts to changes, in the order in which people read them.

use super::changes::{Changes, Difference, Group, Item, Move, Step};
use super::compare::{Compared, Comparing};
use super::follow::Renames;
use super::outline::{Outline, Outlined};
use super::pair::{Pairing, Pairs, kept_of};
use super::rows::{Interactions, Row, merged};
use super::value::{Concept, Entry, Value};
use crate::source::Span;

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
    followed: Vec<(usize, Option<Span>, Option<Span>)>,
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
        let interactions = Interactions::of(old, new, pairing);
        let rows = merged(0..old.dialogs.len(), 0..new.dialogs.len(), &pairing.dialogs);
        rows.into_iter().map(|row| self.dialog(row, &kept, &interactions)).collect()
    }

    fn dialog(&mut self, row: Row, kept: &Pairs, interactions: &Interactions<'_>) -> Group {
        let (old, new) = (self.old, self.new);
        let mut item = self.item(row.0.map(|one| &old.dialogs[one]), row.1.map(|other| &new.dialogs[other]));
        item.interactions = interactions.alone(row);
        let pair = row.0.zip(row.1);
        if pair.is_some_and(|pair| kept.binary_search(&pair).is_err()) {
            item.moved = Some(Move::Within);
        }
        let (old, new) = (item.old.clone(), item.new.clone());
        // What comes or goes with its dialog is told with that.
        let is_told = |inner: &Row| pair.is_some() || inner.0.is_some() && inner.1.is_some();
        let inside = interactions.rows(row).into_iter().filter(is_told);
        let mut items = vec![item];
        items.extend(inside.map(|inner| self.interaction(inner, interactions)));
        Group { concept: Concept::Dialog, old, new, items }
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
