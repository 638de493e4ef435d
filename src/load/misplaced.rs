//! Keys that exist, elsewhere: a key in the wrong place gets told where it belongs.

/// Where a key of the format belongs, as the end of a sentence that starts with the key.
pub(super) fn home(key: &str) -> Option<&'static str> {
    let home = match key {
        "rules" | "process_user_response" => "belongs to questions and integrations",
        "fallback" => "belongs to interactions that wait for the consumer, call an integration or transfer",
        "choices" | "list_style" | "indentation" | "display" => "belongs to a `multiple_choice`",
        "choices_per_row" => "belongs to a `multiple_choice` or a `quick_reply`",
        "buttons" => "belongs to a `button_question` or a tile",
        "replies" => "belongs to a `quick_reply`",
        "tiles" => "belongs to a `structured_question`",
        "accept" | "in_progress" | "success" | "failure" | "validation_failure" => {
            "belongs to a `file_upload`"
        }
        "articles" => "belongs to a knowledge base",
        "skills" => "belongs at the top level of the main file",
        "skill" | "agent" | "transfer_context" => "belongs to an `agent_transfer`",
        "patterns" | "exclude" => "belongs inside a `dialog_starter`",
        "and" | "any" | "set" | "slot" | "no_match" | "regex" | "exact" | "option" | "result" => {
            "belongs to a rule"
        }
        "next" | "delay" | "enabled" | "pre_process" | "post_process" => "belongs to an interaction",
        "mock" | "response_variable" | "transform_result" | "fields" | "send" | "url" | "method" => {
            "belongs to an integration"
        }
        "respond" | "fault" | "when" | "times" => "belongs to an entry of `mock`",
        "session_length" | "default_response" | "debug_commands" | "channel" => {
            "belongs in the bot's `settings`"
        }
        "interactions" => "belongs to a dialog",
        "max_size" => {
            "is not a setting of the platform: every upload may have 5 MB at most (5 × 1024 × 1024 bytes)"
        }
        _ => return None,
    };
    Some(home)
}
