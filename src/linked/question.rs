//! Questions, ready to be asked: texts with references, and how they become an offer.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;

use super::{ChoiceKind, Layout, Metadata, Offer, OfferedChoice, OfferedGroup};
use crate::bot::{ChoiceDisplay, Content, LinkTarget, ListStyle, TileDisplay};
use crate::text::Template;

/// A question.
#[derive(Debug)]
pub struct Question {
    /// What is asked; the title of tiles and pickers.
    pub text: Template,
    /// What is offered to tap; a text question offers nothing.
    pub offering: Option<Box<Offering>>,
}

/// What a question offers to tap, before its texts are filled.
#[derive(Debug)]
pub struct Offering {
    /// What kind of question it is.
    pub kind: OfferingKind,
    /// Tiles, sections, or one group that holds everything.
    pub groups: Box<[Group]>,
    /// The offer, where it is the same every time.
    pub fixed: Option<MadeOffer>,
}

/// Kinds of question with something to tap (spec 7.2).
#[derive(Debug)]
pub enum OfferingKind {
    /// Multiple choice.
    MultipleChoice {
        /// What the choices look like.
        display: ChoiceDisplay,
        /// Quick replies in a row.
        per_row: Option<u32>,
        /// How the list on text-only channels counts.
        list_style: ListStyle,
        /// Whether that list is indented by a tab.
        indentation: bool,
    },
    /// Buttons.
    Buttons,
    /// Quick replies.
    QuickReplies {
        /// So many in a row.
        per_row: Option<u32>,
    },
    /// A structured question.
    Tiles {
        /// The second line.
        subtitle: Option<Template>,
        /// How the tiles stand to each other.
        display: TileDisplay,
    },
    /// An Apple list picker.
    ListPicker {
        /// The second line.
        subtitle: Option<Template>,
        /// The title of the consumer's reply.
        reply_title: Option<Template>,
        /// Whether several items may be tapped at once.
        multiple: bool,
    },
    /// An Apple time picker.
    TimePicker {
        /// The second line.
        subtitle: Option<Template>,
        /// The title of the event.
        event: Option<Template>,
        /// Its picture's URL.
        image: Option<Template>,
        /// Minutes that clocks are ahead of GMT where the event is.
        timezone_offset: Option<u32>,
    },
}

/// Choices that stand together: a tile, a section, or all.
#[derive(Debug, Default)]
pub struct Group {
    /// Its title; empty where the choices are not grouped.
    pub title: Option<Template>,
    /// Its second line.
    pub subtitle: Option<Template>,
    /// Its picture's URL.
    pub image: Option<Template>,
    /// What can be tapped in it.
    pub choices: Box<[Choice]>,
    /// The texts that stand for one element of a list each: there is one such tile per element
    /// (spec 11.7.3). Empty in most.
    pub iterating: Box<[Template]>,
}

/// Something to tap.
#[derive(Debug)]
pub struct Choice {
    /// What it shows.
    pub label: Template,
    /// What a tap does.
    pub tap: Tap,
    /// Its second line.
    pub subtitle: Option<Template>,
    /// Its picture's URL.
    pub image: Option<Template>,
    /// Sent back with the tap.
    pub metadata: Option<Metadata>,
    /// As of [`Group::iterating`]: there is one such item or time per element.
    pub iterating: Box<[Template]>,
}

/// What a tap does.
#[derive(Debug)]
pub enum Tap {
    /// A choice: it says the label.
    Label,
    /// A quick reply, with its payload.
    Payload(Option<Template>),
    /// A button whose callback is what the bot gets (spec 7.3.1).
    Postback(Option<Template>),
    /// A button that opens a page; nothing is said.
    Open(Template, Option<LinkTarget>),
    /// A tile that opens its page.
    OpenTile(Template),
    /// It is an item of a list picker.
    Item,
    /// It is a slot of a time picker, of this length.
    Time(Option<Duration>),
}

/// An offer, and what did not fit into it.
#[derive(Clone, Debug)]
pub struct MadeOffer {
    /// The offer.
    pub offer: Arc<Offer>,
    /// How many tiles there would be; those beyond [`MOST_TILES`] are left out.
    pub tiles: usize,
}

/// The most tiles of a structured question (spec 17.2).
pub const MOST_TILES: usize = 10;

/// Fills the texts of an offer. `element` is the one that references into a list stand for.
pub trait Fill {
    /// A text with its references filled.
    fn text(&mut self, template: &Template, element: Option<usize>) -> Arc<str>;

    /// How many elements the lists have that these texts go through; 0 where there is none.
    fn elements(&mut self, texts: &[Template]) -> usize;
}

impl Offering {
    /// What a channel must support to show it.
    pub fn content(&self) -> Content {
        match self.kind {
            OfferingKind::MultipleChoice { .. } => Content::MultipleChoice,
            OfferingKind::Buttons => Content::Buttons,
            OfferingKind::QuickReplies { .. } => Content::QuickReplies,
            OfferingKind::Tiles { .. } => Content::Tiles,
            OfferingKind::ListPicker { .. } => Content::ListPicker,
            OfferingKind::TimePicker { .. } => Content::TimePicker,
        }
    }

