//! Clicks and what they do (scripting spec 7.3).

use std::sync::Arc;

use serde_json::Number;

use super::{KeyValuePair, Metadata};
use crate::bot::LinkTarget;

/// What a tap on an element does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Click {
    /// In the order in which it is done. `None` is not the same as none: a map without any opens itself.
    pub actions: Option<Box<[Action]>>,
    /// What comes back with the tap.
    pub metadata: Box<[Metadata]>,
}

/// One thing that a tap does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Says something in the consumer's place.
    PublishText(Arc<str>),
    /// Opens a page.
    Link(Link),
    /// Opens a map.
    Navigate(Navigate),
    /// Asks for a date, or for two.
    DatePicker(DatePicker),
    /// Asks for a slot.
    ScheduleSlotList(SlotList),
    /// Puts products into the host's cart.
    AddToCart(Box<[CartItem]>),
    /// Something of the host's own.
    Custom(Box<[KeyValuePair]>),
    /// Ticks a checkbox that says this.
    Checked(Arc<str>),
    /// Says what the ticked checkboxes of the form say.
    SubmitAsText,
}

/// What an action is; its `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Says something.
    PublishText,
    /// Opens a page.
    Link,
    /// Opens a map.
    Navigate,
    /// Asks for a date.
    DatePicker,
    /// Asks for a slot.
    ScheduleSlotList,
    /// Fills a cart.
    AddToCart,
    /// Something of the host's own.
    Custom,
    /// Ticks a checkbox.
    Checked,
    /// Sends a form.
    SubmitAsText,
}

/// A page to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it is.
    pub uri: Arc<str>,
    /// What it is called.
    pub name: Option<Arc<str>>,
    /// Where it opens. The documentation says in a new window where nothing is written, the schema in the same.
    pub target: Option<LinkTarget>,
    /// Where it is on iOS.
    pub ios: Option<Arc<str>>,
    /// Where it is on Android.
    pub android: Option<Arc<str>>,
    /// Where it is on the web.
    pub web: Option<Arc<str>>,
}

/// A place on a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Navigate {
    /// Its latitude.
    pub la: Number,
    /// Its longitude.
    pub lo: Number,
    /// What it is called.
    pub name: Option<Arc<str>>,
}

/// A question for a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatePicker {
    /// One date or two.
    pub class: PickerClass,
    /// What is asked.
    pub title: Option<Arc<str>>,
    /// The first date that may be picked, in seconds since 1970.
    pub min_date: Option<i64>,
    /// The last one.
    pub max_date: Option<i64>,
    /// How a date is written, as `DD-MM-YYYY`.
    pub date_format: Option<Arc<str>>,
}

/// How many dates are picked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PickerClass {
    /// One.
    #[default]
    Single,
    /// The first and the last.
    Range,
}

/// A question for a slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlotList {
    /// What is asked.
    pub title: Option<Arc<str>>,
    /// What there is to choose from.
    pub slots: Box<[Slot]>,
    /// The day that a week begins with.
    pub first_day: Week,
}

/// The day that a week begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Week {
    /// Sunday.
    FromSunday,
    /// Monday.
    #[default]
    FromMonday,
}

/// A slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// Its id.
    pub id: Arc<str>,
    /// When it begins, in seconds since 1970.
    pub start: i64,
    /// When it ends.
    pub end: Option<i64>,
    /// What it is called.
    pub title: Option<Arc<str>>,
    /// What is said about it.
    pub description: Option<Arc<str>>,
    /// Its picture's address.
    pub image_url: Option<Arc<str>>,
}

/// Products for a cart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CartItem {
    /// Which product.
    pub product_id: Option<Arc<str>>,
    /// How many.
    pub quantity: Option<i64>,
}

impl Click {
    /// The addresses of the pages that it opens.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.actions().iter().filter_map(|action| match action {
            Action::Link(link) => Some(&*link.uri),
            _ => None,
        })
    }

    /// What is done, in order.
    pub fn actions(&self) -> &[Action] {
        self.actions.as_deref().unwrap_or_default()
    }
}

impl Action {
    /// What it is.
    pub fn kind(&self) -> ActionKind {
        match self {
            Self::PublishText(_) => ActionKind::PublishText,
            Self::Link(_) => ActionKind::Link,
            Self::Navigate(_) => ActionKind::Navigate,
            Self::DatePicker(_) => ActionKind::DatePicker,
            Self::ScheduleSlotList(_) => ActionKind::ScheduleSlotList,
            Self::AddToCart(_) => ActionKind::AddToCart,
            Self::Custom(_) => ActionKind::Custom,
            Self::Checked(_) => ActionKind::Checked,
            Self::SubmitAsText => ActionKind::SubmitAsText,
        }
    }
}

impl ActionKind {
    /// Every kind with its word.
    pub const ALL: [(&'static str, Self); 9] = [
        ("publishText", Self::PublishText),
        ("link", Self::Link),
        ("navigate", Self::Navigate),
        ("datePicker", Self::DatePicker),
        ("scheduleSlotList", Self::ScheduleSlotList),
        ("addToCart", Self::AddToCart),
        ("custom", Self::Custom),
        ("checked", Self::Checked),
        ("submitAsText", Self::SubmitAsText),
    ];

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}
