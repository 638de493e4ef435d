//! Interactions: the kind, then the keys that kinds share.

use super::Loader;
use super::fields::Fields;
use super::json::written_json;
use crate::bot::{CodeHook, CodeHooks, Interaction, InteractionKind, WrittenJson};
use crate::diagnostic::Diagnostic;
use crate::yaml::{Entry, Node, Value};

const KINDS: [&str; 21] = [
    "dialog_starter",
    "text",
    "image",
    "rich_link",
    "private_message",
    "universal",
    "audio",
    "video",
    "text_question",
    "multiple_choice",
    "structured_question",
    "button_question",
    "quick_reply",
    "list_picker",
    "time_picker",
    "disambiguation",
    "integration",
    "knowledge",
    "agent_transfer",
    "file_upload",
    "dynamic_routing",
];

/// Which of the shared keys a kind may have (spec 5 to 8).
struct Shared {
    delay: bool,
    rules: bool,
    fallback: bool,
    process_user_response: bool,
    metadata: bool,
}

/// Sends something and goes on.
const STATEMENT: Shared =
    Shared { delay: true, rules: false, fallback: false, process_user_response: false, metadata: true };
/// Waits for the consumer.
const QUESTION: Shared =
    Shared { delay: true, rules: true, fallback: true, process_user_response: true, metadata: true };
/// Calls something and judges the result.
const CALL: Shared =
    Shared { delay: true, rules: true, fallback: true, process_user_response: false, metadata: false };
/// Searches: what is said where nothing is found has a key of its own.
const SEARCH: Shared =
    Shared { delay: true, rules: true, fallback: false, process_user_response: false, metadata: false };
/// Waits for a file; what follows from it is the Integration's business.
const UPLOAD: Shared =
    Shared { delay: true, rules: false, fallback: true, process_user_response: false, metadata: false };
const STARTER: Shared =
    Shared { delay: false, rules: false, fallback: false, process_user_response: false, metadata: false };
const ROUTING: Shared =
    Shared { delay: true, rules: false, fallback: false, process_user_response: false, metadata: false };

fn shared_keys(kind: &str) -> Shared {
    match kind {
        "dialog_starter" => STARTER,
        "text" | "image" | "rich_link" | "private_message" | "audio" | "video" => STATEMENT,
        "integration" | "agent_transfer" => CALL,
        "knowledge" => SEARCH,
        "file_upload" => UPLOAD,
        "dynamic_routing" => ROUTING,
        _ => QUESTION,
    }
}

impl Loader<'_> {
    pub(super) fn load_interaction(&mut self, node: &Node) -> Option<Interaction> {
        let mut fields = self.fields(node, "an interaction")?;
        let (key, entry) = self.kind_entry(&mut fields, &KINDS, "an interaction")?;
        fields.what = described(key);
        let kind = self.load_kind(key, entry, &mut fields);
        let shared = shared_keys(key);
        if key == "file_upload" {
            self.report_upload_rules(&mut fields);
        }
        let interaction = self.load_shared(kind, entry, &mut fields, &shared);
        self.finish(fields);
        Some(interaction)
    }

    /// The keys that kinds share.
    fn load_shared(
        &mut self,
        kind: InteractionKind,
        entry: &Entry,
        fields: &mut Fields<'_>,
        shared: &Shared,
    ) -> Interaction {
        let mut value = |key, allowed: bool| if allowed { fields.value(key) } else { None };
        let name = value("name", true);
        let comment = value("comment", true);
        let enabled = value("enabled", true);
        let next = value("next", true);
        let delay = value("delay", shared.delay);
        let rules = value("rules", shared.rules);
        let fallback = value("fallback", shared.fallback);
        let hooks = [
            (CodeHook::PreProcess, value("pre_process", true)),
            (CodeHook::PostProcess, value("post_process", true)),
            (CodeHook::ProcessUserResponse, value("process_user_response", shared.process_user_response)),
        ];
        let metadata = value("metadata", shared.metadata);
        let mut code = Vec::new();
        for (hook, node) in hooks {
            let loaded = node.and_then(|node| self.load_code(node, &format!("`{}`", hook.key())));
            code.extend(loaded.map(|loaded| (hook, loaded)));
        }
        Interaction {
            kind,
            kind_span: entry.key.span(),
            span: fields.span,
            name: name.and_then(|node| self.load_interaction_name(node)),
            comment: comment.and_then(|node| self.text(node, "`comment`")),
            enabled: enabled.and_then(|node| self.boolean(node, "`enabled`")),
            delay: delay.and_then(|node| self.duration(node, "`delay`")),
            next: next.and_then(|node| self.load_next(node)),
            rules: rules.map_or_else(Vec::new, |node| self.load_rules(node)),
            fallback: fallback.and_then(|node| self.text(node, "`fallback`")),
            code: CodeHooks(code),
            metadata: metadata.and_then(|node| self.load_metadata(node)).map(Box::new),
        }
    }

    /// Structured metadata: a mapping, or a list of mappings.
    pub(super) fn load_metadata(&mut self, node: &Node) -> Option<WrittenJson> {
        match &node.value {
            Value::Mapping(_) | Value::Sequence(_) => Some(written_json(node)),
            _ => {
                self.wrong_type(node, "`metadata` is written as keys with values");
                None
            }
        }
    }

    /// Rules of an upload belong one item further down; say so instead of "unknown key".
    fn report_upload_rules(&mut self, fields: &mut Fields<'_>) {
        let Some(entry) = fields.entries().iter().find(|entry| entry.key.as_str() == "rules") else { return };
        fields.ignore(&entry.key);
        self.report(
            Diagnostic::new(
                &super::rules::MISPLACED_KEY,
                entry.key.span(),
                "`rules` does not belong in a file_upload",
            )
            .label("not allowed here")
            .help(
                "A File Upload has no answer to judge. Put the rules on the Integration that follows it: \
                 its `result` says whether the file arrived.",
            ),
        );
    }
}

/// The kind with its article, for messages.
fn described(kind: &str) -> &'static str {
    match kind {
        "dialog_starter" => "a dialog_starter",
        "text" => "a text",
        "image" => "an image",
        "rich_link" => "a rich_link",
        "private_message" => "a private_message",
        "universal" => "a universal",
        "audio" => "an audio",
        "video" => "a video",
        "text_question" => "a text_question",
        "multiple_choice" => "a multiple_choice",
        "structured_question" => "a structured_question",
        "button_question" => "a button_question",
        "quick_reply" => "a quick_reply",
        "list_picker" => "a list_picker",
        "time_picker" => "a time_picker",
        "disambiguation" => "a disambiguation",
        "integration" => "an integration",
        "knowledge" => "a knowledge",
        "agent_transfer" => "an agent_transfer",
        "file_upload" => "a file_upload",
        _ => "a dynamic_routing",
    }
}
