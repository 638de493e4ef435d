//! The properties of an object, each of which is asked for once; what nobody asked for is unknown.

use std::ops::RangeInclusive;
use std::sync::Arc;

use serde_json::{Map, Number, Value as Json};

use super::reader::{Reader, Step};
use super::words;
use crate::rich::ElementType;
use crate::rich::violation::one_of;

/// An object that is being read.
pub(super) struct Fields<'r, 'j> {
    /// Where the reading stands.
    pub(super) reader: &'r mut Reader<'j>,
    object: &'j Map<String, Json>,
    /// One of its kind, in words: `a button`.
    what: &'static str,
    known: Vec<&'static str>,
}

impl<'r, 'j> Fields<'r, 'j> {
    /// The properties of an object; `None`, and a report, where it is none.
    pub(super) fn open(reader: &'r mut Reader<'j>, json: &'j Json, what: &'static str) -> Option<Self> {
        let Json::Object(object) = json else {
            let message = format!("{what} is an object, and here is {}", words::value(json));
            reader.refuse(message, "Write it in braces: `{ … }`.");
            return None;
        };
        Some(Self::of(reader, object, what))
    }

    /// The properties of an object.
    pub(super) fn of(reader: &'r mut Reader<'j>, object: &'j Map<String, Json>, what: &'static str) -> Self {
        Self { reader, object, what, known: Vec::new() }
    }

