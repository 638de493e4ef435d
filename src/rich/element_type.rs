//! The types of element and where each may stand (scripting spec 7.2).

/// What an element is; its `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementType {
    /// A paragraph.
    Text,
    /// A button.
    Button,
    /// A picture.
    Image,
    /// A place on a map.
    Map,
    /// A page with its title.
    LinkPreview,
    /// A question with its responses.
    Template,
    /// Keys and values.
    KeyValuePairList,
    /// Elements one below the other.
    Vertical,
    /// Elements side by side.
    Horizontal,
    /// Cards to go through.
    Carousel,
    /// Cards to choose from.
    CarouselSelect,
    /// Sections to unfold and choose.
    AccordionSelect,
    /// Cards behind tabs.
    Tabs,
    /// A form of checkboxes.
    List,
    /// The sections of a form.
    SectionList,
    /// A section of a form.
    Section,
    /// The checkboxes of a section.
    Checklist,
    /// A checkbox.
    Checkbox,
    /// The buttons of a form.
    ButtonList,
    /// The button that sends a form.
    SubmitButton,
}

use ElementType::{
    AccordionSelect, Button, ButtonList, Carousel, CarouselSelect, Checkbox, Checklist, Horizontal, Image,
    KeyValuePairList, LinkPreview, List, Map, Section, SectionList, SubmitButton, Tabs, Template, Text,
    Vertical,
};

/// What may stand in some place of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The content itself, and what a layout holds: everything but the parts of a form.
    Anywhere,
    /// A card: a single element or a layout.
    Card,
    /// Nothing but this, a part of a form.
    Only(ElementType),
}

impl ElementType {
    /// Every type with its word and with the words for one of its kind.
    const ALL: [(&'static str, Self, &'static str); 20] = [
        ("text", Text, "a text"),
        ("button", Button, "a button"),
        ("image", Image, "an image"),
        ("map", Map, "a map"),
        ("linkPreview", LinkPreview, "a link preview"),
        ("template", Template, "a template"),
        ("keyValuePairList", KeyValuePairList, "a key value pair list"),
        ("vertical", Vertical, "a vertical"),
        ("horizontal", Horizontal, "a horizontal"),
        ("carousel", Carousel, "a carousel"),
        ("carouselSelect", CarouselSelect, "a carousel select"),
        ("accordionSelect", AccordionSelect, "an accordion select"),
        ("tabs", Tabs, "a tabs"),
        ("list", List, "a list"),
        ("sectionList", SectionList, "a section list"),
        ("section", Section, "a section"),
        ("checklist", Checklist, "a checklist"),
        ("checkbox", Checkbox, "a checkbox"),
        ("buttonList", ButtonList, "a button list"),
        ("submitButton", SubmitButton, "a submit button"),
    ];

    /// The type of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _, _)| *name == word).map(|(_, of, _)| *of)
    }

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, of, _)| *of == self).map_or("", |(name, _, _)| name)
    }

    /// One of its kind, in words: `a button`.
    pub fn one(self) -> &'static str {
        Self::ALL.iter().find(|(_, of, _)| *of == self).map_or("", |(_, _, one)| one)
    }

    /// The words of all types that may stand there.
    pub(super) fn words_in(place: Place) -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().filter(move |(_, of, _)| place.takes(*of)).map(|(name, _, _)| name)
    }

    /// Whether the window has code to draw it.
    pub fn is_drawn(self) -> bool {
        !matches!(self, LinkPreview | Template | KeyValuePairList)
    }

    fn is_part_of_form(self) -> bool {
        matches!(self, SectionList | Section | Checklist | Checkbox | ButtonList | SubmitButton)
    }

    fn is_basic(self) -> bool {
        matches!(self, Text | Button | Image | Map | LinkPreview | Template | KeyValuePairList)
    }
}

impl Place {
    pub(super) fn takes(self, of: ElementType) -> bool {
        match self {
            Self::Anywhere => !of.is_part_of_form(),
            Self::Card => of.is_basic() || matches!(of, Vertical | Horizontal),
            Self::Only(only) => of == only,
        }
    }
}
