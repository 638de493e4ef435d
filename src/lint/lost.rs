//! What the loader had to leave out, so that no rule reports the hole that it leaves.

use std::collections::{HashMap, HashSet};

use super::Absence;
use crate::bot::Bot;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{SourceId, Span};

/// Where something is missing because it could not be loaded.
#[derive(Debug)]
pub(super) struct Lost {
    /// The bot's interactions, in the order of their places, by file.
    interactions: HashMap<SourceId, Vec<Span>>,
    /// Interactions of which a part is missing.
    damaged: HashSet<Span>,
    /// Interactions that stand next to something that is missing.
    exposed: HashSet<Span>,
    /// Something is missing outside all interactions: a definition, a file, an interaction.
    definitions: bool,
}

impl Lost {
    /// Finds the holes by the loader's errors: inside an interaction a part of it is missing, between
    /// interactions perhaps a whole one.
    pub(super) fn new(bot: &Bot, problems: &[Diagnostic]) -> Self {
        let mut lost = Self {
            interactions: HashMap::new(),
            damaged: HashSet::new(),
            exposed: HashSet::new(),
            definitions: false,
        };
        let mut errors = problems.iter().filter(|problem| problem.severity == Severity::Error).peekable();
        if errors.peek().is_none() {
            return lost;
        }
        for (_, interaction) in bot.interactions() {
            lost.interactions.entry(interaction.span.source).or_default().push(interaction.span);
        }
        for spans in lost.interactions.values_mut() {
            spans.sort_by_key(|span| span.start);
        }
        for error in errors {
            lost.add(error.span());
        }
        lost
    }

    fn add(&mut self, place: Span) {
        let spans = self.interactions.get(&place.source).map_or(&[][..], Vec::as_slice);
        let after = spans.partition_point(|span| span.start <= place.start);
        let before = after.checked_sub(1).and_then(|index| spans.get(index));
        if let Some(span) = before.filter(|span| place.start < span.end) {
            self.damaged.insert(*span);
            return;
        }
        self.definitions = true;
        self.exposed.extend(before);
        self.exposed.extend(spans.get(after));
    }

    /// Takes out those of the diagnostics from `first` on that may be due to what is missing.
    pub(super) fn hold_back(&self, absence: Absence, diagnostics: &mut Vec<Diagnostic>, first: usize) {
        if self.interactions.is_empty() && !self.definitions {
            return;
        }
        let held = diagnostics.split_off(first);
        diagnostics.extend(held.into_iter().filter(|diagnostic| !self.explains(absence, diagnostic.span())));
    }

    fn explains(&self, absence: Absence, place: Span) -> bool {
        let within =
            |holes: &HashSet<Span>| self.interaction_at(place).is_some_and(|span| holes.contains(&span));
        match absence {
            Absence::Nothing => false,
            Absence::InInteraction => within(&self.damaged),
            Absence::InNeighbourhood => within(&self.damaged) || within(&self.exposed),
            Absence::InBot => self.definitions || within(&self.damaged),
        }
    }

    fn interaction_at(&self, place: Span) -> Option<Span> {
        let spans = self.interactions.get(&place.source)?;
        let after = spans.partition_point(|span| span.start <= place.start);
        let span = spans.get(after.checked_sub(1)?)?;
        (place.start < span.end).then_some(*span)
    }
}
