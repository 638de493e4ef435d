//! A message as its author writes it: content, with quick replies beside it under a key of their own.

use serde_json::Value as Json;

use super::{Content, Metadata, QuickReplies, Violation, read, read_metadata, read_quick_replies, validate};
use crate::bot::Channel;

/// The parts of a message, as far as they can be read.
#[derive(Debug)]
pub struct MessageParts {
    /// What is shown.
    pub content: Option<Content>,
    /// What is offered below it.
    pub quick_replies: Option<QuickReplies>,
    /// Why the window would refuse it.
    pub violations: Vec<Violation>,
}

impl MessageParts {
    /// Reads the JSON of a message.
    pub fn read(mut json: Json) -> Self {
        let replies = json.as_object_mut().and_then(|fields| fields.remove("quickReplies"));
        let reading = read(&json);
        let mut violations = reading.violations;
        let quick_replies = replies.and_then(|replies| {
            let reading = read_quick_replies(&replies);
            violations.extend(reading.violations);
            reading.content
        });
        Self { content: reading.content, quick_replies, violations }
    }
}

/// What is wrong with the parts of a message on a channel, and with the metadata that go with it.
pub fn judge(
    content: Option<&Content>,
    quick_replies: Option<&QuickReplies>,
    metadata: Option<&Json>,
    channel: Channel,
) -> Vec<Violation> {
    let reading = metadata.map(read_metadata);
    let (metadata, mut violations): (Vec<Metadata>, _) = reading
        .map_or_else(Default::default, |reading| (reading.content.unwrap_or_default(), reading.violations));
    violations.extend(validate(content, quick_replies, &metadata, channel));
    violations
}