    /// The value of a property.
    pub(super) fn get(&mut self, name: &'static str) -> Option<&'j Json> {
        self.known.push(name);
        self.object.get(name)
    }

    /// Reports that a property is missing.
    pub(super) fn require(&mut self, name: &'static str) {
        if !self.object.contains_key(name) {
            let message = format!("{} must have `{name}`, and this one has none", self.what);
            self.reader.refuse(message, format!("Write `\"{name}\": …`."));
        }
    }

    /// Reads what a property holds.
    pub(super) fn enter<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Reader<'j>, &'j Json) -> T,
    ) -> Option<T> {
        let value = self.get(name)?;
        Some(self.reader.within(Step::Key(name), |reader| read(reader, value)))
    }

    /// A text of so many characters at most.
    pub(super) fn text(&mut self, name: &'static str, most: usize) -> Option<Arc<str>> {
        let value = self.get(name)?;
        let Json::String(text) = value else {
            self.wrong_type(name, "a text", value);
            return None;
        };
        let length = text.chars().count();
        if length > most {
            let message =
                format!("`{name}` of {} has {length} characters and may have at most {most}", self.what);
            let help = words::shorten(text, length - most);
            self.reader.refuse_at(Step::Key(name), message, help).limit = Some(most);
        }
        Some(Arc::from(text.as_str()))
    }

    /// A text that must be there.
    pub(super) fn required_text(&mut self, name: &'static str, most: usize) -> Arc<str> {
        self.require(name);
        self.text(name, most).unwrap_or_default()
    }

    /// A text of any length.
    pub(super) fn any_text(&mut self, name: &'static str) -> Option<Arc<str>> {
        self.text(name, usize::MAX)
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, name: &'static str) -> Option<bool> {
        let value = self.get(name)?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong_type(name, "`true` or `false`", value);
        }
        flag
    }

    /// A number.
    pub(super) fn number(&mut self, name: &'static str) -> Option<Number> {
        let value = self.get(name)?;
        let Json::Number(number) = value else {
            self.wrong_type(name, "a number", value);
            return None;
        };
        Some(number.clone())
    }

    /// A number that must be there.
    pub(super) fn required_number(&mut self, name: &'static str) -> Number {
        self.require(name);
        self.number(name).unwrap_or_else(|| Number::from(0))
    }

    /// A number within bounds.
    pub(super) fn number_within(
        &mut self,
        name: &'static str,
        bounds: &RangeInclusive<f64>,
    ) -> Option<Number> {
        let number = self.number(name)?;
        if !number.as_f64().is_some_and(|value| bounds.contains(&value)) {
            let (least, most) = (bounds.start(), bounds.end());
            let message = format!("`{name}` of {} is {number} and must be {least} to {most}", self.what);
            self.reader.refuse_at(Step::Key(name), message, "Write a number in that range.");
        }
        Some(number)
    }

    /// A whole number; `3.0` is one.
    pub(super) fn integer(&mut self, name: &'static str) -> Option<i64> {
        let number = self.number(name)?;
        let whole = number.as_i64().or_else(|| number.as_f64().and_then(whole));
        if whole.is_none() {
            let message = format!("`{name}` of {} is {number} and must be a whole number", self.what);
            self.reader.refuse_at(Step::Key(name), message, "Leave out the fraction.");
        }
        whole
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(&mut self, name: &'static str, known: &[(&'static str, T)]) -> Option<T> {
        let value = self.get(name)?;
        let text = value.as_str();
        if let Some((_, meaning)) = known.iter().find(|(word, _)| Some(*word) == text) {
            return Some(*meaning);
        }
        let all = known.iter().map(|(word, _)| *word);
        let is = text.map_or_else(|| words::value(value), words::quoted);
        let message = format!("`{name}` of {} is {is} and must be {}", self.what, one_of(all.clone()));
        let help = text.and_then(|text| words::meant(text, all));
        let help = help.unwrap_or_else(|| "Write one of these words.".to_owned());
        self.reader.refuse_at(Step::Key(name), message, help);
        None
    }

    /// The items of a list, of which there may be so many.
    pub(super) fn each<T>(
        &mut self,
        name: &'static str,
        count: &RangeInclusive<usize>,
        mut read: impl FnMut(&mut Reader<'j>, &'j Json) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let Json::Array(items) = value else {
            self.wrong_type(name, "a list", value);
            return Vec::new();
        };
        self.check_count(name, items.len(), count);
        let read_all = |reader: &mut Reader<'j>| {
            let one = |(place, item)| reader.within(Step::Item(place), |reader| read(reader, item));
            items.iter().enumerate().filter_map(one).collect()
        };
        self.reader.within(Step::Key(name), read_all)
    }

    fn check_count(&mut self, name: &'static str, actual: usize, count: &RangeInclusive<usize>) {
        let (least, most) = (*count.start(), *count.end());
        let (limit, bound, help) = if actual > most {
            (most, "at most", format!("Leave out {}, or send them in another message.", actual - most))
        } else if actual < least {
            (least, "at least", format!("Add {}.", least - actual))
        } else {
            return;
        };
        // Bots that make their cards from a list run into this one.
        let is_lone_card = actual == 1 && self.what == ElementType::Carousel.one();
        let help = if is_lone_card { "Send the card itself, without the carousel.".to_owned() } else { help };
        let message = format!("`{name}` of {} has {actual} of {bound} {limit}", self.what);
        self.reader.refuse_at(Step::Key(name), message, help).limit = Some(limit);
    }

    /// Ends the reading: what nobody asked for is unknown.
    pub(super) fn finish(self) {
        let Self { reader, object, what, known } = self;
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            let message = format!("{what} has no property {}", words::quoted(key));
            let help = words::meant(key, known.iter().copied());
            let help = help.unwrap_or_else(|| {
                "Remove it: content with a property that the window does not know is not rendered.".to_owned()
            });
            reader.refuse_at(Step::Key(key), message, help);
        }
    }

    fn wrong_type(&mut self, name: &'static str, expected: &str, value: &Json) {
        let message = format!("`{name}` of {} must be {expected} and is {}", self.what, words::value(value));
        self.reader.refuse_at(Step::Key(name), message, format!("Write {expected}."));
    }
}

/// A number without a fraction as an integer, if it is one.
#[expect(clippy::cast_possible_truncation, reason = "only whole numbers in the range of integers get here")]
fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9.0e15).then_some(value as i64)
}
