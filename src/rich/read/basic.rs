//! Elements that hold no others (scripting spec 7.2).

use std::sync::Arc;

use serde_json::Value as Json;

use super::click::{self, Actions};
use super::fields::Fields;
use super::reader::Reader;
use super::{common, words};
use crate::rich::element_type::ElementType;
use crate::rich::{
    Button, ButtonClass, Image, KeyValuePair, KeyValuePairList, LinkPreview, Map, SelectKind,
    SelectReference, Template, Text, limits,
};

pub(super) fn text(fields: &mut Fields<'_, '_>) -> Text {
    Text {
        common: common::read(fields, ElementType::Text),
        text: fields.required_text("text", limits::TEXT),
        click: click::of(fields, Actions::Any),
    }
}

pub(super) fn button(fields: &mut Fields<'_, '_>) -> Button {
    let classes = [("text", ButtonClass::Text), ("button", ButtonClass::Button)];
    Button {
        common: common::read(fields, ElementType::Button),
        title: fields.required_text("title", limits::LINE),
        subtitle: fields.text("subtitle", limits::LINE),
        class: fields.word("class", &classes).unwrap_or_default(),
        reference: fields.enter("ref", reference).flatten(),
        click: click::of(fields, Actions::Any),
    }
}

fn reference<'j>(reader: &mut Reader<'j>, json: &'j Json) -> Option<SelectReference> {
    let mut fields = Fields::open(reader, json, "a `ref`")?;
    let kinds = [("carouselSelect", SelectKind::Carousel), ("accordionSelect", SelectKind::Accordion)];
    let reference =
        SelectReference { name: fields.text("name", limits::SELECT_NAME), kind: fields.word("type", &kinds) };
    fields.finish();
    Some(reference)
}

pub(super) fn image(fields: &mut Fields<'_, '_>) -> Image {
    Image {
        common: common::read(fields, ElementType::Image),
        url: fields.required_text("url", limits::URL),
        caption: fields.text("caption", limits::LINE),
        click: click::of(fields, Actions::Any),
    }
}

pub(super) fn map(fields: &mut Fields<'_, '_>) -> Map {
    Map {
        common: common::read(fields, ElementType::Map),
        la: fields.required_number("la"),
        lo: fields.required_number("lo"),
        click: click::of(fields, Actions::Any),
    }
}

pub(super) fn link_preview(fields: &mut Fields<'_, '_>) -> LinkPreview {
    LinkPreview {
        common: common::read(fields, ElementType::LinkPreview),
        url: fields.required_text("url", limits::URL),
        title: fields.text("title", limits::LINE),
        click: click::of(fields, Actions::Any),
    }
}

pub(super) fn template(fields: &mut Fields<'_, '_>) -> Template {
    fields.require("templateType");
    fields.word("templateType", &[("quickReply", ())]);
    fields.require("resp");
    Template {
        common: common::read(fields, ElementType::Template),
        title: fields.required_text("title", limits::TEXT),
        responses: fields.each("resp", &limits::RESPONSES, response),
        click: click::of(fields, Actions::Any),
    }
}

fn response<'j>(reader: &mut Reader<'j>, json: &'j Json) -> Option<Arc<str>> {
    let Json::String(text) = json else {
        let message = format!("a response must be a text and is {}", words::value(json));
        reader.refuse(message, "Put it in quotes.");
        return None;
    };
    let (length, most) = (text.chars().count(), limits::LINE);
    if length > most {
        let message = format!("a response has {length} characters and may have at most {most}");
        reader.refuse(message, words::shorten(text, length - most)).limit = Some(most);
    }
    Some(Arc::from(text.as_str()))
}

pub(super) fn pairs(fields: &mut Fields<'_, '_>) -> KeyValuePairList {
    fields.require("elements");
    KeyValuePairList {
        common: common::read(fields, ElementType::KeyValuePairList),
        pairs: fields.each("elements", &limits::PAIRS, pair),
    }
}

pub(super) fn pair<'j>(reader: &mut Reader<'j>, json: &'j Json) -> Option<KeyValuePair> {
    let mut fields = Fields::open(reader, json, "a pair of key and value")?;
    let pair = KeyValuePair {
        key: fields.required_text("key", limits::KEY),
        value: fields.text("value", limits::VALUE),
    };
    fields.finish();
    Some(pair)
}
