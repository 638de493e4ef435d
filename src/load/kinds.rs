//! What only one kind of interaction has.

use super::Loader;
use super::fields::Fields;
use super::include::is_empty;
use super::integration::default_message;

use crate::bot::{
    AnswerLayout, DialogStarter, Disambiguation, DynamicRouting, FileUpload, InteractionKind, Knowledge,
    MinConfidence, RichLink, Transfer,
};
use crate::source::Text;
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
    pub(super) fn required_list<'n>(
        &mut self,
        fields: &mut Fields<'n>,
        key: &'static str,
        why: &str,
    ) -> &'n [Node] {
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
