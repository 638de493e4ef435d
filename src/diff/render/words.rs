//! The words for parts and places that all formats share.

use crate::diff::changes::{Difference, Item, Part};
use crate::diff::value::{Concept, Entry, Value};
use crate::source::{Sources, Span};
use crate::terminal::{display_width, printable_line};
use crate::text::shortened;

/// So much of what an interaction says is enough to recognise it by.
const EXCERPT: usize = 40;

/// A text on one line that is safe to show.
pub(super) fn line(text: &str) -> String {
    printable_line(text).into_owned()
}

/// A part as people call it: ``text_question `ask_number` ``, `text "Hello!"`, `dialog "Orders"`.
pub(super) fn part(part: &Part) -> String {
    let named = part.name.as_ref().map(|name| line(name));
    match (part.concept, named) {
        (Concept::Bot, _) => "the bot".to_owned(),
        (Concept::Dialog, Some(name)) => format!("{} \"{name}\"", part.kind),
        (Concept::Skill, Some(name)) => format!("skill {name}"),
        (_, Some(name)) => format!("{} `{name}`", part.kind),
        (_, None) => match part.says.as_ref().filter(|says| !says.is_empty()) {
            Some(says) => format!("{} \"{}\"", part.kind, shortened(&line(says), EXCERPT)),
            None => part.kind.to_owned(),
        },
    }
}

/// As [`part`], with as much of what an interaction says as there is room for.
pub(super) fn part_in_full(whole: &Part, room: usize) -> String {
    let Some(says) = whole.says.as_ref().filter(|says| !says.is_empty()) else { return part(whole) };
    let called = if whole.name.is_some() { part(whole) } else { whole.kind.to_owned() };
    let room = room.saturating_sub(display_width(&called) + 4);
    format!("{called} \"{}\"", shortened(&line(says), room.max(EXCERPT)))
}

/// `bot.yaml:12`.
pub(super) fn place(span: Option<Span>, sources: &Sources) -> Option<String> {
    span.map(|span| line(&sources.place(span)))
}

/// Both places of something: `bot.yaml:12 → 14`, `old/bot.yaml:12 → new/bot.yaml:14`.
pub(super) fn places(old: Option<Span>, new: Option<Span>, sources: &Sources, arrow: &str) -> String {
    match (place(old, sources), place(new, sources)) {
        (Some(one), Some(other)) if one == other => one,
        (Some(one), Some(other)) => {
            let same_file = one.rsplit_once(':').zip(other.rsplit_once(':'));
            match same_file.filter(|((one, _), (other, _))| one == other) {
                Some((_, (_, line))) => format!("{one} {arrow} {line}"),
                None => format!("{one} {arrow} {other}"),
            }
        }
        (one, other) => one.or(other).unwrap_or_default(),
    }
}

/// The places of a part.
pub(super) fn item_places(item: &Item, sources: &Sources, arrow: &str) -> String {
    let place = |part: &Option<Part>| part.as_ref().and_then(|part| part.place);
    places(place(&item.old), place(&item.new), sources, arrow)
}

/// The place of a difference: where the value is now, or where it was.
pub(super) fn difference_place(difference: &Difference, item: &Item) -> Option<Span> {
    let of_entry = |entry: &Option<Entry>| entry.as_ref().and_then(|entry| entry.place);
    let of_part = || item.part().and_then(|part| part.place);
    of_entry(&difference.new).or_else(|| of_entry(&difference.old)).or_else(of_part)
}

/// The text of a value that is said or written as text.
pub(super) fn prose(entry: &Entry) -> Option<&str> {
    match &entry.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// The lines of code.
pub(super) fn code(entry: &Entry) -> Option<&str> {
    match &entry.value {
        Value::Code(code) => Some(&code.text),
        _ => None,
    }
}
