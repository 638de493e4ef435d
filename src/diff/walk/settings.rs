//! Settings and the agent connector. The model holds them with their defaults filled in, so that what is said of a
//! default that is written out is nothing.

use super::{Keys, Valued, keys, words};
use crate::bot::{
    Channel, Connector, EndInteraction, Es5, FileUploadMode, NluEngine, QuickReplyValue, RegexSearch,
    ReplaceAll, Settings, TileDisplay, UnhandledFailure, VariableTypes,
};
use crate::diff::value::Value;

words!(
    Channel,
    EndInteraction,
    Es5,
    FileUploadMode,
    NluEngine,
    QuickReplyValue,
    RegexSearch,
    ReplaceAll,
    TileDisplay,
    UnhandledFailure,
    VariableTypes,
);

keys!(Settings {
    session_length,
    default_response,
    debug_commands,
    channel,
    file_upload,
    quick_reply_value,
    regex_search,
    unhandled_failure,
    end_interaction,
    repeat_question_after_fallback,
    text_limit,
    allow_hosts,
    nlu_engine,
    es5,
    variables,
    replace_all,
    connector,
});

keys!(Connector {
    default_greeting_message,
    disable_greetings,
    enable_button_text_on_postback,
    message_delay,
    max_consumer_message_delay,
    fallback_escalation_time,
    retry_message_interval,
    message_resend_max_retries,
    user_retry_on_stuck_conversation,
    user_notification_message_on_stuck_conversation,
    escalate_on_stuck_conversation,
    escalation_skill_id_on_stuck_conversation,
    escalation_message_on_stuck_conversation,
    skip_agent_message,
    tile_display,
});
