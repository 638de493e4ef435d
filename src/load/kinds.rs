//! What only one kind of interaction has.

use super::Loader;
use super::fields::Fields;
use super::include::is_empty;
use super::integration::default_message;
use super::json::written_json;
use crate::bot::{
    AnswerLayout, Button, ButtonAction, ChoiceDisplay, DialogStarter, Disambiguation, DynamicRouting,
    FileUpload, InteractionKind, Knowledge, LinkTarget, ListPicker, ListPickerItem, ListPickerSection,
    ListStyle, MinConfidence, MultipleChoice, QuickReply, RichLink, StructuredQuestion, Tile, TimePicker,
    TimeSlot, Transfer, Universal, UniversalContent, WrittenJson,
};
use crate::source::{Spanned, Text};
use crate::yaml::{Entry, Node, Value};

impl Loader<'_> {
    /// The interaction's kind with its own keys. Where its main value cannot be read, an empty text
    /// takes its place, so that the item keeps its place in the dialog.
    pub(super) fn load_kind(
        &mut self,
        key: &'static str,
        entry: &Entry,
        fields: &mut Fields<'_>,
    ) -> InteractionKind {
        let node = &entry.value;
        match key {
            "dialog_starter" => InteractionKind::DialogStarter(self.load_starter(node).unwrap_or_default()),
            "universal" => self.load_universal(node, fields),
            // Required on the platform too, where it is filled in from the start.
            "agent_transfer" if is_empty(node) => {
                self.load_kind_keys(key, default_message(entry.key.span()), fields)
            }
            _ => {
                let text = self.name(node, format_args!("the value of `{key}`"));
                let placeholder = || Text::new("", entry.key.span(), entry.key.span().start);
                self.load_kind_keys(key, text.unwrap_or_else(placeholder), fields)
            }
        }
    }

    fn load_kind_keys(&mut self, key: &str, text: Text, fields: &mut Fields<'_>) -> InteractionKind {
        match key {
            "image" => InteractionKind::Image(text),
            "rich_link" => InteractionKind::RichLink(Box::new(self.load_rich_link(text, fields))),
            "private_message" => InteractionKind::PrivateMessage(text),
            "audio" => InteractionKind::Audio(text),
            "video" => InteractionKind::Video(text),
            "text_question" => InteractionKind::TextQuestion(text),
            "multiple_choice" => {
                InteractionKind::MultipleChoice(Box::new(self.load_multiple_choice(text, fields)))
            }
            "structured_question" => {
                InteractionKind::StructuredQuestion(Box::new(self.load_structured(text, fields)))
            }
            "button_question" => {
                let buttons = self.required_list(
                    fields,
                    "buttons",
                    "A button question without buttons cannot be answered by a tap.",
                );
                let buttons = buttons.iter().filter_map(|item| self.load_button(item)).collect();
                InteractionKind::ButtonQuestion { text, buttons }
            }
            "quick_reply" => {
                let replies = self.required_list(
                    fields,
                    "replies",
                    "A quick reply question without replies shows nothing to tap.",
                );
                let replies = replies.iter().filter_map(|item| self.load_quick_reply(item)).collect();
                let choices_per_row =
                    fields.value("choices_per_row").and_then(|node| self.count(node, "`choices_per_row`"));
                InteractionKind::QuickReply { text, replies, choices_per_row }
            }
            "list_picker" => InteractionKind::ListPicker(Box::new(self.load_list_picker(text, fields))),
            "time_picker" => InteractionKind::TimePicker(Box::new(self.load_time_picker(text, fields))),
            "disambiguation" => InteractionKind::Disambiguation(Disambiguation {
                text,
                intents: fields.value("intents").and_then(|node| self.count(node, "`intents`")),
                none_of_these: self.optional(fields, "none_of_these"),
            }),
            "integration" => InteractionKind::Integration(text),
            "knowledge" => InteractionKind::Knowledge(Box::new(self.load_knowledge(text, fields))),
            "agent_transfer" => InteractionKind::AgentTransfer(Box::new(Transfer {
                message: text,
                skill: self.optional(fields, "skill"),
                agent: self.optional(fields, "agent"),
                transfer_context: self.flag(fields, "transfer_context"),
            })),
            "file_upload" => InteractionKind::FileUpload(Box::new(self.load_file_upload(text, fields))),
            "dynamic_routing" => InteractionKind::DynamicRouting(Box::new(DynamicRouting {
                escalation_message: text,
                fallback_skill: self.optional(fields, "fallback_skill"),
                mocks: fields
                    .value("mock")
                    .map_or_else(Vec::new, |node| self.load_mocks_without_http(node, "dynamic routing")),
            })),
            _ => InteractionKind::Text(text),
        }
    }

    fn load_starter(&mut self, node: &Node) -> Option<DialogStarter> {
        if is_empty(node) {
            return Some(DialogStarter::default());
        }
        let mut fields = self.fields(node, "a dialog_starter")?;
        // One pattern may be written as `pattern`, in the manner of a rule.
        let patterns = fields.value("patterns");
        let pattern = fields.value("pattern");
        let mut starter = DialogStarter::default();
        for node in [patterns, pattern].into_iter().flatten() {
            starter.patterns.extend(self.texts(node, "a pattern"));
        }
        if let Some(node) = fields.value("exclude") {
            starter.exclude = self.texts(node, "an exclude keyword");
        }
        starter.intent = fields.value("intent").and_then(|node| self.name(node, "an intent's name"));
        self.finish(fields);
        Some(starter)
    }

    fn load_universal(&mut self, node: &Node, fields: &mut Fields<'_>) -> InteractionKind {
        let user_input_required = self.flag(fields, "user_input_required");
        let is_file = matches!(&node.value, Value::Mapping(entries) if entries.len() == 1 && entries[0].key.as_str() == "file");
        let content = match &node.value {
            Value::Mapping(_) | Value::Sequence(_) if !is_file => UniversalContent::Value(written_json(node)),
            _ => match self.load_code(node, "`universal`") {
                Some(code) => UniversalContent::Json(code),
                None => UniversalContent::Value(WrittenJson::from(serde_json::Value::Null)),
            },
        };
        InteractionKind::Universal(Box::new(Universal { content, user_input_required }))
    }

    fn load_multiple_choice(&mut self, text: Text, fields: &mut Fields<'_>) -> MultipleChoice {
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

    /// Where a key is missing, an empty text takes its place.
    fn load_rich_link(&mut self, title: Text, fields: &mut Fields<'_>) -> RichLink {
        let mut needed = |key: &'static str, why: &str| {
            let written = self.optional(fields, key);
            if written.is_none() && fields.value(key).is_none() {
                self.missing(fields, key, why);
            }
            written.unwrap_or_else(|| Text::new("", title.span(), title.span().start))
        };
        let url = needed("url", "A rich link leads somewhere: write the page's address.");
        let image = needed("image", "The platform requires a picture: write its address.");
        RichLink { title, url, image }
    }

    fn load_structured(&mut self, title: Text, fields: &mut Fields<'_>) -> StructuredQuestion {
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

    fn load_button(&mut self, node: &Node) -> Option<Button> {
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

    fn load_quick_reply(&mut self, node: &Node) -> Option<QuickReply> {
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

    fn load_list_picker(&mut self, title: Text, fields: &mut Fields<'_>) -> ListPicker {
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

    fn load_time_picker(&mut self, title: Text, fields: &mut Fields<'_>) -> TimePicker {
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

    fn load_knowledge(&mut self, knowledge_base: Text, fields: &mut Fields<'_>) -> Knowledge {
        let knowledge = Knowledge {
            knowledge_base,
            not_found: self.optional(fields, "not_found"),
            min_confidence: fields
                .value("min_confidence")
                .and_then(|node| self.word(node, "`min_confidence`", &MinConfidence::ALL)),
            max_answers: fields
                .value("max_answers")
                .and_then(|node| self.count_up_to(node, "`max_answers`", 3)),
            layout: fields.value("layout").and_then(|node| self.word(node, "`layout`", &AnswerLayout::ALL)),
            link_text: self.optional(fields, "link_text"),
            image: self.optional(fields, "image"),
            response_variable: self.optional(fields, "response_variable"),
        };
        self.check_layout(&knowledge);
        knowledge
    }

    /// The platform offers these keys with some layouts only; with the others they do nothing.
    fn check_layout(&mut self, knowledge: &Knowledge) {
        let layout = knowledge.layout.map_or(AnswerLayout::Rich, |layout| layout.value);
        let is_none = layout == AnswerLayout::None;
        let keys = [
            ("link_text", &knowledge.link_text, !is_none, "`layout: rich` and `layout: plain`"),
            ("image", &knowledge.image, layout == AnswerLayout::Rich, "`layout: rich`"),
            ("response_variable", &knowledge.response_variable, is_none, "`layout: none`"),
        ];
        for (key, value, fits, layouts) in keys {
            if let Some(value) = value.as_ref().filter(|_| !fits) {
                let help =
                    format!("It has an effect with {layouts} only. Take it out, or change the layout.");
                self.invalid(value.span(), format!("`{key}` does nothing with this layout"), &help);
            }
        }
    }

    fn load_file_upload(&mut self, text: Text, fields: &mut Fields<'_>) -> FileUpload {
        let accept = fields.take("accept");
        FileUpload {
            text,
            accept: accept
                .filter(|entry| !is_empty(&entry.value))
                .map_or_else(Vec::new, |entry| self.texts(&entry.value, "a file type")),
            accept_span: accept.map(|entry| entry.key.span()),
            in_progress: self.optional(fields, "in_progress"),
            success: self.optional(fields, "success"),
            failure: self.optional(fields, "failure"),
            validation_failure: self.optional(fields, "validation_failure"),
        }
    }

    /// A list without which the kind makes no sense.
    fn required_list<'n>(&mut self, fields: &mut Fields<'n>, key: &'static str, why: &str) -> &'n [Node] {
        let items = fields.value(key);
        match items.map(|node| self.items(node, &format!("`{key}`"))) {
            None => {
                self.missing(fields, key, why);
                &[]
            }
            Some([]) => {
                let written = items.map_or(fields.span, |node| node.span);
                if matches!(items.map(|node| &node.value), Some(Value::Sequence(_))) {
                    self.invalid(written, format!("`{key}` is empty"), why);
                }
                &[]
            }
            Some(items) => items,
        }
    }
}
