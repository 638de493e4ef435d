//! Who talks.

use std::sync::Arc;

/// Who talks: ids that texts and bot code may show. They are given, never made up, so that runs repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// `{$conversationId}`
    pub conversation: Arc<str>,
    /// `{$chatBotId}`
    pub bot: Arc<str>,
    /// `{$chatBotUserId}`
    pub consumer: Arc<str>,
    /// `{$chatBotUserPlatformId}`
    pub bot_agent: Arc<str>,
    /// `{$firstname}`
    pub bot_first_name: Arc<str>,
    /// `getLPAccountId()`
    pub account: Arc<str>,
}

impl Default for Identity {
    fn default() -> Self {
        Self {
            conversation: Arc::from("conversation-1"),
            bot: Arc::from("bot-1"),
            consumer: Arc::from("consumer-1"),
            bot_agent: Arc::from("bot-agent-1"),
            bot_first_name: Arc::from("Bot"),
            account: Arc::from("account-1"),
        }
    }
}
