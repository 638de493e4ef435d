//! An element of any type.

use serde_json::{Map, Value as Json};

use super::fields::Fields;
use super::reader::{Reader, Step};
use super::{basic, form, layout, words};
use crate::rich::Element;
use crate::rich::element_type::{ElementType, Place};

/// Reads an element that stands there.
pub(super) fn read<'j>(reader: &mut Reader<'j>, json: &'j Json, place: Place) -> Option<Element> {
    let Json::Object(object) = json else {
        let message = format!("an element is an object, and here is {}", words::value(json));
        reader.refuse(message, "Write an element: `{ \"type\": … }`.");
        return None;
    };
    let of = element_type(reader, object, place)?;
    let mut fields = Fields::of(reader, object, of.one());
    fields.get("type");
    let element = of_type(&mut fields, of);
    fields.finish();
    Some(element)
}

fn of_type(fields: &mut Fields<'_, '_>, of: ElementType) -> Element {
    match of {
        ElementType::Text => Element::Text(basic::text(fields)),
        ElementType::Button => Element::Button(basic::button(fields)),
        ElementType::Image => Element::Image(basic::image(fields)),
        ElementType::Map => Element::Map(basic::map(fields)),
        ElementType::LinkPreview => Element::LinkPreview(basic::link_preview(fields)),
        ElementType::Template => Element::Template(basic::template(fields)),
        ElementType::KeyValuePairList => Element::KeyValuePairList(basic::pairs(fields)),
        ElementType::Vertical => Element::Vertical(layout::vertical(fields)),
        ElementType::Horizontal => Element::Horizontal(layout::horizontal(fields)),
        ElementType::Carousel => Element::Carousel(layout::carousel(fields)),
        ElementType::CarouselSelect => Element::CarouselSelect(layout::carousel_select(fields)),
        ElementType::AccordionSelect => Element::AccordionSelect(layout::accordion_select(fields)),
        ElementType::Tabs => Element::Tabs(layout::tabs(fields)),
        ElementType::List => Element::List(form::list(fields)),
        ElementType::SectionList => Element::SectionList(form::section_list(fields)),
        ElementType::Section => Element::Section(form::section(fields)),
        ElementType::Checklist => Element::Checklist(form::checklist(fields)),
        ElementType::Checkbox => Element::Checkbox(form::checkbox(fields)),
        ElementType::ButtonList => Element::ButtonList(form::button_list(fields)),
        ElementType::SubmitButton => Element::SubmitButton(form::submit_button(fields)),
    }
}

/// What an element is. Where its type is wrong it is read as what is probably meant, so that everything else
/// that is wrong with it is found too.
fn element_type<'j>(
    reader: &mut Reader<'j>,
    object: &'j Map<String, Json>,
    place: Place,
) -> Option<ElementType> {
    match object.get("type") {
        Some(Json::String(word)) => known_type(reader, word, place),
        Some(other) => {
            let message = format!("`type` of an element must be a text and is {}", words::value(other));
            reader.refuse_at(Step::Key("type"), message, format!("Write one of {}.", all_words(place)));
            guessed(object, place)
        }
        None => {
            let guess = guessed(object, place);
            let help = guess.map_or_else(
                || format!("Say what it is: {}.", all_words(place)),
                |of| format!("Write `\"type\": \"{}\"`.", of.name()),
            );
            let message = "the element has no `type`, so the window does not know how to draw it".to_owned();
            reader.refuse(message, help);
            guess
        }
    }
}

fn known_type<'j>(reader: &mut Reader<'j>, word: &str, place: Place) -> Option<ElementType> {
    let of = ElementType::of(word);
    if let Some(of) = of.filter(|of| place.takes(*of)) {
        return Some(of);
    }
    let known: Vec<&str> = ElementType::words_in(place).collect();
    if let Some(of) = of {
        let message = format!("{} cannot stand here", of.one());
        reader.refuse(message, format!("What can: {}.", all_words(place)));
        return None;
    }
    let message = format!("{} is no type of element", words::quoted(word));
    let meant = words::meant(word, known.iter().copied());
    let help = meant.clone().unwrap_or_else(|| format!("What there is: {}.", all_words(place)));
    reader.refuse_at(Step::Key("type"), message, help);
    meant.and_then(|_| crate::diagnostic::nearest(word, known)).and_then(ElementType::of)
}

fn all_words(place: Place) -> String {
    ElementType::words_in(place).map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// What an element without a type most probably is, by the property that only this type has.
fn guessed(object: &Map<String, Json>, place: Place) -> Option<ElementType> {
    let guess = match place {
        Place::Only(only) => only,
        _ if object.contains_key("elements") => ElementType::Vertical,
        _ if object.contains_key("text") => ElementType::Text,
        _ if object.contains_key("la") => ElementType::Map,
        _ if object.contains_key("url") => ElementType::Image,
        _ if object.contains_key("title") => ElementType::Button,
        _ => return None,
    };
    Some(guess)
}
