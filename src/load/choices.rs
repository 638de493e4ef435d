//! What questions offer to choose from.

use super::Loader;
use super::fields::Fields;
use crate::bot::{
    Button, ButtonAction, ChoiceDisplay, LinkTarget, ListPicker, ListPickerItem, ListPickerSection,
    ListStyle, MultipleChoice, QuickReply, StructuredQuestion, Tile, TimePicker, TimeSlot,
};
use crate::source::{Spanned, Text};
use crate::yaml::{Node, Value};

impl Loader<'_> {
    pub(super) fn load_multiple_choice(&mut self, text: Text, fields: &mut Fields<'_>) -> MultipleChoice {
        let choices = self.required_list(
            fields,
            "choices",
            "A multiple choice question needs something to choose from.",
        );
        MultipleChoice {
            text,
            choices: choices.iter().filter_map(|item| self.name(item, "a choice")).collect(),
            display: fields
                .value("display")
                .and_then(|node| self.word(node, "`display`", &ChoiceDisplay::ALL)),
            choices_per_row: fields
                .value("choices_per_row")
                .and_then(|node| self.count(node, "`choices_per_row`")),
            list_style: fields
                .value("list_style")
                .and_then(|node| self.word(node, "`list_style`", &ListStyle::ALL)),
            indentation: self.flag(fields, "indentation"),
        }
    }

    pub(super) fn load_structured(&mut self, title: Text, fields: &mut Fields<'_>) -> StructuredQuestion {
        let subtitle = self.optional(fields, "subtitle");
        let tiles = self.required_list(fields, "tiles", "A structured question shows tiles.");
        let tiles = tiles.iter().filter_map(|item| self.load_tile(item)).collect();
        StructuredQuestion { title, subtitle, tiles }
    }

    fn load_tile(&mut self, node: &Node) -> Option<Tile> {
        let mut fields = self.fields(node, "a tile")?;
        let title = fields.value("title").and_then(|node| self.name(node, "a tile's title"));
        if title.is_none() {
            self.missing(&fields, "title", "A tile is recognised by its title.");
        }
        let subtitle = self.optional(&mut fields, "subtitle");
        let image = self.optional(&mut fields, "image");
        let url = self.optional(&mut fields, "url");
        let buttons = fields.value("buttons").map_or_else(Vec::new, |node| {
            self.items(node, "`buttons`").iter().filter_map(|item| self.load_button(item)).collect()
        });
        self.finish(fields);
        Some(Tile { title: title?, subtitle, image, url, buttons })
    }

    pub(super) fn load_button(&mut self, node: &Node) -> Option<Button> {
        if let Value::Scalar(_) = node.value {
            let label = self.name(node, "a button's label")?;
            return Some(Button { label, action: ButtonAction::Postback(None), metadata: None });
        }
        let mut fields = self.fields(node, "a button")?;
        let label = fields.value("label").and_then(|node| self.name(node, "a button's label"));
        if label.is_none() {
            self.missing(&fields, "label", "The label is what the consumer taps.");
        }
        let postback = self.optional(&mut fields, "postback");
        let url = self.optional(&mut fields, "url");
        let target = fields.value("target").and_then(|node| self.word(node, "`target`", &LinkTarget::ALL));
        if let (Some(postback), Some(_)) = (&postback, &url) {
            let help = "Write `postback` for what the bot gets, or `url` for a page to open.";
            self.invalid(
                postback.span(),
                "a button does one thing: it cannot have both `postback` and `url`",
                help,
            );
        }
        let action = match url {
            Some(url) => ButtonAction::WebUrl { url, target },
            None => ButtonAction::Postback(postback),
        };
        let metadata = fields.value("metadata").and_then(|node| self.load_metadata(node));
        self.finish(fields);
        Some(Button { label: label?, action, metadata })
    }

    pub(super) fn load_quick_reply(&mut self, node: &Node) -> Option<QuickReply> {
        if let Value::Scalar(_) = node.value {
            let title = self.name(node, "a quick reply")?;
            return Some(QuickReply { title, payload: None, image: None, metadata: None });
        }
        let mut fields = self.fields(node, "a quick reply")?;
        let title = fields.value("title").and_then(|node| self.name(node, "a quick reply's title"));
        if title.is_none() {
            self.missing(&fields, "title", "The title is what the consumer taps.");
        }
        let payload = self.optional(&mut fields, "payload");
        let image = self.optional(&mut fields, "image");
        let metadata = fields.value("metadata").and_then(|node| self.load_metadata(node));
        self.finish(fields);
        Some(QuickReply { title: title?, payload, image, metadata })
    }

    pub(super) fn load_list_picker(&mut self, title: Text, fields: &mut Fields<'_>) -> ListPicker {
        let subtitle = self.optional(fields, "subtitle");
        let reply_title = self.optional(fields, "reply_title");
        let multiple = self.flag(fields, "multiple");
        let sections = self.required_list(fields, "sections", "A list picker shows sections with items.");
        let sections = sections.iter().filter_map(|item| self.load_section(item)).collect();
        ListPicker { title, subtitle, reply_title, multiple, sections }
    }

    fn load_section(&mut self, node: &Node) -> Option<ListPickerSection> {
        let mut fields = self.fields(node, "a section")?;
        let title = fields.value("title").and_then(|node| self.name(node, "a section's title"));
        if title.is_none() {
            self.missing(&fields, "title", "The platform requires a title for each section.");
        }
        let items = self.required_list(&mut fields, "items", "A section without items shows nothing.");
        let items = items.iter().filter_map(|item| self.load_list_item(item)).collect();
        self.finish(fields);
        Some(ListPickerSection { title: title?, items })
    }

    fn load_list_item(&mut self, node: &Node) -> Option<ListPickerItem> {
        if let Value::Scalar(_) = node.value {
            return Some(ListPickerItem { title: self.name(node, "an item")?, subtitle: None, image: None });
        }
        let mut fields = self.fields(node, "an item")?;
        let title = fields.value("title").and_then(|node| self.name(node, "an item's title"));
        if title.is_none() {
            self.missing(&fields, "title", "The title is what the consumer chooses.");
        }
        let subtitle = self.optional(&mut fields, "subtitle");
        let image = self.optional(&mut fields, "image");
        self.finish(fields);
        Some(ListPickerItem { title: title?, subtitle, image })
    }

    pub(super) fn load_time_picker(&mut self, title: Text, fields: &mut Fields<'_>) -> TimePicker {
        let slots = self.required_list(fields, "slots", "A time picker shows times to choose from.");
        TimePicker {
            title,
            subtitle: self.optional(fields, "subtitle"),
            event: self.optional(fields, "event"),
            image: self.optional(fields, "image"),
            timezone_offset: fields.value("timezone_offset").and_then(|node| self.timezone_offset(node)),
            slots: slots.iter().filter_map(|item| self.load_time_slot(item)).collect(),
        }
    }

    /// Minutes of a day: the platform writes offsets west of Greenwich as what is missing to a day
    /// (spec 7.2).
    fn timezone_offset(&mut self, node: &Node) -> Option<Spanned<u32>> {
        const DAY: u32 = 24 * 60;
        let text = self.text(node, "`timezone_offset`")?;
        let minutes = text.as_str().parse().ok().filter(|minutes| *minutes <= DAY);
        if minutes.is_none() {
            let message = format!("`timezone_offset` is a number of minutes from 0 to {DAY}, not `{text}`");
            let help = "Write hours ahead of GMT × 60; hours behind it as (24 - hours) × 60: five hours behind \
                        are `1140`.";
            self.invalid(text.span(), message, help);
        }
        minutes.map(|minutes| Spanned::new(minutes, text.span()))
    }

    fn load_time_slot(&mut self, node: &Node) -> Option<TimeSlot> {
        if let Value::Scalar(_) = node.value {
            return Some(TimeSlot { start: self.name(node, "a time")?, duration: None });
        }
        let mut fields = self.fields(node, "a time slot")?;
        let start = fields.value("start").and_then(|node| self.name(node, "`start`"));
        if start.is_none() {
            self.missing(&fields, "start", "Write a time such as `2026-04-30T13:30+0000`, or a reference.");
        }
        let duration = fields.value("duration").and_then(|node| self.duration(node, "`duration`"));
        self.finish(fields);
        Some(TimeSlot { start: start?, duration })
    }
}
