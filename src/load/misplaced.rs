//! Keys that exist, elsewhere: a key in the wrong place gets told where it belongs.

use super::Format;

/// Keys that only `fixtures` have, in bots and in transcripts.
const FIXTURES: [&str; 16] = [
    "account_id",
    "bot_id",
    "user_id",
    "conversation_id",
    "user_name",
    "email",
    "user_platform_type",
    "customer_info",
    "personal_info",
    "maven",
    "sentiment",
    "time_zone",
    "random_seed",
    "engagement",
    "web_view",
    "permanent_variables",
];

/// Where a key of the format belongs, as the end of a sentence that starts with the key.
pub(super) fn home(format: Format, key: &str) -> Option<&'static str> {
    match format {
        Format::Bot => home_in_bots(key),
        Format::Transcripts => home_in_transcripts(key),
    }
}

fn home_in_bots(key: &str) -> Option<&'static str> {
    let home = match key {
        "rules" => "belongs to questions and integrations",
        "process_user_response" => "belongs to questions and to a `universal`",
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
        "group" => "belongs at the top of the bot's main file",
        "fixtures" => "belongs at the top level of a bot file",
        "clock" => "belongs to a transcript, or to its file's `defaults`",
        key if FIXTURES.contains(&key) => "belongs inside the bot's `fixtures`",
        "collaboration" | "transfer_message" => "belongs inside the bot's `group`",
        "interactions" => "belongs to a dialog",
        "max_size" => {
            "is not a setting of the platform: every upload may have 5 MB at most (5 × 1024 × 1024 bytes)"
        }
        "transcripts" | "transcript" | "turns" | "vars" | "examples" => {
            "belongs to a file of transcripts, which names its bot"
        }
        _ => return None,
    };
    Some(home)
}

fn home_in_transcripts(key: &str) -> Option<&'static str> {
    let home = match key {
        "bot" => "begins an item of its own in `turns`, or names the bots at the top of the file",
        "channel" => "belongs to a transcript or to `defaults`, or begins an item of its own in `turns`",
        "consumer" | "tap" | "upload" | "intent" | "event" | "wait" | "burst" | "interrupt" | "goto"
        | "set" | "private" | "transfer" | "closed" | "nothing" | "expect" | "include" => {
            "begins an item of its own in `turns`"
        }
        "link" => {
            "begins an item of its own in `turns`, where a page opens; what a `bot` item offers to open is `links`"
        }
        "transcripts" | "defaults" => "belongs at the top of a file of transcripts",
        "transcript" => "begins an item of `transcripts`",
        "description" => "belongs at the top of the file; elsewhere it is `comment`",
        "vars" => "belongs at the top of the file or to a transcript",
        "turns" => "belongs to a transcript, or to a file of shared turns",
        "examples" | "skip" => "belongs to a transcript",
        key if FIXTURES.contains(&key) => "belongs inside `fixtures`",
        "tags" | "clock" | "start_at" | "mocks" | "skills" | "code_errors" | "fixtures" => {
            "belongs to a transcript or to `defaults`"
        }
        "variables" => "belongs to a transcript or to `defaults`, or inside `expect`",
        "only_if" => "belongs to a transcript, to `defaults`, or to an item of `turns`",
        "with" => "belongs to an `include`",
        "choices" | "buttons" | "quick_replies" | "links" | "cards" | "rich" => {
            "belongs to a `bot` item, beside `bot`"
        }
        "capture" => "belongs to a `bot` or a `private` item",
        "contains" | "matches" | "glob" | "any_of" | "not" | "any" => {
            "belongs inside the text that it judges: `bot: { contains: … }`"
        }
        "gap" => "belongs to a `burst`",
        "after" => "belongs to an `interrupt`, or inside a mock's `respond`",
        "file" | "caption" => "belongs inside `upload`, or inside what is said of a call",
        "score" => "belongs inside `intent`",
        "text" => "belongs to an `intent` item, beside `intent`, or to a card",
        "waiting_at" | "calls" | "stack" | "state" | "log" | "triggered" => "belongs inside `expect`",
        "pick" | "message" => "belongs inside `tap`",
        "payload" => "belongs inside `tap`, or inside what is offered",
        "skill" | "agent" => "belongs inside `transfer`",
        "survey" => "belongs inside `closed`",
        "respond" | "fault" | "when" | "times" => "belongs to an entry of `mocks`",
        "count" | "first" | "last" | "some" => "belongs to an integration inside `calls`",
        "dialogs" | "integrations" | "intents" | "entities" | "settings" | "environment" | "functions"
        | "knowledge_bases" | "group" | "language" => "belongs in the bot's own file",
        _ => return None,
    };
    Some(home)
}
