//! The choices of a question, found again by what is tapped or said.

use std::borrow::Cow;
use std::collections::HashMap;

use super::content;
use super::hits::Slot;
use crate::bot::{Button, ButtonAction, InteractionKind};
use crate::linked::MOST_TILES;
use crate::source::{Span, Text};
use crate::text::{GmtTime, Template};

/// A choice as written whose label is the same in every conversation.
pub(super) struct WrittenChoice<'b> {
    /// What it shows.
    pub(super) label: Cow<'b, str>,
    /// Where that stands; nothing where only the interaction can be named.
    pub(super) span: Option<Span>,
    /// What the bot gets of a tap instead of the label, if that is the same in every conversation.
    pub(super) value: Option<Cow<'b, str>>,
    /// The page that a tap opens, where it does nothing else.
    pub(super) url: Option<Cow<'b, str>>,
}

/// The choices of one question.
#[derive(Debug, Default)]
pub(super) struct Choices {
    by_label: HashMap<String, Vec<Choice>>,
    by_url: HashMap<String, Vec<Slot>>,
}

#[derive(Debug)]
struct Choice {
    value: Option<String>,
    slot: Slot,
}

/// Between the labels of a list picker's items in what the engine tells of a tap.
const BETWEEN: &str = ", ";

/// The choices of an interaction that can be told by what happens.
pub(super) fn written(kind: &InteractionKind) -> Vec<WrittenChoice<'_>> {
    let all: Vec<WrittenChoice<'_>> = match kind {
        InteractionKind::MultipleChoice(question) => question.choices.iter().map(plain).collect(),
        InteractionKind::ButtonQuestion { buttons, .. } => buttons.iter().filter_map(button).collect(),
        InteractionKind::QuickReply { replies, .. } => {
            replies.iter().map(|reply| said(&reply.title, reply.payload.as_ref())).collect()
        }
        InteractionKind::StructuredQuestion(question) => {
            let tiles = question.tiles.iter().take(MOST_TILES);
            let choices = tiles.flat_map(|tile| {
                let page = tile.url.as_ref().and_then(|url| page(&tile.title, url));
                page.into_iter().chain(tile.buttons.iter().filter_map(button))
            });
            choices.collect()
        }
        InteractionKind::ListPicker(picker) => {
            picker.sections.iter().flat_map(|section| &section.items).map(|item| plain(&item.title)).collect()
        }
        InteractionKind::TimePicker(picker) => {
            let starts = picker.slots.iter().map(|slot| &slot.start);
            starts.filter(|start| GmtTime::parse(start.as_str().trim()).is_some()).map(plain).collect()
        }
        InteractionKind::Disambiguation(which) => which.none_of_these.iter().map(plain).collect(),
        InteractionKind::Universal(universal) => content::written(universal),
        _ => Vec::new(),
    };
    all.into_iter().filter(|choice| is_fixed(&choice.label)).collect()
}

fn plain(label: &Text) -> WrittenChoice<'_> {
    said(label, None)
}

fn said<'b>(label: &'b Text, value: Option<&'b Text>) -> WrittenChoice<'b> {
    let value = value.map(Text::as_str).filter(|value| is_fixed(value));
    WrittenChoice {
        label: Cow::Borrowed(label.as_str()),
        span: Some(label.span()),
        value: value.map(Cow::Borrowed),
        url: None,
    }
}

/// What opens a page is known by the page alone.
fn page<'b>(label: &'b Text, url: &'b Text) -> Option<WrittenChoice<'b>> {
    let url = Some(url.as_str()).filter(|url| is_fixed(url))?;
    Some(WrittenChoice { url: Some(Cow::Borrowed(url)), ..plain(label) })
}

fn button(button: &Button) -> Option<WrittenChoice<'_>> {
    match &button.action {
        ButtonAction::Postback(callback) => Some(said(&button.label, callback.as_ref())),
        ButtonAction::WebUrl { url, .. } => page(&button.label, url),
    }
}

/// Whether a text is the same in every conversation.
pub(super) fn is_fixed(text: &str) -> bool {
    !text.contains('{') || Template::parse(text).as_literal().is_some()
}

/// Labels are compared as options are: without regard to case and to white space at the ends.
fn folded(label: &str) -> String {
    label.trim().to_lowercase()
}

impl Choices {
    /// Adds a choice.
    pub(super) fn add(&mut self, choice: &WrittenChoice<'_>, slot: Slot) {
        match &choice.url {
            Some(url) => self.by_url.entry(url.to_string()).or_default().push(slot),
            None => {
                let value = choice.value.as_ref().map(ToString::to_string);
                let known = self.by_label.entry(folded(&choice.label)).or_default();
                known.push(Choice { value, slot });
            }
        }
    }

    /// Whether one of them is tapped by this label; several at once by their labels with what joins them.
    pub(super) fn has_label(&self, label: &str) -> bool {
        self.by_label.contains_key(&folded(label))
    }

    /// Whether one of them opens this page.
    pub(super) fn has_page(&self, url: &str) -> bool {
        self.by_url.contains_key(url)
    }

    /// Those whose label is said.
    pub(super) fn said(&self, label: &str, found: &mut dyn FnMut(Slot)) {
        let choices = self.by_label.get(&folded(label));
        choices.into_iter().flatten().for_each(|choice| found(choice.slot));
    }

    /// Those that are tapped. Several choices with one label are told apart by what the bot gets of them;
    /// where that is the same too, one stands for all.
    pub(super) fn tapped(&self, label: &str, value: &str, found: &mut dyn FnMut(Slot)) {
        match self.by_label.get(&folded(label)).map(Vec::as_slice) {
            Some([only]) => found(only.slot),
            Some(several) => {
                let is_meant = |choice: &&Choice| choice.value.as_deref().unwrap_or(label) == value;
                let meant: Vec<&Choice> = several.iter().filter(is_meant).collect();
                let chosen = if meant.is_empty() { several.iter().collect() } else { meant };
                chosen.into_iter().for_each(|choice| found(choice.slot));
            }
            None => self.tapped_together(label, found),
        }
    }

    /// Several items of a list picker, whose labels are joined. A label may hold what joins them.
    fn tapped_together(&self, labels: &str, found: &mut dyn FnMut(Slot)) {
        let parts: Vec<&str> = labels.split(BETWEEN).collect();
        let mut start = 0;
        while start < parts.len() {
            let longest = (start + 1..=parts.len())
                .rev()
                .find(|end| self.by_label.contains_key(&folded(&parts[start..*end].join(BETWEEN))));
            if let Some(end) = longest {
                self.said(&parts[start..end].join(BETWEEN), found);
            }
            start = longest.unwrap_or(start + 1);
        }
    }

    /// Those that open a page.
    pub(super) fn opened(&self, url: &str, found: &mut dyn FnMut(Slot)) {
        self.by_url.get(url).into_iter().flatten().for_each(|slot| found(*slot));
    }
}
