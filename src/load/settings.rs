//! The bot's settings.

use super::Loader;
use crate::bot::{
    Channel, EndInteraction, Es5, FileUploadMode, NluEngine, QuickReplyValue, RegexSearch, ReplaceAll,
    Settings, UnhandledFailure, VariableTypes,
};
use crate::source::Text;
use crate::yaml::Node;

impl Loader<'_> {
    /// A host, not an address: what a URL has between `//` and the next `/`.
    fn check_host(&mut self, host: &Text) {
        let text = host.as_str();
        if text.is_empty()
            || text.contains("://")
            || text.contains(|sign: char| sign == '/' || sign.is_whitespace())
        {
            let help = "Write the host alone, with a port where it matters: `files.example.com`, `localhost:8080`, \
                        `*.example.com`.";
            self.invalid(host.span(), format!("`{text}` is not a host"), help);
        }
    }

    pub(super) fn load_settings(&mut self, node: &Node) -> Settings {
        let mut settings = Settings::default();
        let Some(mut fields) = self.fields(node, "`settings`") else { return settings };
        if let Some(length) =
            fields.value("session_length").and_then(|node| self.duration(node, "`session_length`"))
        {
            settings.session_length = length.value;
        }
        settings.default_response =
            fields.value("default_response").and_then(|node| self.name(node, "`default_response`"));
        if let Some(on) =
            fields.value("debug_commands").and_then(|node| self.boolean(node, "`debug_commands`"))
        {
            settings.debug_commands = on.value;
        }
        if let Some(on) = fields
            .value("repeat_question_after_fallback")
            .and_then(|node| self.boolean(node, "`repeat_question_after_fallback`"))
        {
            settings.repeat_question_after_fallback = on.value;
        }
        // The two limits that versions of the platform have.
        if let Some(node) = fields.value("text_limit")
            && let Some(limit) = self.word(node, "`text_limit`", &[("1000", 1000), ("320", 320)])
        {
            settings.text_limit = limit.value;
        }
        if let Some(channel) =
            fields.value("channel").and_then(|node| self.word(node, "`channel`", &Channel::ALL))
        {
            settings.channel = channel.value;
        }
        if let Some(node) = fields.value("allow_hosts") {
            settings.allow_hosts = self.texts(node, "a host");
            settings.allow_hosts.iter().for_each(|host| self.check_host(host));
        }
        macro_rules! choice {
            ($field:ident, $words:expr) => {
                if let Some(node) = fields.value(stringify!($field))
                    && let Some(word) = self.word(node, concat!("`", stringify!($field), "`"), &$words)
                {
                    settings.$field = word.value;
                }
            };
        }
        choice!(file_upload, FileUploadMode::ALL);
        choice!(quick_reply_value, QuickReplyValue::ALL);
        choice!(regex_search, RegexSearch::ALL);
        choice!(unhandled_failure, UnhandledFailure::ALL);
        choice!(end_interaction, EndInteraction::ALL);
        choice!(nlu_engine, NluEngine::ALL);
        choice!(es5, Es5::ALL);
        choice!(variables, VariableTypes::ALL);
        choice!(replace_all, ReplaceAll::ALL);
        if let Some(node) = fields.value("connector") {
            settings.connector = Box::new(self.load_connector(node));
        }
        self.finish(fields);
        settings
    }
}
