//! Forms of checkboxes and their parts, each of which stands in one place only (scripting spec 7.2).

use super::click::{self, Actions};
use super::fields::Fields;
use super::layout::{elements, padding};
use super::{common, element};
use crate::rich::element_type::{ElementType, Place};
use crate::rich::{Checkbox, Element, Group, Section, SubmitButton, limits};

pub(super) fn list(fields: &mut Fields<'_, '_>) -> Group {
    const PARTS: [ElementType; 3] = [ElementType::Text, ElementType::SectionList, ElementType::ButtonList];
    let common = common::read(fields, ElementType::List);
    Group { common, elements: parts(fields, PARTS.len(), &PARTS) }
}

/// Parts in their order, of which at least so many must be there.
fn parts(fields: &mut Fields<'_, '_>, least: usize, order: &[ElementType]) -> Vec<Element> {
    fields.require("elements");
    let mut order_left = order.iter();
    fields.each("elements", &(least..=order.len()), |reader, json| {
        // What is too much is counted, not read.
        let of = order_left.next()?;
        element::read(reader, json, Place::Only(*of))
    })
}

pub(super) fn section_list(fields: &mut Fields<'_, '_>) -> Group {
    let common = common::read(fields, ElementType::SectionList);
    Group { common, elements: elements(fields, &limits::SECTIONS, Place::Only(ElementType::Section)) }
}

pub(super) fn section(fields: &mut Fields<'_, '_>) -> Section {
    const WITH_TEXT: [ElementType; 2] = [ElementType::Text, ElementType::Checklist];
    let common = common::read(fields, ElementType::Section);
    padding(fields);
    let id = fields.required_text("sectionID", limits::NAME);
    let alone = fields.get("elements").and_then(|json| json.as_array()).is_some_and(|parts| parts.len() == 1);
    let order = if alone { &WITH_TEXT[1..] } else { &WITH_TEXT };
    Section { common, id, elements: parts(fields, order.len(), order) }
}

pub(super) fn checklist(fields: &mut Fields<'_, '_>) -> Group {
    let common = common::read(fields, ElementType::Checklist);
    padding(fields);
    Group { common, elements: elements(fields, &limits::CHECKBOXES, Place::Only(ElementType::Checkbox)) }
}

pub(super) fn checkbox(fields: &mut Fields<'_, '_>) -> Checkbox {
    fields.require("click");
    fields.text("borderColor", limits::NAME);
    Checkbox {
        common: common::read(fields, ElementType::Checkbox),
        text: fields.required_text("text", limits::TEXT),
        border_line: fields.flag("borderLine").unwrap_or(true),
        click: click::of(fields, Actions::Checked),
    }
}

pub(super) fn button_list(fields: &mut Fields<'_, '_>) -> Group {
    const PARTS: [ElementType; 2] = [ElementType::SubmitButton, ElementType::Button];
    let common = common::read(fields, ElementType::ButtonList);
    padding(fields);
    Group { common, elements: parts(fields, 1, &PARTS) }
}

pub(super) fn submit_button(fields: &mut Fields<'_, '_>) -> SubmitButton {
    fields.require("click");
    SubmitButton {
        common: common::read(fields, ElementType::SubmitButton),
        title: fields.required_text("title", limits::LINE),
        disabled: fields.flag("disabled").unwrap_or(false),
        click: click::of(fields, Actions::SubmitAsText),
    }
}
