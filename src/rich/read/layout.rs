//! Elements that hold others (scripting spec 7.2).

use std::ops::RangeInclusive;

use serde_json::{Number, Value as Json};

use super::click::{self, Actions};
use super::fields::Fields;
use super::reader::Reader;
use super::{common, element, metadata, words};
use crate::rich::element_type::{ElementType, Place};
use crate::rich::{
    AccordionSelect, AccordionTitle, Carousel, CarouselSelect, Element, Horizontal, SelectMode, Tabs,
    Vertical, limits,
};

pub(super) fn elements(
    fields: &mut Fields<'_, '_>,
    count: &RangeInclusive<usize>,
    place: Place,
) -> Vec<Element> {
    fields.require("elements");
    fields.each("elements", count, |reader, json| element::read(reader, json, place))
}

pub(super) fn padding(fields: &mut Fields<'_, '_>) -> Option<Number> {
    fields.number_within("padding", &limits::PADDING)
}

pub(super) fn vertical(fields: &mut Fields<'_, '_>) -> Vertical {
    since_then(fields);
    Vertical {
        common: common::read(fields, ElementType::Vertical),
        elements: elements(fields, &limits::LAYOUT, Place::Anywhere),
        border: common::border(fields),
        scrolls: fields.word("scroll", &[("disable", false), ("enable", true)]).unwrap_or(false),
        display: common::display(fields),
        metadata: metadata::of(fields),
    }
}

pub(super) fn horizontal(fields: &mut Fields<'_, '_>) -> Horizontal {
    since_then(fields);
    Horizontal {
        common: common::read(fields, ElementType::Horizontal),
        elements: elements(fields, &limits::LAYOUT, Place::Anywhere),
        percentages: fields.each("percentages", &limits::LAYOUT, percentage),
        border_line: fields.flag("borderLine").unwrap_or(true),
        border: common::border(fields),
        metadata: metadata::of(fields),
    }
}

fn percentage<'j>(reader: &mut Reader<'j>, json: &'j Json) -> Option<Number> {
    if let Json::Number(number) = json {
        return Some(number.clone());
    }
    let message = format!("a percentage must be a number and is {}", words::value(json));
    reader.refuse(message, "Write a number without quotes and without a percent sign.");
    None
}

/// What versions after json-pollock 1.7.7 take of a layout. The window draws a line and listens to no click.
fn since_then(fields: &mut Fields<'_, '_>) {
    fields.flag("groupAsSingleAccessibleElement");
    click::of(fields, Actions::Any);
    fields.enter("separator", |reader, json| {
        let mut fields = Fields::open(reader, json, "a separator")?;
        fields.require("thickness");
        fields.number_within("thickness", &limits::THICKNESS);
        fields.enter("style", common::style);
        fields.finish();
        Some(())
    });
}

pub(super) fn carousel(fields: &mut Fields<'_, '_>) -> Carousel {
    Carousel {
        common: common::read(fields, ElementType::Carousel),
        elements: elements(fields, &limits::CAROUSEL, Place::Card),
        padding: padding(fields),
        display: common::display(fields),
    }
}

pub(super) fn carousel_select(fields: &mut Fields<'_, '_>) -> CarouselSelect {
    fields.require("selectMode");
    let mode = fields.enter("selectMode", |reader, json| {
        let mut fields = Fields::open(reader, json, "a `selectMode`")?;
        let name = fields.required_text("name", limits::SELECT_NAME);
        fields.require("type");
        let modes = [("single", SelectMode::Single), ("multiple", SelectMode::Multiple)];
        let mode = fields.word("type", &modes).unwrap_or_default();
        fields.finish();
        Some((name, mode))
    });
    let (name, mode) = mode.flatten().unwrap_or_default();
    CarouselSelect {
        common: common::read(fields, ElementType::CarouselSelect),
        elements: elements(fields, &limits::SELECT, Place::Card),
        padding: padding(fields),
        display: common::display(fields),
        name,
        mode,
    }
}

pub(super) fn accordion_select(fields: &mut Fields<'_, '_>) -> AccordionSelect {
    fields.require("selectMode");
    fields.require("titles");
    let name = fields.enter("selectMode", |reader, json| {
        let mut fields = Fields::open(reader, json, "a `selectMode`")?;
        let name = fields.required_text("name", limits::SELECT_NAME);
        fields.finish();
        Some(name)
    });
    AccordionSelect {
        common: common::read(fields, ElementType::AccordionSelect),
        elements: elements(fields, &limits::SELECT, Place::Card),
        padding: padding(fields),
        display: common::display(fields),
        name: name.flatten().unwrap_or_default(),
        titles: fields.each("titles", &limits::SELECT, title),
    }
}

fn title<'j>(reader: &mut Reader<'j>, json: &'j Json) -> Option<AccordionTitle> {
    let mut fields = Fields::open(reader, json, "a title")?;
    let title = AccordionTitle {
        name: fields.required_text("name", limits::SELECT_NAME),
        additional: fields.text("additional", limits::SELECT_NAME),
    };
    fields.finish();
    Some(title)
}

pub(super) fn tabs(fields: &mut Fields<'_, '_>) -> Tabs {
    Tabs {
        common: common::read(fields, ElementType::Tabs),
        elements: elements(fields, &limits::TABS, Place::Card),
    }
}
