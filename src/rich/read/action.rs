//! What a tap does, action by action (scripting spec 7.3).

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::basic::pair;
use super::common::accessibility_of;
use super::fields::Fields;
use super::reader::{Reader, Step};
use super::words;
use crate::bot::LinkTarget;
use crate::rich::{
    Action, ActionKind, CartItem, DatePicker, Link, Navigate, PickerClass, Slot, SlotList, Week, limits,
};

/// Reads an action of that kind.
pub(super) fn read<'j>(
    reader: &mut Reader<'j>,
    object: &'j Map<String, Json>,
    kind: ActionKind,
) -> Option<Action> {
    let mut fields = Fields::of(reader, object, what(kind));
    fields.get("type");
    if kind != ActionKind::AddToCart {
        settings(&mut fields);
    }
    let action = match kind {
        ActionKind::PublishText => Action::PublishText(fields.required_text("text", limits::PUBLISH_TEXT)),
        ActionKind::Link => Action::Link(link(&mut fields)),
        ActionKind::Navigate => Action::Navigate(Navigate {
            la: fields.required_number("la"),
            lo: fields.required_number("lo"),
            name: fields.text("name", limits::NAME),
        }),
        ActionKind::DatePicker => Action::DatePicker(date_picker(&mut fields)),
        ActionKind::ScheduleSlotList => Action::ScheduleSlotList(slot_list(&mut fields)),
        ActionKind::AddToCart => {
            fields.require("items");
            Action::AddToCart(fields.each("items", &limits::ITEMS, cart_item).into())
        }
        ActionKind::Custom => Action::Custom(fields.each("data", &limits::ITEMS, pair).into()),
        ActionKind::Checked => {
            accessibility_of(&mut fields);
            Action::Checked(fields.required_text("publishText", limits::CHECKED_TEXT))
        }
        ActionKind::SubmitAsText => {
            accessibility_of(&mut fields);
            fields.require("submit");
            fields.flag("submit");
            Action::SubmitAsText
        }
    };
    fields.finish();
    Some(action)
}

fn what(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::PublishText => "a publish text action",
        ActionKind::Link => "a link action",
        ActionKind::Navigate => "a navigate action",
        ActionKind::DatePicker => "a date picker",
        ActionKind::ScheduleSlotList => "a schedule slot list",
        ActionKind::AddToCart => "an add to cart action",
        ActionKind::Custom => "a custom action",
        ActionKind::Checked => "a checked action",
        ActionKind::SubmitAsText => "a submit as text action",
    }
}

fn settings(fields: &mut Fields<'_, '_>) {
    fields.enter("customSettings", |reader, json| {
        let mut fields = Fields::open(reader, json, "such settings")?;
        fields.flag("blockSCWhenNotLastMsg");
        fields.finish();
        Some(())
    });
}

fn link(fields: &mut Fields<'_, '_>) -> Link {
    accessibility_of(fields);
    fields.require("uri");
    let targets =
        [("self", LinkTarget::Current), ("blank", LinkTarget::New), ("slideout", LinkTarget::Slideout)];
    Link {
        uri: uri(fields, "uri").unwrap_or_default(),
        name: fields.text("name", limits::NAME),
        target: fields.word("target", &targets),
        ios: uri_for(fields, "ios"),
        android: uri_for(fields, "android"),
        web: uri_for(fields, "web"),
    }
}

fn uri_for(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<Arc<str>> {
    let read = fields.enter(name, |reader, json| {
        let mut fields = Fields::open(reader, json, "a link for a system")?;
        let address = uri(&mut fields, "uri");
        fields.finish();
        address
    });
    read.flatten()
}

/// An address with its scheme, without which the schema takes it for none.
fn uri(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<Arc<str>> {
    let address = fields.text(name, limits::URI)?;
    if !is_uri(&address) {
        let message = format!("{} is no address that the window opens", words::quoted(&address));
        let help =
            "Write it with its scheme and without spaces: `https://example.com/page`, `tel:+15550100`.";
        fields.reader.refuse_at(Step::Key(name), message, help);
    }
    Some(address)
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let letters = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.');
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(letters)
        && !rest.is_empty()
        && !rest.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}

fn date_picker(fields: &mut Fields<'_, '_>) -> DatePicker {
    fields.require("class");
    let classes = [("single", PickerClass::Single), ("range", PickerClass::Range)];
    DatePicker {
        class: fields.word("class", &classes).unwrap_or_default(),
        title: fields.text("title", limits::PICKER_TITLE),
        min_date: fields.integer("minDate"),
        max_date: fields.integer("maxDate"),
        date_format: fields.text("dateFormat", limits::DATE_FORMAT),
    }
}

fn slot_list(fields: &mut Fields<'_, '_>) -> SlotList {
    let weeks = [("sun", Week::FromSunday), ("mon", Week::FromMonday)];
    SlotList {
        title: fields.text("title", limits::PICKER_TITLE),
        slots: fields.each("slots", &limits::SLOTS, slot).into(),
        first_day: fields.word("firstDayOfTheWeek", &weeks).unwrap_or_default(),
    }
}

fn slot<'j>(reader: &mut Reader<'j>, json: &'j Json) -> Option<Slot> {
    let mut fields = Fields::open(reader, json, "a slot")?;
    fields.require("type");
    fields.word("type", &[("scheduleSlot", ())]);
    settings(&mut fields);
    fields.require("start");
    let slot = Slot {
        id: fields.required_text("id", limits::NAME),
        start: fields.integer("start").unwrap_or_default(),
        end: fields.integer("end"),
        title: fields.text("title", limits::PICKER_TITLE),
        description: fields.text("description", limits::PICKER_TITLE),
        image_url: uri(&mut fields, "imageUrl"),
    };
    fields.finish();
    Some(slot)
}

fn cart_item<'j>(reader: &mut Reader<'j>, json: &'j Json) -> Option<CartItem> {
    let mut fields = Fields::open(reader, json, "an item for a cart")?;
    let item =
        CartItem { product_id: fields.text("productId", limits::NAME), quantity: fields.integer("quantity") };
    fields.finish();
    Some(item)
}
