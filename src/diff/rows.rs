//! Two lists as one, and where interactions went.

use std::ops::Range;

use super::changes::Move;
use super::outline::Outline;
use super::pair::{Pairing, Pairs, kept_of, pairs_within};

/// A part on either side, or on both.
pub(super) type Row = (Option<usize>, Option<usize>);

/// Where interactions went.
pub(super) struct Interactions<'o> {
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
    pub(super) fn of(old: &'o Outline, new: &'o Outline, pairing: &Pairing) -> Self {
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
    pub(super) fn rows(&self, (old, new): Row) -> Vec<Row> {
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
    pub(super) fn alone(&self, (old, new): Row) -> usize {
        let count = |range: Range<usize>, partners: &[Option<usize>]| {
            range.filter(|at| partners[*at].is_none()).count()
        };
        match (old, new) {
            (Some(old), None) => count(self.old.ranges[old].clone(), &self.old_partners),
            (None, Some(new)) => count(self.new.ranges[new].clone(), &self.new_partners),
            _ => 0,
        }
    }

    pub(super) fn moved(&self, old: usize, new: usize) -> Option<Move> {
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
pub(super) fn merged(old: Range<usize>, new: Range<usize>, pairs: &Pairs) -> Vec<Row> {
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
