//! What several rules need to know of structured content as it is written.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::bot::{Interaction, InteractionKind, Universal, UniversalContent};
use crate::linked::Names;
use crate::rich::{self, MessageParts, Part, Violation};
use crate::source::Span;
use crate::text::Template;

/// Something wrong with the content of a Universal interaction, where it stands.
#[derive(Debug)]
pub(super) struct Found<'b> {
    /// The interaction.
    pub(super) interaction: &'b Interaction,
    /// The part that is wrong.
    pub(super) span: Span,
    /// What is wrong.
    pub(super) violation: Violation,
}

/// Everything that is wrong with the structured content of a bot, as far as it can be known before its
/// references are filled. [`Subject`](super::Subject) keeps it.
pub(super) fn violations<'b>(names: &Names<'b>) -> Vec<Found<'b>> {
    let bot = names.bot();
    let channel = bot.settings.channel;
    let mut found = Vec::new();
    for (_, interaction) in bot.interactions() {
        let InteractionKind::Universal(universal) = &interaction.kind else { continue };
        let Some(json) = json(universal) else { continue };
        let places: HashMap<&str, Span> =
            universal.places.iter().map(|(pointer, span)| (&**pointer, *span)).collect();
        let MessageParts { content, quick_replies, mut violations } = MessageParts::read(json.clone());
        let metadata = interaction.metadata.as_ref().map(|written| &written.value);
        violations.extend(rich::judge(content.as_ref(), quick_replies.as_ref(), metadata, channel));
        for violation in violations {
            let pointer = match violation.part {
                Part::Content => violation.pointer.clone(),
                Part::QuickReplies => format!("/quickReplies{}", violation.pointer),
                Part::Metadata => String::new(),
            };
            if json.pointer(&pointer).is_some_and(holds_reference) {
                continue;
            }
            let span = place(&places, &pointer).unwrap_or(interaction.kind_span);
            found.push(Found { interaction, span, violation });
        }
    }
    found
}

/// The JSON as it is written; `None` where only references make JSON of it, or where it is none at all, which is
/// a rule of its own.
pub(super) fn json(universal: &Universal) -> Option<Json> {
    match &universal.content {
        UniversalContent::Value(written) => Some(written.value.clone()),
        UniversalContent::Json(code) => serde_json::from_str(code.text().as_str()).ok(),
    }
}

/// What a reference becomes is known only in the conversation.
fn holds_reference(json: &Json) -> bool {
    match json {
        Json::String(text) => text.contains('{') && Template::parse(text).references().next().is_some(),
        _ => false,
    }
}

/// Where a part stands, else what holds it.
fn place(places: &HashMap<&str, Span>, pointer: &str) -> Option<Span> {
    let mut pointer = pointer;
    loop {
        if let Some(span) = places.get(pointer) {
            return Some(*span);
        }
        pointer = &pointer[..pointer.rfind('/')?];
    }
}
