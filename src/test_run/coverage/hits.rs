//! How often each item of a plan has happened.

/// How often each item of a plan has happened. Cheap to make, and those of one plan add up in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits(Vec<u64>);

/// The place of an item in its plan; none where a thing is no item.
pub(super) type Slot = Option<std::num::NonZeroU32>;

/// The slot of the item at a place.
pub(super) fn slot(index: usize) -> Slot {
    u32::try_from(index + 1).ok().and_then(std::num::NonZeroU32::new)
}

impl Hits {
    /// Nothing has happened yet to so many items.
    pub(super) fn none(items: usize) -> Self {
        Self(vec![0; items])
    }

    /// One more time.
    pub(super) fn add(&mut self, slot: Slot) {
        if let Some(hits) = self.at(slot) {
            *hits = hits.saturating_add(1);
        }
    }

    /// One time less: what looked like it was not.
    pub(super) fn take_back(&mut self, slot: Slot) {
        if let Some(hits) = self.at(slot) {
            *hits = hits.saturating_sub(1);
        }
    }

    fn at(&mut self, slot: Slot) -> Option<&mut u64> {
        self.0.get_mut(slot?.get() as usize - 1)
    }

    /// How often the item at this place has happened.
    pub(super) fn of(&self, index: usize) -> u64 {
        self.0.get(index).copied().unwrap_or(0)
    }

    /// Adds what has happened in other conversations with the same plan.
    pub fn merge(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (own, others) in self.0.iter_mut().zip(&other.0) {
            *own = own.saturating_add(*others);
        }
    }
}
