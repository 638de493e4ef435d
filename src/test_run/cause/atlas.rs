//! Where everything of a cast's bots stands: from the places of a trace back to what is known of them.

use std::collections::HashMap;
use std::sync::Arc;

use super::texts::{Said, Texts};
use crate::linked::{InteractionId, LinkedBot, LinkedInteraction, LinkedRule};
use crate::replay::Cast;
use crate::source::{Sources, Span};
use crate::trace::{InteractionPlace, NamedPlace, RulePlace};

/// The interactions of a cast by place, by name and by what they say. It is made once for all
/// transcripts of the same bots.
#[derive(Debug)]
pub struct Atlas<'s> {
    sources: &'s Sources,
    bots: Vec<Arc<LinkedBot>>,
    /// By line and column: few files have an interaction in the same one.
    by_place: HashMap<(usize, usize), Vec<At>>,
    by_name: HashMap<Arc<str>, At>,
    texts: Texts,
}

/// An interaction of one of the bots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    /// The bot's place in the cast.
    pub(super) bot: usize,
    /// The interaction.
    pub(super) id: InteractionId,
}

impl<'s> Atlas<'s> {
    /// Of the bots of a cast.
    pub fn new(cast: &Cast, sources: &'s Sources) -> Self {
        let bots: Vec<Arc<LinkedBot>> = cast.bots().cloned().collect();
        let mut by_place: HashMap<(usize, usize), Vec<At>> = HashMap::new();
        let mut by_name = HashMap::new();
        let mut texts = Texts::default();
        for (place, bot) in bots.iter().enumerate() {
            for (index, interaction) in bot.interactions.iter().enumerate() {
                let at = At { bot: place, id: InteractionId::new(index) };
                let position = sources.position(interaction.span);
                by_place.entry((position.line, position.column)).or_default().push(at);
                if let Some(name) = &interaction.name {
                    by_name.entry(name.clone()).or_insert(at);
                }
                texts.add(bot, interaction, at);
            }
        }
        Self { sources, bots, by_place, by_name, texts }
    }

    pub(super) fn bot(&self, at: At) -> &LinkedBot {
        &self.bots[at.bot]
    }

    pub(super) fn get(&self, at: At) -> &LinkedInteraction {
        self.bots[at.bot].interaction(at.id)
    }

    /// The interaction that a trace tells of.
    pub(super) fn find(&self, place: &InteractionPlace) -> Option<At> {
        let here = self.by_place.get(&(place.line, place.column))?;
        here.iter().copied().find(|at| self.sources.get(self.get(*at).span.source).name() == place.file)
    }

    pub(super) fn find_named(&self, name: &str) -> Option<At> {
        self.by_name.get(name).copied()
    }

    /// All interactions, in the order of bots and definition.
    pub(super) fn all(&self) -> impl Iterator<Item = At> {
        let of_bot = |(bot, linked): (usize, &Arc<LinkedBot>)| {
            (0..linked.interactions.len()).map(move |index| At { bot, id: InteractionId::new(index) })
        };
        self.bots.iter().enumerate().flat_map(of_bot)
    }

    pub(super) fn bots(&self) -> &[Arc<LinkedBot>] {
        &self.bots
    }

    /// What may say a text.
    pub(super) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The rule that a trace tells of.
    pub(super) fn rule_at(&self, at: &InteractionPlace, rule: &RulePlace) -> Option<(At, &LinkedRule)> {
        let at = self.find(at)?;
        Some((at, self.get(at).rule(rule.number.checked_sub(1)?)?))
    }

    /// `file:line` of a place.
    pub(super) fn place(&self, span: Span) -> String {
        self.sources.place(span)
    }

    /// An interaction in words: `` `ask_name` (bot.yaml:42) ``, or its kind where it has no name.
    pub(super) fn named(&self, at: At) -> String {
        let interaction = self.get(at);
        let place = self.place(interaction.span);
        match &interaction.name {
            Some(name) => format!("`{name}` ({place})"),
            None => format!("the {} at {place}", interaction.title),
        }
    }

    /// The same, of a place in a trace.
    pub fn interaction(&self, place: &InteractionPlace) -> String {
        match (self.find(place), &place.name) {
            (Some(at), _) => self.named(at),
            (None, Some(name)) => format!("`{name}` ({}:{})", place.file, place.line),
            (None, None) => format!("the `{}` at {}:{}", place.kind, place.file, place.line),
        }
    }

    /// A rule in words, without whose it is: ``rule 2 (pattern `*no*`, bot.yaml:12)``.
    pub(super) fn rule(&self, at: At, rule: &LinkedRule) -> String {
        let name = rule.name.as_ref().map_or_else(String::new, |name| format!(" `{name}`"));
        let condition = self.bot(at).condition_in_words(&rule.condition);
        format!("rule {}{name} ({condition}, {})", rule.position + 1, self.place(rule.span))
    }

    /// The same, of a rule in a trace.
    pub(super) fn told_rule(&self, at: &InteractionPlace, rule: &RulePlace) -> String {
        match self.rule_at(at, rule) {
            Some((at, rule)) => self.rule(at, rule),
            None => format!("rule {} ({}, {}:{})", rule.number, rule.condition, rule.file, rule.line),
        }
    }

    /// An interaction with what it says: the fallback message of `` `ask_name` (bot.yaml:42) ``.
    pub(super) fn said(&self, said: Said) -> String {
        match said.part.words() {
            Some(part) => format!("the {part} of {}", self.named(said.at)),
            None => self.named(said.at),
        }
    }
}

/// A dialog or an integration with its place.
pub(super) fn named(place: &NamedPlace) -> String {
    format!("`{}` ({}:{})", place.name, place.file, place.line)
}
