//! A bot as parts that can be paired: its dialogs, interactions, integrations and so on.

use std::sync::Arc;

use super::Subject;
use super::changes::Part;
use super::value::{Concept, Entry, Field, Value, fingerprint};
use super::walk::{
    dialog_fields, entity_fields, integration_fields, intent_fields, interaction_fields,
    knowledge_base_fields, main_text, skill_fields, whole_bot,
};
use crate::bot::{Dialog, Interaction};
use crate::source::Text;

/// A part with all that is compared of it.
pub(super) struct Outlined {
    /// What it is called, and where it stands.
    pub(super) part: Part,
    /// Its keys.
    pub(super) fields: Vec<Field>,
    /// The hash of its keys.
    pub(super) content: u64,
    /// The dialog that an interaction belongs to, or none.
    pub(super) dialog: usize,
}

/// A bot in parts.
pub(super) struct Outline {
    pub(super) bot: Outlined,
    pub(super) dialogs: Vec<Outlined>,
    /// Of all dialogs, in order.
    pub(super) interactions: Vec<Outlined>,
    /// Where the interactions of each dialog lie.
    pub(super) ranges: Vec<std::ops::Range<usize>>,
    /// What has a name and stands in no dialog.
    pub(super) others: Vec<(Concept, Vec<Outlined>)>,
}

impl Outline {
    pub(super) fn of(subject: &Subject<'_>) -> Self {
        let mut fields = whole_bot(subject.bot);
        fields.own.extend(include(subject.include));
        let name = &subject.bot.name;
        let bot = Outlined::new(named(Concept::Bot, "bot", name), fields.own);
        let mut outline = Self {
            bot,
            dialogs: Vec::new(),
            interactions: Vec::new(),
            ranges: Vec::new(),
            others: Vec::new(),
        };
        outline.others = vec![
            (
                Concept::Intent,
                all(fields.intents, |one| (Concept::Intent, "intent", &one.name, intent_fields(one))),
            ),
            (
                Concept::Entity,
                all(fields.entities, |one| (Concept::Entity, "entity", &one.name, entity_fields(one))),
            ),
            (
                Concept::Integration,
                all(fields.integrations, |one| {
                    (Concept::Integration, "integration", &one.name, integration_fields(one))
                }),
            ),
            (
                Concept::KnowledgeBase,
                all(fields.knowledge_bases, |one| {
                    (Concept::KnowledgeBase, "knowledge base", &one.name, knowledge_base_fields(one))
                }),
            ),
            (
                Concept::Skill,
                all(fields.skills, |one| (Concept::Skill, "skill", &one.number, skill_fields(one))),
            ),
        ];
        fields.dialogs.iter().for_each(|dialog| outline.add_dialog(dialog));
        outline
    }

    fn add_dialog(&mut self, dialog: &Dialog) {
        let part = named(Concept::Dialog, dialog.kind.key(), &dialog.name);
        let start = self.interactions.len();
        let index = self.dialogs.len();
        for interaction in &dialog.interactions {
            let part = interaction_part(interaction, &dialog.name);
            let outlined = Outlined::new(part, interaction_fields(interaction));
            self.interactions.push(Outlined { dialog: index, ..outlined });
        }
        self.dialogs.push(Outlined::new(part, dialog_fields(dialog)));
        self.ranges.push(start..self.interactions.len());
    }
}

impl Outlined {
    fn new(part: Part, fields: Vec<Field>) -> Self {
        let content = fingerprint(&fields);
        Self { part, fields, content, dialog: 0 }
    }

    pub(super) fn name(&self) -> Option<&Arc<str>> {
        self.part.name.as_ref()
    }
}

fn all<'b, T>(
    list: &'b [T],
    taken: impl Fn(&'b T) -> (Concept, &'static str, &'b Text, Vec<Field>),
) -> Vec<Outlined> {
    let one = |item| {
        let (concept, kind, name, fields) = taken(item);
        Outlined::new(named(concept, kind, name), fields)
    };
    list.iter().map(one).collect()
}

fn named(concept: Concept, kind: &'static str, name: &Text) -> Part {
    Part { concept, kind, name: Some(name.shared()), says: None, dialog: None, place: Some(name.span()) }
}

fn interaction_part(interaction: &Interaction, dialog: &Text) -> Part {
    Part {
        concept: Concept::Interaction,
        kind: interaction.kind.key(),
        name: interaction.name.as_ref().map(Text::shared),
        says: main_text(&interaction.kind).map(Text::shared),
        dialog: Some(dialog.shared()),
        place: Some(interaction.kind_span),
    }
}

/// The parts that a file names, where they are not read.
fn include(paths: &[Text]) -> Option<Field> {
    let place = Some(paths.first()?.span());
    let entry = |path: &Text| Entry { value: Value::Text(path.shared()), place: Some(path.span()) };
    let value = Value::List(paths.iter().map(entry).collect());
    Some(Field { key: "include".into(), entry: Entry { value, place }, is_note: false })
}
