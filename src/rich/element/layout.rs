//! Elements that hold others.

use std::sync::Arc;

use serde_json::Number;

use super::{Common, Element};
use crate::rich::Metadata;

/// Elements one below the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Vertical {
    /// What it has in common with others.
    pub common: Common,
    /// The elements.
    pub elements: Vec<Element>,
    /// The line around it.
    pub border: Border,
    /// Whether it scrolls.
    pub scrolls: bool,
    /// How it fills its room.
    pub display: Display,
    /// What comes back where it is selected.
    pub metadata: Box<[Metadata]>,
}

/// Elements side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Horizontal {
    /// What it has in common with others.
    pub common: Common,
    /// The elements.
    pub elements: Vec<Element>,
    /// How wide they are; those without a number share what is left.
    pub percentages: Vec<Number>,
    /// Whether there are lines between them.
    pub border_line: bool,
    /// The line around it.
    pub border: Border,
    /// What comes back where it is selected.
    pub metadata: Box<[Metadata]>,
}

/// The line around a layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Border {
    /// A line.
    #[default]
    Line,
    /// None.
    None,
    /// A shadow.
    Shadow,
}

/// How cards fill their room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Display {
    /// How wide they are for their height.
    pub aspect_ratio: Option<AspectRatio>,
    /// How large they are.
    pub size: Option<DisplaySize>,
}

/// How wide a card is for its height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AspectRatio {
    /// A rectangle.
    Rectangle,
    /// A square.
    Square,
    /// A wide one.
    Horizontal,
}

/// How large a card is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisplaySize {
    /// It covers its room.
    Cover,
    /// It fits into its room.
    Contain,
    /// Large.
    Large,
    /// Small.
    Compact,
    /// High.
    Tall,
    /// All there is.
    Full,
}

/// Cards to go through.
#[derive(Clone, Debug, PartialEq)]
pub struct Carousel {
    /// What it has in common with others.
    pub common: Common,
    /// The cards.
    pub elements: Vec<Element>,
    /// The room between cards.
    pub padding: Option<Number>,
    /// How the cards fill their room.
    pub display: Display,
}

/// Cards to choose from; a button that refers to them sends the choice.
#[derive(Clone, Debug, PartialEq)]
pub struct CarouselSelect {
    /// What it has in common with others.
    pub common: Common,
    /// The cards.
    pub elements: Vec<Element>,
    /// The room between cards.
    pub padding: Option<Number>,
    /// How the cards fill their room.
    pub display: Display,
    /// The name that buttons refer to.
    pub name: Arc<str>,
    /// How many cards can be chosen.
    pub mode: SelectMode,
}

/// How many cards can be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SelectMode {
    /// One.
    #[default]
    Single,
    /// Several.
    Multiple,
}

/// Sections to unfold and choose; a button that refers to them sends the choice.
#[derive(Clone, Debug, PartialEq)]
pub struct AccordionSelect {
    /// What it has in common with others.
    pub common: Common,
    /// What is in the sections.
    pub elements: Vec<Element>,
    /// The room between sections.
    pub padding: Option<Number>,
    /// How the sections fill their room.
    pub display: Display,
    /// The name that buttons refer to.
    pub name: Arc<str>,
    /// The titles of the sections.
    pub titles: Vec<AccordionTitle>,
}

/// The title of a section that unfolds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccordionTitle {
    /// What it shows.
    pub name: Arc<str>,
    /// What it shows beside that.
    pub additional: Option<Arc<str>>,
}

/// Cards behind tabs.
#[derive(Clone, Debug, PartialEq)]
pub struct Tabs {
    /// What it has in common with others.
    pub common: Common,
    /// The cards.
    pub elements: Vec<Element>,
}
