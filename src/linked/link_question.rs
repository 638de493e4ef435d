//! Linking questions.

use super::link::{Linker, template};
use super::{Choice, Group, Metadata, Offering, OfferingKind, Question, RichLinkStep, Step, Tap};
use crate::bot::{
    Button, ButtonAction, ChoiceDisplay, Integration, InteractionKind, ListPicker, ListPickerItem, ListStyle,
    MultipleChoice, QuickReply, RichLink, StructuredQuestion, Tile, TimePicker, TimeSlot, WrittenJson,
};
use crate::source::{Spanned, Text};
use crate::text::{Reference, Template};

impl Linker<'_, '_> {
    /// The step of a kind that asks, `None` for every other kind.
    pub(super) fn question(&self, kind: &InteractionKind) -> Option<Step> {
        let (text, offering) = match kind {
            InteractionKind::TextQuestion(text) => (text, None),
            InteractionKind::MultipleChoice(question) => (&question.text, Some(multiple_choice(question))),
            InteractionKind::ButtonQuestion { text, buttons } => {
                let choices = buttons.iter().map(button).collect();
                (text, Some((OfferingKind::Buttons, ungrouped(choices))))
            }
            InteractionKind::QuickReply { text, replies, choices_per_row } => {
                let kind = OfferingKind::QuickReplies { per_row: value(*choices_per_row) };
                (text, Some((kind, ungrouped(replies.iter().map(quick_reply).collect()))))
            }
            InteractionKind::StructuredQuestion(question) => (&question.title, Some(self.tiles(question))),
            InteractionKind::ListPicker(picker) => (&picker.title, Some(self.list_picker(picker))),
            InteractionKind::TimePicker(picker) => (&picker.title, Some(self.time_picker(picker))),
            _ => return None,
        };
        let offering = offering.map(|(kind, groups)| {
            let mut offering = Offering { kind, groups, fixed: None };
            offering.fix();
            Box::new(offering)
        });
        Some(Step::Question(Question { text: template(text), offering }))
    }

    fn tiles(&self, question: &StructuredQuestion) -> (OfferingKind, Box<[Group]>) {
        let kind = OfferingKind::Tiles {
            subtitle: optional(question.subtitle.as_ref()),
            display: self.names.bot().settings.connector.tile_display,
        };
        (kind, question.tiles.iter().map(|tile| self.tile(tile)).collect())
    }

    fn tile(&self, tile: &Tile) -> Group {
        let page = tile.url.as_ref().map(|url| choice(&tile.title, Tap::OpenTile(template(url))));
        let mut texts: Vec<&Text> = vec![&tile.title];
        texts.extend([&tile.subtitle, &tile.image, &tile.url].into_iter().flatten());
        for button in &tile.buttons {
            texts.push(&button.label);
            texts.extend(match &button.action {
                ButtonAction::Postback(callback) => callback.as_ref(),
                ButtonAction::WebUrl { url, .. } => Some(url),
            });
        }
        Group {
            title: Some(template(&tile.title)),
            subtitle: optional(tile.subtitle.as_ref()),
            image: optional(tile.image.as_ref()),
            choices: page.into_iter().chain(tile.buttons.iter().map(button)).collect(),
            iterating: self.iterating(&texts),
        }
    }

    fn list_picker(&self, picker: &ListPicker) -> (OfferingKind, Box<[Group]>) {
        let kind = OfferingKind::ListPicker {
            subtitle: optional(picker.subtitle.as_ref()),
            reply_title: optional(picker.reply_title.as_ref()),
            multiple: value(picker.multiple).unwrap_or(false),
        };
        let sections = picker.sections.iter().map(|section| Group {
            title: Some(template(&section.title)),
            choices: section.items.iter().map(|item| self.item(item)).collect(),
            ..Group::default()
        });
        (kind, sections.collect())
    }

    fn item(&self, item: &ListPickerItem) -> Choice {
        let texts: Vec<&Text> =
            [Some(&item.title), item.subtitle.as_ref(), item.image.as_ref()].into_iter().flatten().collect();
        Choice {
            subtitle: optional(item.subtitle.as_ref()),
            image: optional(item.image.as_ref()),
            iterating: self.iterating(&texts),
            ..choice(&item.title, Tap::Item)
        }
    }

