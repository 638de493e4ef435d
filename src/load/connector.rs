//! The agent connector's fields.

use super::Loader;
use crate::bot::{Connector, TileDisplay};
use crate::yaml::Node;

impl Loader<'_> {
    pub(super) fn load_connector(&mut self, node: &Node) -> Connector {
        let mut connector = Connector::default();
        let Some(mut fields) = self.fields(node, "`connector`") else { return connector };
        // One line a key: the key and the field are the same word.
        macro_rules! choice {
            ($field:ident, text) => {
                let what = concat!("`", stringify!($field), "`");
                connector.$field = fields.value(stringify!($field)).and_then(|node| self.name(node, what));
            };
            ($field:ident, $load:ident) => {
                let what = concat!("`", stringify!($field), "`");
                if let Some(value) = fields.value(stringify!($field)).and_then(|node| self.$load(node, what))
                {
                    connector.$field = value.value;
                }
            };
        }
        choice!(default_greeting_message, text);
        choice!(disable_greetings, boolean);
        choice!(enable_button_text_on_postback, boolean);
        choice!(message_delay, duration);
        choice!(fallback_escalation_time, duration);
        choice!(retry_message_interval, duration);
        choice!(message_resend_max_retries, count);
        choice!(user_retry_on_stuck_conversation, boolean);
        choice!(user_notification_message_on_stuck_conversation, text);
        choice!(escalate_on_stuck_conversation, boolean);
        choice!(escalation_skill_id_on_stuck_conversation, text);
        choice!(escalation_message_on_stuck_conversation, text);
        choice!(skip_agent_message, boolean);
        if let Some(node) = fields.value("max_consumer_message_delay") {
            let delay = self.duration(node, "`max_consumer_message_delay`");
            connector.max_consumer_message_delay = delay.map(|delay| delay.value);
        }
        if let Some(node) = fields.value("tile_display")
            && let Some(display) = self.word(node, "`tile_display`", &TileDisplay::ALL)
        {
            connector.tile_display = display.value;
        }
        self.finish(fields);
        connector
    }
}
