//! What several rules need to know of structured content as it is written.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::bot::{Channel, Interaction, InteractionKind, Universal, UniversalContent};
use crate::lint::Subject;
use crate::rich::{self, Consequence, Part, Violation};
use crate::source::Span;
use crate::text::Template;

/// Something wrong with the content of a Universal interaction, where it stands.
pub(super) struct Found<'b> {
    /// The interaction.
    pub(super) interaction: &'b Interaction,
    /// The part that is wrong.
    pub(super) span: Span,
    /// What is wrong.
    pub(super) violation: Violation,
}

/// Everything that is wrong with the structured content of a bot, as far as it can be known before its
/// references are filled.
pub(super) fn violations<'b>(subject: &Subject<'b>) -> Vec<Found<'b>> {
    let bot = subject.bot();
    let channel = bot.settings.channel;
    let mut found = Vec::new();
    for (_, interaction) in bot.interactions() {
        let InteractionKind::Universal(universal) = &interaction.kind else { continue };
        let Some(json) = json(universal) else { continue };
        let places: HashMap<&str, Span> =
            universal.places.iter().map(|(pointer, span)| (&**pointer, *span)).collect();
        for violation in judge(json.clone(), channel) {
            let prefix = if violation.part == Part::QuickReplies { "/quickReplies" } else { "" };
            let pointer = format!("{prefix}{}", violation.pointer);
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

fn judge(mut json: Json, channel: Channel) -> Vec<Violation> {
    let replies = json.as_object_mut().and_then(|fields| fields.remove("quickReplies"));
    let reading = rich::read(&json);
    let mut violations = reading.violations;
    let replies = replies.and_then(|replies| {
        let reading = rich::read_quick_replies(&replies);
        violations.extend(reading.violations);
        reading.content
    });
    let mut limits = rich::validate(reading.content.as_ref(), replies.as_ref(), &[], channel);
    limits.retain(|limit| limit.consequence != Consequence::NotRendered);
    violations.extend(limits);
    violations
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
