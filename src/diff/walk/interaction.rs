//! Interactions: the kind with its own keys, then those that kinds share.

use super::{Keys, Valued, name, word};
use crate::bot::{
    Code, CodeHooks, DialogStarter, Disambiguation, DynamicRouting, FileUpload, Interaction, InteractionKind,
    Knowledge, ListPicker, MultipleChoice, RichLink, StructuredQuestion, TimePicker, Transfer, Universal,
    UniversalContent,
};
use crate::diff::value::{Concept, Entry, Field};
use crate::source::Text;

/// The keys of an interaction; its name is not among them.
pub(in crate::diff) fn interaction_fields(interaction: &Interaction) -> Vec<Field> {
    let Interaction {
        kind,
        kind_span,
        span: _,
        name: _,
        comment,
        enabled,
        delay,
        next,
        rules,
        fallback,
        code: CodeHooks(code),
        metadata,
    } = interaction;
    let mut keys = Keys::default();
    keys.add_entry("kind", Some(Entry { value: word(kind.key()), place: Some(*kind_span) }));
    add_kind(&mut keys, kind);
    keys.add_note("comment", comment);
    keys.add_unless("enabled", "true", enabled);
    keys.add_unless("delay", "0s", delay);
    keys.add_unless("next", "next", next);
    keys.add("rules", rules);
    keys.add("fallback", fallback);
    for (hook, piece) in code {
        keys.add(hook.key(), piece);
    }
    keys.add("metadata", metadata);
    keys.done()
}

/// What an interaction says or calls, for people to recognise it by.
pub(in crate::diff) fn main_text(kind: &InteractionKind) -> Option<&Text> {
    match kind {
        InteractionKind::DialogStarter(starter) => starter.patterns.first().or(starter.intent.as_ref()),
        InteractionKind::Text(text)
        | InteractionKind::Image(text)
        | InteractionKind::PrivateMessage(text)
        | InteractionKind::Audio(text)
        | InteractionKind::Video(text)
        | InteractionKind::TextQuestion(text)
        | InteractionKind::Integration(text)
        | InteractionKind::ButtonQuestion { text, .. }
        | InteractionKind::QuickReply { text, .. } => Some(text),
        InteractionKind::RichLink(link) => Some(&link.title),
        InteractionKind::Universal(_) => None,
        InteractionKind::MultipleChoice(question) => Some(&question.text),
        InteractionKind::StructuredQuestion(question) => Some(&question.title),
        InteractionKind::ListPicker(picker) => Some(&picker.title),
        InteractionKind::TimePicker(picker) => Some(&picker.title),
        InteractionKind::Disambiguation(question) => Some(&question.text),
        InteractionKind::Knowledge(search) => Some(&search.knowledge_base),
        InteractionKind::AgentTransfer(transfer) => Some(&transfer.message),
        InteractionKind::FileUpload(upload) => Some(&upload.text),
        InteractionKind::DynamicRouting(routing) => Some(&routing.escalation_message),
    }
}

/// What a kind says has the same key in all kinds, so that a question that becomes a statement keeps its text.
fn add_kind(keys: &mut Keys, kind: &InteractionKind) {
    match kind {
        InteractionKind::DialogStarter(starter) => add_starter(keys, starter),
        InteractionKind::Text(text)
        | InteractionKind::PrivateMessage(text)
        | InteractionKind::TextQuestion(text) => keys.add("text", text),
        InteractionKind::Image(url) | InteractionKind::Audio(url) | InteractionKind::Video(url) => {
            keys.add("url", url);
        }
        InteractionKind::RichLink(link) => add_rich_link(keys, link),
        InteractionKind::Universal(universal) => add_universal(keys, universal),
        InteractionKind::MultipleChoice(question) => add_multiple_choice(keys, question),
        InteractionKind::StructuredQuestion(question) => add_structured(keys, question),
        InteractionKind::ButtonQuestion { text, buttons } => {
            keys.add("text", text);
            keys.add("buttons", buttons);
        }
        InteractionKind::QuickReply { text, replies, choices_per_row } => {
            keys.add("text", text);
            keys.add("replies", replies);
            keys.add("choices_per_row", choices_per_row);
        }
        InteractionKind::ListPicker(picker) => add_list_picker(keys, picker),
        InteractionKind::TimePicker(picker) => add_time_picker(keys, picker),
        InteractionKind::Disambiguation(Disambiguation { text, intents, none_of_these }) => {
            keys.add("text", text);
            keys.add_unless("intents", "3", intents);
            keys.add("none_of_these", none_of_these);
        }
        InteractionKind::Integration(called) => {
            keys.add_entry("integration", name(Concept::Integration, called));
        }
        InteractionKind::Knowledge(search) => add_knowledge(keys, search),
        InteractionKind::AgentTransfer(transfer) => add_transfer(keys, transfer),
        InteractionKind::FileUpload(upload) => add_file_upload(keys, upload),
        InteractionKind::DynamicRouting(routing) => add_routing(keys, routing),
    }
}

