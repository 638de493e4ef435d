//! What the loader had to leave out, so that no rule reports the hole that it leaves.

use std::collections::{HashMap, HashSet};

use super::Absence;
use crate::bot::{Bot, Interaction, InteractionKind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::load::Loaded;
use crate::source::{SourceId, Span};

/// Where something is missing because it could not be loaded.
#[derive(Debug)]
pub(super) struct Lost<'b> {
    /// The bot's interactions, in the order of their places, by file.
    interactions: HashMap<SourceId, Vec<&'b Interaction>>,
    /// Interactions of which a part is missing.
    damaged: HashSet<Span>,
    /// Uploads after which something is missing, Integrations before which something is.
    bereft: HashSet<Span>,
    /// Something is missing outside all interactions: a definition, a file, an interaction.
    definitions: bool,
}

impl<'b> Lost<'b> {
    /// Finds the holes: an error inside an interaction means that a part of it is missing, and the
    /// loader says what it left out as a whole.
    pub(super) fn new(bot: &'b Bot, loaded: &Loaded) -> Self {
        let mut lost = Self {
            interactions: HashMap::new(),
            damaged: HashSet::new(),
            bereft: HashSet::new(),
            definitions: false,
        };
        let errors = loaded.diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
        let errors: Vec<Span> = errors.map(Diagnostic::span).collect();
        if errors.is_empty() && loaded.lost.is_empty() {
            return lost;
        }
        for (_, interaction) in bot.interactions() {
            lost.interactions.entry(interaction.span.source).or_default().push(interaction);
        }
        for items in lost.interactions.values_mut() {
            items.sort_by_key(|item| item.span.start);
        }
        for place in errors {
            lost.damaged.extend(lost.interaction_at(place));
        }
        for place in &loaded.lost {
            lost.add(*place);
        }
        lost
    }

    /// Something was left out as a whole. Inside an interaction only that one misses it.
    fn add(&mut self, place: Span) {
        if let Some(interaction) = self.interaction_at(place) {
            self.damaged.insert(interaction);
            return;
        }
        let items = self.interactions.get(&place.source).map_or(&[][..], Vec::as_slice);
        let after = items.partition_point(|item| item.span.start <= place.start);
        let before = after.checked_sub(1).and_then(|index| items.get(index));
        let upload = before.filter(|item| matches!(item.kind, InteractionKind::FileUpload(_)));
        let integration =
            items.get(after).filter(|item| matches!(item.kind, InteractionKind::Integration(_)));
        self.bereft.extend(upload.into_iter().chain(integration).map(|item| item.span));
        self.definitions = true;
    }

    /// Takes out those of the diagnostics from `first` on that may be due to what is missing.
    pub(super) fn hold_back(&self, absence: Absence, diagnostics: &mut Vec<Diagnostic>, first: usize) {
        if self.damaged.is_empty() && !self.definitions {
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
            Absence::InPair => within(&self.bereft),
            Absence::InBot => self.definitions,
            Absence::AnyPart => true,
        }
    }

    fn interaction_at(&self, place: Span) -> Option<Span> {
        let items = self.interactions.get(&place.source)?;
        let after = items.partition_point(|item| item.span.start <= place.start);
        let item = items.get(after.checked_sub(1)?)?;
        (place.start < item.span.end).then_some(item.span)
    }
}
