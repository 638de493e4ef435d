//! Elements that hold no others.

use std::sync::Arc;

use serde_json::Number;

use super::Common;
use crate::rich::Click;

/// A paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What it has in common with others.
    pub common: Common,
    /// What it says.
    pub text: Arc<str>,
    /// What a tap would do; the window does not listen to it.
    pub click: Option<Click>,
}

/// A button.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    /// What it has in common with others.
    pub common: Common,
    /// What it shows.
    pub title: Arc<str>,
    /// The second line.
    pub subtitle: Option<Arc<str>>,
    /// Whether it looks like a button or like a text.
    pub class: ButtonClass,
    /// The selection that it sends.
    pub reference: Option<SelectReference>,
    /// What a tap does.
    pub click: Option<Click>,
}

/// What a button looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonClass {
    /// Like a text.
    #[default]
    Text,
    /// Like a button.
    Button,
}

/// The selection that a button sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectReference {
    /// The name of its select mode.
    pub name: Option<Arc<str>>,
    /// What is selected in.
    pub kind: Option<SelectKind>,
}

/// What can be selected in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectKind {
    /// A carousel select.
    Carousel,
    /// An accordion select.
    Accordion,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// What it has in common with others.
    pub common: Common,
    /// Its address.
    pub url: Arc<str>,
    /// What stands below it.
    pub caption: Option<Arc<str>>,
    /// What a tap does.
    pub click: Option<Click>,
}

/// A place on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// What it has in common with others.
    pub common: Common,
    /// Its latitude.
    pub la: Number,
    /// Its longitude.
    pub lo: Number,
    /// What a tap does; without actions it opens the map.
    pub click: Option<Click>,
}

/// A page with its title.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkPreview {
    /// What it has in common with others.
    pub common: Common,
    /// Its address.
    pub url: Arc<str>,
    /// Its title.
    pub title: Option<Arc<str>>,
    /// What a tap does.
    pub click: Option<Click>,
}

/// A question with its responses.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// What it has in common with others.
    pub common: Common,
    /// What is asked.
    pub title: Arc<str>,
    /// What can be answered.
    pub responses: Vec<Arc<str>>,
    /// What a tap does.
    pub click: Option<Click>,
}

/// Keys and values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyValuePairList {
    /// What it has in common with others.
    pub common: Common,
    /// The pairs.
    pub pairs: Vec<KeyValuePair>,
}

/// A key with its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyValuePair {
    /// The key.
    pub key: Arc<str>,
    /// The value.
    pub value: Option<Arc<str>>,
}