    fn time_picker(&self, picker: &TimePicker) -> (OfferingKind, Box<[Group]>) {
        let kind = OfferingKind::TimePicker {
            subtitle: optional(picker.subtitle.as_ref()),
            event: optional(picker.event.as_ref()),
            image: optional(picker.image.as_ref()),
            timezone_offset: value(picker.timezone_offset),
        };
        (kind, ungrouped(picker.slots.iter().map(|slot| self.slot(slot)).collect()))
    }

    fn slot(&self, slot: &TimeSlot) -> Choice {
        Choice {
            iterating: self.iterating(&[&slot.start]),
            ..choice(&slot.start, Tap::Time(value(slot.duration)))
        }
    }

    /// Those of the texts that go through a list: of an answer, by `[i]`, or by way of a custom data field
    /// whose path has one (spec 11.7.3).
    fn iterating(&self, texts: &[&Text]) -> Box<[Template]> {
        let goes_through_list = |reference: &Reference| match reference {
            Reference::JsonPath { path, .. } => path.is_iterating(),
            Reference::Field { integration, field } => {
                let integration = self.names.integration(integration);
                let integration = integration.map(|id| self.names.integration_at(id));
                integration.is_some_and(|integration| is_list(integration, field))
            }
            _ => false,
        };
        let templates = texts
            .iter()
            .filter(|text| text.as_str().contains('{'))
            .map(|text| Template::parse(text.as_str()));
        templates
            .filter(|template| template.references().any(|(reference, _)| goes_through_list(reference)))
            .collect()
    }
}

/// Whether a custom data field holds the elements of a list.
fn is_list(integration: &Integration, field: &str) -> bool {
    let field = integration.fields.iter().find(|own| own.name.as_str() == field);
    let source = field.and_then(|field| super::link_integration::result_path(&field.path));
    source.is_some_and(|(_, path)| path.is_iterating())
}

fn multiple_choice(question: &MultipleChoice) -> (OfferingKind, Box<[Group]>) {
    let kind = OfferingKind::MultipleChoice {
        display: value(question.display).unwrap_or(ChoiceDisplay::Button),
        per_row: value(question.choices_per_row),
        list_style: value(question.list_style).unwrap_or(ListStyle::Numbers),
        indentation: value(question.indentation).unwrap_or(false),
    };
    (kind, ungrouped(question.choices.iter().map(|label| choice(label, Tap::Label)).collect()))
}

fn ungrouped(choices: Box<[Choice]>) -> Box<[Group]> {
    Box::new([Group { choices, ..Group::default() }])
}

fn choice(label: &Text, tap: Tap) -> Choice {
    Choice {
        label: template(label),
        tap,
        subtitle: None,
        image: None,
        metadata: None,
        iterating: Box::default(),
    }
}

fn button(button: &Button) -> Choice {
    let tap = match &button.action {
        ButtonAction::Postback(callback) => Tap::Postback(optional(callback.as_ref())),
        ButtonAction::WebUrl { url, target } => Tap::Open(template(url), value(*target)),
    };
    Choice { metadata: metadata(button.metadata.as_ref()), ..choice(&button.label, tap) }
}

fn quick_reply(reply: &QuickReply) -> Choice {
    Choice {
        image: optional(reply.image.as_ref()),
        metadata: metadata(reply.metadata.as_ref()),
        ..choice(&reply.title, Tap::Payload(optional(reply.payload.as_ref())))
    }
}

/// A rich link's step.
pub(super) fn rich_link(link: &RichLink) -> Step {
    Step::RichLink(Box::new(RichLinkStep {
        title: template(&link.title),
        url: template(&link.url),
        image: template(&link.image),
    }))
}

/// Metadata as it is written.
pub(super) fn metadata(written: Option<&WrittenJson>) -> Option<Metadata> {
    written.map(|written| Metadata::new(&written.value))
}

fn optional(text: Option<&Text>) -> Option<Template> {
    text.map(template)
}

fn value<T: Copy>(written: Option<Spanned<T>>) -> Option<T> {
    written.map(|written| written.value)
}