    /// The offer with its texts filled.
    pub fn make(&self, fill: &mut dyn Fill) -> MadeOffer {
        let mut making = Making { fill, choices: Vec::new(), groups: Vec::new(), tiles: 0 };
        let most = if matches!(self.kind, OfferingKind::Tiles { .. }) { MOST_TILES } else { usize::MAX };
        for group in &self.groups {
            making.add(group, most);
        }
        let groups = std::mem::take(&mut making.groups).into_boxed_slice();
        let layout = making.layout(&self.kind, groups);
        let offer = Offer { layout, choices: making.choices.into_boxed_slice() };
        MadeOffer { offer: Arc::new(offer), tiles: making.tiles }
    }

    /// Keeps the offer where it is the same every time.
    pub(super) fn fix(&mut self) {
        let mut fill = FillsNothing { is_fixed: true };
        let offer = self.make(&mut fill);
        self.fixed = fill.is_fixed.then_some(offer);
    }
}

/// An offer that is being made.
struct Making<'m> {
    fill: &'m mut dyn Fill,
    choices: Vec<OfferedChoice>,
    groups: Vec<OfferedGroup>,
    tiles: usize,
}

impl Making<'_> {
    fn add(&mut self, group: &Group, most: usize) {
        for element in elements(self.fill, &group.iterating) {
            self.tiles += 1;
            if self.tiles > most {
                continue;
            }
            let start = self.choices.len();
            for choice in &group.choices {
                for own in elements(self.fill, &choice.iterating) {
                    let made = self.choice(choice, own.or(element));
                    self.choices.push(made);
                }
            }
            let made = OfferedGroup {
                title: group.title.as_ref().map_or_else(Arc::default, |title| self.fill.text(title, element)),
                subtitle: self.optional(group.subtitle.as_ref(), element),
                image: self.optional(group.image.as_ref(), element),
                choices: start..self.choices.len(),
            };
            self.groups.push(made);
        }
    }

    fn choice(&mut self, choice: &Choice, element: Option<usize>) -> OfferedChoice {
        let mut made = OfferedChoice {
            label: self.fill.text(&choice.label, element),
            subtitle: self.optional(choice.subtitle.as_ref(), element),
            image: self.optional(choice.image.as_ref(), element),
            ..OfferedChoice::default()
        };
        made.metadata = choice.metadata.as_ref().map(|metadata| self.metadata(metadata, element));
        match &choice.tap {
            Tap::Label => {}
            Tap::Payload(payload) => {
                made.kind = ChoiceKind::QuickReply;
                made.value = self.optional(payload.as_ref(), element);
            }
            Tap::Postback(callback) => {
                made.kind = ChoiceKind::Button;
                made.value = self.optional(callback.as_ref(), element);
            }
            Tap::Open(url, target) => {
                made.kind = ChoiceKind::Button;
                made.url = Some(self.fill.text(url, element));
                made.target = *target;
            }
            Tap::OpenTile(url) => {
                made.kind = ChoiceKind::Tile;
                made.url = Some(self.fill.text(url, element));
            }
            Tap::Item => made.kind = ChoiceKind::Item,
            Tap::Time(duration) => {
                made.kind = ChoiceKind::Time;
                made.duration = *duration;
            }
        }
        made
    }

    fn optional(&mut self, template: Option<&Template>, element: Option<usize>) -> Option<Arc<str>> {
        template.map(|template| self.fill.text(template, element))
    }

    fn metadata(&mut self, metadata: &Metadata, element: Option<usize>) -> Arc<Json> {
        metadata.fill(&mut |template| self.fill.text(template, element))
    }

    fn layout(&mut self, kind: &OfferingKind, groups: Box<[OfferedGroup]>) -> Layout {
        match kind {
            OfferingKind::MultipleChoice { display: ChoiceDisplay::QuickReply, per_row, .. }
            | OfferingKind::QuickReplies { per_row } => Layout::QuickReplies { per_row: *per_row },
            OfferingKind::MultipleChoice { .. } | OfferingKind::Buttons => Layout::Buttons,
            OfferingKind::Tiles { subtitle, display } => Layout::Tiles {
                subtitle: self.optional(subtitle.as_ref(), None),
                display: *display,
                tiles: groups,
            },
            OfferingKind::ListPicker { subtitle, reply_title, multiple } => Layout::ListPicker {
                subtitle: self.optional(subtitle.as_ref(), None),
                reply_title: self.optional(reply_title.as_ref(), None),
                multiple: *multiple,
                sections: groups,
            },
            OfferingKind::TimePicker { subtitle, event, image, timezone_offset } => Layout::TimePicker {
                subtitle: self.optional(subtitle.as_ref(), None),
                event: self.optional(event.as_ref(), None),
                image: self.optional(image.as_ref(), None),
                timezone_offset: *timezone_offset,
            },
        }
    }
}

/// The elements to go through; no element, once, where nothing iterates or the list is not there: its
/// references are then shown as written (spec U-07).
fn elements(fill: &mut dyn Fill, iterating: &[Template]) -> impl Iterator<Item = Option<usize>> + use<> {
    let number = if iterating.is_empty() { 0 } else { fill.elements(iterating) };
    (number == 0).then_some(None).into_iter().chain((0..number).map(Some))
}

/// Finds out whether there is anything to fill.
struct FillsNothing {
    is_fixed: bool,
}

impl Fill for FillsNothing {
    fn text(&mut self, template: &Template, _element: Option<usize>) -> Arc<str> {
        match template.as_literal() {
            Some(text) => text.clone(),
            None => {
                self.is_fixed = false;
                Arc::default()
            }
        }
    }

    fn elements(&mut self, _texts: &[Template]) -> usize {
        0
    }
}