fn add_starter(keys: &mut Keys, starter: &DialogStarter) {
    let DialogStarter { patterns, exclude, intent } = starter;
    keys.add("patterns", patterns);
    keys.add("exclude", exclude);
    keys.add_entry("intent", super::some_name(Concept::Intent, intent.as_ref()));
}

fn add_rich_link(keys: &mut Keys, link: &RichLink) {
    let RichLink { title, url, image } = link;
    keys.add("title", title);
    keys.add("url", url);
    keys.add("image", image);
}

fn add_universal(keys: &mut Keys, universal: &Universal) {
    let Universal { content, places: _, user_input_required } = universal;
    match content {
        UniversalContent::Json(code) => keys.add_entry("content", json_text(code)),
        UniversalContent::Value(json) => keys.add("content", json),
    }
    keys.add_unless("user_input_required", "false", user_input_required);
}

/// JSON as a text is the same as YAML of its shape, unless references make it JSON only when they are filled.
fn json_text(code: &Code) -> Option<Entry> {
    match serde_json::from_str::<serde_json::Value>(code.text().as_str()) {
        Ok(json) => json.value().map(|value| Entry { value, place: Some(code.span) }),
        Err(_) => code.entry(),
    }
}

fn add_multiple_choice(keys: &mut Keys, question: &MultipleChoice) {
    let MultipleChoice { text, choices, display, choices_per_row, list_style, indentation } = question;
    keys.add("text", text);
    keys.add("choices", choices);
    keys.add_unless("display", "button", display);
    keys.add("choices_per_row", choices_per_row);
    keys.add_unless("list_style", "numbers", list_style);
    keys.add_unless("indentation", "false", indentation);
}

fn add_structured(keys: &mut Keys, question: &StructuredQuestion) {
    let StructuredQuestion { title, subtitle, tiles } = question;
    keys.add("text", title);
    keys.add("subtitle", subtitle);
    keys.add("tiles", tiles);
}

fn add_list_picker(keys: &mut Keys, picker: &ListPicker) {
    let ListPicker { title, subtitle, reply_title, multiple, sections } = picker;
    keys.add("text", title);
    keys.add("subtitle", subtitle);
    keys.add("reply_title", reply_title);
    keys.add_unless("multiple", "false", multiple);
    keys.add("sections", sections);
}

fn add_time_picker(keys: &mut Keys, picker: &TimePicker) {
    let TimePicker { title, subtitle, event, image, timezone_offset, slots } = picker;
    keys.add("text", title);
    keys.add("subtitle", subtitle);
    keys.add("event", event);
    keys.add("image", image);
    keys.add("timezone_offset", timezone_offset);
    keys.add("slots", slots);
}

fn add_knowledge(keys: &mut Keys, search: &Knowledge) {
    let Knowledge {
        knowledge_base,
        not_found,
        min_confidence,
        max_answers,
        layout,
        link_text,
        image,
        response_variable,
    } = search;
    keys.add_entry("knowledge_base", name(Concept::KnowledgeBase, knowledge_base));
    keys.add("not_found", not_found);
    keys.add_unless("min_confidence", "good", min_confidence);
    keys.add_unless("max_answers", "1", max_answers);
    keys.add_unless("layout", "rich", layout);
    keys.add("link_text", link_text);
    keys.add("image", image);
    keys.add("response_variable", response_variable);
}

fn add_transfer(keys: &mut Keys, transfer: &Transfer) {
    let Transfer { message, skill, agent, transfer_context } = transfer;
    keys.add("text", message);
    keys.add("skill", skill);
    keys.add("agent", agent);
    keys.add_unless("transfer_context", "false", transfer_context);
}

fn add_file_upload(keys: &mut Keys, upload: &FileUpload) {
    let FileUpload { text, accept, accept_span: _, in_progress, success, failure, validation_failure } =
        upload;
    keys.add("text", text);
    keys.add("accept", accept);
    keys.add("in_progress", in_progress);
    keys.add("success", success);
    keys.add("failure", failure);
    keys.add("validation_failure", validation_failure);
}

fn add_routing(keys: &mut Keys, routing: &DynamicRouting) {
    let DynamicRouting { escalation_message, fallback_skill, mocks } = routing;
    keys.add("text", escalation_message);
    keys.add("fallback_skill", fallback_skill);
    keys.add("mock", mocks);
}
