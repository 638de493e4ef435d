//! JSON into typed content. Everything that is wrong is reported; what can be read is read all the same.

mod action;
mod basic;
mod bounds;
mod click;
mod common;
mod element;
mod fields;
mod form;
mod layout;
mod metadata;
mod quick_replies;
mod reader;
mod words;

use serde_json::Value as Json;

use super::element_type::Place;
use super::violation::{Consequence, Part, Reading, Violation};
use super::{Content, Metadata, QuickReplies};
use reader::Reader;

/// Reads structured content, checked against what the window of the web takes.
pub fn read(json: &Json) -> Reading<Content> {
    let mut reader = Reader::new(Part::Content);
    let root =
        bounds::within(&mut reader, json).and_then(|()| element::read(&mut reader, json, Place::Anywhere));
    let content = root.map(|root| Content { root, json: json.clone() });
    Reading { content, violations: reader.violations }
}

/// Reads structured content from its text, as a Universal interaction holds it.
pub fn read_text(text: &str) -> Reading<Content> {
    match serde_json::from_str(text) {
        Ok(json) => read(&json),
        Err(problem) => Reading { content: None, violations: vec![no_json(&problem)] },
    }
}

/// Reads the quick replies of a message.
pub fn read_quick_replies(json: &Json) -> Reading<QuickReplies> {
    let mut reader = Reader::new(Part::QuickReplies);
    let content = bounds::within(&mut reader, json).and_then(|()| quick_replies::read(&mut reader, json));
    Reading { content, violations: reader.violations }
}

/// Reads the metadata of a message: a list of typed objects.
pub fn read_metadata(json: &Json) -> Reading<Vec<Metadata>> {
    let mut reader = Reader::new(Part::Metadata);
    let content = bounds::within(&mut reader, json).and_then(|()| metadata::read_all(&mut reader, json));
    Reading { content, violations: reader.violations }
}

fn no_json(problem: &serde_json::Error) -> Violation {
    let message = format!("the content is no JSON: {problem}");
    let help =
        "Correct it there. A reference in it must become JSON too: text in quotes, with no line break in it.";
    Violation::new((Part::Content, String::new()), Consequence::NotRendered, message, help)
}
