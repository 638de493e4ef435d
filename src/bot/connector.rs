//! The agent connector's fields that change how a conversation goes (spec 16).

use std::time::Duration;

use crate::source::Text;

/// The connector through which the bot is deployed, with the platform's defaults filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connector {
    /// Said to the bot in the consumer's place if the consumer says nothing; `hi` if absent.
    pub default_greeting_message: Option<Text>,
    /// Whether nothing is said in the consumer's place.
    pub disable_greetings: bool,
    /// Whether a tap on a button shows, and says, its label in place of its callback (spec 7.3.1).
    pub enable_button_text_on_postback: bool,
    /// Texts within this time are one message (spec 13.3).
    pub message_delay: Duration,
    /// A message that comes later than this after the one before is ignored; never, unless written: it
    /// is shorter than a session by default, which would then never end in a local conversation.
    pub max_consumer_message_delay: Option<Duration>,
    /// How long an agent may take to answer a transfer.
    pub fallback_escalation_time: Duration,
    /// How long the bot may say nothing before the consumer's message is sent again (spec 13.9).
    pub retry_message_interval: Duration,
    /// How often the consumer's message is sent again.
    pub message_resend_max_retries: u32,
    /// Whether the consumer is asked to start over after that.
    pub user_retry_on_stuck_conversation: bool,
    /// With these words.
    pub user_notification_message_on_stuck_conversation: Option<Text>,
    /// Whether the consumer is handed to an agent after that.
    pub escalate_on_stuck_conversation: bool,
    /// To this skill; without one the transfer fails.
    pub escalation_skill_id_on_stuck_conversation: Option<Text>,
    /// With these words.
    pub escalation_message_on_stuck_conversation: Option<Text>,
    /// Whether a bot that takes over sees the last message of the consumer instead of the last message
    /// (spec 14.5).
    pub skip_agent_message: bool,
    /// How tiles are laid out.
    pub tile_display: TileDisplay,
}

impl Default for Connector {
    fn default() -> Self {
        Self {
            default_greeting_message: None,
            disable_greetings: false,
            enable_button_text_on_postback: false,
            message_delay: Duration::from_millis(300),
            max_consumer_message_delay: None,
            fallback_escalation_time: Duration::from_secs(180),
            retry_message_interval: Duration::from_secs(60),
            message_resend_max_retries: 1,
            user_retry_on_stuck_conversation: false,
            user_notification_message_on_stuck_conversation: None,
            escalate_on_stuck_conversation: false,
            escalation_skill_id_on_stuck_conversation: None,
            escalation_message_on_stuck_conversation: None,
            skip_agent_message: false,
            tile_display: TileDisplay::Vertical,
        }
    }
}

/// How the tiles of a structured question are laid out (spec 7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileDisplay {
    /// One below the other.
    Vertical,
    /// Side by side, as a carousel.
    Horizontal,
}

impl TileDisplay {
    /// Every layout with its word.
    pub const ALL: [(&'static str, Self); 2] =
        [("vertical", Self::Vertical), ("horizontal", Self::Horizontal)];
}
