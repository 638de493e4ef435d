//! Forms of checkboxes, and their parts.

use std::sync::Arc;

use super::{Common, Element};
use crate::rich::Click;

/// A form, or a part of one that is nothing but what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What it has in common with others.
    pub common: Common,
    /// What it holds.
    pub elements: Vec<Element>,
}

/// A section of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// What it has in common with others.
    pub common: Common,
    /// Its id.
    pub id: Arc<str>,
    /// A text or none, a checklist.
    pub elements: Vec<Element>,
}

/// A checkbox.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkbox {
    /// What it has in common with others.
    pub common: Common,
    /// What it shows.
    pub text: Arc<str>,
    /// Whether there is a line above it.
    pub border_line: bool,
    /// What a tick says.
    pub click: Option<Click>,
}

/// The button that sends a form.
#[derive(Clone, Debug, PartialEq)]
pub struct SubmitButton {
    /// What it has in common with others.
    pub common: Common,
    /// What it shows.
    pub title: Arc<str>,
    /// Whether it cannot be tapped.
    pub disabled: bool,
    /// What a tap does.
    pub click: Option<Click>,
}
