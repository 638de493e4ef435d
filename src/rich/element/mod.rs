//! Structured content as a tree.

mod basic;
mod form;
mod layout;

pub use basic::{
    Button, ButtonClass, Image, KeyValuePair, KeyValuePairList, LinkPreview, Map, SelectKind,
    SelectReference, Template, Text,
};
pub use form::{Checkbox, Group, Section, SubmitButton};
pub use layout::{
    AccordionSelect, AccordionTitle, AspectRatio, Border, Carousel, CarouselSelect, Display, DisplaySize,
    Horizontal, SelectMode, Tabs, Vertical,
};

use std::sync::Arc;

use serde_json::Value as Json;

use super::{Click, ElementType, Metadata, Style};

/// Structured content that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// What it shows.
    pub root: Element,
    /// All of it as written, which is what goes over the wire.
    pub json: Json,
}

/// An element, with what it holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// A paragraph.
    Text(Text),
    /// A button.
    Button(Button),
    /// A picture.
    Image(Image),
    /// A place on a map.
    Map(Map),
    /// A page with its title.
    LinkPreview(LinkPreview),
    /// A question with its responses.
    Template(Template),
    /// Keys and values.
    KeyValuePairList(KeyValuePairList),
    /// Elements one below the other.
    Vertical(Vertical),
    /// Elements side by side.
    Horizontal(Horizontal),
    /// Cards to go through.
    Carousel(Carousel),
    /// Cards to choose from.
    CarouselSelect(CarouselSelect),
    /// Sections to unfold and choose.
    AccordionSelect(AccordionSelect),
    /// Cards behind tabs; each card's tag is its label.
    Tabs(Tabs),
    /// A form: a text, a section list, a button list.
    List(Group),
    /// The sections of a form.
    SectionList(Group),
    /// A section of a form: a text or none, a checklist.
    Section(Section),
    /// Checkboxes.
    Checklist(Group),
    /// A checkbox.
    Checkbox(Checkbox),
    /// The submit button of a form and, maybe, a button.
    ButtonList(Group),
    /// The button that sends a form.
    SubmitButton(SubmitButton),
}

/// What elements of many types have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Common {
    /// Where it stands in the content: a JSON pointer.
    pub pointer: Arc<str>,
    /// What shows while the mouse is over it.
    pub tooltip: Option<Arc<str>>,
    /// What stands in for it.
    pub alt: Option<Arc<str>>,
    /// What channels know it by.
    pub tag: Option<Arc<str>>,
    /// The tag's version.
    pub tag_version: Option<Arc<str>>,
    /// Whether it runs from right to left.
    pub rtl: bool,
    /// How it looks.
    pub style: Style,
}

impl Element {
    /// What it is.
    pub fn element_type(&self) -> ElementType {
        match self {
            Self::Text(_) => ElementType::Text,
            Self::Button(_) => ElementType::Button,
            Self::Image(_) => ElementType::Image,
            Self::Map(_) => ElementType::Map,
            Self::LinkPreview(_) => ElementType::LinkPreview,
            Self::Template(_) => ElementType::Template,
            Self::KeyValuePairList(_) => ElementType::KeyValuePairList,
            Self::Vertical(_) => ElementType::Vertical,
            Self::Horizontal(_) => ElementType::Horizontal,
            Self::Carousel(_) => ElementType::Carousel,
            Self::CarouselSelect(_) => ElementType::CarouselSelect,
            Self::AccordionSelect(_) => ElementType::AccordionSelect,
            Self::Tabs(_) => ElementType::Tabs,
            Self::List(_) => ElementType::List,
            Self::SectionList(_) => ElementType::SectionList,
            Self::Section(_) => ElementType::Section,
            Self::Checklist(_) => ElementType::Checklist,
            Self::Checkbox(_) => ElementType::Checkbox,
            Self::ButtonList(_) => ElementType::ButtonList,
            Self::SubmitButton(_) => ElementType::SubmitButton,
        }
    }

    /// What it has in common with others.
    pub fn common(&self) -> &Common {
        match self {
            Self::Text(element) => &element.common,
            Self::Button(element) => &element.common,
            Self::Image(element) => &element.common,
            Self::Map(element) => &element.common,
            Self::LinkPreview(element) => &element.common,
            Self::Template(element) => &element.common,
            Self::KeyValuePairList(element) => &element.common,
            Self::Vertical(element) => &element.common,
            Self::Horizontal(element) => &element.common,
            Self::Carousel(element) => &element.common,
            Self::CarouselSelect(element) => &element.common,
            Self::AccordionSelect(element) => &element.common,
            Self::Tabs(element) => &element.common,
            Self::List(element)
            | Self::SectionList(element)
            | Self::Checklist(element)
            | Self::ButtonList(element) => &element.common,
            Self::Section(element) => &element.common,
            Self::Checkbox(element) => &element.common,
            Self::SubmitButton(element) => &element.common,
        }
    }

    /// What it holds, in the order in which it shows.
    pub fn children(&self) -> &[Self] {
        match self {
            Self::Vertical(element) => &element.elements,
            Self::Horizontal(element) => &element.elements,
            Self::Carousel(element) => &element.elements,
            Self::CarouselSelect(element) => &element.elements,
            Self::AccordionSelect(element) => &element.elements,
            Self::Tabs(element) => &element.elements,
            Self::List(element)
            | Self::SectionList(element)
            | Self::Checklist(element)
            | Self::ButtonList(element) => &element.elements,
            Self::Section(element) => &element.elements,
            _ => &[],
        }
    }

    /// What a tap on it does.
    pub fn click(&self) -> Option<&Click> {
        match self {
            Self::Text(element) => element.click.as_ref(),
            Self::Button(element) => element.click.as_ref(),
            Self::Image(element) => element.click.as_ref(),
            Self::Map(element) => element.click.as_ref(),
            Self::LinkPreview(element) => element.click.as_ref(),
            Self::Template(element) => element.click.as_ref(),
            Self::Checkbox(element) => element.click.as_ref(),
            Self::SubmitButton(element) => element.click.as_ref(),
            _ => None,
        }
    }

    /// What comes back where it is selected as a card.
    pub fn metadata(&self) -> &[Metadata] {
        match self {
            Self::Vertical(element) => &element.metadata,
            Self::Horizontal(element) => &element.metadata,
            _ => &[],
        }
    }
}
