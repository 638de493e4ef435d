//! Metadata of messages and clicks (scripting spec 7.5).

use std::sync::Arc;

use serde_json::Value as Json;

/// One object of metadata: what it is, and all of it as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// What it is.
    pub kind: MetadataKind,
    /// All of it.
    pub json: Json,
}

/// What metadata is; its `type`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetadataKind {
    /// The name of a card or of an action, which comes back with the click.
    ExternalId(Arc<str>),
    /// What a bot made of a message.
    BotResponse,
    /// Both bubbles of an Apple message.
    BusinessChatMessage,
    /// The event of an Apple time picker, or one of its times.
    BusinessEvent,
    /// Who a consumer of a social channel is.
    SocialMessagingConversationData,
    /// What a message on a social channel answers.
    SocialMessagingEventData,
    /// Something else: actions, summaries, payments, products.
    Other(Arc<str>),
}

impl MetadataKind {
    /// The kind of that word; `id` is the external id's.
    pub(super) fn of(word: &str, id: Option<&str>) -> Self {
        match word {
            "ExternalId" => Self::ExternalId(Arc::from(id.unwrap_or_default())),
            "BotResponse" => Self::BotResponse,
            "BusinessChatMessage" => Self::BusinessChatMessage,
            "BusinessEvent" => Self::BusinessEvent,
            "SocialMessagingConversationData" => Self::SocialMessagingConversationData,
            "SocialMessagingEventData" => Self::SocialMessagingEventData,
            other => Self::Other(Arc::from(other)),
        }
    }
}
