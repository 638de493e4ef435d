//! Structured content, which the platform calls rich content: cards with texts, pictures, buttons and lists,
//! as they go over the wire (scripting spec 7, 8).
//!
//! JSON is read into an [`Element`] tree with everything that is wrong with it ([`read`]). What a channel makes
//! of it is a second question ([`validate`]). [`clickables`] numbers what can be tapped, [`tap`] says what a
//! tap does. The other way round, [`events`] makes the JSON of what a bot sends. Nothing here knows sessions.

mod channel;
mod click;
mod clickable;
mod element;
mod element_type;
mod limits;
mod message;
mod metadata;
mod picking;
mod plain;
mod quick_replies;
mod read;
mod style;
mod tap;
mod violation;
mod wire;

pub use channel::{Body, body, validate};
pub use click::{
    Action, ActionKind, CartItem, Click, DatePicker, Link, Navigate, PickerClass, Slot, SlotList, Week,
};
pub use clickable::{CardPlace, Clickable, ClickableKind, clickables};
pub use element::{
    AccordionSelect, AccordionTitle, AspectRatio, Border, Button, ButtonClass, Carousel, CarouselSelect,
    Checkbox, Common, Content, Display, DisplaySize, Element, Group, Horizontal, Image, KeyValuePair,
    KeyValuePairList, LinkPreview, Map, Section, SelectKind, SelectMode, SelectReference, SubmitButton, Tabs,
    Template, Text, Vertical,
};
pub use element_type::ElementType;
pub use message::{MessageParts, judge};
pub use metadata::{Metadata, MetadataKind};
pub use picking::{date_hint, say_date, say_slot, slot_hint};
pub use quick_replies::QuickReplies;
pub use read::{read, read_metadata, read_quick_replies, read_text};
pub use style::{Rgb, Style, TextSize};
pub use tap::{Effect, Refusal, Tapped, Ticked, tap};
pub use violation::{Consequence, Part, Reading, Violation};
pub use wire::{Outgoing, PlainCard, PlainLink, events};

#[cfg(test)]
mod tests;
